"""Logging a meeting in a browser: items appear while one types, and what was typed outlives a closed tab."""

from __future__ import annotations

import re
import threading

import pytest
from werkzeug.serving import make_server

from mobi_tracker.core.database import db
from tests import factories
from tests.app import make_app


@pytest.fixture
def page(chromium, tmp_path):
    """A page of somebody who is signed in as liaison, on a server with a database of its own."""
    app = make_app(f"sqlite:///{tmp_path / 'browser.sqlite3'}")
    with app.app_context():
        db.create_all()
        factories.make_user("liaison", email="liaison@example.org")
        for name in ("Lee Park", "Lee Tran", "Maria Chen"):
            factories.make_contact(name)
        db.session.remove()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    context = chromium.new_context(base_url=f"http://127.0.0.1:{server.port}")
    page = context.new_page()
    page.goto("/sign-in")
    page.fill("[name=email]", "liaison@example.org")
    page.fill("[name=password]", factories.PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/today")
    yield page
    context.close()
    server.shutdown()
    thread.join()
    with app.app_context():
        db.engine.dispose()


def test_items_appear_while_one_types_and_a_question_is_answered_in_one_press(page):
    page.goto("/meetings/new")
    page.fill("#notes", "TODO @Lee ask the county by Fri")
    page.get_by_text("Will be recorded: one question").wait_for()
    page.get_by_label("Lee Tran").check()
    page.get_by_text("Will be recorded: one item").wait_for()
    page.press("#notes", "Control+Enter")
    page.get_by_role("link", name="ask the county").wait_for()
    assert "Lee Tran" in page.inner_text("main")


def test_what_was_typed_outlives_a_closed_tab(page):
    page.goto("/meetings/new")
    page.fill("#notes", "Half a line")
    page.get_by_text("saved", exact=False).first.wait_for()
    again = page.context.new_page()
    page.close()
    again.goto("/meetings/new")
    again.get_by_role("link", name="Restore what you typed").click()
    assert again.input_value("#notes") == "Half a line"


def test_a_double_click_on_save_logs_one_meeting_and_leaves_no_draft(page):
    page.goto("/meetings/new")
    page.fill("#notes", "Pressed twice")
    page.locator("[data-save]").dblclick()
    page.wait_for_url(re.compile(r"/meetings/[0-9]+$"))
    page.goto("/meetings")
    assert page.get_by_role("link", name="Pressed twice", exact=True).count() == 1
    page.goto("/meetings/new")
    assert page.get_by_text("Restore what you typed").count() == 0


def test_a_form_sent_again_without_the_script_is_one_meeting(page):
    page.goto("/meetings/new")
    page.fill("#notes", "Sent twice")
    page.evaluate("const form = document.getElementById('meeting'); form.submit(); form.submit();")
    page.wait_for_url(re.compile(r"/meetings/[0-9]+$"))
    page.goto("/meetings")
    assert page.get_by_role("link", name="Sent twice", exact=True).count() == 1


def test_an_item_of_many_is_opened_in_place_and_keeps_what_was_typed_when_it_is_folded(page):
    page.goto("/meetings/new")
    page.fill("#notes", "\n".join(f"TODO @Maria Chen send list {at} by Fri" for at in range(1, 31)))
    page.get_by_text("Will be recorded: 30 items").wait_for()
    page.get_by_role("button", name="Change item 9", exact=True).click()
    page.get_by_label("Due date of item 9").fill("2027-01-15")
    page.get_by_role("button", name="Fold item 9", exact=True).click()
    page.get_by_text("Maria Chen · Jan 15, 2027").wait_for()
    page.press("#title", "Enter")
    page.wait_for_url(re.compile(r"/meetings/[0-9]+$"))
    assert "Jan 15" in page.inner_text("main") or "due in 46 days" in page.inner_text("main")
