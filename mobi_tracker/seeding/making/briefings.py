"""Weekly briefings: drafted from the records of their week, worded, submitted, reviewed and read."""

from __future__ import annotations

from mobi_tracker.briefings.models import Briefing, BriefingLine
from mobi_tracker.briefings.operations.drafting import draft_briefing
from mobi_tracker.briefings.operations.lines import LineDraft, add_line, edit_line, hide_line
from mobi_tracker.briefings.operations.submitting import submit_briefing
from mobi_tracker.briefings.queries import briefings as queries
from mobi_tracker.briefings.vocabulary import Section
from mobi_tracker.review.models import Version
from mobi_tracker.review.operations import versions as review
from mobi_tracker.review.queries.versions import newest_versions
from mobi_tracker.seeding import cells
from mobi_tracker.seeding.making.shapes import SeedFile
from mobi_tracker.seeding.tables import Column, Row, Table
from mobi_tracker.seeding.world import World

STEPS = (
    "draft", "add", "edit", "hide", "submit", "withdraw", "comment", "return", "approve", "deliver", "read",
)  # fmt: skip
BRIEFINGS = Table(
    "briefings.csv",
    (
        cells.WHEN, cells.BY, Column("week", cells.day, True), Column("step", cells.one_of(*STEPS), True),
        Column("section", cells.choice(Section)), cells.words("line"), cells.words("text"),
    ),
)  # fmt: skip


def step_briefing(row: Row, world: World) -> None:
    """One step of the briefing of the week that begins on a Monday."""
    if row["week"].weekday() != 0:
        raise row.wrong("a week is named by its Monday, such as “-3 Mon”.", "week")
    if row["step"] == "draft":
        briefing, _ = draft_briefing(row["week"], world.person(row))
        if not world.knows("briefing", str(briefing.week)):
            world.keep(briefing, str(briefing.week))
        return
    briefing = world.stored("briefing", world.id_of_words("briefing", str(row["week"]), row, "week"))
    if row["step"] in ("add", "edit", "hide", "submit"):
        _write(row, world, briefing)
    else:
        _review(row, briefing)


def _write(row: Row, world: World, briefing: Briefing) -> None:
    if row["step"] == "add":
        if row["section"] is None:
            raise row.wrong("say in which section the line goes.", "section")
        add_line(briefing, LineDraft(row["text"], row["section"]))
    elif row["step"] == "edit":
        line = _line(row, briefing)
        edit_line(line, LineDraft(row["text"], row["section"] or line.section, line.department_id), world.person(row))
    elif row["step"] == "hide":
        hide_line(_line(row, briefing))
    else:
        world.keep(submit_briefing(briefing))


def _line(row: Row, briefing: Briefing) -> BriefingLine:
    """The one standing line that holds these words, in the section where one is given."""
    lines = queries.lines_of_draft(briefing)
    found = [
        each
        for each in lines
        if row["line"] in each.text and (row["section"] is None or each.section is row["section"])
    ]
    if not row["line"] or len(found) != 1:
        raise row.wrong(f"{len(found)} lines of this draft hold “{row['line']}”; name one.", "line")
    return found[0]


def _review(row: Row, briefing: Briefing) -> None:
    version: Version | None = newest_versions(queries.KIND, [briefing.id]).get(briefing.id)
    if version is None:
        raise row.wrong("this briefing was not submitted by then.", "step")
    if row["step"] == "comment":
        review.comment(version, row["text"], f"line-{_line(row, briefing).id}" if row["line"] else "")
    elif row["step"] == "return":
        review.return_version(version, row["text"])
    elif row["step"] == "approve":
        review.approve_version(version, note=row["text"])
    elif row["step"] == "withdraw":
        review.withdraw_version(version, row["text"])
    elif row["step"] == "deliver":
        review.deliver_version(version)
    else:
        review.confirm_reading(version)


FILES = (SeedFile(BRIEFINGS, step_briefing),)
