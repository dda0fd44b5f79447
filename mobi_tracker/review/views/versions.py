"""Versions of anything: return, approve, withdraw, deliver, comment, read. The subject's own page shows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.policy import authorize
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import NotAllowed, RuleBroken
from mobi_tracker.core.kinds import title_of, url_of
from mobi_tracker.core.pages import found, page_or_fragment, save
from mobi_tracker.review.forms.versions import CommentForm, ReturnForm
from mobi_tracker.review.models import Comment, Version
from mobi_tracker.review.operations import versions as operations
from mobi_tracker.review.queries import questions, versions
from mobi_tracker.review.queries.anchors import anchors_of
from mobi_tracker.review.rules import may_see

blueprint = Blueprint("versions", __name__, url_prefix="/versions")


@blueprint.post("/<int:record_id>/approve")
@requires(Permission.REVIEW)
def approve(record_id: int) -> Response:
    """Approve exactly the version and content that the form carries."""
    version, subject = _version(record_id)
    digest = request.form.get("digest", "")
    done = f"Version {version.number} is approved."
    return _do(lambda: operations.approve_version(version, digest), done, subject)


@blueprint.route("/<int:record_id>/return", methods=["GET", "POST"])
@requires(Permission.REVIEW)
def return_to_writer(record_id: int) -> str | Response:
    """Send a version back, with a note or after commenting on a line."""
    version, subject = _version(record_id)
    form = ReturnForm()
    if save(form, lambda: operations.return_version(version, form.note.data or "")):
        flash(f"Version {version.number} goes back to its writers, with what you wrote.", "success")
        return redirect(url_of(subject))
    return render_template("review/versions/return.html", form=form, version=version, **_about(subject))


@blueprint.post("/<int:record_id>/withdraw")
@requires(Permission.WRITE)
def withdraw(record_id: int) -> Response:
    """Take a submitted version back."""
    version, subject = _version(record_id)
    authorize(viewer(), Permission.WRITE)
    done = f"Version {version.number} is withdrawn from review. The draft goes on."
    return _do(lambda: operations.withdraw_version(version), done, subject)


@blueprint.post("/<int:record_id>/deliver")
@requires(Permission.REVIEW)
def deliver(record_id: int) -> Response:
    """Say that an approved version went to its readers."""
    version, subject = _version(record_id)
    return _do(lambda: operations.deliver_version(version), f"Version {version.number} is delivered.", subject)


@blueprint.post("/<int:record_id>/read")
@requires(Permission.SEE)
def read(record_id: int) -> Response:
    """ "I've read this"."""
    version, subject = _version(record_id)
    done = f"Kept: you have read version {version.number}."
    return _do(lambda: operations.confirm_reading(version), done, subject)


@blueprint.route("/<int:record_id>/comments/new", methods=["GET", "POST"])
@requires(Permission.COMMENT)
def new_comment(record_id: int) -> str | Response:
    """Comment on a line of a version, or on the whole."""
    version, subject = _version(record_id)
    form = CommentForm(anchor=request.args.get("anchor", ""))
    if form.anchor.data and form.anchor.data not in anchors_of(version, viewer()):
        found(None)  # a line that is not in it, or not for this reader: the comment would stand nowhere
    kept: list[Comment] = []
    if save(form, lambda: kept.append(operations.comment(version, form.text.data or "", form.anchor.data or ""))):
        return redirect(_at(subject, kept[0]))
    return page_or_fragment(
        "review/versions/comment.html", "review/versions/_comment_form.html", form=form, version=version,
        **_about(subject),
    )  # fmt: skip


@blueprint.post("/comments/<int:record_id>/resolve")
@requires(Permission.COMMENT)
def resolve_comment(record_id: int) -> Response:
    """Say that a comment is dealt with."""
    comment, subject = _comment(record_id)
    return _do(lambda: operations.resolve_comment(comment), "The comment is resolved.", subject, comment)


@blueprint.post("/comments/<int:record_id>/reopen")
@requires(Permission.COMMENT)
def reopen_comment(record_id: int) -> Response:
    """Say that a comment is not dealt with after all."""
    comment, subject = _comment(record_id)
    return _do(lambda: operations.reopen_comment(comment), "The comment is open again.", subject, comment)


def _version(record_id: int) -> tuple[Version, Any]:
    version = found(versions.version(record_id))
    if not may_see(viewer(), version.state):
        found(None)
    return version, found(questions.subject(version.subject_kind, version.subject_id, viewer()))


def _comment(record_id: int) -> tuple[Comment, Any]:
    comment = found(versions.comment(record_id))
    subject = found(questions.subject(comment.subject_kind, comment.subject_id, viewer()))
    if comment.recorded_by_id != viewer().user_id and not viewer().can(Permission.WRITE):
        raise NotAllowed("Whoever wrote the comment, or writes the briefing, resolves it.")
    return comment, subject


def _do(act: Callable[[], object], done: str, subject: Any, comment: Comment | None = None) -> Response:
    """Do it and say so on the subject's page; a broken rule is said there too, and nothing is done."""
    address = url_of(subject) if comment is None else _at(subject, comment)
    try:
        act()
        db.session.commit()
        flash(done, "success")
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "warning")
    except StaleDataError:
        db.session.rollback()
        flash("Somebody else was quicker, so nothing was done. Here it is as it stands now.", "warning")
    return redirect(_wanted(address))


def _wanted(address: str) -> str:
    """Where the form asks to come back to, as long as it is a place on the same page's address; else ``address``."""
    wanted, base = request.form.get("back", ""), address.partition("#")[0]
    return wanted if wanted == base or wanted.startswith((f"{base}?", f"{base}#", f"{base}/")) else address


def _at(subject: Any, comment: Comment) -> str:
    return f"{url_of(subject)}?version={comment.version_number}#comment-{comment.id}"


def _about(subject: Any) -> dict[str, str]:
    return {"subject_title": title_of(subject), "subject_url": url_of(subject)}
