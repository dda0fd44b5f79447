"""Projects from a file."""
