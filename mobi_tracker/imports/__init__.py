"""Import of files that people have: read, understand the columns, preview, then all or nothing."""
