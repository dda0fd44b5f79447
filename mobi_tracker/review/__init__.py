"""Review of anything: versions, states, comments, questions, who read what."""
