"""What the evidence says: published rules on plain values, without a database (product.md, What the evidence says)."""
