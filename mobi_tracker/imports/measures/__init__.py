"""Measures of the tracked departments from the City budget's file of performance measures."""
