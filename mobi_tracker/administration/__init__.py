"""What the administrator does: accounts with their roles and departments, and the settings that are data."""
