"""A page, or just its fragment: the same view answers both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import abort, flash, redirect, render_template, request
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken, StaleRecord
from mobi_tracker.core.fields import Form

Record = TypeVar("Record")


def wants_fragment() -> bool:
    """Whether the request comes from the page's own script, which wants only the part that changes."""
    return request.headers.get("X-Fragment") == "1"


def page_or_fragment(page: str, fragment: str, **context: Any) -> str:
    """Render the fragment for the page's script, and the whole page for everybody else."""
    return render_template(fragment if wants_fragment() else page, **context)


def found(record: Record | None) -> Record:
    """The record, or the page that says there is none. What a reader may not see does not exist for them."""
    if record is None:
        abort(404)
    return record


def save(form: Form, act: Callable[[], object], record: Any = None) -> bool:
    """Do what a valid form asks and commit; False where the form must be shown (again).

    A broken rule stands beside its field. A stale save of ``record`` shows both texts; nothing typed is lost and
    nothing was written.
    """
    if not form.validate_on_submit():
        return False
    try:
        act()
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        form.show(broken)
    except (StaleRecord, StaleDataError):
        db.session.rollback()
        if record is None:
            form.add_error("Somebody else changed this a moment ago. What you typed is still here: save it again.")
        else:
            db.session.refresh(record)
            form.show_stale(record)
    except IntegrityError:
        db.session.rollback()  # what the rules looked for was stored between their look and this save
        form.add_error("Somebody stored the same a moment ago. Look whether it is there before you save this again.")
    else:
        return True
    return False


def press(act: Callable[[], object], done: str, address: str, undo: str | None = None) -> Response:
    """Do what a button asks, commit and say so; where a rule forbids it, or somebody was quicker, say that instead.

    Then go to ``address``, or back to the page of ours that the button names as ``next``. ``undo`` is the address that
    takes it back: the message has a button for it, which comes back to the same page.
    """
    try:
        act()
        db.session.commit()
        say_done(done, undo, own_page(request.form.get("next"), address))
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    except StaleDataError:
        db.session.rollback()
        flash("Somebody else changed this a moment ago. Look at it again.", "error")
    return redirect(own_page(request.form.get("next"), address))


def say_done(done: str, undo: str | None = None, back: str = "") -> None:
    """Say on the next page what was done, with a button that takes it back where ``undo`` is the address for that.

    ``back`` is the page to come back to then.
    """
    told: Any = {"text": done, "undo": undo, "back": back} if undo else done  # the session keeps either as JSON
    flash(told, "success")


def own_page(wanted: str | None, otherwise: str = "/") -> str:
    """The address that was asked for if it is a page of ours, else ``otherwise``: nobody is sent to another site."""
    if not wanted or not wanted.startswith("/") or not wanted.isprintable():
        return otherwise
    # A browser takes "//" and "/\" for the beginning of another host's name.
    return otherwise if wanted.startswith("//") or "\\" in wanted else wanted
