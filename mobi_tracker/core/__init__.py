"""What knows nothing of MOBI: database, clock, actor, kinds, dated rows, settings, jobs, forms, pages."""
