"""The dashboard in a browser: the arrow keys walk through the weeks, a look is noted, the first screen has the most."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.walks.desk import violations
from tests.walks.office import Office

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # of the server, where a browser hangs up


def test_the_arrow_keys_walk_through_the_weeks(reading_room: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(reading_room, "deputy_mayor")
    page.goto("/dashboard?initiative=angeleno-connect")
    shown = page.locator("[data-weeks] [aria-current=date]")
    walk = (("Left", "Nov 29"), ("Left", "Nov 22"), ("Right", "Nov 29"), ("Right", "Nov 30"))
    for way, day in walk:
        page.keyboard.press(f"Arrow{way}")
        expect(shown).to_have_text(day)
        page.wait_for_load_state()  # a press before the page's script is there would be lost
    expect(page).to_have_url(re.compile(r"/dashboard\?initiative=angeleno-connect$"))


def test_the_arrow_keys_stay_in_what_one_types_and_in_menus(
    reading_room: Office, sit_down: Callable[..., Page]
) -> None:
    page = sit_down(reading_room, "deputy_mayor")
    page.goto("/dashboard")
    page.get_by_text("all projects", exact=True).click()
    page.get_by_label("Project manager").fill("Maria")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Initiatives", exact=True).first.focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(re.compile("/dashboard$"))


def test_a_look_is_noted_and_offered_at_the_next_visit(office: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(office, "deputy_mayor")
    with page.expect_response("**/dashboard/looked") as noted:
        page.goto("/dashboard")
    assert noted.value.status == 204
    page.goto("/dashboard?compare=look")
    expect(page.locator("main")).to_contain_text("No earlier look of yours")  # this is still the first visit


def test_the_first_screen_has_decisions_changes_mismatches_dates_and_money(
    reading_room: Office, sit_down: Callable[..., Page]
) -> None:
    page = sit_down(reading_room, "deputy_mayor", viewport={"width": 1440, "height": 900})
    page.goto("/dashboard")
    for part in ("#decisions .row", "#changes .row", "#mismatches .row", "#next .row", "#initiatives .money"):
        box = page.locator(part).first.bounding_box()
        assert box is not None and box["y"] + box["height"] <= 900, part


def test_projects_are_chosen_in_the_menu(reading_room: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(reading_room, "deputy_mayor")
    page.goto("/dashboard?compare=month")
    page.get_by_text("all projects", exact=True).click()
    page.get_by_label("Initiative", exact=True).select_option(label="Smart Cities")
    page.locator(".narrowing").get_by_role("button", name="Show").click()
    expect(page.locator("main")).to_contain_text("Only projects of Smart Cities")
    expect(page.locator("#initiatives tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Clear: show all projects").click()
    expect(page.locator("#initiatives tbody tr")).to_have_count(5)
    expect(page).to_have_url(re.compile(r"\?compare=month$"))


@pytest.mark.parametrize("path", ["/dashboard?initiative=smart-cities", "/dashboard/mismatches", "/dashboard/changes"])
def test_axe_finds_nothing(reading_room: Office, sit_down: Callable[..., Page], path: str) -> None:
    page = sit_down(reading_room, "liaison")
    page.goto(path)
    for menu in page.locator("details.menu").all():
        menu.evaluate("menu => { menu.open = true; }")
    assert violations(page) == []
