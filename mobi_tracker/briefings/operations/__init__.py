"""Verbs of briefings: draft and redraft, edit lines, submit, fix wording. They flush and never commit."""
