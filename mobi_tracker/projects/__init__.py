"""Projects and what hangs on them: milestones, status updates, risks, funding, measures."""
