"""Tables that leave: nothing runs in the reader's spreadsheet, and every figure arrives exact."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mobi_tracker.paper.tables.columns import TableColumn
from mobi_tracker.paper.tables.read import read_table
from mobi_tracker.paper.tables.write import safe_text, sheet_name, write_csv, write_excel

COLUMNS = [
    TableColumn("name", "Name"),
    TableColumn("due", "Due", "date"),
    TableColumn("at", "Logged", "instant"),
    TableColumn("cost", "Cost", "money"),
    TableColumn("count", "Count", "number"),
    TableColumn("share", "Share", "percent"),
]
ROW = {
    "name": "Permit login",
    "due": date(2026, 12, 4),
    "at": datetime(2026, 11, 30, 21, 5, tzinfo=UTC),
    "cost": -123_456,
    "count": -5.5,
    "share": 0.314,
}


def lines_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def sheet_of(content: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_csv_begins_with_a_byte_order_mark_and_ends_lines_with_crlf():
    content = write_csv(COLUMNS[:1], [{"name": "Ñandú"}])
    assert content == "\ufeffName\r\nÑandú\r\n".encode()


def test_csv_values_are_exact_and_read_by_machines():
    assert lines_of(write_csv(COLUMNS, [ROW]))[1] == [
        "Permit login",
        "2026-12-04",
        "2026-11-30T13:05:00-08:00",
        "-1234.56",
        "-5.5",
        "31.4%",
    ]


@pytest.mark.parametrize(
    ("kind", "value", "written"),
    [
        ("money", 0, "0.00"),
        ("money", 5, "0.05"),
        ("money", 10**17 + 1, "1000000000000000.01"),
        ("number", 10**20, "100000000000000000000"),
        ("number", 1e-7, "0.0000001"),
        ("number", 3.0, "3"),
        ("number", float("nan"), ""),
        ("number", Decimal("2.50"), "2.5"),
        ("percent", -0.036, "-3.6%"),
        ("percent", 1 / 3, "33.3333%"),
        ("date", datetime(2026, 12, 1, 3, 0, tzinfo=UTC), "2026-11-30"),
        ("text", True, "yes"),
        ("number", False, "no"),
        ("number", "-n/a", "'-n/a"),
        ("date", None, ""),
        ("money", "", ""),
    ],
)
def test_csv_writes_each_kind_of_value(kind, value, written):
    assert lines_of(write_csv([TableColumn("a", "A", kind), TableColumn("b", "B")], [{"a": value}]))[1][0] == written


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_text_that_looks_like_a_formula_is_escaped_in_csv(start):
    assert safe_text(f"{start}1+1") == f"'{start}1+1"


def test_headings_are_escaped_like_cells():
    assert lines_of(write_csv([TableColumn("a", "=A1")], []))[0] == ["'=A1"]


def test_csv_notice_is_the_last_line_and_leaves_the_header_on_line_one():
    lines = lines_of(write_csv(COLUMNS[:1], [ROW], "Demonstration data:\ninvented"))
    assert lines == [["Name"], ["Permit login"], ["# Demonstration data: invented"]]


def test_the_same_rows_give_the_same_bytes():
    assert write_csv(COLUMNS, [ROW] * 3, "x") == write_csv(COLUMNS, iter([ROW] * 3), "x")


def test_rows_may_be_values_in_the_columns_order():
    assert write_csv(COLUMNS, [list(ROW.values())]) == write_csv(COLUMNS, [ROW])


def test_a_row_of_the_wrong_length_is_refused():
    with pytest.raises(ValueError, match="1 values for 6 columns"):
        write_csv(COLUMNS, [["only"]])


@pytest.mark.parametrize("write", [write_csv, lambda columns, rows: write_excel(columns, rows, "T")])
def test_an_instant_without_its_zone_is_refused(write):
    with pytest.raises(ValueError, match="time zone"):
        write(COLUMNS, [{"at": datetime(2026, 11, 30)}])


def test_excel_holds_real_dates_numbers_and_money():
    (cells,) = sheet_of(write_excel(COLUMNS, [ROW], "Projects")).iter_rows(min_row=2, values_only=True)
    assert cells == (
        "Permit login",
        datetime(2026, 12, 4),
        datetime(2026, 11, 30, 13, 5),
        -1234.56,
        -5.5,
        0.314,
    )


def test_excel_shows_money_as_money_and_freezes_a_bold_header():
    sheet = sheet_of(write_excel(COLUMNS, [ROW], "Projects"))
    assert "$" in sheet["D2"].number_format
    assert sheet.freeze_panes == "A2"
    assert all(cell.font.bold for cell in sheet[1])


def test_excel_notice_stays_in_view_above_the_header_and_is_printed():
    sheet = sheet_of(write_excel(COLUMNS, [ROW], "Projects", "Draft & internal"))
    assert sheet["A1"].value == "Draft & internal"
    assert sheet["A2"].value == "Name"
    assert sheet.freeze_panes == "A3"
    assert sheet.oddHeader.center.text == "Draft && internal"


def test_excel_keeps_formulas_and_error_words_as_text():
    rows = [{"name": "=HYPERLINK(1)"}, {"name": "#N/A"}, {"name": "+1 213 555-0101"}]
    sheet = sheet_of(write_excel(COLUMNS[:1], rows, "T"))
    cells = [sheet.cell(row, 1) for row in (2, 3, 4)]
    assert [cell.value for cell in cells] == [row["name"] for row in rows]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [True, False, True]


def test_excel_writes_days_before_its_calendar_as_text():
    assert sheet_of(write_excel(COLUMNS, [{"due": date(1850, 9, 9)}], "T"))["B2"].value == "1850-09-09"


def test_excel_says_where_it_cuts_a_text_longer_than_a_cell():
    value = sheet_of(write_excel(COLUMNS[:1], [{"name": "x" * 40_000}], "T"))["A2"].value
    assert len(value) == 32_767
    assert value.endswith("the CSV has the whole text)")


def test_excel_carries_the_title_as_the_documents_title():
    book = openpyxl.load_workbook(io.BytesIO(write_excel(COLUMNS, [], "Projects: all")))
    assert (book.properties.title, book.sheetnames) == ("Projects: all", ["Projects all"])


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("", "Table"),
        ("[]:*?/\\", "Table"),
        ("History", "Table"),
        ("'quoted'", "quoted"),
        ("x" * 40, "x" * 31),
    ],
)
def test_a_sheet_has_a_name_excel_accepts(title, name):
    assert sheet_name(title) == name


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_any_text_can_be_written_both_ways_and_excel_gives_it_back(words):
    rows = [{"name": word} for word in words]
    assert write_csv(COLUMNS[:1], rows)
    read = [
        cell for (cell,) in sheet_of(write_excel(COLUMNS[:1], rows, words[0])).iter_rows(min_row=2, values_only=True)
    ]
    assert len(read) <= len(words)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_leaves_with_a_notice_can_come_in_again(form):
    rows = [ROW, ROW | {"name": "Curb sensors, phase 2"}]
    csv_file, excel = write_csv(COLUMNS, rows, "Demo"), write_excel(COLUMNS, rows, "Projects", "Demo")
    table = read_table(csv_file if form == "csv" else excel, f"projects.{form}")
    assert table.columns == ["Name", "Due", "Logged", "Cost", "Count", "Share"]
    assert [row.cells[0] for row in table.rows] == ["Permit login", "Curb sensors, phase 2"]
    assert all(problem.is_warning for problem in table.problems)
