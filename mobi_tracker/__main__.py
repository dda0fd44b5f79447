"""``python -m mobi_tracker``."""

from mobi_tracker.cli import main

main()
