"""The home pages: Today, Review, Dashboard, and the list of asks."""
