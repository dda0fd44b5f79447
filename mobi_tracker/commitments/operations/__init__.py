"""Verbs of commitments, a module a noun."""
