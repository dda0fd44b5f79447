"""Tables of projects, a module a noun."""
