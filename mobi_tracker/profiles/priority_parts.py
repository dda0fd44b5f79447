"""What the page of a priority says of its projects, measures and gaps, worked out before anything is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from mobi_tracker.city.dates import format_short_day
from mobi_tracker.city.districts import CITYWIDE, all_districts
from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.city.words import capitalized, counted_in_words, number_in_words
from mobi_tracker.paper.charts.line_series import LineSeries, Reading
from mobi_tracker.portfolio.queries import OwedDeliverable
from mobi_tracker.profiles.queries.priorities import ServingMeasure
from mobi_tracker.profiles.rules import plain_number
from mobi_tracker.projects.models.measure import Measure, MeasureReading
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.facts import Place, ProjectStanding, Snapshot

CHARTED = 4  # measures that are drawn; all of them stand in the page's table


@dataclass(frozen=True)
class District:
    """A Council district (0 is citywide) and the projects that serve it."""

    number: int
    projects: list[ProjectStanding] = field(default_factory=list)


@dataclass(frozen=True)
class Serving:
    """The projects under way that serve a priority, where they serve it, and where nobody does."""

    projects: tuple[ProjectStanding, ...]
    ended: int
    districts: list[District]
    no_districts: list[int]
    no_departments: list[Place]
    no_initiatives: list[Place]

    @property
    def citywide(self) -> int:
        """How many of them serve the whole city."""
        return next((len(each.projects) for each in self.districts if each.number == CITYWIDE), 0)


def serving(shown: Snapshot, districts: int, ended: int = 0) -> Serving:
    """What a snapshot of the projects that serve a priority says; ``districts`` is how many the City has, ``ended`` how
    many projects ended that the snapshot was not asked for.

    The worst stand first: the worse of what is reported and what the evidence says.
    """
    running = sorted(shown.running, key=lambda each: (-_worst(each), -each.reported.severity, each.name.casefold()))
    by_number: dict[int, list[ProjectStanding]] = {}
    for project in running:
        for number in project.districts:
            by_number.setdefault(number, []).append(project)
    departments = {each for project in running for each in project.department_ids}
    initiatives = {project.initiative_id for project in running}
    known = [*all_districts(districts), *sorted(each for each in by_number if each > districts)]
    return Serving(
        tuple(running),
        len(shown.projects) - len(running) + ended,
        [District(number, by_number[number]) for number in known if number in by_number],
        [number for number in known if number != CITYWIDE and number not in by_number],
        [each for each in shown.departments if each.id not in departments],
        [each for each in shown.initiatives if each.id not in initiatives],
    )


def _worst(project: ProjectStanding) -> int:
    return max(project.reported.severity, project.evidence.rating.severity)


def sentence(found: Serving, owed: Sequence[OwedDeliverable], day: date) -> str:
    """How a priority stands, in a line or two."""
    if not found.projects:
        said = "No project under way serves it."
    else:
        verb = "serves" if len(found.projects) == 1 else "serve"
        told = [f"{capitalized(counted_in_words(len(found.projects), 'project'))} {verb} it"]
        off = sum(each.reported is Rating.OFF_TRACK for each in found.projects)
        at_risk = sum(each.reported is Rating.AT_RISK for each in found.projects)
        told += [f"{counted_in_words(off, 'is', 'are')} reported off track"] if off else []
        told += [f"{counted_in_words(at_risk, 'is', 'are')} reported at risk"] if at_risk else []
        said = "; ".join(told) + "."
    gaps = sum(each.is_gap and not each.is_explained for each in found.projects)
    if gaps:
        own = "project's dates don't match its report" if gaps == 1 else "projects' dates don't match their reports"
        said += f" {capitalized(number_in_words(gaps))} {own}."
    late = sum(each.is_late(day) for each in owed)
    if late:
        said += f" {capitalized(counted_in_words(late, 'deliverable is', 'deliverables are'))} late."
    return said


@dataclass(frozen=True)
class MeasureLine:
    """A measure in the table: its latest figure, the day or year of it, and how far it is from baseline to target."""

    measure: Measure
    owner: str
    latest: Decimal | None
    on: str
    share: int | None


def measure_line(found: ServingMeasure, today: date) -> MeasureLine:
    """A measure's line in the table."""
    owner = found.measure.project or found.measure.department
    last = found.readings[-1] if found.readings else None
    value = last.value if last else None
    share = share_of_way(found.measure, value)
    return MeasureLine(found.measure, owner.name if owner else "", value, _when(last, today) if last else "", share)


def share_of_way(measure: Measure, value: Decimal | None) -> int | None:
    """Percent of the way from baseline to target; below 0 is away from it. None where one of the three is missing."""
    baseline, target = measure.baseline, measure.target
    if value is None or baseline is None or target is None or baseline == target:
        return None
    return round((value - baseline) * 100 / (target - baseline))


def measure_chart(found: ServingMeasure, today: date) -> LineSeries:
    """A measure's readings over time, with baseline and target; its title says how far it is."""
    measure = found.measure
    readings = tuple(Reading(_day(each, today), float(each.value)) for each in found.readings)
    ends = [(name, getattr(measure, name)) for name in ("baseline", "target")]
    words = ", ".join(f"{name} {plain_number(value)}" for name, value in ends if value is not None)
    return LineSeries(
        title=finding(found, today),
        description=f"{len(readings)} readings; {words or 'no baseline or target'}.",
        readings=readings,
        baseline=float(measure.baseline) if measure.baseline is not None else None,
        target=float(measure.target) if measure.target is not None else None,
        unit=measure.unit,
        empty_text=f"{measure.name}: no figure is recorded yet.",
    )


def finding(found: ServingMeasure, today: date) -> str:
    """What a measure's readings say: "Permits started on a phone: 46 percent, half of the way from 31 to 60"."""
    measure = found.measure
    if not found.readings:
        return f"{measure.name}: no figure is recorded yet"
    last = found.readings[-1]
    figure, share = plain_number(last.value), share_of_way(measure, last.value)
    if measure.target is None:
        return f"{measure.name}: {_with_unit(figure, measure)}, {_when(last, today)}"
    target = plain_number(measure.target)
    if share is None or measure.baseline is None:
        return f"{measure.name}: {_with_unit(f'{figure} of {target}', measure)}"
    if share >= 100:
        return f"{measure.name}: {_with_unit(figure, measure)}, its target of {target} is reached"
    if share < 0:
        return f"{measure.name}: {_with_unit(figure, measure)}, further from {target} than at the start"
    between = f"from {plain_number(measure.baseline)} to {target}"
    return f"{measure.name}: {_with_unit(figure, measure)}, {share} % of the way {between}"


def _with_unit(figure: str, measure: Measure) -> str:
    return " ".join(filter(None, (figure, measure.unit)))


def _when(reading: MeasureReading, today: date) -> str:
    if reading.on_day is not None:
        return format_short_day(reading.on_day, today)
    return str(FiscalYear(reading.fiscal_year)) if reading.fiscal_year is not None else ""


def _day(reading: MeasureReading, today: date) -> date:
    """Where a reading stands on the axis: that of a fiscal year at the year's last day, while it runs at today."""
    if reading.on_day is not None or reading.fiscal_year is None:
        return reading.on_day or today
    return min(FiscalYear(reading.fiscal_year).last_day, today)
