"""Verbs of review: versions and comments, and questions."""
