"""Reading a row of projects: what each field is, and what the values mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mobi_tracker.city.fiscal_year import fiscal_year_of
from mobi_tracker.imports.columns import ImportField
from mobi_tracker.imports.plan import RowProblem
from mobi_tracker.imports.values import read_day, read_dollars, read_long_text, read_millions, read_text
from mobi_tracker.paper.tables.table import Row, Table, Value
from mobi_tracker.projects.vocabulary import Phase

FIELDS = (
    ImportField("investment_key", "Investment identifier", ("Unique Investment Identifier", "UII")),
    ImportField("project_key", "Project identifier", ("Unique Project ID", "External key", "Project key")),
    ImportField("name", "Name", ("Project Name", "Project", "Project title", "Title")),
    ImportField("description", "Description", ("Project Description", "Summary")),
    ImportField("organization", "Agency", ("Agency Name", "Organization", "Agency/Department")),
    ImportField("lead_department", "Lead department", ("Department", "Lead", "Lead dept", "Dept")),
    ImportField("initiative", "Initiative", ("Program initiative",)),
    ImportField("phase", "Phase", ("Stage",)),
    ImportField("starts_on", "Start", ("Start Date", "Starts", "Begin date")),
    ImportField("ends_on", "End", ("End Date", "Ends", "Finish date")),
    ImportField(
        "planned_completion",
        "Planned completion",
        ("Planned Project Completion Date (B2)", "Planned completion date", "Baseline completion"),
    ),
    ImportField(
        "completion",
        "Projected or actual completion",
        ("Projected/Actual Project Completion Date (B2)", "Projected/Actual completion date", "Forecast completion"),
    ),
    ImportField("planned_cost_millions", "Planned cost, $ millions", ("Planned Cost ($ M)", "Planned Cost ($M)")),
    ImportField(
        "projected_cost_millions",
        "Projected or actual cost, $ millions",
        ("Projected/Actual Cost ($ M)", "Projected/Actual Cost ($M)"),
    ),
    ImportField("planned_cost", "Planned cost, dollars", ("Appropriated", "Budget", "Planned cost")),
    ImportField(
        "projected_cost", "Projected cost, dollars", ("Forecast at completion", "Projected cost", "Forecast cost")
    ),
    ImportField("updated_on", "Updated", ("Updated Date", "Last updated", "As of", "Status date")),
)

_READERS: dict[str, Callable[[Value], Any]] = {
    "description": read_long_text,
    "starts_on": read_day,
    "ends_on": read_day,
    "planned_completion": read_day,
    "completion": read_day,
    "updated_on": read_day,
    "planned_cost_millions": read_millions,
    "projected_cost_millions": read_millions,
    "planned_cost": read_dollars,
    "projected_cost": read_dollars,
}


@dataclass(frozen=True)
class ProjectRow:
    """A row as it is meant. Money in cents; ``actual`` or ``forecast`` is the completion, never both."""

    key: str
    name: str
    description: str | None
    organization: str | None
    lead_department: str | None
    initiative: str | None
    phase: Phase | None
    starts_on: date | None
    ends_on: date | None
    on: date
    baseline: date | None
    forecast: date | None
    actual: date | None
    fiscal_year: int
    appropriated: int | None
    forecast_cost: int | None
    is_keyed: bool


def read_row(
    row: Row, table: Table, columns: Mapping[str, str | None], today: date
) -> tuple[ProjectRow | None, list[RowProblem], str]:
    """The row as it is meant, what is wrong with it, and what to call it. With a problem there is no row."""
    cells = dict(zip(table.columns, row.cells, strict=True))
    column_of = {key: column for column, key in columns.items() if key}
    values: dict[str, Any] = {}
    problems: list[RowProblem] = []

    def wrong(key: str, reason: str) -> None:
        problems.append(RowProblem(row.number, column_of.get(key), reason))

    for key, column in column_of.items():
        try:
            values[key] = _READERS.get(key, read_text)(cells[column])
        except ValueError as error:
            wrong(key, str(error))
    if values.get("name") == "":
        wrong("name", "The project has no name.")
    values["phase"] = _phase(values.get("phase"), lambda reason: wrong("phase", reason))
    _check_days(values, column_of, today, wrong)
    title = str(values.get("name") or cells.get(column_of.get("name", ""), "") or f"Row {row.number}")
    if problems or not values.get("name"):
        return None, problems, title
    return _meant(values, column_of, today), [], title


def _check_days(
    values: Mapping[str, Any], column_of: Mapping[str, str], today: date, wrong: Callable[[str, str], None]
) -> None:
    starts, ends, updated = values.get("starts_on"), values.get("ends_on"), values.get("updated_on")
    if starts and ends and ends < starts:
        wrong("ends_on", f"The end, {ends.isoformat()}, comes before the start, {starts.isoformat()}.")
    if updated and updated > today:
        wrong("updated_on", f"{updated.isoformat()} is still to come: a fact speaks of today or a day before.")
    if "updated_on" in column_of and updated is None and "updated_on" in values:
        wrong("updated_on", "There is no date, so it cannot be said on which day this was so.")


def _phase(typed: Any, wrong: Callable[[str], None]) -> Phase | None:
    if not typed:
        return None
    plain = str(typed).strip().casefold().replace(" ", "_").replace("-", "_")
    if plain in set(Phase):
        return Phase(plain)
    wrong(f"“{typed}” is no phase: {', '.join(each.label.lower() for each in Phase)}.")
    return None


def _meant(values: Mapping[str, Any], column_of: Mapping[str, str], today: date) -> ProjectRow:
    on = values.get("updated_on") or today
    completion = values.get("completion")
    is_actual = completion is not None and completion <= on
    phase = values.get("phase")
    if phase is None and ("completion" in column_of or "planned_completion" in column_of):
        phase = Phase.CLOSED if is_actual else Phase.DELIVERY
    keys = [values[key] for key in ("investment_key", "project_key") if values.get(key)]
    starts = values.get("starts_on")

    def cents(plain: str, millions: str) -> int | None:
        return values[millions] if values.get(millions) is not None else values.get(plain)

    return ProjectRow(
        key=" ".join(keys) or f"name:{values['name'].casefold()}",
        name=values["name"],
        description=values.get("description"),
        organization=values.get("organization") or None,
        lead_department=values.get("lead_department") or None,
        initiative=values.get("initiative") or None,
        phase=phase,
        starts_on=starts,
        ends_on=values.get("ends_on"),
        on=on,
        baseline=values.get("planned_completion"),
        forecast=completion if completion is not None and not is_actual else None,
        actual=completion if is_actual else None,
        fiscal_year=fiscal_year_of(starts or on).starts_in,
        appropriated=cents("planned_cost", "planned_cost_millions"),
        forecast_cost=cents("projected_cost", "projected_cost_millions"),
        is_keyed=bool(keys),
    )
