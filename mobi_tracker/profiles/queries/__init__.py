"""Selects that only full pages need, a module a noun. Others come from the packages below."""
