"""From a plan to records: made once, found again at every later save, never doubled, never overwritten."""
