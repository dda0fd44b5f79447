"""Quick find by name or title."""
