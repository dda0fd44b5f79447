"""Action items, decisions and asks."""
