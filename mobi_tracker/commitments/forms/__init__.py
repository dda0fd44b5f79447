"""Typed input of commitments, a module a noun."""
