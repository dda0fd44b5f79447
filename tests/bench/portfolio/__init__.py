"""Builds a portfolio of a given size, the same one every time for a given week, by bulk insert and no operations."""

from tests.bench.portfolio.build import build

__all__ = ["build"]
