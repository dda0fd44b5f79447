"""Every select of briefings: weeks and lines, the records that lines cite, the records of a week."""
