"""``standing check``: what the evidence rules say, without a database; ``standing store`` keeps past weeks."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mobi_tracker.cli.context import application, check_database
from mobi_tracker.standing import jobs
from mobi_tracker.standing.evidence.cases import BadCase, run_cases


@click.group()
def standing() -> None:
    """Where projects stand: what is reported, beside the evidence."""


@standing.command()
@click.argument("cases", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(cases: Path) -> None:
    """Read CASES (one JSON object a line) and print what the evidence says of each, one JSON object a line."""
    try:
        for result in run_cases(cases):
            click.echo(json.dumps(result, ensure_ascii=False))
    except UnicodeDecodeError:
        raise click.ClickException(f"{cases} is not UTF-8 text: save it as UTF-8.") from None
    except OSError as wrong:
        raise click.ClickException(f"{cases} cannot be read: {wrong.strerror}.") from None
    except BadCase as wrong:
        raise click.ClickException(str(wrong)) from None


@standing.command()
@click.option("--rebuild", is_flag=True, help="Throw away what is kept first.")
def store(rebuild: bool) -> None:
    """Keep the standing of every past week, so that pages need not judge it anew; it follows from the facts alone."""
    with application("standing store"):
        check_database()
        count = sum(1 for _ in jobs.store_weeks(rebuild))
    click.echo(f"{count} weeks kept." if count != 1 else "1 week kept.")
