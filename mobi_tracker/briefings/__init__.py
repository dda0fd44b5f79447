"""Weekly briefings: collected and drafted from the week's records, edited, submitted, read."""
