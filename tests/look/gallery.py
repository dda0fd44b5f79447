"""Every component with invented data, under the product's own strict content security policy.

Run it by itself to look: ``python -m tests.look.gallery 8731`` and open the address it prints. The pages
named after the drawings are the examples to copy when a real page is built.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace as Plain
from typing import Any

from flask import Flask, Response, abort, flash, jsonify, render_template, request
from flask_wtf import CSRFProtect, FlaskForm
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.exceptions import HTTPException
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    RadioField,
    SearchField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from mobi_tracker.core.listing import Cell
from mobi_tracker.paper.charts.description import Tone
from mobi_tracker.paper.charts.timeline import Timeline, TimelineMilestone
from mobi_tracker.paper.display import FILTERS

DAY = date(2026, 11, 30)
ROOT = Path(__file__).resolve().parents[2]
POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "style-src 'self'",
        "script-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)
PAGES = (
    "parts",
    "form",
    "listing",
    "chart",
    "dashboard",
    "today",
    "log",
    "project",
    "review",
    "phone",
    "empty",
)
ERRORS = (403, 404, 413, 429, 500)
NAMES = ("Dashboard", "Initiatives", "Departments", "Meetings", "Commitments", "Briefings", "People")
CURRENT = {
    "dashboard": "Dashboard",
    "today": "Today",
    "log": "Meetings",
    "project": "Initiatives",
    "review": "Briefings",
}
ROLES = {"dashboard": "Deputy Mayor", "phone": "Deputy Mayor", "review": "Executive Officer"}


NOTES = """Present: Lee Park, Maria Chen, me
Absent: Ann O'Neil

Walked through the login flow on the test site. Two screens confuse renters.
TODO @Maria Chen send the screen list by Fri #permit-login
DECISION: one login for permits and business licenses, from July
RISK: vendor may slip to Q3 (high) #permit-login
STATUS #permit-login yellow: waiting for legal on the data terms
ASK DM: approve the interim contract by Dec 4 #permit-login
TODO @Lee ask the county about their form
"""


def _choices(**labels: str) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=label) for value, label in labels.items()]


def _people() -> list[SelectChoice]:
    people = [SelectChoice(value=str(number), label=f"Person {number}, Office {number % 7}") for number in range(1, 60)]
    return [SelectChoice(value="", label="Nobody yet"), *people]


class GalleryForm(FlaskForm):
    """One field of each kind that the product uses."""

    title = StringField("Title", [InputRequired("Write a title.")], description="As you would say it.")
    overall = RadioField(
        "Overall",
        [InputRequired("Choose a rating.")],
        choices=_choices(on_track="On track", at_risk="At risk", off_track="Off track", not_rated="Not rated"),
    )
    narrative = TextAreaField("What happened", [InputRequired("Say in a line what happened.")])
    department = SelectField(
        "Lead department",
        choices=[SelectChoice(value="", label="Choose one"), *_choices(ita="ITA", gsd="GSD")],
    )
    owner = SelectField("Owner", choices=_people())
    due = DateField("Due", [InputRequired("Give a date.")])
    districts = SelectMultipleField(
        "Council districts",
        choices=[SelectChoice(value=str(number), label=str(number)) for number in range(1, 6)],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    urgent = BooleanField("Tell the Executive Officer today")
    upload = FileField("File")
    words = SearchField("Search these notes")
    notes = TextAreaField("Notes")


def listing_page(rows: int) -> Plain:
    """A listing as the Python side hands it to ``listing(page)``, with as many rows as asked."""
    columns = [
        Plain(
            key="name",
            label="Project",
            sortable=True,
            numeric=False,
            sort_url="?sort=-name",
            direction="ascending",
        ),
        Plain(
            key="reported",
            label="Reported",
            sortable=True,
            numeric=False,
            sort_url="?sort=reported",
            direction=None,
        ),
        Plain(key="next", label="Next milestone", sortable=False, numeric=False, sort_url=None, direction=None),
        Plain(key="slip", label="Slip", sortable=True, numeric=True, sort_url="?sort=slip", direction=None),
        Plain(key="spent", label="Spent", sortable=True, numeric=True, sort_url="?sort=spent", direction=None),
        Plain(key="due", label="Update", sortable=False, numeric=False, sort_url=None, direction=None),
        Plain(key="marking", label="Marking", sortable=False, numeric=False, sort_url=None, direction=None),
    ]
    ratings = ["On track", "at_risk", "off_track", ""]
    cells = [
        [
            Cell(text=f"Permit login {number}", url="/project", kind="link", title=None, value=None),
            Cell(text=ratings[number % 4], url=None, kind="rating", title=None, value=None),
            Cell(
                text="Fri, Jan 15",
                url=None,
                kind="date",
                title="Friday, January 15, 2027",
                value=date(2027, 1, 15),
            ),
            Cell(text="+41", url=None, kind="text", title=None, value=None),
            Cell(text="$1.1 M", url=None, kind="money", title="$1,104,220.18", value=None),
            Cell(text="12 days late", url=None, kind="late", title=None, value=None),
            Cell(text="internal", url=None, kind="marking", title=None, value=None),
        ]
        for number in range(rows)
    ]
    filters = [
        Plain(name="q", label="Words", kind="search", value="login", options=[]),
        Plain(
            name="department",
            label="Department",
            kind="select",
            value="ita",
            options=[("", "All"), ("ita", "ITA")],
        ),
    ]
    pager = Plain(
        number=2,
        first=26,
        last=25 + rows,
        total=91,
        total_text="91",
        previous_url="?page=1",
        next_url="?page=3",
    )
    return Plain(
        title="Projects",
        columns=columns,
        rows=cells,
        filters=filters if rows else [],
        pager=pager,
        csv_url="/projects.csv",
        excel_url="/projects.xlsx",
        sort="name",
        has_filters=bool(rows),
        clear_url="?",
        empty_text="Projects appear here once one is added.",
        first_step=("/form", "Add the first project"),
        active_filters=[Plain(label="Department: ITA", clear_url="?department=")] if rows else [],
    )


def figure() -> Timeline:
    """A chart as the Python side hands it to ``chart(figure)``."""
    slips = (
        ("Lease decision", date(2026, 12, 12), date(2026, 12, 12), "on time", Tone.ON_TRACK),
        ("Cohort 3 funded", date(2026, 12, 9), date(2026, 12, 18), "+9 days", Tone.AT_RISK),
        ("Pilot opens", date(2026, 12, 5), date(2027, 1, 15), "+41 days", Tone.OFF_TRACK),
        ("Sensor award", date(2027, 1, 15), date(2027, 1, 29), "+14 days", Tone.AT_RISK),
    )
    milestones = tuple(
        TimelineMilestone(name, baseline, forecast, slip_label=slip, tone=tone)
        for name, baseline, forecast, slip, tone in slips
    )
    return Timeline(
        "Two milestones slipped past two weeks",
        "Pilot opens by 41 days, the sensor award by 14.",
        milestones,
        DAY,
    )


def _context(page: str) -> dict[str, Any]:
    names = ("Today", *NAMES[1:]) if page == "today" else NAMES
    role = ROLES.get(page, "Liaison")
    return {
        "navigation": [
            (name, "/dashboard", name == CURRENT.get(page, "Dashboard" if page == "phone" else None)) for name in names
        ],
        "account": Plain(
            id=7,
            name="Robin Reyes",
            label=role,
            roles=[role],
            url="/form",
            sign_out_url="/sign-out",
            links=[],
        ),
        "demo_mode": True,
        "home_url": "/",
        "search_url": "/search",
        "find_url": "/find.json",
        "new_meeting_url": "/log",
        "dashboard_url": "/dashboard",
    }


def create_gallery() -> Flask:
    """The gallery as an application of its own: no database, but the product's templates and static files."""
    app = Flask(__name__, static_folder=str(ROOT / "mobi_tracker" / "static"), static_url_path="/static")
    app.config.update(SECRET_KEY="gallery", TEMPLATES_AUTO_RELOAD=True)
    app.jinja_env.filters.update(FILTERS)
    app.jinja_loader = ChoiceLoader(
        [FileSystemLoader(ROOT / "templates"), FileSystemLoader(Path(__file__).parent / "templates")]
    )
    CSRFProtect(app)

    @app.after_request
    def strict(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    @app.get("/")
    @app.get("/<page>")
    def show(page: str = "parts") -> str:
        if page not in PAGES:
            abort(404)
        form = GalleryForm()
        if page == "parts":
            flash("The update was saved.", "success")
            flash("The feed of ITA could not be read since 9:12.", "warning")
        form.notes.data = NOTES
        return render_template(
            f"{page}.html",
            **_context(page),
            form=form,
            page=listing_page(6),
            none_yet=listing_page(0),
            figure=figure(),
            day=DAY,
            lines=NOTES.splitlines(),
        )

    @app.post("/form")
    def refused() -> str:
        form = GalleryForm()
        form.validate()
        return render_template("form.html", **_context("form"), form=form)

    @app.get("/find.json")
    def find() -> Response:
        words = request.args.get("q", "").lower()
        known = ["Permit login", "Permit forms", "Payroll portal"]
        return jsonify(
            [
                {"title": name, "kind": "project", "url": "/project", "detail": "ITA"}
                for name in known
                if words in name.lower()
            ]
        )

    @app.post("/preview")
    def preview() -> str:
        lines = request.form.get("notes", "").splitlines()
        return render_template("_items.html", lines=lines)

    @app.put("/draft")
    def draft() -> tuple[dict[str, Any], int]:
        if app.config.get("SIGNED_OUT"):
            return {"error": "signed out"}, 401
        app.config.setdefault("DRAFTS", []).append(request.get_json())
        return {"saved_at": "2026-11-30T10:42:00-08:00"}, 200

    @app.post("/sign-out")
    def sign_out() -> str:
        return render_template("empty.html", **_context("empty"))

    @app.get("/error/<int:code>")
    def error(code: int) -> str:
        if code not in ERRORS:
            abort(404)
        return render_template(f"errors/{code}.html", home_url="/", demo_mode=True, limit="16 MB", error_id="a1b2c3")

    @app.errorhandler(HTTPException)
    def failed(problem: HTTPException) -> tuple[str, int]:
        code = problem.code if problem.code in ERRORS else 500
        return render_template(f"errors/{code}.html", home_url="/"), problem.code or 500

    return app


if __name__ == "__main__":
    create_gallery().run(port=int(sys.argv[1]) if len(sys.argv) > 1 else 8731)
