"""The gallery in a browser: no accessibility violation, no sideways scroll, no complaint in the console."""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect
from werkzeug.serving import make_server

from tests.look.gallery import ERRORS, PAGES, ROOT, create_gallery

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # of the server, where the browser hangs up
WIDTHS = (390, 768, 1440)
ADDRESSES = [*PAGES, *(f"error/{code}" for code in ERRORS)]
DRAWN_BY_SCRIPT = "[data-chart-live], [data-chart-live] *, #js-plotly-tester, #js-plotly-tester *, .notes-mirror"
AXE_OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def gallery() -> Iterator[str]:
    """The gallery's address, served while this module's tests run."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = make_server("127.0.0.1", 0, create_gallery(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page at the desk's width that fails the test when anything complains in its console."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    opened = context.new_page()
    complaints = _listen(opened)
    yield opened
    context.close()
    assert complaints == []


def _listen(page: Page) -> list[str]:
    complaints: list[str] = []
    page.on(
        "console",
        lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    return complaints


def _violations(page: Page) -> list[str]:
    found = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:200]}" for each in found for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_accessible_fits_and_is_quiet_at_every_width(
    chromium: Browser, gallery: str, address: str, scheme: str
) -> None:
    context = chromium.new_context(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    complaints = _listen(page)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{gallery}/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("h1").count() == 1
        assert page.locator(f"[style]:not({DRAWN_BY_SCRIPT})").count() == 0
        assert _violations(page) == []
    context.close()
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_refused_form_is_accessible_and_its_summary_has_the_focus(
    chromium: Browser, gallery: str, scheme: str
) -> None:
    page = chromium.new_page(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{gallery}/form")
    page.get_by_role("button", name="Save the update").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name="Title: Write a title.").click()
    field = page.get_by_label("Title", exact=True)
    expect(field).to_have_accessible_description("As you would say it. Error: Write a title.")
    assert _violations(page) == []
    page.close()


def test_touch_targets_are_44_pixels_on_a_phone(chromium: Browser, gallery: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 860}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{gallery}/today")
    heights = [each.bounding_box()["height"] for each in page.locator("main .button:visible").all()]  # type: ignore[index]
    context.close()
    assert heights and min(heights) >= 44


def test_buttons_with_the_same_word_can_be_told_apart(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/today")
    expect(page.get_by_role("button", name="Done with the event brief")).to_be_visible()


def test_an_open_menu_stays_within_a_phone(chromium: Browser, gallery: str) -> None:
    page = chromium.new_page(viewport={"width": 390, "height": 860})
    page.goto(f"{gallery}/log")
    menus = page.locator("main summary.chip").all()
    for menu in menus:
        menu.click()
        box = page.locator("details.menu[open] .menu-panel").bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
        page.keyboard.press("Escape")
    page.close()
    assert len(menus) == 5


def test_the_chosen_theme_is_there_after_a_reload(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/today")
    page.locator(".top-tools summary").click()
    page.get_by_role("button", name="Dark").click()
    assert _violations(page) == []
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 27)"


def test_without_javascript_menus_navigation_and_tables_still_work(chromium: Browser, gallery: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 860})
    page = context.new_page()
    page.goto(f"{gallery}/chart")
    expect(page.get_by_role("link", name="Meetings")).to_be_hidden()
    page.locator(".nav-toggle summary").click()
    expect(page.get_by_role("link", name="Meetings")).to_be_visible()
    page.locator(".chart summary").first.click()
    expect(page.locator(".chart table").first).to_be_visible()
    context.close()


def test_keys_work_and_stay_silent_while_typing(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/form")
    page.get_by_label("Title", exact=True).press_sequentially("n?/gd")
    expect(page.get_by_label("Title", exact=True)).to_have_value("n?/gd")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/dashboard")
    page.keyboard.press("n")
    page.wait_for_url("**/log")


def test_quick_find_is_reached_and_used_by_the_keyboard_alone(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/today")
    page.keyboard.press("/")
    page.keyboard.type("not this")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.type("permit")
    expect(page.get_by_role("option")).to_have_count(2)
    page.keyboard.press("ArrowDown")
    assert _violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**/project")


def test_a_long_select_narrows_while_typing_and_sends_its_value(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/form")
    owner = page.get_by_role("combobox", name="Owner")
    owner.fill("person 17")
    page.get_by_role("option", name="Person 17, Office 3").click()
    expect(owner).to_have_value("Person 17, Office 3")
    assert page.locator("select#owner").input_value() == "17"


def test_a_source_opens_beside_the_text_and_not_away(page: Page, gallery: str) -> None:
    page.route("**/project", lambda route: route.fulfill(body="<p>The record itself</p>", content_type="text/html"))
    page.goto(f"{gallery}/review")
    page.get_by_role("link", name="Source: update Nov 27").click()
    expect(page.locator("#source")).to_have_text("The record itself")
    assert page.url.endswith("/review")


def test_the_preview_follows_typing_and_the_bands_follow_the_lines(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/log")
    expect(page.locator(".notes-bands .band")).to_have_count(8)
    notes = page.get_by_role("textbox", name="Notes")
    notes.press("Control+End")
    notes.press_sequentially("RISK: the van list is late and this line is so long that it wraps " * 3)
    expect(page.locator("#recorded .item")).to_have_count(8)
    expect(page.locator(".notes-bands .band")).to_have_count(9)
    heights = [float(band.get_attribute("height") or 0) for band in page.locator(".notes-bands .band").all()]
    assert heights[-1] >= 2 * heights[0]


def test_an_older_preview_that_comes_late_is_dropped(page: Page, gallery: str) -> None:
    answers = iter(["first", "second"])
    held: list[Route] = []

    def answer(route: Route) -> None:
        text = next(answers)
        if text == "first":
            held.append(route)
        else:
            route.fulfill(body=text, content_type="text/html")

    page.route("**/preview", answer)
    page.goto(f"{gallery}/log")
    notes = page.get_by_role("textbox", name="Notes")
    with page.expect_request("**/preview"):
        notes.press_sequentially("a")
    notes.press_sequentially("b")
    expect(page.locator("#recorded")).to_have_text("second")
    try:
        held[0].fulfill(body="first", content_type="text/html")
    except Exception as gone:  # the page has let go of it, which is the point
        assert "closed" in str(gone) or "handled" in str(gone) or "Invalid" in str(gone)
    expect(page.locator("#recorded")).to_have_text("second")


def test_typing_is_saved_after_a_pause(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/log")
    with page.expect_request("**/draft") as sent:
        page.get_by_role("textbox", name="Notes").fill("TODO @Maria send it")
    assert sent.value.post_data_json == {"text": "TODO @Maria send it", "base_version": 1}
    assert sent.value.headers["x-csrftoken"]
    expect(page.locator("[data-save-state]")).to_contain_text("saved 0 s ago")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_cannot_be_sent_is_kept_offered_and_gone_after_signing_out(chromium: Browser, gallery: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{gallery}/log")
    page.route("**/draft", lambda route: route.fulfill(status=401))
    page.get_by_role("textbox", name="Notes").fill("Words of a lost session")
    expect(page.locator("[data-save-state]")).to_contain_text("kept on this device")
    kept = json.loads(page.evaluate("localStorage.getItem('mobi-draft:7:meeting:new')"))
    assert kept["text"] == "Words of a lost session"

    page.reload()
    expect(page.locator(".notes .message")).to_have_count(0)
    page.get_by_role("button", name="Restore what you typed at").click()
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("Words of a lost session")

    page.locator(".top-tools summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).to_have_text("No project yet")
    assert page.evaluate("Object.keys(localStorage)") == []
    context.close()


def test_what_is_on_offer_survives_typing_on(chromium: Browser, gallery: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.route("**/draft", lambda route: route.abort())
    page.goto(f"{gallery}/log")
    notes = page.get_by_role("textbox", name="Notes")
    notes.fill("The first words")
    page.reload()
    notes.fill("Other words, typed over the offer")
    page.reload()
    expect(page.get_by_role("button", name="Restore what you typed at")).to_have_count(2)
    page.get_by_role("button", name="Restore what you typed at").first.click()
    expect(notes).to_have_value(re.compile("words"))
    context.close()


def test_text_kept_offline_is_sent_when_the_way_is_open_again(chromium: Browser, gallery: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{gallery}/log")
    context.set_offline(True)
    page.get_by_role("textbox", name="Notes").fill("Typed in the elevator")
    expect(page.locator("[data-save-state]")).to_contain_text("kept on this device")
    with page.expect_request("**/draft") as sent:
        context.set_offline(False)
    assert sent.value.post_data_json["text"] == "Typed in the elevator"
    expect(page.locator("[data-save-state]")).to_contain_text("saved")
    context.close()


def test_control_enter_saves_the_notes(page: Page, gallery: str) -> None:
    page.goto(f"{gallery}/log")
    with page.expect_request(lambda request: request.method == "POST" and request.url.endswith("/form")):
        page.get_by_role("textbox", name="Notes").press("Control+Enter")


def test_plotly_takes_over_in_our_colours_and_sends_nothing_away(page: Page, gallery: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{gallery}/chart")
    page.locator("#slips").get_by_role("button", name="explore").click()
    page.locator("#slips .main-svg").first.wait_for()
    page.locator("#slips .modebar-btn").first.wait_for(state="attached")
    assert page.locator("#slips [data-chart-drawing]").is_hidden()
    assert page.locator("style").count() == 0
    tools = page.locator("#slips .modebar-btn").evaluate_all("all => all.map(each => each.dataset.title)")
    assert tools and not any("loud" in title or "hare" in title for title in tools)
    assert all(url.startswith((gallery, "data:", "blob:")) for url in asked)


def test_the_dashboard_prints_on_one_page_with_its_band(chromium: Browser, gallery: str) -> None:
    page = chromium.new_page()
    page.goto(f"{gallery}/dashboard", wait_until="networkidle")
    page.emulate_media(media="print")
    expect(page.locator(".demo")).to_be_visible()
    expect(page.locator(".nav")).to_be_hidden()
    paper = page.pdf(format="Letter", landscape=True)
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_style_sheets_stay_under_48_kilobytes_and_scripts_write_no_markup() -> None:
    # Nothing unused is left in them: the frame and its parts take 33, and the dashboard, the briefing, the notes and
    # print, each with rules of its own, the rest.
    static = ROOT / "mobi_tracker" / "static"
    sheets = [sheet for sheet in (static / "css").glob("*.css") if sheet.name != "plotly.css"]
    assert sum(sheet.stat().st_size for sheet in sheets) < 48_000
    scripts = [script.read_text("utf-8") for script in (static / "js").glob("*.js")]
    assert scripts and not any("innerHTML" in text or "eval(" in text for text in scripts)
