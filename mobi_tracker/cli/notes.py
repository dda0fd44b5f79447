"""``notes parse``: what notes become, without a database."""

from __future__ import annotations

import json
from pathlib import Path

import click

from mobi_tracker.meetings.notes.cases import BadCase, run_cases


@click.group()
def notes() -> None:
    """Notes that become records."""


@notes.command()
@click.argument("cases", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def parse(cases: Path) -> None:
    """Read CASES (one JSON object a line) and print what each one's notes become, one JSON object a line."""
    try:
        for result in run_cases(cases):
            click.echo(json.dumps(result, ensure_ascii=False))
    except UnicodeDecodeError:
        raise click.ClickException(f"{cases} is not UTF-8 text: save it as UTF-8.") from None
    except BadCase as wrong:
        raise click.ClickException(str(wrong)) from None
