"""Projects and what is dated on them: updates, milestones, risks, money, measures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.core import clock
from mobi_tracker.projects import operations as projects
from mobi_tracker.projects.models.funding import FundingLine
from mobi_tracker.projects.models.milestone import Milestone
from mobi_tracker.projects.models.risk import Risk
from mobi_tracker.projects.vocabulary import AmountKind, DateKind, Phase, Rating, ReadingKind, Response, RiskKind
from mobi_tracker.seeding import cells
from mobi_tracker.seeding.making.shapes import SeedFile
from mobi_tracker.seeding.tables import Column, Row, Table
from mobi_tracker.seeding.world import World

PROJECTS = Table(
    "projects.csv",
    (
        cells.WHEN, cells.BY, cells.words("slug", 80, True), cells.words("name", 200), cells.words("initiative", 80),
        cells.words("lead", 80), Column("departments", cells.names, empty=()), cells.words("organization", 200),
        cells.words("manager", 200), cells.words("sponsor", 200), Column("phase", cells.choice(Phase)),
        Column("starts", cells.day), Column("ends", cells.day), cells.words("council_files", 300),
        Column("priorities", cells.names, empty=()), Column("districts", cells.districts, empty=()),
        Column("waits_on", cells.names, empty=()), cells.words("description"), cells.words("why"), *cells.MARKING,
    ),
)  # fmt: skip
UPDATES = Table(
    "updates.csv",
    (
        cells.WHEN, cells.BY, cells.words("project", 80, True), Column("on", cells.day),
        Column("overall", cells.choice(Rating), True), Column("schedule", cells.choice(Rating), empty=Rating.NOT_RATED),
        Column("budget", cells.choice(Rating), empty=Rating.NOT_RATED),
        Column("scope", cells.choice(Rating), empty=Rating.NOT_RATED), cells.words("credited_to", 200),
        cells.words("reason"), cells.words("narrative"), cells.words("accomplishments"), cells.words("next_steps"),
        cells.words("path_to_green"), Column("corrects", cells.yes_or_no, empty=False), *cells.MARKING,
    ),
)  # fmt: skip
MILESTONES = Table(
    "milestones.csv",
    (
        cells.WHEN, cells.BY, cells.words("project", 80, True), cells.words("milestone", 200, True),
        Column("kind", cells.choice(DateKind), True), Column("date", cells.day, True), Column("on", cells.day),
        cells.words("reason"), cells.words("credited_to", 200),
    ),
)  # fmt: skip
RISKS = Table(
    "risks.csv",
    (
        cells.WHEN, cells.BY, cells.words("project", 80, True), Column("kind", cells.choice(RiskKind), True),
        cells.words("text", is_required=True), Column("likelihood", cells.whole(1, 5)),
        Column("impact", cells.whole(1, 5)), Column("on", cells.day), cells.words("owner", 200),
        Column("response", cells.choice(Response)), cells.words("response_text"),
        Column("due", cells.day), *cells.MARKING,
    ),
)  # fmt: skip
RISK_STEPS = Table(
    "risk_steps.csv",
    (
        cells.WHEN, cells.BY, cells.words("risk", is_required=True),
        Column("step", cells.one_of("rate", "close", "reopen", "occur"), True), Column("likelihood", cells.whole(1, 5)),
        Column("impact", cells.whole(1, 5)), cells.words("reason"),
    ),
)  # fmt: skip
FUNDING = Table(
    "funding.csv",
    (
        cells.WHEN, cells.BY, cells.words("project", 80, True), Column("fiscal_year", cells.fiscal_year, True),
        cells.words("source", 120, True), Column("kind", cells.choice(AmountKind), True),
        Column("amount", cells.amount, True), Column("on", cells.day), cells.words("note", 300),
    ),
)  # fmt: skip
MEASURES = Table(
    "measures.csv",
    (
        cells.WHEN, cells.BY, cells.words("project", 80), cells.words("department", 80), cells.words("name", 300, True),
        cells.words("unit", 60), Column("baseline", cells.decimal), Column("target", cells.decimal),
        Column("priorities", cells.names, empty=()), *cells.MARKING,
    ),
)  # fmt: skip
READINGS = Table(
    "readings.csv",
    (
        cells.WHEN, cells.BY, cells.words("measure", 300, True), Column("kind", cells.choice(ReadingKind), True),
        Column("value", cells.decimal, True), Column("on", cells.day), Column("fiscal_year", cells.fiscal_year),
    ),
)  # fmt: skip


def keep_project(row: Row, world: World) -> None:
    """A new project; a later line of the same slug changes what it fills in."""
    given = _given(row, world)
    if not world.knows("project", row["slug"]):
        if not row["name"]:
            raise row.wrong("a new project needs a name.", "name")
        draft = projects.ProjectDraft(slug=row["slug"], **given)
        project = projects.add_project(draft)
        world.keep(project, row["slug"], row["name"])
        world.drafts["project", project.id] = draft
        return
    project = world.record("project", row, "slug")
    draft = replace(world.drafts["project", project.id], **given)
    projects.edit_project(project, draft)
    world.drafts["project", project.id] = draft


# Column by column, the field of a project that it fills; where it names records, of which kind.
_PLAIN = {
    "name": "name", "phase": "phase", "starts": "starts_on", "ends": "ends_on", "council_files": "council_files",
    "districts": "districts", "description": "description", "why": "why",
}  # fmt: skip
_ONE = {
    "initiative": ("initiative", "initiative_id"), "lead": ("department", "lead_department_id"),
    "organization": ("organization", "organization_id"), "manager": ("contact", "manager_id"),
    "sponsor": ("contact", "sponsor_id"),
}  # fmt: skip
_SEVERAL = {
    "departments": ("department", "department_ids"), "priorities": ("priority", "priority_ids"),
    "waits_on": ("project", "waits_on_ids"),
}  # fmt: skip


def _given(row: Row, world: World) -> dict[str, Any]:
    """The fields of a project that the line fills in."""
    given = {name: row[column] for column, name in _PLAIN.items() if column in row.filled}
    given |= {name: world.id_of(kind, row, column) for column, (kind, name) in _ONE.items() if column in row.filled}
    given |= {name: world.ids(kind, row, column) for column, (kind, name) in _SEVERAL.items() if column in row.filled}
    if "marking" in row.filled:
        given["marking"] = world.marking(row)
    return given


def add_update(row: Row, world: World) -> None:
    """A status update, by the rules of its form. One that corrects stands for the project's update before it."""
    before = world.id_of_words("status_update", row["project"], row, "corrects") if row["corrects"] else None
    update = projects.publish_update(
        projects.StatusDraft(
            world.id_of("project", row, "project"), world.day_of(row), row["overall"], row["schedule"], row["budget"],
            row["scope"], row["credited_to"], row["reason"], row["narrative"], row["accomplishments"],
            row["next_steps"], row["path_to_green"], before, marking=world.marking(row),
        )
    )  # fmt: skip
    world.keep(update)
    world.names["status_update", row["project"]] = [update.id]  # a project's words stand for its latest update


def date_milestone(row: Row, world: World) -> None:
    """A date of a milestone: the first baseline makes it, a later one re-baselines it."""
    project_id = world.id_of("project", row, "project")
    words = f"{project_id}: {row['milestone']}"
    on, day = world.day_of(row), row["date"]
    if not world.knows("milestone", words):
        if row["kind"] is not DateKind.BASELINE:
            raise row.wrong(
                f"{row['project']} has no milestone “{row['milestone']}” by then: give its baseline first.", "kind"
            )
        milestone = projects.add_milestone(projects.MilestoneDraft(project_id, row["milestone"], day, on))
        world.keep(milestone, words, row["milestone"])
        return
    milestone = _milestone(world, words, row)
    if row["kind"] is DateKind.BASELINE:
        given = projects.rebaseline_milestone(milestone, day, on, row["reason"])
    elif row["kind"] is DateKind.ACTUAL:
        given = projects.complete_milestone(milestone, day, on)
    else:
        given = projects.forecast_milestone(milestone, day, on, row["reason"], row["credited_to"])
    world.keep(given)


def _milestone(world: World, words: str, row: Row) -> Milestone:
    milestone_id = world.id_of_words("milestone", words, row, "milestone")
    found: Milestone = world.stored("milestone", milestone_id)
    return found


def add_risk(row: Row, world: World) -> None:
    """A risk or an issue with its first rating."""
    risk = projects.add_risk(
        projects.RiskDraft(
            world.id_of("project", row, "project"), row["kind"], row["text"], row["likelihood"], row["impact"],
            world.day_of(row), response=row["response"], response_text=row["response_text"], due=row["due"],
            marking=world.marking(row), **world.owner(row),
        )
    )  # fmt: skip
    world.keep(risk, row["text"])


def step_risk(row: Row, world: World) -> None:
    """Another rating of a risk, its end, its return, or that it occurred."""
    risk: Risk = world.record("risk", row, "risk")
    on = clock.today()
    if row["step"] == "rate":
        if row["likelihood"] is None or row["impact"] is None:
            raise row.wrong("a rating has a likelihood and an impact.", "likelihood")
        world.keep(projects.rate_risk(risk, row["likelihood"], row["impact"], on, row["reason"]))
    elif row["step"] == "close":
        projects.close_risk(risk, row["reason"])
    elif row["step"] == "reopen":
        projects.reopen_risk(risk)
    else:
        world.keep(projects.turn_into_issue(risk, on), f"{row['risk']} (issue)")


def record_money(row: Row, world: World) -> None:
    """An amount of a funding line. One "of pace" before its fiscal year begins is left out: nothing is spent yet."""
    line, year = _line(row, world), row["fiscal_year"]
    on = world.day_of(row)
    cents = _cents(row, world, line, year)
    if cents is None:
        return
    if row["kind"] is AmountKind.APPROPRIATED:
        world.drafts["appropriated", line.id] = cents
    world.keep(projects.record_amount(line, row["kind"], cents, on, row["note"]))


def _line(row: Row, world: World) -> FundingLine:
    project_id, year = world.id_of("project", row, "project"), row["fiscal_year"]
    words = f"{project_id}, {year}, {row['source']}"
    if not world.knows("funding_line", words):
        world.keep(projects.add_funding_line(project_id, year.starts_in, row["source"]), words)
    found: FundingLine = world.stored("funding_line", world.id_of_words("funding_line", words, row, "source"))
    return found


def _cents(row: Row, world: World, line: FundingLine, year: FiscalYear) -> int | None:
    amount: cells.Amount = row["amount"]
    if amount.pace is None:
        return amount.cents
    appropriated = world.drafts.get(("appropriated", line.id))
    if appropriated is None:
        raise row.wrong("a share of pace needs what is appropriated, on a line before it.", "amount")
    on = world.day_of(row)
    if on < year.first_day:
        return None
    exact = appropriated * amount.pace * year.elapsed_share(on)
    return int(exact / 100) * 100  # whole dollars


def add_measure(row: Row, world: World) -> None:
    """A measure of a project or a department."""
    measure = projects.add_measure(
        projects.MeasureDraft(
            row["name"], row["unit"], baseline=row["baseline"], target=row["target"],
            project_id=world.optional_id("project", row, "project"),
            department_id=world.optional_id("department", row, "department"),
            priority_ids=world.ids("priority", row, "priorities"), marking=world.marking(row),
        )
    )  # fmt: skip
    world.keep(measure, row["name"])


def add_reading(row: Row, world: World) -> None:
    """A reading of a measure, of a day or of a fiscal year."""
    year = row["fiscal_year"]
    on = None if year is not None else world.day_of(row)
    measure = world.record("measure", row, "measure")
    world.keep(projects.add_reading(measure, row["kind"], row["value"], on, year.starts_in if year else None))


FILES = (
    SeedFile(PROJECTS, keep_project),
    SeedFile(MILESTONES, date_milestone),
    SeedFile(FUNDING, record_money),
    SeedFile(RISKS, add_risk),
    SeedFile(RISK_STEPS, step_risk),
    SeedFile(MEASURES, add_measure),
    SeedFile(READINGS, add_reading),
    SeedFile(UPDATES, add_update),
)
