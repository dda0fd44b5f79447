"""``standing check``: what the evidence rules say, without a database; ``standing store`` keeps past weeks;
``standing show`` tells any day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.queries import first_with_role
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.city.dates import format_full_day, parse_day
from mobi_tracker.cli.context import application, check_database
from mobi_tracker.core import clock
from mobi_tracker.standing import jobs
from mobi_tracker.standing.changes import Difference
from mobi_tracker.standing.difference import difference
from mobi_tracker.standing.evidence.cases import BadCase, run_cases
from mobi_tracker.standing.facts import Snapshot
from mobi_tracker.standing.snapshot import snapshots
from mobi_tracker.standing.telling import difference_as_data, snapshot_as_data
from mobi_tracker.standing.telling_lines import difference_lines, snapshot_lines


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


class Day(click.ParamType):
    """A day gone by, or today: 2026-11-30 or 11/30/2026."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that was typed. Ends the command with a sentence where it is none, or still to come."""
        if isinstance(value, date):
            return value
        try:
            day = parse_day(value)
        except ValueError:
            self.fail(f"{value!r} is not a day. Write it like 2026-11-30.", param, ctx)
        if day > clock.today():
            self.fail(f"{format_full_day(day)} is still to come.", param, ctx)
        return day


@standing.command()
@click.option("--as-of", type=Day(), help="The day to show; today where none is given.")
@click.option("--compare", type=Day(), help="An earlier day: tell what changed since then, too.")
@click.option("--json", "as_data", is_flag=True, help="Print JSON.")
def show(as_of: date | None, compare: date | None, as_data: bool) -> None:
    """Show where projects stood at the end of a day, as the Deputy Mayor sees it."""
    day = as_of or clock.today()
    if compare is not None and compare >= day:
        raise click.UsageError(f"--compare wants a day before {format_full_day(day)}.")
    with application("standing show"):
        check_database()
        viewer = Viewer(first_with_role(Role.DEPUTY_MAYOR) or 0, "", frozenset({Role.DEPUTY_MAYOR}))
        shown, *before = snapshots((day, *((compare,) if compare else ())), viewer)
        changes = difference(before[0], shown) if before else None
        click.echo(_as_json(shown, changes) if as_data else "\n".join(_as_lines(shown, changes)))


def _as_json(shown: Snapshot, changes: Difference | None) -> str:
    told = difference_as_data(changes) if changes else None
    return json.dumps({**snapshot_as_data(shown), "changes": told}, ensure_ascii=False)


def _as_lines(shown: Snapshot, changes: Difference | None) -> Iterable[str]:
    yield from snapshot_lines(shown)
    if changes is not None:
        yield ""
        yield from difference_lines(changes)
