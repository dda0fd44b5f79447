"""Import of a file in the browser: choose it, see how it was understood, then all of it or nothing."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.wrappers import Response as AnyResponse

from mobi_tracker.access.guard import requires, viewer
from mobi_tracker.access.models import Upload
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.pages import found, save
from mobi_tracker.imports import operations, queries
from mobi_tracker.imports.forms import UploadForm
from mobi_tracker.imports.importers import IMPORTERS
from mobi_tracker.imports.operations import Choices
from mobi_tracker.imports.plan import ImportPlan
from mobi_tracker.imports.vocabulary import Purpose, Verdict
from mobi_tracker.paper.lists import file_answer
from mobi_tracker.paper.tables.columns import TableColumn

blueprint = Blueprint("imports", __name__, url_prefix="/imports")
blueprints = (blueprint,)

SHOWN = 200  # rows of a preview; every wrong row leaves as a CSV


@blueprint.route("", methods=["GET", "POST"])
@requires(Permission.LOG)
def index() -> str | AnyResponse:
    """Choose a file; what waits is listed below."""
    form = UploadForm()
    kept: list[Upload] = []

    def keep() -> None:
        name, content = form.file.data.filename or "file", form.file.data.read()
        kept.append(operations.keep_upload(viewer().user_id, form.purpose.data, name, content))

    if save(form, keep):
        return redirect(url_for("imports.preview", upload_id=kept[0].id))
    waiting = queries.waiting_uploads(viewer().user_id)
    return render_template("imports/index.html", form=form, waiting=waiting, purposes=Purpose)


@blueprint.get("/<int:upload_id>")
@requires(Permission.LOG)
def preview(upload_id: int) -> str:
    """How the file was understood, and each row's verdict."""
    upload = found(queries.upload(upload_id, viewer().user_id))
    return _preview(upload, operations.plan_of(upload, viewer()))


@blueprint.post("/<int:upload_id>/columns")
@requires(Permission.LOG)
def columns(upload_id: int) -> AnyResponse:
    """Understand the columns, or the sheet, differently."""
    upload = found(queries.upload(upload_id, viewer().user_id))
    names = operations.plan_of(upload, viewer()).table.columns
    wanted = {
        name: request.form[f"column-{index}"] for index, name in enumerate(names) if f"column-{index}" in request.form
    }
    try:
        operations.choose(upload, Choices(request.form.get("sheet") or None, wanted))
        db.session.commit()
    except RuleBroken as broken:
        db.session.rollback()
        flash(broken.message, "error")
    return redirect(url_for("imports.preview", upload_id=upload_id))


@blueprint.post("/<int:upload_id>/take-in")
@requires(Permission.LOG)
def take_in(upload_id: int) -> str | AnyResponse:
    """Plan again in this transaction; where a verdict changed since it was shown, show it again; else import."""
    upload = queries.upload(upload_id, viewer().user_id, to_take_in=True)
    if upload is None:  # pressed twice, or in two tabs
        flash("This file does not wait any more: it was imported, thrown away, or is older than a day.", "error")
        return redirect(url_for("imports.index"))
    purpose, plan = Purpose(upload.purpose), operations.plan_of(upload, viewer())
    problem = _what_stops(plan)
    if problem:
        flash(problem, "error")
        return _preview(upload, plan)
    try:
        done = operations.take_in(upload, plan)
        db.session.commit()
    except RuleBroken as broken:
        return _nothing_imported(upload_id, broken.message)
    except (IntegrityError, StaleDataError):
        return _nothing_imported(upload_id, "Somebody stored some of the same a moment ago: here is what is left.")
    flash(f"{done} rows imported.", "success")
    return redirect(url_for("projects.index" if purpose is Purpose.PROJECTS else "portfolio.departments"))


def _nothing_imported(upload_id: int, why: str) -> AnyResponse:
    db.session.rollback()
    flash(f"Nothing was imported. {why}", "error")
    return redirect(url_for("imports.preview", upload_id=upload_id))


def _what_stops(plan: ImportPlan) -> str | None:
    if request.form.get("digest") != plan.digest:
        return "Something changed since this preview was made. Here it is as it stands now; nothing was imported."
    if plan.wrong and request.form.get("leave_out") != "yes":
        return "Some rows are wrong, so nothing was imported. Mend the file, or leave these rows out."
    return None


@blueprint.post("/<int:upload_id>/forget")
@requires(Permission.LOG)
def forget(upload_id: int) -> AnyResponse:
    """Throw the upload away."""
    operations.forget(found(queries.upload(upload_id, viewer().user_id)))
    db.session.commit()
    flash("The file is thrown away; nothing was imported.", "success")
    return redirect(url_for("imports.index"))


@blueprint.get("/<int:upload_id>/wrong.csv")
@requires(Permission.LOG)
def wrong_rows(upload_id: int) -> Response:
    """The wrong rows as they stood in the file, each with its reasons, to mend and bring back."""
    upload = found(queries.upload(upload_id, viewer().user_id))
    plan = operations.plan_of(upload, viewer())
    reasons = {
        row.number: " ".join(f"{each.column}: {each.reason}" if each.column else each.reason for each in row.problems)
        for row in plan.wrong
    }
    heads = [TableColumn(f"column-{index}", name) for index, name in enumerate(plan.table.columns)]
    rows = [[*row.cells, reasons[row.number]] for row in plan.table.rows if row.number in reasons]
    return file_answer([*heads, TableColumn("why", "What is wrong")], rows, "Wrong rows", "csv")


def _preview(upload: Upload, plan: ImportPlan) -> str:
    order = {verdict: place for place, verdict in enumerate((Verdict.WRONG, Verdict.CHANGED, Verdict.NEW))}
    rows = sorted(plan.rows, key=lambda row: (order.get(row.verdict, 3), row.number))
    importer = IMPORTERS[Purpose(upload.purpose)]
    return render_template(
        "imports/preview.html",
        upload=upload,
        plan=plan,
        rows=rows[:SHOWN],
        more=max(0, len(rows) - SHOWN),
        fields=importer.fields_for(plan.table),
        counts=[(verdict, plan.counts[verdict]) for verdict in Verdict if plan.counts[verdict]],
        todo=plan.counts[Verdict.NEW] + plan.counts[Verdict.CHANGED],
        chosen=operations.choices_of(upload),
    )
