"""Typed input of review."""
