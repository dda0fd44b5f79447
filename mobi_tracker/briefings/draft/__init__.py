"""Drafting the weekly briefing: the records of a week become lines, a module a section."""
