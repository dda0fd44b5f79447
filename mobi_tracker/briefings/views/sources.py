"""A record that a line cites, in a few words, beside the text."""

from __future__ import annotations

from flask import url_for

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.briefings.queries.cited import cited_record
from mobi_tracker.briefings.rules.summaries import summary_of
from mobi_tracker.briefings.views.blueprint import blueprint, week_of
from mobi_tracker.core import clock, kinds
from mobi_tracker.core.pages import found, page_or_fragment, wants_fragment
from mobi_tracker.meetings.queries import source_of


@blueprint.get("/<week>/sources/<kind>/<int:record_id>")
@requires(Permission.SEE)
def source(week: str, kind: str, record_id: int) -> str:
    """The record as the reader may see it today, with where it was recorded and a way to its own page."""
    here = week_of(week)
    record = found(cited_record(kind, record_id, viewer()))
    line = source_of(kind, record_id, viewer())
    return page_or_fragment(
        "briefings/source.html", "briefings/_source.html",
        summary=summary_of(record, clock.today()), url=kinds.url_of(record), week=here, record=record,
        recorded_from=line.label if line is not None else "",
        is_beside=wants_fragment(), recorded_url=line.url if line is not None else url_for("briefings.show", week=here),
    )  # fmt: skip
