"""On paper: the dashboard fits one sheet, a briefing is only its text, and both say what they are."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mobi_tracker.city import clock_zone
from tests.app import NOW
from tests.walks.office import Office

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # of the server, where a browser hangs up


def sheets(page: Page) -> int:
    """How many sheets of paper the page takes: a PDF names each of them."""
    printed = page.pdf(prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", printed))


def test_the_dashboard_prints_on_one_sheet_and_says_that_it_is_invented(
    reading_room: Office, sit_down: Callable[..., Page]
) -> None:
    page = sit_down(reading_room, "deputy_mayor")
    page.goto("/dashboard")
    assert sheets(page) == 1
    page.emulate_media(media="print")
    expect(page.get_by_text("Demonstration data: invented")).to_be_visible()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.locator("#decisions")).to_be_visible()
    expect(page.locator("#changes").get_by_text(re.compile(r"^and \d+ more$"))).to_be_visible()


def test_a_past_day_prints_on_one_sheet_too(reading_room: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(reading_room, "deputy_mayor")
    page.goto("/dashboard?as_of=2026-10-01")
    assert sheets(page) == 1


def test_a_briefing_prints_as_it_will_be_read(reading_room: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(reading_room, "liaison")
    page.goto(f"/briefings/{clock_zone.day_of(NOW).replace(day=23)}")
    assert sheets(page) >= 1
    page.emulate_media(media="print")
    expect(page.get_by_text("Demonstration data: invented")).to_be_visible()
    expect(page.locator(".briefing-sheet h1")).to_be_visible()
    for part in (page.get_by_role("navigation", name="Main"), page.locator("#decision"), page.locator("#log")):
        expect(part).to_be_hidden()
    expect(page.get_by_role("link", name=re.compile("^comment"))).to_have_count(0)


def test_a_project_s_page_prints_without_what_can_be_pressed(
    reading_room: Office, sit_down: Callable[..., Page]
) -> None:
    page = sit_down(reading_room, "liaison")
    page.goto("/projects/permit-login")
    page.emulate_media(media="print")
    for name in ("Ask a question", "Open", "Add a link", "Add a risk", "Edit", "Add an update"):
        expect(page.get_by_role("link", name=name, exact=True)).to_have_count(0)
    assert page.get_by_role("button").count() == 0
