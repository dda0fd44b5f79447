"""Typed input of projects, a module a noun."""
