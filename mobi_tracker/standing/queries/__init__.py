"""Every select of standing. Each asks for one or several moments at once, so that a page with two days asks once."""
