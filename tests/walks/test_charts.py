"""The charts in a browser: drawn at once, taken over by Plotly, on a desk and on a phone, without a complaint."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.walks.desk import violations
from tests.walks.office import Office

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # of the server, where a browser hangs up

DESK, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@pytest.mark.parametrize("name", ["", "/money", "/slips"])
def test_plotly_takes_over_what_is_drawn_at_any_width(
    reading_room: Office, sit_down: Callable[..., Page], name: str
) -> None:
    page = sit_down(reading_room, "deputy_mayor", viewport=DESK)
    page.goto(f"/dashboard/charts{name}")
    live = page.locator("[data-chart-live] .main-svg").first
    expect(live).to_be_visible()
    expect(page.locator("[data-chart-drawing]")).to_be_hidden()
    assert violations(page) == []
    for size in (PHONE, DESK, PHONE):  # a chart that has no room left complains in the console, and the desk hears it
        page.set_viewport_size(size)
        page.wait_for_function("width => document.querySelector('.main-svg').clientWidth <= width", arg=size["width"])
        expect(live).to_be_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_the_timeline_is_explored_at_a_press_and_its_drawing_comes_back_at_another(
    reading_room: Office, sit_down: Callable[..., Page]
) -> None:
    page = sit_down(reading_room, "deputy_mayor")
    page.goto("/dashboard/charts/timeline")
    explore = page.get_by_role("button", name="explore")
    explore.click()
    expect(page.locator("[data-chart-live] .main-svg").first).to_be_visible()
    explore.click()
    expect(page.locator("[data-chart-drawing] svg").first).to_be_visible()
    expect(page.locator("[data-chart-live]")).to_be_hidden()


def test_a_place_of_the_grid_says_why_under_it(reading_room: Office, sit_down: Callable[..., Page]) -> None:
    page = sit_down(reading_room, "deputy_mayor")
    page.goto("/dashboard/charts/grid")
    first = page.locator("[data-chart-stops] g[tabindex='0']")
    first.focus()
    page.keyboard.press("ArrowRight")
    why = page.locator("[data-chart-why]")
    expect(why).to_have_text(page.locator("[data-chart-stops] g[tabindex='0'] title").text_content() or "")
    expect(why).not_to_have_text("Point at a place, or step to it with the arrow keys, to see why.")
