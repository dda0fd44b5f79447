"""The history of any record."""

from __future__ import annotations

from typing import Any

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
    sees_private = viewer().can(Permission.SEE_PRIVATE)
    fields = {each.id: each.fields if sees_private else _open_fields(each) for each in changes}
    titles = queries.titles(set().union(*(rules.pointers_in(each) for each in fields.values())), viewer())
    return page_or_fragment(
        "history/show.html",
        "history/_entries.html",
        record=record,
        entries=[_entry(each, fields[each.id], titles) for each in changes],
        is_capped=len(changes) == queries.SHOWN,
    )


def _open_fields(change: Change) -> dict[str, Any]:
    """The fields of a change without those that its model keeps from observers."""
    private = kinds.private_fields_of(change.kind)
    return {name: values for name, values in change.fields.items() if name not in private}


def _entry(change: Change, fields: dict[str, Any], titles: dict[tuple[str, int], str]) -> rules.Entry:
    is_part = (change.kind, change.record_id) != (change.about_kind, change.about_id)
    label = kinds.label_of(change.kind)
    return rules.Entry(
        change.recorded_at,
        change.actor,
        rules.verb_of(change.is_new, label, is_part, fields),
        rules.field_changes(fields, titles),
    )
