"""The note parser: meeting notes in, what they say out, as a pure function without database or clock."""
