"""``seed``: load a folder of seed data."""

from __future__ import annotations

from pathlib import Path

import click

from mobi_tracker.cli.context import application, check_database
from mobi_tracker.core import clock, kinds
from mobi_tracker.core.database import db
from mobi_tracker.seeding.load import LoadReport, NotEmpty, load_folder
from mobi_tracker.seeding.wrong import SeedWrong


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--if-empty", is_flag=True, help="Where there is data already, say so and succeed.")
def seed(folder: Path, if_empty: bool) -> None:
    """Load FOLDER (reference data, or a whole history); docs/seed-format.md describes its files.

    All of it is loaded, or nothing.
    """
    with application("seed") as app:
        check_database()
        try:
            report = load_folder(folder, clock.now(), bool(app.config["DEMO"]))
        except NotEmpty as error:
            db.session.rollback()
            if not if_empty:
                raise click.ClickException(str(error)) from None
            click.echo(f"{folder}: already there.")
            return
        except SeedWrong as wrong:
            db.session.rollback()
            raise click.ClickException("Nothing was loaded.\n" + "\n".join(wrong.problems)) from None
        db.session.commit()
        click.echo(_told(report))


def _told(report: LoadReport) -> str:
    lines = [report.reference] if report.reference else []
    known = {each.name: each for each in kinds.known_kinds()}
    words = []
    for name, count in report.stored.items():
        one, several = (known[name].label, known[name].plural) if name in known else (name, f"{name}s")
        words.append(f"{count:,} {one if count == 1 else several}")
    if words:
        lines.append(f"Loaded {', '.join(words)}.")
    if report.left_out:
        lines.append(f"{report.left_out:,} things are still to come this week and were left out.")
    return "\n".join(lines)
