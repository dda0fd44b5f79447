"""Every select of the home pages, a module a page."""
