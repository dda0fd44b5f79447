"""``seed``: load a folder of seed data."""

from __future__ import annotations

from pathlib import Path

import click

from mobi_tracker.cli.context import application


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--if-empty", is_flag=True, help="Only where nobody has an account yet.")
def seed(folder: Path, if_empty: bool) -> None:
    """Load FOLDER (reference data, or a whole demonstration); docs/seed-format.md describes its files."""
    with application("seed"):
        click.echo(f"{folder} {if_empty}")
