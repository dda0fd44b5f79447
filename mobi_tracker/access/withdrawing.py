"""The two buttons of every record: withdraw it, and bring it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, request, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.kinds import kind_of, url_of
from mobi_tracker.core.pages import press
from mobi_tracker.core.withdrawals import bring_back, withdraw


def said_by_kind(record: Any) -> str:
    """What a message calls a record whose own words are too long for it: "The action item"."""
    return f"The {kind_of(record).label}"


def add_withdrawing(
    blueprint: Blueprint,
    load: Callable[[int], Any],
    *,
    prefix: str = "",
    called: Callable[[Any], str] = said_by_kind,
    page: Callable[[Any], str] = url_of,
    stays: str = "",
) -> None:
    """Give a noun's blueprint the routes ``withdraw`` and ``bring_back``, posted under ``prefix``/<id>.

    ``load`` gives the record if this person may change it, else 404 or 403. ``called`` names it in the message, and
    ``page`` is where to go then: the page that shows it and offers to bring it back. ``stays`` is a sentence on what
    does not go with it.
    """

    @blueprint.post(f"{prefix}/<int:record_id>/withdraw", endpoint="withdraw")
    @requires(Permission.LOG)
    def withdraw_record(record_id: int) -> Response:
        record = load(record_id)
        reason = request.form.get("reason", "")
        done = f"{called(record)} is withdrawn. {stays}".rstrip()
        undo = url_for(f"{blueprint.name}.bring_back", record_id=record.id)
        return press(lambda: withdraw(record, reason), done, page(record), undo)

    @blueprint.post(f"{prefix}/<int:record_id>/bring-back", endpoint="bring_back")
    @requires(Permission.LOG)
    def bring_back_record(record_id: int) -> Response:
        record = load(record_id)
        return press(lambda: bring_back(record), f"{called(record)} is back.", page(record))
