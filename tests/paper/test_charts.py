"""Charts: sound drawings for any text and any span, and the same figures in drawing, Plotly and table."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobi_tracker.paper.charts import __doc__ as class_list
from mobi_tracker.paper.charts.axes import TimeAxis, around, spread_out, value_ticks
from mobi_tracker.paper.charts.bar_series import Bar, BarSeries
from mobi_tracker.paper.charts.description import Chart, Tone, format_figure
from mobi_tracker.paper.charts.drawing import PAINT, fit, safe_url, text_width
from mobi_tracker.paper.charts.line_series import LineSeries, Reading
from mobi_tracker.paper.charts.matrix import Matrix
from mobi_tracker.paper.charts.money_bars import MoneyBars, MoneyRow, money_bar, money_words
from mobi_tracker.paper.charts.plotly_figure import TOKENS, plain, token
from mobi_tracker.paper.charts.rating_grid import GridCell, GridRow, RatingGrid
from mobi_tracker.paper.charts.rating_history import RatingHistory, WeekOfRatings, rating_spark
from mobi_tracker.paper.charts.timeline import Timeline, TimelineMilestone
from mobi_tracker.paper.tables.columns import ColumnKind
from mobi_tracker.paper.tables.read import read_table
from mobi_tracker.paper.tables.write import write_csv

TODAY = date(2026, 11, 30)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert("x")</script> & \x00\ud800 %{x} Ñ 한국어 👩‍👩‍👧 ' + "long " * 40


def timeline(label: str = "Pilot opens", count: int = 3) -> Timeline:
    milestones = tuple(
        TimelineMilestone(
            f"{label} {n}",
            TODAY + timedelta(9 * n),
            TODAY + timedelta(9 * n + n),
            None,
            f"+{n} days",
            Tone.AT_RISK,
        )
        for n in range(count)
    )
    return Timeline(f"{label} slipped", label, milestones, TODAY)


def history(label: str = "Ratings", count: int = 8) -> RatingHistory:
    weeks = (WeekOfRatings(TODAY + timedelta(7 * n), 12 - n % 5, n % 4, n % 3, n % 2) for n in range(count))
    return RatingHistory(label, label, tuple(weeks))


def money(label: str = "Angeleno Connect", count: int = 3) -> MoneyBars:
    rows = (MoneyRow(f"{label} {n}", 31_000_000 * n, 40_000_000 * n + 100, 0.42) for n in range(count))
    return MoneyBars(label, label, tuple(rows))


def matrix(label: str = "ITA", count: int = 5) -> Matrix:
    counts = tuple(tuple((row * column) % 4 for column in range(count)) for row in range(count))
    return Matrix(label, label, (label,) * count, tuple(f"{label} {n}" for n in range(count)), counts)


def line(label: str = "permits", count: int = 12) -> LineSeries:
    readings = (Reading(TODAY + timedelta(30 * n), 0.31 + n / 100) for n in range(count))
    return LineSeries(label, label, tuple(readings), 0.31, 0.6, ColumnKind.PERCENT, label)


def bars(label: str = "ITA", count: int = 5) -> BarSeries:
    made = (Bar(f"{label} {n}", n * 2.5 - 4, Tone.ON_TRACK if n % 2 else None) for n in range(count))
    return BarSeries(label, label, tuple(made), unit=label)


CHARTS = [timeline, history, money, matrix, line, bars]
EVERY_CHART = pytest.mark.parametrize("make", CHARTS, ids=lambda make: make.__name__)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def trace(chart: Chart, name: str) -> dict[str, list[object]]:
    return next(one for one in chart.plotly()["data"] if one.get("name") == name)


def column(chart: Chart, heading: str) -> list[object]:
    table = chart.table()
    return [row[table.headings.index(heading)] for row in table.rows]


def iso(days: list[date | None]) -> list[str | None]:
    return [day.isoformat() if day else None for day in days]


@EVERY_CHART
def test_the_drawing_fills_its_column_and_carries_its_alternative_text(make):
    chart = make()
    root = parsed(chart.svg(720))
    assert (root.get("class"), root.get("width")) == ("chart-svg", "100%")
    assert root.get("viewBox").startswith("0 0 720 ")
    assert root.get("aria-label") == f"{chart.title}. {chart.description}"


@EVERY_CHART
@pytest.mark.parametrize("label", [HOSTILE, "]]>", "&lt;", "مشروع", " \n ", "x" * 5000])
def test_any_label_gives_a_sound_drawing_and_sound_json(make: Callable[..., Chart], label):
    chart = make(label)
    svg = chart.svg()
    assert all(node.tag.startswith(SVG) and "script" not in node.tag for node in parsed(svg).iter())
    assert "<" not in json.dumps(chart.plotly()).replace("<extra></extra>", "")


@given(st.text(max_size=40), st.sampled_from(CHARTS))
def test_the_drawing_is_well_formed_for_any_text(label, make):
    assert parsed(make(label).svg()).tag == f"{SVG}svg"


@EVERY_CHART
@pytest.mark.parametrize("count", [1, 2, 500])
def test_one_point_and_five_hundred_are_drawn_within_the_picture(make, count):
    count = min(count, 60) if make is matrix else count
    root = parsed(make(count=count).svg(640))
    wide, high = map(float, root.get("viewBox").split()[2:])
    for node in root.iter():
        at = [float(node.get(name)) for name in ("x", "x1", "x2", "cx") if node.get(name)]
        down = [float(node.get(name)) for name in ("y", "y1", "y2", "cy") if node.get(name)]
        assert all(-1 <= place <= wide + 1 for place in at)
        assert all(-1 <= place <= high + 1 for place in down)


@EVERY_CHART
def test_nothing_to_draw_says_what_would_be_here(make):
    chart = make(count=0)
    assert chart.is_empty
    assert chart.empty_text in parsed(chart.svg()).find(f"{SVG}text").text
    assert chart.table().rows == ()
    json.dumps(chart.plotly())


@EVERY_CHART
def test_a_drawing_has_no_inline_style_no_small_text_and_only_listed_classes(make):
    root = parsed(make().svg())
    assert not [node for node in root.iter() if node.get("style") or node.tag.endswith("style")]
    assert min(int(node.get("font-size")) for node in root.iter(f"{SVG}text")) >= 11
    used = {name for node in root.iter() for name in (node.get("class") or "").split()} - {"chart-svg"}
    assert used <= PAINT.keys()


def test_every_class_is_in_the_list_for_the_stylesheet():
    shades = re.sub(r"(chart-(?:on-)?shade-)1 -2 -3", r"\g<1>1 \g<1>2 \g<1>3", class_list)
    assert [name for name in PAINT if name not in shades] == []


@EVERY_CHART
def test_plotly_gets_plain_data_with_known_colours_and_no_upload(make):
    text = json.dumps(make().plotly())
    assert set(re.findall(r"token:([\w-]+)", text)) <= set(TOKENS)
    assert not re.search(r'"#[0-9a-f]{6}"|chart-studio|plotly\.com', text)


@EVERY_CHART
def test_the_same_chart_is_drawn_the_same(make):
    assert make().svg() == make().svg()


@EVERY_CHART
def test_a_table_is_even_and_leaves_as_csv(make):
    table = make().table()
    assert {len(row) for row in table.rows} == {len(table.headings)} == {len(table.kinds)}
    read = read_table(write_csv(table.columns(), table.row_mappings()), "chart.csv")
    assert (read.columns, len(read.rows)) == (list(table.headings), len(table.rows))
    assert len(table.text_rows()) == len(table.rows)


DAYS = st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))


@given(st.lists(st.tuples(DAYS, DAYS, DAYS), max_size=6))
def test_a_timelines_table_and_plotly_have_the_same_days(days):
    chart = Timeline("t", "d", tuple(TimelineMilestone(f"m{n}", *three) for n, three in enumerate(days)), TODAY)
    for name in ("Baseline", "Forecast", "Reached"):
        assert trace(chart, name)["x"] == iso(column(chart, name))
    parsed(chart.svg())


@given(st.lists(st.tuples(*[st.integers(0, 400)] * 4), max_size=12))
def test_a_historys_table_and_plotly_have_the_same_counts(counts):
    weeks = tuple(WeekOfRatings(TODAY + timedelta(7 * n), *four) for n, four in enumerate(counts))
    chart = RatingHistory("t", "d", weeks)
    for tone in Tone:
        assert trace(chart, tone.word)["y"] == column(chart, tone.word)
        assert trace(chart, tone.word)["x"] == iso(column(chart, "Week of"))
    parsed(chart.svg())


CENTS = st.integers(-(10**12), 10**12)


@given(st.lists(st.tuples(CENTS, CENTS, st.none() | st.floats(0, 1)), max_size=6))
def test_moneys_table_and_plotly_have_the_same_amounts(amounts):
    chart = MoneyBars("t", "d", tuple(MoneyRow(f"r{n}", *three) for n, three in enumerate(amounts)))
    for name in ("Spent", "Appropriated"):
        assert [round(dollars * 100) for dollars in trace(chart, name)["x"]] == column(chart, name)
    parsed(chart.svg())


@given(st.lists(st.lists(st.integers(0, 60), min_size=4, max_size=4), max_size=6))
def test_a_matrixs_table_and_plotly_have_the_same_counts(counts):
    chart = Matrix("t", "d", tuple(map(str, range(len(counts)))), ("a", "b", "c", "d"), tuple(map(tuple, counts)))
    assert chart.plotly()["data"][0]["z"] == [list(row[1:]) for row in chart.table().rows]
    assert [[cell.count for cell in row] for row in chart.grid()] == counts
    parsed(chart.svg())


@given(st.lists(st.tuples(st.dates(), st.floats(-1e9, 1e9)), max_size=12), st.none() | st.floats(-1e6, 1e6))
def test_a_lines_table_and_plotly_have_the_same_readings(readings, target):
    chart = LineSeries("t", "d", tuple(Reading(*one) for one in readings), target=target)
    assert trace(chart, "Reading")["x"] == iso(column(chart, "Date"))
    assert trace(chart, "Reading")["y"] == column(chart, "Reading")
    if target is not None and readings:
        assert set(trace(chart, "Target")["y"]) == set(column(chart, "Target")) == {target}
    parsed(chart.svg())


FIGURES = st.floats(-1e15, 1e15) | st.sampled_from([float("nan"), float("inf"), 0.0, -0.0])


@given(st.lists(FIGURES, max_size=8), st.sampled_from(list(ColumnKind)))
def test_bars_table_and_plotly_have_the_same_figures_whatever_they_are(values, kind):
    chart = BarSeries("t", "d", tuple(Bar(f"b{n}", value) for n, value in enumerate(values)), kind)
    assert trace(chart, "Figure")["x"] == column(chart, "Figure")
    parsed(chart.svg())


def circles(chart: Timeline, css: str) -> list[ElementTree.Element]:
    return [node for node in parsed(chart.svg()).iter(f"{SVG}circle") if node.get("class") == css]


def test_a_slip_is_drawn_from_the_hollow_baseline_to_the_solid_forecast():
    one = TimelineMilestone("Pilot", date(2026, 12, 5), date(2027, 1, 15), None, "+41 days", Tone.OFF_TRACK)
    chart = Timeline("t", "d", (one,), TODAY)
    (hollow,), (solid,) = circles(chart, "chart-hollow"), circles(chart, "chart-off-track")
    tail = parsed(chart.svg()).find(f".//{SVG}rect")
    assert float(tail.get("x")) == float(hollow.get("cx"))
    assert float(tail.get("x")) + float(tail.get("width")) == pytest.approx(float(solid.get("cx")), abs=0.02)


def test_a_milestone_on_its_baseline_has_no_hollow_dot_and_one_reached_is_a_diamond():
    on_time = TimelineMilestone("A", TODAY, TODAY, None, "on time", Tone.ON_TRACK)
    reached = TimelineMilestone("B", TODAY, None, TODAY + timedelta(9), "+9 days", Tone.ON_TRACK)
    chart = Timeline("t", "d", (on_time, reached))
    assert len(circles(chart, "chart-hollow")) == 1
    assert [node.get("class") for node in parsed(chart.svg()).iter(f"{SVG}path")] == ["chart-done"]


def test_what_lies_outside_the_window_stands_at_its_edge_as_an_arrow():
    early = TimelineMilestone("A", None, date(2020, 1, 1))
    late = TimelineMilestone("B", None, date(2031, 1, 1))
    chart = Timeline("t", "d", (early, late), TODAY, date(2026, 1, 1), date(2026, 12, 31))
    left, right = (node.get("d") for node in parsed(chart.svg(760)).iter(f"{SVG}path"))
    assert float(left[1:].split()[0]) < 60
    assert float(right[1:].split()[0]) > 650


def test_groups_are_named_once_above_their_milestones():
    rows = tuple(TimelineMilestone(name, TODAY, group=group) for name, group in (("a", "X"), ("b", "X"), ("c", "Y")))
    chart = Timeline("t", "d", rows)
    strong = [node.text for node in parsed(chart.svg()).iter(f"{SVG}text") if node.get("class") == "chart-strong"]
    assert strong == ["X", "Y"]
    assert column(chart, "Group") == ["X", "X", "Y"]


def test_a_link_makes_the_drawing_a_group_and_only_safe_addresses_are_linked():
    rows = tuple(TimelineMilestone("a", TODAY, url=url) for url in ("/m/1", "javascript:alert(1)"))
    root = parsed(Timeline("t", "d", rows).svg())
    assert root.get("role") == "group"
    assert [node.get("href") for node in root.iter(f"{SVG}a")] == ["/m/1"]
    assert parsed(timeline().svg()).get("role") == "img"


def test_a_long_label_is_cut_and_whole_in_its_title():
    root = parsed(timeline("Identity proofing vendor selected and under contract with the agency").svg(600))
    assert any((node.text or "").endswith("…") for node in root.iter(f"{SVG}text"))
    assert any("under contract with the agency" in (node.text or "") for node in root.iter(f"{SVG}title"))


@pytest.mark.parametrize(
    ("days", "first", "second"),
    [
        (40, "Nov 30", "Dec 7"),
        (200, "Dec", "Jan 2027"),
        (900, "Jan 2027", "Apr"),
        (1_700, "Jan 2027", "Jul"),
        (3_000, "2027", "2028"),
        (20_000, "2030", "2035"),
    ],
)
def test_ticks_are_as_dense_as_there_is_room_for(days, first, second):
    axis = TimeAxis(TODAY, TODAY + timedelta(days), 100, 700)
    assert [tick.label for tick in axis.ticks()][:2] == [first, second]


@given(st.lists(st.dates(), min_size=1, max_size=5), st.integers(60, 1200))
def test_ticks_of_any_span_stand_in_order_within_the_axis(days, width):
    axis = TimeAxis(*around(days), 0, width)
    places = [tick.at for tick in axis.ticks()]
    assert places == sorted(places)
    assert all(0 <= place <= width for place in places)
    assert len(places) <= width / 20 + 4


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_value_ticks_hold_the_values_and_are_few(low, high):
    ticks = value_ticks(low, high)
    hair = abs(high - low) * 1e-6 + 1e-9
    assert ticks[0] <= min(low, high) + hair
    assert ticks[-1] >= max(low, high) - hair
    assert 2 <= len(ticks) <= 8


def test_labels_are_moved_apart_in_order_and_stay_inside():
    assert spread_out([10, 12, 14], 16, 0, 100) == [10, 26, 42]
    assert spread_out([99, 98], 16, 0, 100) == [100, 84]


@pytest.mark.parametrize(
    ("spent", "appropriated", "words"),
    [
        (310_000_000, 400_000_000, "$3.1 of 4.0 M"),
        (31_000_000, 120_000_000, "$310 k of $1.2 M"),
        (20_000_000, 40_000_000, "$200 of 400 k"),
        (0, 90_000_000, "$0 of $900 k"),
        (-5_000_000, 90_000_000, "-$50 k of $900 k"),
        (2_000, 0, "$20 spent, nothing appropriated"),
        (0, 0, "nothing appropriated"),
    ],
)
def test_two_amounts_are_said_in_few_words(spent, appropriated, words):
    assert money_words(spent, appropriated) == words


def test_a_small_bar_says_exactly_what_it_shows():
    root = parsed(money_bar(310_000_000, 400_000_000, 0.42))
    assert root.get("aria-label") == "$3,100,000.00 spent of $4,000,000.00; 42 % of the year has passed"
    assert (root.get("width"), root.get("height")) == ("150", "20")
    assert [float(node.get("width")) for node in root.iter(f"{SVG}rect")] == [150, 116.25]


def test_what_was_spent_beyond_the_appropriation_has_a_colour_of_its_own():
    shapes = [node.get("class") for node in parsed(money_bar(5, 4)).iter(f"{SVG}rect")]
    assert shapes == ["chart-track", "chart-accent", "chart-off-track"]
    assert [node.get("class") for node in parsed(money_bar(-5, 4)).iter(f"{SVG}rect")] == ["chart-track"]


def test_a_spark_has_a_bar_a_week_and_says_where_it_began_and_stands():
    weeks = [WeekOfRatings(date(2026, 11, 23), 3, 1), WeekOfRatings(TODAY, 2, 1, 1)]
    root = parsed(rating_spark(weeks))
    shapes = [node.get("class") for node in root.iter(f"{SVG}rect")]
    assert shapes == ["chart-on-track", "chart-at-risk", "chart-on-track", "chart-at-risk", "chart-off-track"]
    assert root.get("aria-label") == (
        "2 weeks, from Nov 23, 2026: 3 on track, 1 at risk, to Nov 30, 2026: 2 on track, 1 at risk, 1 off track"
    )


@pytest.mark.parametrize("weeks", [[], [WeekOfRatings(TODAY)]])
def test_a_spark_of_nothing_says_so(weeks):
    assert parsed(rating_spark(weeks)).get("aria-label") == "No week has a report yet"


def test_a_matrix_knows_who_carries_nothing_and_shades_by_thirds():
    chart = Matrix("t", "d", ("x", "y"), ("ITA", "GSD", "LAFPP"), ((9, 1, 0), (4, 0, 0)))
    assert chart.empty_columns == ("LAFPP",)
    assert [[cell.shade for cell in row] for row in chart.grid()] == [[3, 1, 0], [2, 0, 0]]


def test_a_matrix_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="every row and column"):
        Matrix("t", "d", ("x",), ("a", "b"), ((1,),))


def test_a_matrix_too_wide_for_its_column_is_turned():
    chart = Matrix("t", "d", ("x",), tuple(f"d{n}" for n in range(40)), ((1,) * 40,))
    texts = [node.text for node in parsed(chart.svg(400)).iter(f"{SVG}text")]
    assert texts[0] == "x"
    assert texts.count("1") == 40


@pytest.mark.parametrize(
    ("text", "room", "cut"),
    [
        ("short", 200, "short"),
        ("one two three", 60, "one two…"),
        ("e\u0301" * 9, 40, "e\u0301" * 4 + "…"),
        ("", 9, ""),
    ],
)
def test_text_is_cut_between_whole_characters(text, room, cut):
    assert fit(text, room) == cut
    assert text_width(fit(text, room)) <= room


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("/projects/x", "/projects/x"),
        ("https://example.org", "https://example.org"),
        ("javascript:alert(1)", None),
        ("java\x00script:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("http://[", None),
        (None, None),
    ],
)
def test_only_addresses_of_ours_and_the_web_are_linked(url, safe):
    assert safe_url(url) == safe


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (0.3125, ColumnKind.PERCENT, "31.25 %"),
        (-0.0, ColumnKind.NUMBER, "0"),
        (-1234.5, ColumnKind.NUMBER, "−1,234.5"),
        (12_000, ColumnKind.MONEY, "$120.00"),
        (date(2026, 12, 4), ColumnKind.DATE, "Dec 4, 2026"),
        (None, ColumnKind.MONEY, ""),
        ("text", ColumnKind.NUMBER, "text"),
    ],
)
def test_figures_read_as_people_write_them(value, kind, text):
    assert format_figure(value, kind) == text


@pytest.mark.parametrize("written", ["at_risk", "at-risk", "At risk", Tone.AT_RISK])
def test_a_tone_is_known_however_its_rating_is_written(written):
    assert (Tone(written), Tone(written).word, Tone(written).mark) == (Tone.AT_RISK, "At risk", "▲")


def test_an_unknown_tone_or_colour_is_refused():
    with pytest.raises(ValueError, match="purple"):
        Tone("purple")
    with pytest.raises(ValueError, match="purple"):
        token("purple")


def test_text_for_plotly_holds_neither_markup_nor_templates():
    assert plain("<b>a</b> & %{y}") == "&lt;b&gt;a&lt;/b&gt; &amp; %\u200b{y}"


@pytest.mark.parametrize("width", [352, 640, 704, 768, 900])
def test_the_grids_last_week_is_named_whole_within_the_picture(width):
    weeks = tuple(date(2026, 11, 30) - timedelta(weeks=back) for back in range(11, -1, -1))
    row = GridRow("A project with quite a long name", tuple(GridCell(Tone.ON_TRACK, None) for _ in weeks))
    root = parsed(RatingGrid("Found", "Told.", weeks, (row,)).svg(width))
    (last,) = [node for node in root.iter() if node.text == "Nov 30"]
    assert float(last.get("x")) + text_width("Nov 30", int(last.get("font-size"))) / 2 <= width
