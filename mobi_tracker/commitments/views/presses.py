"""Buttons that do one thing to a record and go back to where they stand."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, request
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken


def press(act: Callable[[], object], done: str, address: str) -> Response:
    """Do it and say so; where a rule forbids it, or somebody else was quicker, say that. Then go to ``address``.

    A form may send ``next``, a page of ours, to go back to instead.
    """
    try:
        act()
        db.session.commit()
        flash(done, "success")
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    except StaleDataError:
        db.session.rollback()
        flash("Somebody else changed this a moment ago. Look at it again.", "error")
    return redirect(_next(address))


def _next(address: str) -> str:
    wanted = request.form.get("next", "")
    is_ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable()
    return wanted if is_ours else address
