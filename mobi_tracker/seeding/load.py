"""Loading a folder: read everything, then walk the clock from the first moment to now. The caller commits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path

from sqlalchemy.exc import DataError, IntegrityError

from mobi_tracker.city import clock_zone
from mobi_tracker.core.actor import Actor, acting_as
from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.portfolio.reference import ReferenceWrong, load_reference
from mobi_tracker.portfolio.reference_files import FILES as REFERENCE_FILES
from mobi_tracker.seeding import queries
from mobi_tracker.seeding.days import Calendar
from mobi_tracker.seeding.description import Description, read_description
from mobi_tracker.seeding.making import briefings, commitments, meetings, obligations, people, projects
from mobi_tracker.seeding.meeting_files import MeetingFile, read_meetings
from mobi_tracker.seeding.tables import Row, read_table
from mobi_tracker.seeding.world import World
from mobi_tracker.seeding.wrong import SeedWrong

FILES = (*people.FILES, *projects.FILES, *obligations.FILES, *commitments.FILES, *briefings.FILES)


class NotEmpty(Exception):
    """The folder holds a history, and the database has one already; nothing was stored."""


@dataclass
class LoadReport:
    """What a load did: records stored by kind, lines and meetings left out because their moment is still to come."""

    stored: dict[str, int] = field(default_factory=dict)
    left_out: int = 0
    reference: str = ""


@dataclass(frozen=True)
class Step:
    """One thing that happens at a moment. ``order`` keeps the files' order where moments are equal."""

    moment: datetime
    order: tuple[int, int]
    row: Row
    act: Callable[[World], None]
    is_by_somebody: bool = True


def load_folder(folder: Path, now: datetime, demo: bool, day_over: Callable[[date], None] | None = None) -> LoadReport:
    """Load reference data and, into an empty database only, the history of a folder, up to ``now``.

    ``day_over`` is called with each day on which something happened, once all of it is stored, the clock at its end.

    Raises SeedWrong with every problem of the files' form, or with the first that the product refuses, naming file,
    line and column; NotEmpty where there is a history already. The caller rolls back then, and commits otherwise.
    """
    description = read_description(folder)
    calendar = Calendar.around(clock_zone.day_of(now))
    steps = _read_steps(folder, calendar)
    if not steps and description.reference is None:
        raise SeedWrong([f"{folder} holds no seed data: docs/seed-format.md describes its files."])
    if steps:
        _check_allowed(folder, description, demo)
    begin = min((each.moment for each in steps if each.moment <= now), default=now)
    report = LoadReport(reference=_load_reference(description, begin - timedelta(hours=1) if steps else now))
    _walk(steps, World(calendar, now), now, report, day_over)
    return report


def _check_allowed(folder: Path, description: Description, demo: bool) -> None:
    if description.is_demonstration and not demo:
        raise SeedWrong([
            f"{folder} is a demonstration with accounts whose passwords are known: "
            "it is loaded in demo mode only (MOBI_DEMO=1)."
        ])  # fmt: skip
    if not queries.is_empty():
        raise NotEmpty(f"The database has data already, so {folder} was not loaded: it goes into an empty one only.")


def _read_steps(folder: Path, calendar: Calendar) -> list[Step]:
    """Everything that happens, in order. Raises SeedWrong with every problem that was found."""
    problems: list[str] = _unknown_files(folder)
    steps: list[Step] = []
    for order, file in enumerate(FILES):
        for number, row in enumerate(read_table(folder, file.table, calendar, problems)):
            steps.append(_step_of_row(row, (order, number), file.act, file.is_by_somebody))
    for number, given in enumerate(read_meetings(folder, calendar, problems)):
        steps += _steps_of_meeting(given, number)
    if problems:
        raise SeedWrong(problems)
    return sorted(steps, key=lambda each: (each.moment, each.order))


def _unknown_files(folder: Path) -> list[str]:
    """A table whose name is mistyped would silently be left out."""
    known = {each.table.name for each in FILES} | {each.name for each in REFERENCE_FILES}
    return [
        f"{path.name}: the format knows no such file."
        for path in sorted(folder.glob("*.csv"))
        if path.name not in known
    ]


def _step_of_row(row: Row, order: tuple[int, int], act: Callable[[Row, World], None], is_by_somebody: bool) -> Step:
    return Step(row["when"], order, row, lambda world: act(row, world), is_by_somebody)


def _steps_of_meeting(given: MeetingFile, number: int) -> Iterator[Step]:
    # Notes name what the tables store, and later lines of the tables name what the notes made: they come in between.
    if given.head["planned"] is not None:
        yield Step(
            given.head["planned"], (len(FILES), number), given.head, lambda world: meetings.plan_ahead(given, world)
        )
    if given.notes.strip():
        yield Step(
            meetings.logged_at(given), (len(FILES), number), given.head, lambda world: meetings.log(given, world)
        )


def _load_reference(description: Description, moment: datetime) -> str:
    if description.reference is None:
        return ""
    try:
        with travelling_to(moment):
            return str(load_reference(description.reference))
    except ReferenceWrong as wrong:
        raise SeedWrong(wrong.problems) from None


def _walk(
    steps: list[Step], world: World, now: datetime, report: LoadReport, day_over: Callable[[date], None] | None
) -> None:
    world.know_reference_data()
    for day, of_day in groupby(steps, key=lambda step: clock_zone.day_of(step.moment)):
        for step in of_day:
            if step.moment > now:
                report.left_out += 1
            else:
                _take(step, world)
        end = clock_zone.day_end(day) - timedelta(microseconds=1)
        if day_over is not None and end <= now:
            with travelling_to(end):
                day_over(day)
    db.session.flush()
    report.stored = dict(world.counts)


def _take(step: Step, world: World) -> None:
    """Do one step at its moment, as its person; what the product refuses is said with the line's place."""
    try:
        with travelling_to(step.moment):
            if not step.is_by_somebody:
                step.act(world)
                return
            person = world.person(step.row)
            with acting_as(Actor(person.user_id, person.name)):
                step.act(world)
    except IntegrityError:
        raise step.row.wrong("the database takes no such record beside those stored by then.") from None
    except DataError:
        raise step.row.wrong("something here is longer or larger than the database takes.") from None
    except RuleBroken as broken:
        column = broken.field if broken.field in step.row.values else None
        raise step.row.wrong(broken.message, column) from None
