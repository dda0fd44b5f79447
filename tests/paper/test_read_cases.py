"""Files from the world, each read as its row in tests/cases/manifest.csv expects."""

import csv
import hashlib
from datetime import date, datetime
from pathlib import Path

import pytest

from mobi_tracker.paper.tables.read import read_table
from mobi_tracker.paper.tables.table import Table, UnreadableFile

CASES = Path(__file__).parent.parent / "cases"
TABLES = ("csv-", "xls-", "xlsx-", "la-", "itdashboard-", "contacts-")


def read(name: str, sheet: str | None = None) -> Table:
    return read_table((CASES / name).read_bytes(), name, sheet)


def cell(table: Table, row: int, column: str) -> object:
    return table.mappings()[row][column]


@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [
        ("csv-spectrum-comma_in_quotes.csv", 1, 5),
        ("csv-spectrum-escaped_quotes.csv", 2, 2),
        ("csv-spectrum-newlines_crlf.csv", 3, 3),
        ("csv-spectrum-quotes_and_newlines.csv", 2, 2),
        ("csv-ragged.csv", 3, 3),
        ("csv-utf8-bom.csv", 2, 3),
        ("csv-latin1.csv", 2, 3),
        ("csv-header-with-newlines.csv", 1, 3),
        ("contacts-thunderbird-37-columns.csv", 2, 37),
        ("contacts-semicolon.csv", 2, 4),
        ("contacts-google-2024-layout.csv", 3, 29),
        ("contacts-outlook-desktop.csv", 2, 36),
        ("la-performance-measures-2021-22.csv", 188, 15),
        ("la-department-names-2021-22.csv", 60, 3),
        ("la-available-balances.csv", 41, 2),
        ("itdashboard-projects-sample.csv", 14, 23),
        ("la-department-names-2018-19.xlsx", 55, 3),
        ("xlsx-three-sheets.xlsx", 5, 7),
        ("xlsx-types.xlsx", 5, 7),
        ("xls-old-format.xls", 2, 4),
    ],
)
def test_every_row_is_read_or_reported_as_hollow(name, rows, columns):
    table = read(name)
    hollow = [problem for problem in table.problems if "only empty cells" in problem.reason]
    assert (len(table.rows) + len(hollow), len(table.columns)) == (rows, columns)


def test_every_table_in_the_manifest_is_here_unchanged():
    with (CASES / "manifest.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["file"].startswith(TABLES)]
    digests = {row["file"]: hashlib.sha256((CASES / row["file"]).read_bytes()).hexdigest()[:16] for row in rows}
    assert digests == {row["file"]: row["sha256"] for row in rows}
    assert len(rows) == 21


def test_quoted_commas_and_leading_zeros_are_kept():
    table = read("csv-spectrum-comma_in_quotes.csv")
    assert table.rows[0].cells == ["John", "Doe", "120 any st.", "Anytown, WW", "08123"]


def test_doubled_quotes_and_quoted_newlines_are_kept():
    assert cell(read("csv-spectrum-escaped_quotes.csv"), 0, "b") == 'ha "ha" ha'
    assert cell(read("csv-spectrum-newlines_crlf.csv"), 1, "a") == "Once upon \r\na time"
    assert cell(read("csv-spectrum-quotes_and_newlines.csv"), 0, "b") == 'ha \n"ha" \nha'


def test_a_row_after_a_quoted_newline_has_the_line_a_person_sees():
    assert [row.number for row in read("csv-spectrum-newlines_crlf.csv").rows] == [2, 3, 5]


def test_ragged_rows_are_named_by_their_line_and_the_good_one_is_whole():
    table = read("csv-ragged.csv")
    assert [(one.row, one.is_warning) for one in table.problems] == [(2, False), (3, True)]
    assert "I'm too long!" in table.problems[0].reason
    assert table.rows[2].cells == ["0", "mixed types.... uh oh", "17"]


def test_no_byte_order_mark_stays_in_a_heading():
    table = read("csv-utf8-bom.csv")
    assert (table.columns, table.rows[1].cells[2], table.encoding) == (["foo", "bar", "baz"], "ʤ", "utf-8")
    assert read("la-performance-measures-2021-22.csv").columns[0] == "Dept Code"


def test_latin_and_windows_bytes_become_the_letters_they_were():
    assert read("csv-latin1.csv").rows[1].cells[2] == "©"
    assert cell(read("contacts-outlook-desktop.csv"), 1, "First Name") == "Renée"


def test_a_heading_full_of_white_space_is_collapsed():
    assert read("csv-header-with-newlines.csv").columns == ["start end", "b", "c"]


def test_an_extra_empty_cell_in_every_row_is_no_problem():
    table = read("contacts-thunderbird-37-columns.csv")
    assert table.problems == []
    assert [cell(table, row, "Primary Email") for row in (0, 1)] == ["john@doe.invalid", "jane@doe.invalid"]


def test_semicolons_are_noticed():
    table = read("contacts-semicolon.csv")
    assert (table.delimiter, table.rows[1].cells[0]) == (";", "Jane Doe")


def test_google_contacts_keep_accents_and_lines_of_notes():
    table = read("contacts-google-2024-layout.csv")
    assert cell(table, 0, "Last Name") == "Ríos-Nuñez"
    assert cell(table, 0, "Notes") == "Met at kickoff.\nPrefers mornings."
    assert cell(table, 1, "E-mail 1 - Value") == "jordan@example.org ::: jordan.alt@example.org"
    assert cell(table, 2, "Organization Name") == "Office of Finance"


def test_outlook_contacts_keep_odd_dates_as_they_are():
    table = read("contacts-outlook-desktop.csv")
    assert (cell(table, 0, "Birthday"), cell(table, 1, "Sensitivity")) == ("0/0/00", "Confidential")


def test_department_codes_keep_their_zeros():
    measures = read("la-performance-measures-2021-22.csv")
    assert (cell(measures, 0, "Dept Code"), cell(measures, 0, "Prog Code")) == ("02", "0201")
    names = {row.cells[0]: row.cells[1] for row in read("la-department-names-2021-22.csv").rows}
    assert {number: names[number] for number in ("10", "14", "32", "39", "40", "66")} == {
        "10": "City Administrative Officer",
        "14": "City Clerk",
        "32": "Information Technology Agency",
        "39": "Finance",
        "40": "General Services",
        "66": "Personnel",
    }


def test_balances_and_federal_projects_read_as_written():
    assert read("la-available-balances.csv").rows[0].cells == [
        "Sewer Construction and Maintenance Fund",
        "150215571",
    ]
    projects = read("itdashboard-projects-sample.csv").mappings()
    assert projects[0]["Project Name"] == "Windows 7"
    assert projects[0]["Planned Project Completion Date (B2)"].startswith("2012-09-29")
    assert sum(not row["Planned Project Completion Date (B2)"] for row in projects) == 3


def test_department_sheet_ends_where_its_data_ends():
    table = read("la-department-names-2018-19.xlsx")
    assert (table.sheet, table.rows[0].cells[0], table.rows[-1].number) == ("Report 1", "02", 56)


def test_the_first_sheet_with_data_is_read_unless_one_is_named():
    table = read("xlsx-three-sheets.xlsx")
    assert (table.sheet, table.sheets) == ("data", ["not this one", "data", "ʤ"])
    named = read("xlsx-three-sheets.xlsx", "ʤ")
    assert (named.columns, named.rows[0].cells) == (["a", "b", "c"], [1, 2, 3])


@pytest.mark.parametrize("sheet", ["nowhere", "not this one"])
def test_a_sheet_that_is_missing_or_empty_is_named(sheet):
    with pytest.raises(UnreadableFile, match=sheet):
        read("xlsx-three-sheets.xlsx", sheet)


def test_typed_cells_arrive_typed_and_formulas_with_their_result():
    first = read("xlsx-types.xlsx").rows[0].cells
    assert first == ["Chicago Reader", date(1971, 1, 1), 40, True, 1, datetime(1971, 1, 1, 4, 14), ""]
    assert [type(value) for value in first[2:5]] == [int, bool, int]


def test_a_cell_beyond_the_headings_of_a_sheet_is_reported_with_its_row():
    (problem,) = read("xlsx-types.xlsx").problems
    assert problem.row == 3
    assert "Extra data beyond headers" in problem.reason


def test_a_workbook_cut_short_is_refused_in_one_sentence():
    with pytest.raises(UnreadableFile, match="damaged or was cut short"):
        read("xlsx-truncated.xlsx")


def test_a_workbook_of_excel_97_is_read_like_a_new_one():
    table = read("xls-old-format.xls")
    assert (table.sheet, table.sheets) == ("Staff ñ", ["Empty", "Staff ñ"])
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, ["02", "Renée Müller-Test", date(2026, 3, 14), 40]),
        (4, ["10", "Zoë 한", "", 37.5]),
    ]
