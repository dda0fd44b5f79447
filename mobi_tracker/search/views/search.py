"""Search: answers while one types, and a page that works without JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import kinds
from mobi_tracker.search import queries
from mobi_tracker.search.rules import Found, told_apart, typed_words

MOST_FOUND = 12
MOST_OF_A_KIND = 10
TOLD_APART = ("contact", "organization")

blueprint = Blueprint("search", __name__)


@blueprint.get("/find")
@requires(Permission.SEE)
def find() -> Response:
    """What fits ``q`` as JSON, of the ``kinds`` asked for (parted by commas) or of all."""
    words = typed_words(request.args.get("q", ""))
    found = queries.find(words, viewer(), _wanted(request.args.get("kinds", "")), each=MOST_FOUND)[:MOST_FOUND]
    return jsonify([_answer(each) for each in told_apart(found, TOLD_APART)])


@blueprint.get("/search")
@requires(Permission.SEE)
def index() -> str:
    """The search page: what fits, by kind."""
    words = typed_words(request.args.get("q", ""))
    chosen = request.args.get("kind", "")
    # Every row is looked through here: who comes to this page did not find it among the newest.
    found = queries.find(words, viewer(), _wanted(chosen), each=MOST_OF_A_KIND + 1, newest=queries.ALL)
    return render_template(
        "search/index.html",
        words=words,
        chosen=chosen,
        kinds=[(each.name, each.plural) for each in queries.findable()],
        groups=_groups(found),
    )


def _wanted(typed: str) -> list[str]:
    known = {each.name for each in queries.findable()}
    return [each for each in typed.split(",") if each in known]


def _address(each: Found) -> str:
    kind = kinds.kind(each.kind)
    values: dict[str, Any] = {kind.argument[0]: each.key}
    return url_for(kind.endpoint or "", **values)


def _answer(each: Found) -> dict[str, str]:
    kind = kinds.kind(each.kind)
    return {"title": each.title, "kind": kind.label, "url": _address(each), "detail": each.detail}


def _groups(found: Sequence[Found]) -> list[dict[str, object]]:
    """What was found, by kind, the kind with the best fit first; ``has_more`` where a kind has more than are shown."""
    order = list(dict.fromkeys(each.kind for each in found))
    by_kind = groupby(sorted(found, key=lambda each: order.index(each.kind)), key=lambda each: each.kind)
    groups = []
    for name, rows in by_kind:
        records = list(rows)
        shown = [(each.title, _address(each), each.detail) for each in records[:MOST_OF_A_KIND]]
        groups.append({"title": kinds.kind(name).plural, "rows": shown, "has_more": len(records) > MOST_OF_A_KIND})
    return groups
