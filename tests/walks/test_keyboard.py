"""Without a mouse: every control of the four main pages is reached by Tab and shows that it is, and the keys work."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.walks.office import Office

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # of the server, where a browser hangs up

# Marks what Tab should reach; of radio buttons with one name only one is a stop.
MARK_STOPS = """() => {
  const names = new Set();
  let count = 0;
  for (const each of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
    if (each.disabled || each.type === "hidden" || !each.checkVisibility({ visibilityProperty: true })) continue;
    if (each.type === "radio") {
      const group = `${each.form?.id} ${each.name}`;
      if (names.has(group)) continue;
      names.add(group);
      document.getElementsByName(each.name).forEach((radio) => { radio.dataset.stop = count; });
    }
    each.dataset.stop = count++;
  }
  return count;
}"""
# Which of them has the focus, and whether the eye can see it: a ring on itself or on what stands around it.
LOOK_AT_FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const ringed = (element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const around = [here, here.parentElement, here.closest(".notes")].filter(Boolean);
  return { stop: here.dataset.stop ?? null, seen: around.some(ringed), html: here.outerHTML.slice(0, 160) };
}"""


def walk_by_tab(page: Page) -> tuple[set[str], dict[str, bool]]:
    """Press Tab from the page's top to its end: the stops expected, and those reached with whether the eye saw it.

    A date is several stops in one; that the last of them, its calendar, has a ring of its own cannot be asked here.
    """
    expected = {str(each) for each in range(page.evaluate(MARK_STOPS))}
    reached: dict[str, bool] = {}
    for _ in range(len(expected) + 20):
        page.keyboard.press("Tab")
        here = page.evaluate(LOOK_AT_FOCUS)
        if here is None:
            break
        stop = here["stop"] or here["html"]
        reached[stop] = reached.get(stop, False) or here["seen"]
    return expected, reached


@pytest.mark.parametrize(
    ("role", "address"),
    [
        ("deputy_mayor", "/dashboard"),
        ("liaison", "/meetings/new"),
        ("executive_officer", "/review"),
        ("liaison", "/projects/permit-login/updates/new"),
    ],
)
def test_tab_reaches_every_control_and_shows_it(
    reading_room: Office, sit_down: Callable[..., Page], role: str, address: str
) -> None:
    page = sit_down(reading_room, role)
    page.goto(address)
    expected, reached = walk_by_tab(page)
    missed = [
        page.locator(f'[data-stop="{each}"]').first.evaluate("(e) => e.outerHTML") for each in expected - set(reached)
    ]
    assert missed == [] and [stop for stop, is_seen in reached.items() if not is_seen] == []


def test_the_first_tab_offers_to_skip_to_the_content(reading_room: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(reading_room, "liaison")
    page.goto("/today")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_a_record_is_found_by_keys_alone(reading_room: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(reading_room, "deputy_mayor")
    page.goto("/dashboard")
    page.keyboard.press("/")
    expect(page.get_by_role("dialog", name="Search").get_by_role("combobox")).to_be_focused()
    page.keyboard.type("curb sens")
    found = page.get_by_role("dialog", name="Search").get_by_role("option")
    expect(found.first).to_contain_text("Curb sensors")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/projects/curb-sensors$"))


def test_escape_closes_the_search_and_gives_the_focus_back(reading_room: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(reading_room, "deputy_mayor")
    page.goto("/dashboard")
    page.get_by_role("link", name="search").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Search")).to_be_hidden()
    expect(page.get_by_role("link", name="search")).to_be_focused()


def test_n_logs_a_meeting_and_g_d_goes_to_the_dashboard(reading_room: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(reading_room, "liaison")
    page.goto("/today")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile("/meetings/new$"))
    page.goto("/today")
    page.keyboard.press("g")
    page.keyboard.press("d")
    expect(page).to_have_url(re.compile("/dashboard$"))


def test_a_question_mark_lists_the_keys(reading_room: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(reading_room, "liaison")
    page.goto("/today")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    for words in ("search", "log a new meeting", "go to the dashboard"):
        expect(keys).to_contain_text(words)
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()


def test_notes_are_saved_by_a_key_from_within_them(office: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(office, "liaison")
    page.goto("/meetings/new")
    page.get_by_role("textbox", name="Notes").press_sequentially("The permit counter is closed on Friday")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("The permit counter is closed")
