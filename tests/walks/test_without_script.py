"""Where no JavaScript runs: everything can be done, a page at a time."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.app import NOW
from tests.walks.office import Office

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # of the server, where a browser hangs up


@pytest.fixture
def sit_down_plainly(sit_down: Callable[..., Page]) -> Callable[..., Page]:
    """``sit_down`` at a browser in which no script runs."""
    return lambda office, role: sit_down(office, role, java_script_enabled=False)


def test_a_meeting_is_logged_with_preview_and_an_answer(office: Office, sit_down_plainly: Callable[..., Page]) -> None:
    page = sit_down_plainly(office, "liaison")
    page.goto("/meetings/new")
    page.get_by_label("Title").fill("Curb sensors by phone")
    notes = "TODO send the map by Fri #curb-sensors\nDECISION: two blocks first #curb-sensors"
    page.get_by_role("textbox", name="Notes").fill(notes)
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#recorded").get_by_role("heading")).to_have_text("Will be recorded: one item, one question")
    page.get_by_label(re.compile("^Owner of item")).fill("Maria Chen")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#recorded").get_by_role("heading")).to_have_text("Will be recorded: two items")
    page.get_by_role("button", name="Save the meeting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Curb sensors by phone")
    page.get_by_role("link", name="Send the map", exact=False).first.click()
    expect(page.locator("main")).to_contain_text("Maria Chen")


def test_a_status_update_is_added(office: Office, sit_down_plainly: Callable[..., Page]) -> None:
    page = sit_down_plainly(office, "liaison")
    page.goto("/projects/curb-sensors/updates/new")
    for part in ("Overall", "Schedule", "Budget", "Scope"):
        page.get_by_role("group", name=part).get_by_label("On track").check()
    page.get_by_label("Why it is better than dates and dollars suggest").fill("The award is agreed.")
    page.get_by_label("How it stands").fill("All forty sensors answer.")
    page.get_by_role("button", name="Save the update").click()
    page.goto("/projects/curb-sensors")
    expect(page.locator("main")).to_contain_text("All forty sensors answer.")


def test_an_ask_is_decided(office: Office, sit_down_plainly: Callable[..., Page]) -> None:
    page = sit_down_plainly(office, "deputy_mayor")
    page.goto("/dashboard")
    row = page.locator("#decisions").get_by_role("listitem").first
    words = row.get_by_role("link").first.inner_text()
    row.get_by_role("link", name="Decide").click()
    page.get_by_role("combobox", name="Decision").select_option(label="Declined")
    page.get_by_role("textbox", name="Note").fill("Not this year.")
    page.get_by_role("button", name="Record the decision").click()
    expect(page.locator("#decision")).to_contain_text("Not this year.")
    page.goto("/dashboard")
    expect(page.locator("#decisions")).not_to_contain_text(words)


def test_a_line_of_the_briefing_is_edited_and_hidden(office: Office, sit_down_plainly: Callable[..., Page]) -> None:
    page = sit_down_plainly(office, "liaison")
    page.goto(f"/briefings/{NOW.date()}/edit")
    line = page.locator(".working-line").first
    line.get_by_role("link", name=re.compile("^Edit")).click()
    page.get_by_role("textbox", name="Line").fill("Permit login needs a decision **this week**.")
    page.get_by_role("button", name="Save the line").click()
    line = page.locator(".working-line", has_text="Permit login needs a decision this week")
    line.get_by_role("button", name=re.compile("^Hide")).click()
    expect(line).to_contain_text("hidden: not in the next version")


def test_a_list_is_narrowed_and_sorted(reading_room: Office, sit_down_plainly: Callable[..., Page]) -> None:
    page = sit_down_plainly(reading_room, "observer")
    page.goto("/projects")
    everything = page.locator("tbody tr").count()
    page.get_by_role("searchbox").fill("future corps")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("tbody tr")).not_to_have_count(everything)
    names = page.locator("tbody th").all_inner_texts()
    assert 0 < len(names) < everything and all("Future Corps" in name for name in names)
    page.locator("th a.sort").first.click()
    expect(page.locator("tbody th").first).to_have_text(sorted(names)[-1])
    sorted_names = page.locator("tbody th").all_inner_texts()
    assert sorted_names == sorted(sorted_names, reverse=True) and sorted_names != names


def test_the_search_page_finds(reading_room: Office, sit_down_plainly: Callable[..., Page]) -> None:
    page = sit_down_plainly(reading_room, "deputy_mayor")
    page.goto("/dashboard")
    page.get_by_role("link", name="search").click()
    page.get_by_role("searchbox").fill("curb sensors")
    page.keyboard.press("Enter")
    page.locator("main").get_by_role("link", name="Curb sensors", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Curb sensors")
