"""Accounts: list, new, edit, close, open again, sign out everywhere."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access import operations as access
from mobi_tracker.access import queries as access_queries
from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.models import User
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.administration import operations, queries
from mobi_tracker.administration.forms import UserForm
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.listing import Cell, Column, Filter, Listing, contains
from mobi_tracker.core.pages import found, save
from mobi_tracker.paper.display import instant
from mobi_tracker.paper.lists import answer_list

blueprint = Blueprint("users", __name__, url_prefix="/users")

USERS = Listing(
    title="Users",
    name="users",
    rows=queries.users,
    columns=(
        Column("name", "Name", lambda user: Cell(user.name, url_for("users.edit", user_id=user.id)), User.name),
        Column("email", "Mail address", lambda user: Cell(user.email), User.email),
        Column("roles", "Roles", lambda user: Cell(", ".join(sorted(each.role.label for each in user.roles)))),
        Column("state", "Account", lambda user: Cell("open" if user.is_active else "closed"), User.deactivated_at),
        Column("seen", "Last signed in", lambda user: Cell(instant(user.last_signed_in_at)), User.last_signed_in_at),
    ),
    default_sort="name",
    tie=User.id,
    filters=(Filter("q", "Name", lambda words: contains(User.name, words)),),
    first_step=("users.new", "Add a user", Permission.ADMINISTER),
)


@blueprint.get("")
@requires(Permission.ADMINISTER)
def index() -> str | Response:
    """Every account."""
    return answer_list(USERS, viewer(), "administration/users.html")


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def new() -> str | Response:
    """Give somebody an account."""
    form = UserForm()
    if save(form, lambda: operations.add_account(form.draft())):
        flash(f"{form.name.data} can sign in.", "success")
        return redirect(url_for("users.index"))
    return render_template("administration/new_user.html", form=form)


@blueprint.route("/<int:user_id>/edit", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def edit(user_id: int) -> str | Response:
    """Change an account."""
    user = found(access_queries.user_by_id(user_id))
    form = UserForm(user=user)
    if save(form, lambda: operations.edit_account(user, form.draft(), form.shown_version), user):
        flash("Saved. A change of roles, departments or password signs the person out everywhere.", "success")
        return redirect(url_for("users.index"))
    return render_template("administration/edit_user.html", form=form, user=user, is_own=user.id == viewer().user_id)


@blueprint.post("/<int:user_id>/close")
@requires(Permission.ADMINISTER)
def close(user_id: int) -> Response:
    """Close an account: its sessions end now."""
    user = found(access_queries.user_by_id(user_id))
    try:
        operations.close_account(user, viewer().user_id)
        db.session.commit()
        flash(f"{user.name}'s account is closed.", "success")
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    return redirect(url_for("users.edit", user_id=user_id))


@blueprint.post("/<int:user_id>/reopen")
@requires(Permission.ADMINISTER)
def reopen(user_id: int) -> Response:
    """Open a closed account again."""
    user = found(access_queries.user_by_id(user_id))
    access.reactivate(user)
    db.session.commit()
    flash(f"{user.name}'s account is open again.", "success")
    return redirect(url_for("users.edit", user_id=user_id))


@blueprint.post("/<int:user_id>/sign-out")
@requires(Permission.ADMINISTER)
def sign_out(user_id: int) -> Response:
    """End every session of a person."""
    user = found(access_queries.user_by_id(user_id))
    access.end_sessions(user)
    db.session.commit()
    flash(f"{user.name} is signed out everywhere.", "success")
    return redirect(url_for("users.edit", user_id=user_id))
