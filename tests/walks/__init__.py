"""Walks: people do their work in a real browser, against a running server with the demonstration in it."""
