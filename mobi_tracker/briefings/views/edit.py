"""The working draft of a briefing: its lines, with what may be done to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.briefings.models import Briefing, BriefingLine
from mobi_tracker.briefings.queries import briefings as queries
from mobi_tracker.briefings.queries.cited import stamps
from mobi_tracker.briefings.rules.content import content_of, shown_to
from mobi_tracker.briefings.rules.sheet import SheetLine, sheet_of
from mobi_tracker.briefings.views.blueprint import blueprint, briefing_here, week_of
from mobi_tracker.review.queries.versions import comments_of, versions_of
from mobi_tracker.review.rules import digest_of


@dataclass(frozen=True)
class WorkingLine:
    """A line of the draft with what this person may do to it."""

    record: BriefingLine
    shown: SheetLine
    may_edit: bool
    is_first: bool
    is_last: bool


@blueprint.get("/<week>/edit")
@requires(Permission.WRITE)
def edit(week: str) -> str:
    """The lines of the draft by section."""
    briefing = briefing_here(week)
    return render_template("briefings/edit.html", week=week_of(week), **edit_context(briefing))


def edit_context(briefing: Briefing) -> dict[str, Any]:
    """The draft by section, its digest, the comments that are open, and how it stands in review."""
    records = queries.lines_of_draft(briefing)
    versions = versions_of(queries.KIND, briefing.id)
    comments = [each for each in comments_of(queries.KIND, briefing.id) if each.resolved_at is None]
    sections, left_out = working_lines(records, comments, viewer())
    taken_in = [queries.as_shown(line) for line in records if not line.is_hidden]
    return {
        "briefing": briefing,
        "sections": sections,
        "left_out": left_out,
        "newest": versions[-1] if versions else None,
        "digest": digest_of(content_of(taken_in)),
        "loose_comments": [each for each in comments if not each.anchor],
        "may_submit": viewer().can_everywhere(Permission.WRITE),
        "count": len(taken_in),
    }


def working_lines(
    records: Sequence[BriefingLine], comments: Sequence[Any], editor: Viewer
) -> tuple[list[tuple[Any, list[WorkingLine]]], int]:
    """The lines that the editor may see, by section in order, and how many are not for them."""
    seen = stamps(queries.pointers_of(records), editor)
    shown, left_out = shown_to([queries.as_shown(line) for line in records], editor, seen)
    by_id = {record.id: record for record in records}
    sections = []
    for section in sheet_of(shown, left_out, seen, comments).sections:
        last = len(section.lines) - 1
        lines = [
            WorkingLine(
                by_id[line.line.id], line, may_write(editor, by_id[line.line.id]), number == 0, number == last
            )
            for number, line in enumerate(section.lines)
        ]  # fmt: skip
        sections.append((section.section, lines))
    return sections, left_out


def may_write(editor: Viewer, line: BriefingLine) -> bool:
    """Whether a person may change the line: everywhere, or it is of a department of theirs."""
    return editor.can_for(Permission.WRITE, line.department_ids)
