"""Every select of review: versions and comments, and questions."""
