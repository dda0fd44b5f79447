"""One's own account: who one is here, a new password, signing out everywhere."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from mobi_tracker.access import operations, queries
from mobi_tracker.access.forms import PasswordForm
from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.database import db
from mobi_tracker.core.pages import found, save

blueprint = Blueprint("account", __name__, url_prefix="/account")


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.ACCOUNT)
def show() -> str | Response:
    """Show one's account; a new password ends every other session."""
    user = found(queries.user_by_id(viewer().user_id))
    form = PasswordForm()
    if save(form, lambda: operations.change_own_password(user, form.old_password.data or "", form.password.data or "")):
        login_user(queries.SignedIn(user))
        flash("Your password is changed, and your other sessions have ended.", "success")
        return redirect(url_for("account.show"))
    return render_template("access/account.html", form=form, user=user)


@blueprint.post("/sign-out-everywhere")
@requires(Permission.ACCOUNT)
def sign_out_everywhere() -> Response:
    """End all of one's sessions, this one too."""
    operations.end_sessions(found(queries.user_by_id(viewer().user_id)))
    db.session.commit()
    logout_user()
    flash("You are signed out everywhere.")
    return redirect(url_for("access.sign_in"))
