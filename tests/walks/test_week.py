"""The whole week in a browser, with the clock true: notes on Tuesday, a decision on Friday, and Monday as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from mobi_tracker.city import clock_zone
from tests.app import NOW
from tests.walks.office import EMAILS, PASSWORD, Office

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # of the server, where a browser hangs up

MONDAY = clock_zone.day_of(NOW)
BRIEFING = f"/briefings/{MONDAY}"
MARK_LINES = (
    "TODO @Maria Chen send the screen list by Fri #permit-login",
    "[x] Dana booked the test site #permit-login",
    "DECISION: one login for permits and business licenses #permit-login",
    "RISK: the identity vendor may slip to spring (high) #permit-login",
    "ISSUE: the test site was down on Monday (medium) #permit-login",
    "STATUS #permit-login red: the data terms are not signed",
    'MILESTONE #permit-login "Pilot opens" 2027-06-01 vendor late',
    "ASK DM: Pay for a second test site by Dec 11 #permit-login",
    "TODO write to the Council office by Fri #permit-login",
)
OTHER_LINES = ("Present: Maria Chen, Jo Almeida, me", "Absent: Devon Achebe", "", "Login flow walked through.")
NOTES = "\n".join((*OTHER_LINES, *MARK_LINES))
MEETING = "Permit login on Tuesday"
ASK = "Pay for a second test site"
ADDED = "Legal answers on the data terms by **Friday**."


def day_of_week(days: int) -> date:
    """A day of the week that the demonstration ends with; Monday is 0."""
    return MONDAY + timedelta(days=days)


def at(office: Office, days: int, hour: int) -> None:
    """Set the office's clock to an hour of a day of that week."""
    office.clock.set_to(clock_zone.instant_of(day_of_week(days), time(hour)))


def sign_in(page: Page, role: str) -> None:
    """Sign in as anybody would: with the form."""
    page.goto("/")
    page.get_by_label("Mail address").fill(EMAILS[role])
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def section(page: Page, name: str | re.Pattern[str]) -> Locator:
    """The part of the page under that heading."""
    return page.locator("section").filter(has=page.get_by_role("heading", name=name))


PARTS = {
    "sentence": "h1",
    "decisions": "#decisions .row-title",
    "changes": "#changes .row",
    "next dates": "#next .row",
    "initiatives": "#initiatives tbody tr",
    "timeline": "#timeline svg text",
    "carrying": "#carrying tbody tr",
}


def dashboard(page: Page, query: str = "") -> dict[str, list[str]]:
    """What the dashboard of a day says, part by part.

    Some words may know that the day is past: what waits then "waited", what does not match "didn't", and the timeline
    has no line "today".
    """
    page.goto(f"/dashboard{query}")
    said = {name: page.locator(part).all_text_contents() for name, part in PARTS.items()}
    assert all(said.values()), f"A part of the dashboard is empty: {said}"
    folded = {name: [" ".join(each.split()) for each in rows] for name, rows in said.items()}
    return {name: [_of_its_day(each) for each in rows if each != "today"] for name, rows in folded.items()}


def _of_its_day(words: str) -> str:
    return words.replace(" waited ", " wait ").replace("didn’t", "don’t")


def test_a_week_from_notes_to_a_decision(office: Office, sit_down: Callable[..., Page]) -> None:
    liaison, officer, mayor = (sit_down(office, None) for _ in range(3))
    at(office, 0, 17)
    for page, role in ((liaison, "liaison"), (officer, "executive_officer"), (mayor, "deputy_mayor")):
        sign_in(page, role)
    monday = dashboard(mayor)

    at(office, 1, 10)
    log_the_meeting(liaison)
    meeting_url = liaison.url
    follow_every_record_back(liaison, meeting_url)

    at(office, 1, 15)
    forward_the_ask(officer)
    at(office, 2, 9)
    submit_the_briefing(liaison)
    at(office, 2, 15)
    return_the_briefing(officer)

    at(office, 3, 9)
    answer_the_comment(liaison)
    at(office, 3, 11)
    approve_the_briefing(officer)

    at(office, 3, 17)
    thursday = dashboard(mayor)

    at(office, 4, 10)
    decide_the_ask(mayor)
    read_the_briefing(mayor)

    friday = dashboard(mayor)
    assert friday["changes"] != monday["changes"] and friday["decisions"] != thursday["decisions"]
    for days, seen_then in ((0, monday), (3, thursday)):
        seen_again = dashboard(mayor, f"?as_of={day_of_week(days)}")
        for part in PARTS:
            assert seen_again[part] == seen_then[part], f"{part}, {days} days after Monday"


def log_the_meeting(page: Page) -> None:
    """Type notes with every mark, see what they become, answer what is asked, make a contact, save once."""
    page.goto("/today")
    page.get_by_role("link", name="Log a meeting").first.click()
    page.get_by_label("Title").fill(MEETING)
    page.get_by_role("textbox", name="Notes").press_sequentially(NOTES)
    recorded = page.locator("#recorded")
    expect(recorded.get_by_role("heading")).to_have_text("Will be recorded: nine items, two questions")
    recorded.get_by_label("Somebody new").check()
    recorded.get_by_label("Organization of Jo Almeida").fill("Information Technology Agency")
    page.keyboard.press("Tab")
    owner = recorded.locator("li", has_text="Write to the Council office").get_by_label(re.compile("^Owner of item"))
    owner.fill("Lee Park")
    owner.press("Tab")
    expect(recorded.get_by_role("heading")).to_have_text(re.compile("^Will be recorded: [a-z]+ items$"))
    page.get_by_role("button", name="Save the meeting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(MEETING)


def follow_every_record_back(page: Page, meeting_url: str) -> None:
    """Each line's record is there, and links back to exactly that line."""
    links = page.locator(".notes-lines li:has(a.source)")
    lines = {each.get_attribute("id"): each.locator("a.source").get_attribute("href") for each in links.all()}
    assert len(lines) == len(MARK_LINES)
    path = re.sub(r"^https?://[^/]+|#.*$", "", meeting_url)
    for line, record in lines.items():
        page.goto(record or "")
        expect(page.locator(f'main a[href="{path}#{line}"]').first).to_be_visible()
    page.goto("/contacts?q=Jo+Almeida")
    expect(page.locator("main").get_by_role("link", name="Jo Almeida", exact=True)).to_be_visible()


def submit_the_briefing(page: Page) -> None:
    """Draft the week's briefing, add a line and submit it."""
    page.goto(f"{BRIEFING}/edit")
    page.get_by_role("button", name="Draft again from what is logged").click()
    expect(page.locator("#draft")).to_contain_text(ASK)
    page.get_by_role("link", name="Add a line", exact=True).last.click()
    page.get_by_role("textbox", name="Line").fill(ADDED)
    page.get_by_role("button", name="Add the line").click()
    expect(page.locator("#draft")).to_contain_text("Legal answers on the data terms")
    page.get_by_role("button", name="Submit as version 1").click()
    expect(page.locator(".kicker")).to_contain_text("version 1, submitted")


def forward_the_ask(page: Page) -> None:
    """Find the ask on Review and let it through with a note."""
    page.goto("/review")
    page.get_by_role("link", name=re.compile(f"^Forward “{ASK}")).click()
    page.get_by_role("textbox", name="Note").fill("I support this.")
    page.get_by_role("button", name="Forward").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(ASK)


def return_the_briefing(page: Page) -> None:
    """Comment on a line, in its place, and give the briefing back."""
    page.goto("/review")
    page.get_by_role("link", name=re.compile("^Read .*November 30")).click()
    line = page.locator(".line", has_text="Legal answers on the data terms")
    line.get_by_role("link", name=re.compile("^comment")).click()
    line.get_by_label("Your comment on this line").fill("Who in Legal?")
    line.get_by_role("button", name="Comment").click()
    expect(page.locator(".line", has_text="Legal answers").get_by_role("note")).to_contain_text("Who in Legal?")
    page.get_by_role("link", name="Return with comments").click()
    page.get_by_role("button", name="Return with comments").click()
    expect(page.locator("#messages")).to_contain_text("Version 1 goes back")


def answer_the_comment(page: Page) -> None:
    """See the comment at its line, edit the line in its place, submit the next version."""
    page.goto(f"{BRIEFING}/edit")
    line = page.locator(".working-line", has_text="Legal answers on the data terms")
    expect(line.get_by_role("note")).to_contain_text("Who in Legal?")
    line.get_by_role("link", name=re.compile("^Edit")).click()
    page.get_by_role("textbox", name="Line").fill("Ana Ruiz of Legal answers on the data terms by **Friday**.")
    page.get_by_role("button", name="Save the line").click()
    expect(page.locator(".working-line", has_text="Ana Ruiz of Legal")).to_be_visible()
    page.get_by_role("button", name="Submit as version 2").click()
    expect(page.locator(".kicker")).to_contain_text("version 2, submitted")


def approve_the_briefing(page: Page) -> None:
    """Read what changed since the version read before, and approve."""
    page.goto("/review")
    page.get_by_role("link", name=re.compile("^Read .*November 30")).click()
    expect(page.locator(".line.changed")).to_contain_text(["Ana Ruiz"])
    page.get_by_role("button", name="Approve version 2").click()
    expect(page.locator("#decision")).to_contain_text("Version 2")
    expect(page.locator(".kicker")).to_contain_text("approved")


def decide_the_ask(page: Page) -> None:
    """See the decision asked on the dashboard, and decide it with a note."""
    page.goto("/dashboard")
    row = page.locator("#decisions").get_by_role("listitem").filter(has_text=ASK)
    row.get_by_role("link", name="Decide").click()
    page.get_by_role("combobox", name="Decision").select_option(label="Approved")
    page.get_by_role("textbox", name="Note").fill("One year only.")
    page.get_by_role("button", name="Record the decision").click()
    expect(section(page, "Decision").first).to_contain_text("One year only.")
    page.goto("/dashboard")
    expect(page.locator("#decisions")).not_to_contain_text(ASK)


def read_the_briefing(page: Page) -> None:
    """Open the approved briefing from the dashboard and say that it was read."""
    page.locator("#briefing").get_by_role("link", name="Read the briefing").click()
    expect(page.locator(".briefing-sheet")).to_contain_text("Ana Ruiz of Legal")
    page.get_by_role("button", name="I’ve read this").click()
    expect(page.locator("main")).to_contain_text("You read this version")
