"""Autosave: what somebody is typing is kept for them alone until they save it."""

from __future__ import annotations

from flask import Blueprint, abort, request

from mobi_tracker.access import operations, queries
from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.numbers import read_id

blueprint = Blueprint("drafts", __name__, url_prefix="/drafts")

MOST = 500_000


def _can_be_stored(*texts: str) -> bool:
    # JSON may carry NUL and halves of characters, which no database keeps.
    return not any("\x00" in each or any("\ud800" <= letter <= "\udfff" for letter in each) for each in texts)


@blueprint.put("/<form>/<key>")
@requires(Permission.ACCOUNT)
def keep(form: str, key: str) -> dict[str, str]:
    """Keep the text in JSON ``{"text", "base_version"}``; answers when it was kept."""
    sent = request.get_json(silent=True)
    if not isinstance(sent, dict):
        abort(400)
    text, version = sent.get("text"), sent.get("base_version")
    if not isinstance(text, str) or not _can_be_stored(form, key, text) or len(form) > 60 or len(key) > 80:
        abort(400)
    if len(text) > MOST:
        abort(413)
    draft = operations.keep_draft(viewer().user_id, form, key, text, read_id(str(version)))
    db.session.commit()
    return {"saved_at": draft.saved_at.isoformat()}


@blueprint.get("/<form>/<key>")
@requires(Permission.ACCOUNT)
def show(form: str, key: str) -> dict[str, str | int | None]:
    """What is kept of this form for this person."""
    draft = queries.draft_of(viewer().user_id, form, key)
    if draft is None:
        abort(404)
    return {"text": draft.text, "base_version": draft.base_version, "saved_at": draft.saved_at.isoformat()}


@blueprint.delete("/<form>/<key>")
@requires(Permission.ACCOUNT)
def drop(form: str, key: str) -> dict[str, str]:
    """Throw away what is kept of this form."""
    operations.drop_draft(viewer().user_id, form, key)
    db.session.commit()
    return {"dropped_at": clock.now().isoformat()}
