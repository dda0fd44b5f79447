"""MOBI Tracker: the week of a Special Projects Liaison in the Los Angeles Mayor's Office of Budget and Innovation."""
