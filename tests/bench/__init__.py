"""How fast the main pages are, on a small and on a large portfolio: ``python -m tests.bench``."""
