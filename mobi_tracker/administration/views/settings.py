"""The settings that are data: each with its value today, and the values it had."""

from __future__ import annotations

import json

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mobi_tracker.access.guard import requires
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.administration import queries
from mobi_tracker.core import settings
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.pages import found

blueprint = Blueprint("settings", __name__, url_prefix="/settings")


@blueprint.get("")
@requires(Permission.ADMINISTER)
def index() -> str:
    """Every setting."""
    values = settings.values_of(settings.declared())
    shown = [(each, said(values[each.name])) for each in settings.declared()]
    return render_template("administration/settings.html", settings=shown)


@blueprint.route("/<name>", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def edit(name: str) -> str | Response | tuple[str, int]:
    """Give a setting a new value from now on; what it was stays on record."""
    setting = found(next((each for each in settings.declared() if each.name == name), None))
    typed, error = said(settings.value_of(setting)), None
    if request.method == "POST":
        typed = request.form.get("value", "")
        try:
            settings.change(name, typed)
            db.session.commit()
            flash(f"{setting.label}: {typed}.", "success")
            return redirect(url_for("settings.index"))
        except RuleBroken as broken:
            error = broken.message
    past = [(said(json.loads(value.value)), value.recorded_at, who) for value, who in queries.latest_values(name)]
    return render_template("administration/setting.html", setting=setting, typed=typed, error=error, past=past)


def said(value: object) -> str:
    """A value as it is typed."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
