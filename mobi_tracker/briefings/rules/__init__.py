"""Decisions of briefings on plain values: the time covered, sentences, redrafting, content, differences."""
