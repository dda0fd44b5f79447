"""The history of any record."""

from __future__ import annotations

from flask import Blueprint

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import kinds
from mobi_tracker.core.pages import found, page_or_fragment
from mobi_tracker.history import queries, rules
from mobi_tracker.history.models import Change

blueprint = Blueprint("history", __name__, url_prefix="/history")
blueprints = (blueprint,)


@blueprint.get("/<kind>/<int:record_id>")
@requires(Permission.SEE)
def show(kind: str, record_id: int) -> str:
    """Who changed what, when, from what to what; withdrawals included."""
    record = found(queries.seen_record(kind, record_id, viewer()))
    changes = queries.changes_about(kind, record_id)
    titles = queries.titles(set().union(*(rules.pointers_in(each.fields) for each in changes)))
    return page_or_fragment(
        "history/show.html",
        "history/_entries.html",
        record=record,
        entries=[_entry(each, titles) for each in changes],
        is_capped=len(changes) == queries.SHOWN,
    )


def _entry(change: Change, titles: dict[tuple[str, int], str]) -> rules.Entry:
    is_part = (change.kind, change.record_id) != (change.about_kind, change.about_id)
    label = kinds.label_of(change.kind)
    return rules.Entry(
        change.recorded_at,
        change.actor,
        rules.verb_of(change.is_new, label, is_part, change.fields),
        rules.field_changes(change.fields, titles),
    )
