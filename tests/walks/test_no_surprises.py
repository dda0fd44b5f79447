"""What the Deputy Mayor will see is answered in its place: with a script beside the line, without one a page on."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.walks.office import Office

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # of the server, where a browser hangs up
ADDRESS = "/today/surprises"


def first_line(page: Page) -> tuple[Locator, str]:
    """The first line that can be answered by "It happened", and what it says."""
    page.goto(ADDRESS)
    line = page.locator(".row", has=page.locator("summary", has_text="It happened")).first
    return line, line.locator(".row-title").inner_text()


def check_undo(page: Page, words: str) -> None:
    """The line is gone and a message says what was done; undone, the line is there again."""
    expect(page).to_have_url(re.compile(f"{ADDRESS}$"))
    expect(page.locator("#messages")).to_contain_text("is recorded as")
    expect(page.locator(".rows").first).not_to_contain_text(words)
    page.locator("#messages").get_by_role("button", name="Undo").click()
    expect(page.locator(".rows").first).to_contain_text(words)


def test_a_line_is_answered_beside_itself_and_undone(office: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(office, "liaison")
    line, words = first_line(page)
    line.locator("summary", has_text="It happened").press("Enter")
    expect(line.get_by_label("On which day")).to_be_visible()
    line.locator("summary", has_text="Explain").click()
    expect(line.get_by_label("On which day")).to_be_hidden()  # one is open at a time
    expect(line.get_by_label("Why this is no surprise")).to_be_visible()
    line.locator("summary", has_text="It happened").click()
    line.get_by_role("button", name="Record it").click()
    check_undo(page, words)


def test_a_line_is_answered_where_no_script_runs(office: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(office, "liaison", java_script_enabled=False)
    line, words = first_line(page)
    line.locator("summary", has_text="It happened").click()
    line.get_by_role("link", name="Open the form").locator("visible=true").click()
    page.get_by_role("button", name="Record it").click()
    check_undo(page, words)
