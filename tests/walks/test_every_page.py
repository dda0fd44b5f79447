"""Every page as each role: accessible in light and dark, fits at every width, quiet, told apart by its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.walks.crawl import NO_PAGES, Crawl
from tests.walks.desk import violations
from tests.walks.office import EMAILS, Office

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # of the server, where a browser hangs up

# A page that looks the same to several roles is examined by axe as one of them; everybody's pages are visited and
# measured. Beside the liaison's, only pages on which a role may press something of its own differ.
EXAMINED: dict[str, tuple[str, ...]] = {
    "liaison": ("",),
    "executive_officer": ("dashboard.", "briefings.", "versions.", "questions.", "asks.", "profiles.ask"),
    "deputy_mayor": ("dashboard.", "briefings.", "profiles.", "asks.decide", "questions."),
    "analyst": ("dashboard.", "profiles.project", "profiles.department", "briefings.edit"),
    "observer": ("dashboard.", "profiles.contact", "profiles.meeting"),
    "administrator": ("",),
}  # fmt: skip
NEED_AN_UPLOAD = {"imports.preview", "imports.wrong_rows"}
LEAD_ON = {"dashboard.home", "dashboard.standing", "questions.show"}  # to another page, always
# Somebody with many pages visits them in several tests, so that those can run side by side.
PARTS = {"liaison": 4, "executive_officer": 2}
VISITS = [(role, part, PARTS.get(role, 1)) for role in EMAILS for part in range(PARTS.get(role, 1))]


@pytest.fixture(scope="module")
def crawl_as(reading_room: Office) -> Callable[[str], Crawl]:
    """The pages of a role, found once."""
    found: dict[str, Crawl] = {}

    def crawl(role: str) -> Crawl:
        if role not in found:
            found[role] = Crawl(reading_room, role)
        return found[role]

    return crawl


@pytest.mark.parametrize(("role", "part", "parts"), VISITS)
def test_every_page_is_accessible_fits_and_is_quiet(
    reading_room: Office,
    crawl_as: Callable[[str], Crawl],
    sit_down: Callable[..., Page],
    role: str,
    part: int,
    parts: int,
) -> None:
    page = sit_down(reading_room, role)
    wrong: list[str] = []
    for endpoint, addresses in sorted(crawl_as(role).pages.items())[part::parts]:
        for address in addresses:
            page.goto(address)
            if address == addresses[0] and endpoint.startswith(EXAMINED[role]):
                wrong += [f"{address}, {each}" for each in _examine(page)]
            wrong += [f"{address}: {each}" for each in _measure(page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", EMAILS)
def test_every_link_leads_somewhere_and_no_two_pages_share_a_title(
    chromium: object, crawl_as: Callable[[str], Crawl], role: str
) -> None:
    crawl = crawl_as(role)
    twice = [title for title, count in Counter(crawl.titles.values()).items() if count > 1]
    assert crawl.broken == []
    assert [(title, [path for path, each in crawl.titles.items() if each == title]) for title in twice] == []


def test_every_page_of_the_application_is_visited(
    chromium: object, reading_room: Office, crawl_as: Callable[[str], Crawl]
) -> None:
    roles = ("liaison", "executive_officer", "deputy_mayor")
    visited = {endpoint for role in roles for endpoint in crawl_as(role).pages}
    pages = {rule.endpoint for rule in reading_room.app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - visited - NO_PAGES - LEAD_ON == NEED_AN_UPLOAD


def _examine(page: Page) -> list[str]:
    """What axe finds: everything at the desk and on a phone, and the contrast again in the dark."""
    found = [f"light: {each}" for each in violations(page)]
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {each}" for each in violations(page, ["color-contrast"])]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    found += [f"phone: {each}" for each in violations(page)]
    return found


def _measure(page: Page) -> list[str]:
    """What does not fit, or has not exactly one h1; leaves the page at the desk's width."""
    found = [] if page.locator("h1").count() == 1 else [f"{page.locator('h1').count()} h1"]
    for width in (390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found.append(f"{wide} px wide on {width} px")
    return found
