"""Organizations, contacts, their positions over time, and how often we mean to speak with them."""
