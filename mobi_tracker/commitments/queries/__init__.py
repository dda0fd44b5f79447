"""Every select of commitments, a module a noun."""
