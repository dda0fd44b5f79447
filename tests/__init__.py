"""Tests of MOBI Tracker: one folder for each package, `house` for the rules that hold everywhere."""
