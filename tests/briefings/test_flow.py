"""The whole way of a briefing: draft, submit, return, edit, submit again, approve, read; as three visitors."""

import re

from mobi_tracker.briefings.models import Briefing
from mobi_tracker.core.database import db
from mobi_tracker.review.models import Reading, Version
from mobi_tracker.review.rules import digest_of
from tests.briefings.factories import PATH, line_of, make_week
from tests.factories import make_user


def version(number):
    """The stored version of that number."""
    db.session.rollback()
    return db.session.query(Version).filter_by(subject_kind="briefing", number=number).one()


def approve_path(page):
    """Where the page's approve button goes."""
    return re.search(r'action="(/versions/\d+/approve)"', page.html)[1]


def test_a_briefing_is_drafted_returned_edited_approved_and_read(visit):
    week = make_week()
    writer = make_user("liaison", name="Lee Writer")
    liaison, officer, mayor = visit(user=writer), visit("executive_officer"), visit("deputy_mayor")

    assert "is not there yet" in mayor.open(PATH).h1
    page = liaison.send(f"{PATH}/draft")
    assert "Drafted from what is logged" in page.text
    assert "is not there yet" not in liaison.open(PATH).h1
    liaison.send(f"{PATH}/submit")
    assert version(1).state.value == "submitted"

    page = officer.open(PATH)
    assert "version 1" in page.text and "Approve version 1" in page.text
    line = line_of(db.session.query(Briefing).one(), f"ask:{week.ask.id}")
    first = version(1)
    page = officer.send(f"/versions/{first.id}/return", note="")
    assert "Say what should change" in page.text
    officer.send(f"/versions/{first.id}/comments/new", anchor=f"line-{line.id}", text="Say what happens if we wait.")
    officer.send(f"/versions/{first.id}/return", note="")
    assert version(1).state.value == "returned"

    page = liaison.open(f"{PATH}/edit")
    assert "Say what happens if we wait." in page.text
    text = "**Deputy Mayor, by Fri, Dec 4.** Approve it, or the pilot waits."
    liaison.fill(f"{PATH}/lines/{line.id}/edit", text=text)
    liaison.send(f"{PATH}/submit")

    page = officer.open(PATH)
    assert "Changed since version 1" in page.text and "1 changed since version 1" in page.text
    content = dict(version(2).content)
    officer.send(approve_path(page), digest=version(2).digest)
    assert version(2).state.value == "approved"
    assert version(2).content == content and digest_of(version(2).content) == version(2).digest

    page = mayor.open(PATH)
    assert "or the pilot waits" in page.text
    page = mayor.send(f"{PATH}/read", version="2")
    assert "You read this version" in page.text
    assert "Taylor Test" in liaison.open(f"{PATH}?version=2").text
    assert db.session.query(Reading).filter_by(user_id=mayor.user_id, is_confirmed=True).count() == 1
