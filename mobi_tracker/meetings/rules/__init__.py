"""Rules of meetings, on plain values: which line is which, what is recorded, what a reworded line changes."""
