"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from mobi_tracker.access import operations, queries
from mobi_tracker.access.forms import SignInForm
from mobi_tracker.access.guard import public, requires
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.pages import own_page, wants_fragment

blueprint = Blueprint("access", __name__)

WRONG = "That address and password do not match an account."


def ask_to_sign_in() -> Response | tuple[dict[str, str], int]:
    """Send somebody who is not signed in to the sign-in page, and back here after it."""
    if wants_fragment() or request.is_json:
        return {"error": "Sign in again; what you typed is kept on this device."}, 401
    wanted = request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None
    return redirect(url_for("access.sign_in", next=wanted))


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> str | Response | tuple[str, int]:
    """Show the form; with the right address and password, begin a session."""
    form = SignInForm()
    if form.validate_on_submit():
        try:
            user = operations.check_sign_in(form.email.data or "", form.password.data or "", request.remote_addr or "")
        except RuleBroken as broken:
            form.show(broken)
            return render_template("access/sign_in.html", form=form), 429
        db.session.commit()
        if user is not None:
            login_user(queries.SignedIn(user), remember=bool(form.stay.data))
            return redirect(own_page(request.args.get("next")))
        form.show(RuleBroken(WRONG, "password"))
    return render_template("access/sign_in.html", form=form)


@blueprint.post("/sign-out")
@requires(Permission.ACCOUNT)
def sign_out() -> Response:
    """End this session."""
    logout_user()
    flash("You are signed out.")
    return redirect(url_for("access.sign_in"))


@blueprint.get("/alive")
@public
def alive() -> dict[str, str]:
    """Answer that the server runs; asks the database nothing."""
    return {"status": "ok"}
