"""``import``: take a file in."""

from __future__ import annotations

import click


@click.group("import")
def import_() -> None:
    """Take a file in: all of it or nothing."""
