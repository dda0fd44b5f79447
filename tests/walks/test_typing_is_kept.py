"""What is typed survives a closed tab, a lost connection, a session that ended and somebody who was quicker."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.app import NOW
from tests.walks.office import EMAILS, PASSWORD, Office

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # of the server, where a browser hangs up

WORDS = "The vendor called: the sensors come a week late."
EDIT = f"/briefings/{NOW.date()}/edit"


def notes(page: Page) -> Locator:
    """Where notes are typed."""
    return page.get_by_role("textbox", name="Notes")


def begin_notes(page: Page) -> None:
    """Open a new meeting and type."""
    page.goto("/meetings/new")
    notes(page).press_sequentially(WORDS)


def expect_state(page: Page, state: str) -> None:
    """Wait until the page says where the typed words are: ``saved`` on the server, ``kept`` on this device."""
    expect(page.locator(f'[data-save-state][data-state="{state}"]').first).to_be_attached()


def restore_notes(page: Page) -> None:
    """Come back to a new meeting and take up what is offered there."""
    page.goto("/meetings/new")
    page.get_by_role("link", name=re.compile("^Restore what you typed")).first.click()
    expect(notes(page)).to_have_value(WORDS)


def wait_until_the_server_keeps_it(page: Page) -> None:
    """Words that lay on this device go to the server when a page is opened; wait until none lie here any more."""
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('mobi-draft:'))")


def test_a_closed_tab_offers_its_notes_again(office: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(office, "liaison")
    begin_notes(page)
    expect_state(page, "saved")
    again = page.context.new_page()
    page.close()
    restore_notes(again)


def test_a_tab_closed_in_the_middle_of_a_word_loses_nothing(office: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(office, "liaison")
    begin_notes(page)
    again = page.context.new_page()
    page.close()
    again.goto("/today")
    wait_until_the_server_keeps_it(again)
    restore_notes(again)


def test_what_was_restored_is_saved_once_and_offered_no_more(office: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(office, "liaison")
    begin_notes(page)
    expect_state(page, "saved")
    restore_notes(page)
    page.get_by_role("button", name="Save the meeting").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("The vendor called")
    page.goto("/meetings/new")
    expect(page.get_by_role("link", name=re.compile("^Restore"))).to_have_count(0)


def test_notes_typed_while_the_server_is_away_are_sent_when_it_is_back(
    office: Office, sit_down: Callable[..., Page]
) -> None:
    page = sit_down(office, "liaison", may_complain=True)
    page.goto("/meetings/new")
    office.close()
    notes(page).press_sequentially(WORDS)
    expect_state(page, "kept")
    expect(page.locator("[data-save-state]").first).to_contain_text("kept on this device")
    office.open()
    expect_state(page, "saved")
    restore_notes(page)


def test_a_browser_closed_while_the_server_is_away_still_has_the_notes(
    office: Office, sit_down: Callable[..., Page]
) -> None:
    page = sit_down(office, "liaison", may_complain=True)
    page.goto("/meetings/new")
    office.close()
    notes(page).press_sequentially(WORDS)
    expect_state(page, "kept")
    again = page.context.new_page()
    page.close()
    office.open()
    again.goto("/today")
    wait_until_the_server_keeps_it(again)
    restore_notes(again)


def end_all_sessions(page: Page) -> None:
    """Sign out everywhere, at another browser."""
    page.goto("/account")
    page.get_by_role("button", name=re.compile("everywhere", re.IGNORECASE)).click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def sign_in_again(page: Page) -> None:
    """Where the sign-in page stands, sign in."""
    page.get_by_label("Mail address").fill(EMAILS["liaison"])
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def test_a_session_that_ended_while_typing_loses_nothing(office: Office, sit_down: Callable[..., Page]) -> None:
    page, elsewhere = sit_down(office, "liaison", may_complain=True), sit_down(office, "liaison")
    begin_notes(page)
    expect_state(page, "saved")
    end_all_sessions(elsewhere)
    notes(page).press_sequentially(" Again.")
    expect_state(page, "kept")
    page.get_by_role("button", name="Save the meeting").click()
    sign_in_again(page)
    wait_until_the_server_keeps_it(page)
    page.goto("/meetings/new")
    page.get_by_role("link", name=re.compile("^Restore what you typed")).first.click()
    expect(notes(page)).to_have_value(WORDS + " Again.")


def begin_line(page: Page) -> tuple[str, Locator]:
    """Open the first line of the draft in its place and type; the line's id, and where one types."""
    page.goto(EDIT)
    line = page.locator(".working-line").first
    line_id = line.get_attribute("id") or ""
    line.get_by_role("link", name=re.compile("^Edit")).click()
    text = page.locator(f"#{line_id}").get_by_role("textbox", name="Line")
    text.fill("")
    text.press_sequentially(WORDS)
    return line_id, text


def test_a_line_of_the_briefing_comes_back_after_a_closed_tab(office: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(office, "liaison")
    line_id, _ = begin_line(page)
    expect_state(page, "saved")
    again = page.context.new_page()
    page.close()
    again.goto(EDIT)
    again.locator(f"#{line_id}").get_by_role("link", name=re.compile("^Edit")).click()
    expect(again.locator(f"#{line_id}").get_by_role("textbox", name="Line")).to_have_value(WORDS)
    expect(again.locator(f"#{line_id}")).to_contain_text("This is what you were typing")


def test_a_line_typed_while_the_server_is_away_is_sent_when_it_is_back(
    office: Office, sit_down: Callable[..., Page]
) -> None:
    page = sit_down(office, "liaison", may_complain=True)
    line_id, text = begin_line(page)
    expect_state(page, "saved")
    office.close()
    text.press_sequentially(" Twice.")
    expect_state(page, "kept")
    page.get_by_role("button", name="Save the line").click()
    expect(page.locator("#messages")).to_contain_text("cannot be reached")
    expect(text).to_have_value(WORDS + " Twice.")
    office.open()
    expect_state(page, "saved")
    page.get_by_role("button", name="Save the line").click()
    expect(page.locator(f"#{line_id}.working-line")).to_contain_text(WORDS + " Twice.")


def test_of_two_tabs_the_second_is_shown_the_difference_and_loses_nothing(
    office: Office, sit_down: Callable[..., Page]
) -> None:
    page = sit_down(office, "liaison")
    begin_notes(page)
    page.get_by_role("button", name="Save the meeting").click()
    page.get_by_role("link", name="Edit the notes").click()
    other = page.context.new_page()
    other.goto(page.url)
    notes(page).fill(WORDS + "\nThe first tab was quicker.")
    page.get_by_role("button", name="Save the meeting").click()
    expect(page.get_by_role("link", name="Edit the notes")).to_be_visible()
    notes(other).fill(WORDS + "\nThe second tab was slower.")
    other.get_by_role("button", name="Save the meeting").click()
    expect(other.get_by_role("alert").filter(has_text="while you were typing")).to_contain_text(
        "The first tab was quicker."
    )
    expect(notes(other)).to_have_value(WORDS + "\nThe second tab was slower.")
    other.get_by_role("button", name="Save the meeting").click()
    expect(other.locator(".notes-lines")).to_contain_text("The second tab was slower.")
