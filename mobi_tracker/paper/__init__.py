"""What leaves MOBI Tracker and what comes in: tables, charts, documents, mail and the full-text index.

May import `mobi_tracker.city` and `mobi_tracker.core`, and nothing else of the product.
"""
