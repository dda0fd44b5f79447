"""The briefing as it is read: one version of it, or the draft, for this reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.briefings.models import Briefing
from mobi_tracker.briefings.queries import briefings as queries
from mobi_tracker.briefings.queries.cited import stamps
from mobi_tracker.briefings.rules.choosing import Choice, choose, is_told, log_of
from mobi_tracker.briefings.rules.content import ShownLine, content_of, lines_of, says, shown_to
from mobi_tracker.briefings.rules.sheet import Sheet, sheet_of
from mobi_tracker.briefings.views.blueprint import blueprint, week_of
from mobi_tracker.city.week import ReportingWeek
from mobi_tracker.core import clock
from mobi_tracker.review.models import Comment, Reading, Version
from mobi_tracker.review.operations.versions import is_intact
from mobi_tracker.review.queries.questions import questions_of
from mobi_tracker.review.queries.versions import comments_of, readings_of, versions_of
from mobi_tracker.review.rules import Standing, digest_of, is_own, may, may_see, sees_unsettled, with_whom
from mobi_tracker.review.vocabulary import VersionState


@dataclass(frozen=True)
class Loaded:
    """All that is known of a briefing, as far as this reader goes."""

    briefing: Briefing
    versions: Sequence[Version]
    draft: Sequence[ShownLine] | None
    comments: Sequence[Comment]
    readings: Sequence[Reading]

    @property
    def newest(self) -> Version | None:
        """The newest version that the reader may open."""
        return self.versions[-1] if self.versions else None

    @property
    def draft_differs(self) -> bool:
        """Whether the draft goes on from the newest version."""
        if self.draft is None:
            return False
        return self.newest is None or says(content_of(self.draft)) != says(self.newest.content)


@blueprint.get("/<week>")
@requires(Permission.SEE)
def show(week: str) -> str | Response:
    """The briefing of a week: ``?version=2`` (or ``draft``), marked against ``?since=1``, ``week`` or ``none``."""
    here = week_of(week, any_day=True)
    if str(here) != week:
        return redirect(url_for("briefings.show", week=here))
    briefing = queries.briefing_of_week(here.start, viewer())
    if briefing is None:
        return render_template("briefings/missing.html", **missing_context(here))
    loaded = load(briefing, viewer())
    if loaded.newest is None and loaded.draft is None and not request.args.get("version"):
        return render_template("briefings/missing.html", **missing_context(here))
    newest_number = loaded.newest.number if loaded.newest else 0
    state = loaded.newest.state if loaded.newest else None
    choice = choose(
        request.args.get("version", ""), request.args.get("since", ""), newest_number, state, loaded.draft is not None,
        loaded.draft_differs, viewer().can(Permission.REVIEW),
        [each.version_number for each in loaded.readings if each.user_id == viewer().user_id],
    )  # fmt: skip
    if choice is None:
        abort(404)
    return render_template("briefings/show.html", **show_context(loaded, choice, here))


def missing_context(week: ReportingWeek) -> dict[str, Any]:
    """A week whose briefing is not there: who may write is offered to draft it, once the week has begun."""
    return {
        "week": week,
        "has_begun": week.start <= clock.today(),
        "may_draft": viewer().can_everywhere(Permission.WRITE),
    }


def load(briefing: Briefing, reader: Viewer) -> Loaded:
    """Versions, draft, comments and readings, each only as far as the reader may see them."""
    versions = [each for each in versions_of(queries.KIND, briefing.id) if may_see(reader, each.state)]
    numbers = {each.number for each in versions}
    lines = queries.lines_of_draft(briefing) if reader.can(Permission.WRITE) else None
    return Loaded(
        briefing,
        versions,
        [queries.as_shown(line) for line in lines if not line.is_hidden] if lines is not None else None,
        comments_of(queries.KIND, briefing.id) if sees_unsettled(reader) else [],
        [each for each in readings_of(queries.KIND, briefing.id) if each.version_number in numbers],
    )


def show_context(loaded: Loaded, choice: Choice, week: ReportingWeek) -> dict[str, Any]:
    """Everything the page shows, worked out before it is drawn."""
    version = next((each for each in loaded.versions if each.number == choice.version), None)
    if version is None and not choice.is_draft:
        abort(404)
    sheet = _sheet(loaded, version, choice, week.start)
    standing = _standing(loaded, version)
    return {
        "briefing": loaded.briefing,
        "week": week,
        "sheet": sheet,
        "version": version,
        "choice": choice,
        "versions": loaded.versions,
        "is_intact": version is None or is_intact(version),
        "draft_differs": loaded.draft_differs,
        "draft_digest": digest_of(content_of(loaded.draft)) if loaded.draft is not None else "",
        "open_comments": _open_comments(sheet),
        "may": _may(standing),
        "is_own": version is not None and is_own(version.writer_ids, viewer().user_id),
        "log": log_of(loaded.versions, loaded.comments, loaded.readings),
        "holder": _holder(loaded.newest),
        "read_at": _read_at(loaded, version),
        "questions": questions_of(queries.KIND, loaded.briefing.id),
        "marking": sheet.marking if sheet.lines else None,
    }


def _open_comments(sheet: Sheet) -> int:
    shown = [*sheet.loose_comments, *(each for line in sheet.lines for each in line.comments)]
    return sum(each.resolved_at is None for each in shown)


def _holder(newest: Version | None) -> str:
    """Who has the briefing now, by its newest version."""
    writer = newest.submitted_by.name if newest is not None and newest.submitted_by is not None else ""
    return with_whom(newest.state if newest is not None else None, writer)


def _sheet(loaded: Loaded, version: Version | None, choice: Choice, week: date) -> Sheet:
    lines = lines_of(version.content) if version is not None else list(loaded.draft or ())
    other = _compared(loaded, choice, week)
    before = lines_of(other.content) if other is not None else []
    seen = stamps({each.pointer for line in (*lines, *before) for each in line.sources}, viewer())
    shown, left_out = shown_to(lines, viewer(), seen)
    earlier, _ = shown_to(before, viewer(), seen)
    number = version.number if version is not None else None
    comments = [each for each in loaded.comments if is_told(each.version_number, each.resolved_at is None, number)]
    by_key = choice.since == "week"
    return sheet_of(shown, left_out, seen, comments, earlier if other is not None else None, by_key)


def _compared(loaded: Loaded, choice: Choice, week: date) -> Version | None:
    if choice.since == "week":
        return queries.version_before_week(week, only_settled=not sees_unsettled(viewer()))
    return next((each for each in loaded.versions if str(each.number) == choice.since), None)


def _standing(loaded: Loaded, version: Version | None) -> Standing | None:
    if version is None:
        return None
    return Standing(version.number, loaded.versions[-1].number, version.state, tuple(version.writer_ids))


def _may(standing: Standing | None) -> dict[str, bool]:
    """What the reader may do with the version shown."""
    if standing is None:
        return {}
    names = {
        "approve": VersionState.APPROVED, "return": VersionState.RETURNED, "deliver": VersionState.DELIVERED,
        "withdraw": VersionState.WITHDRAWN,
    }  # fmt: skip
    return {name: may(state, standing, viewer()) for name, state in names.items()}


def _read_at(loaded: Loaded, version: Version | None) -> Any:
    """When the reader said that they read the version shown; None where they have not."""
    if version is None:
        return None
    own = (each for each in loaded.readings if each.user_id == viewer().user_id and each.is_confirmed)
    return next((each.read_at for each in own if each.version_number == version.number), None)
