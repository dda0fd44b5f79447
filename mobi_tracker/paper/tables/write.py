"""Tables that leave: CSV and Excel.

Both guard the reader against formulas hidden in text: whoever types `=HYPERLINK(...)` into a title must
not run it in a colleague's spreadsheet. Numbers, dates and money are never touched by that guard.

CSV is for machines first: dates are ISO (2026-11-30), instants ISO with their offset from UTC in Los
Angeles time, money is exact dollars with two decimals and no sign or commas. Excel holds real dates,
numbers and money, shown as people in the City write them.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from mobi_tracker.city.clock_zone import day_of, to_local
from mobi_tracker.city.money import to_dollars
from mobi_tracker.paper.tables.columns import ColumnKind, TableColumn

NOTE_MARK = "# "
"""Begins the line that carries the notice in a CSV, as comment lines do elsewhere; `read` knows it."""

EXCEL_ROWS = 1_048_576
EXCEL_CELL_CHARACTERS = 32_767
EXCEL_FIRST_DAY = date(1900, 3, 1)
"""Excel counts a February 29, 1900 that never was, and knows nothing before 1900: earlier days go as text."""

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CUT = " … (cut here; the CSV has the whole text)"
_NUMBER_FORMATS = {
    ColumnKind.DATE: "mmm d, yyyy",
    ColumnKind.INSTANT: "mmm d, yyyy h:mm AM/PM",
    ColumnKind.MONEY: '"$"#,##0.00;-"$"#,##0.00',
    ColumnKind.PERCENT: "0.0%",
}

Row = Mapping[str, object] | Sequence[object]
"""A row: values by the columns' keys, or values in the columns' order."""


class TooManyRows(ValueError):
    """More rows than a sheet of Excel holds (1,048,576, its header included)."""


def write_csv(columns: Sequence[TableColumn], rows: Iterable[Row], notice: str | None = None) -> bytes:
    """The rows as CSV: UTF-8 with a byte order mark (Excel needs it), CRLF line ends.

    The same rows give the same bytes every time. A missing key or None is an empty cell. `notice` (the
    marking, "Demonstration data: invented") is the last line and begins with `# `, so that the header
    stays on line 1 for every program that reads the file.

    Raises ValueError for an instant without a zone.
    """
    text = io.StringIO(newline="")
    kinds = [column.kind for column in columns]
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe_text(column.label) for column in columns])
    for row in rows:
        writer.writerow(list(map(_csv_cell, _values(columns, row), kinds)))
    if notice:
        writer.writerow([NOTE_MARK + " ".join(clean_text(notice).split())])
    return text.getvalue().encode("utf-8-sig")


def write_excel(columns: Sequence[TableColumn], rows: Iterable[Row], title: str, notice: str | None = None) -> bytes:
    """The rows as an Excel workbook of one sheet, its header bold and frozen.

    `title` names the sheet and the document. `notice` is the first line, stays in view above the header,
    and heads every printed page. Instants are shown in Los Angeles time. Text that looks like a formula
    stays text, also when someone edits the cell.

    Raises TooManyRows past Excel's limit, ValueError for an instant without a zone.
    """
    values = [_values(columns, row) for row in rows]
    lines_above = 2 if notice else 1
    if len(values) + lines_above > EXCEL_ROWS:
        raise TooManyRows(f"Excel holds {EXCEL_ROWS:,} rows; this table has {len(values):,}. Take the CSV.")
    _check_zones(values)
    book = Workbook(write_only=True)
    book.properties.title = clean_text(title)
    book.properties.creator = "MOBI Tracker"
    sheet = book.create_sheet(sheet_name(title))
    _prepare_sheet(sheet, columns, values[:1000], lines_above, notice)
    if notice:
        sheet.append([_text_cell(sheet, notice, bold=True)])
    sheet.append([_text_cell(sheet, column.label, bold=True) for column in columns])
    kinds = [column.kind for column in columns]
    for row in values:
        sheet.append([_excel_cell(sheet, value, kind) for value, kind in zip(row, kinds, strict=True)])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def clean_text(value: object) -> str:
    """A value as text without the characters no spreadsheet can hold (controls, half surrogates)."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _UNWRITABLE.sub("", str(value))


def safe_text(value: object) -> str:
    """Text a spreadsheet will not run: what begins like a formula gets a leading apostrophe."""
    text = clean_text(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def sheet_name(title: str) -> str:
    """A title as a sheet's name: at most 31 characters, none of `[]:*?/\\`, never empty."""
    name = re.sub(r"[\[\]:*?/\\\s]+", " ", clean_text(title)).strip(" '")[:31].strip(" '")
    return "Table" if not name or name.casefold() == "history" else name


def _values(columns: Sequence[TableColumn], row: Row) -> Sequence[object]:
    """A row's values in the columns' order. Raises ValueError for a sequence of another length."""
    if isinstance(row, Mapping):
        return [row.get(column.key) for column in columns]
    if len(row) != len(columns):
        raise ValueError(f"A row has {len(row)} values for {len(columns)} columns")
    return row


def _check_zones(rows: Sequence[Sequence[object]]) -> None:
    """Raise ValueError for an instant without a zone before a file is begun that could not be finished."""
    for row in rows:
        for value in row:
            if isinstance(value, datetime):
                to_local(value)


def _csv_cell(value: object, kind: ColumnKind) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return clean_text(value)
    match kind, value:
        case ColumnKind.MONEY, int():
            return f"{to_dollars(value):.2f}"
        case ColumnKind.NUMBER, int() | float() | Decimal():
            return _plain_number(value)
        case ColumnKind.PERCENT, int() | float() | Decimal():
            share = _plain_number(round(Decimal(str(value)) * 100, 4)) if _is_finite(value) else ""
            return f"{share}%" if share else ""
        case ColumnKind.INSTANT, datetime():
            return to_local(value).isoformat(timespec="seconds")
        case ColumnKind.DATE, datetime():
            return day_of(value).isoformat()
        case ColumnKind.DATE, date():
            return value.isoformat()
    return safe_text(value)


def _excel_cell(sheet: WriteOnlyWorksheet, value: object, kind: ColumnKind) -> Cell | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return _text_cell(sheet, value)
    match kind, value:
        case ColumnKind.MONEY, int():
            return _value_cell(sheet, to_dollars(value), kind)
        case ((ColumnKind.NUMBER | ColumnKind.PERCENT), int() | float() | Decimal()):
            return _value_cell(sheet, value, kind) if _is_finite(value) else None
        case ColumnKind.INSTANT, datetime():
            return _day_cell(sheet, to_local(value).replace(tzinfo=None), kind)
        case ColumnKind.DATE, datetime():
            return _day_cell(sheet, day_of(value), kind)
        case ColumnKind.DATE, date():
            return _day_cell(sheet, value, kind)
    return _text_cell(sheet, value)


def _day_cell(sheet: WriteOnlyWorksheet, value: date, kind: ColumnKind) -> Cell:
    day = value.date() if isinstance(value, datetime) else value
    if day < EXCEL_FIRST_DAY:
        return _text_cell(sheet, value.isoformat())
    return _value_cell(sheet, value, kind)


def _value_cell(sheet: WriteOnlyWorksheet, value: object, kind: ColumnKind) -> Cell:
    cell = WriteOnlyCell(sheet, value=value)
    if kind in _NUMBER_FORMATS:
        cell.number_format = _NUMBER_FORMATS[kind]
    return cell


def _text_cell(sheet: WriteOnlyWorksheet, value: object, bold: bool = False) -> Cell:
    text = clean_text(value)
    if len(text) > EXCEL_CELL_CHARACTERS:
        text = text[: EXCEL_CELL_CHARACTERS - len(_CUT)] + _CUT
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"  # openpyxl takes "=..." for a formula and "#N/A" for an error
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True  # what the leading apostrophe means inside Excel: text, even when edited
    if bold:
        cell.font = Font(bold=True)
    elif "\n" in text:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _prepare_sheet(
    sheet: WriteOnlyWorksheet,
    columns: Sequence[TableColumn],
    first_rows: Sequence[Sequence[object]],
    lines_above: int,
    notice: str | None,
) -> None:
    """What a write-only sheet must know before its first row: frozen lines, widths, the printed page."""
    sheet.freeze_panes = f"A{lines_above + 1}"
    for at, column in enumerate(columns):
        letter = get_column_letter(at + 1)
        sheet.column_dimensions[letter].width = _width(column, [row[at] for row in first_rows])
    sheet.print_title_rows = f"{lines_above}:{lines_above}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if notice:
        # An ampersand begins a code in a printed header; doubled it is an ampersand.
        sheet.oddHeader.center.text = clean_text(notice).replace("&", "&&")[:200]


def _width(column: TableColumn, values: Sequence[object]) -> float:
    """A column's width in characters, from its heading and some of its values: 8 to 60."""
    fixed = {ColumnKind.DATE: 14, ColumnKind.INSTANT: 22, ColumnKind.MONEY: 18}
    heading = len(column.label) * 1.1 + 2
    if column.kind in fixed:
        return min(60.0, max(heading, fixed[column.kind]))
    longest = max(map(_longest_line, values), default=0)
    return min(60.0, max(8.0, heading, longest + 2))


def _longest_line(value: object) -> int:
    return 0 if value is None else max(len(line) for line in str(value).split("\n"))


def _is_finite(value: int | float | Decimal) -> bool:
    return isinstance(value, int) or math.isfinite(value)


def _plain_number(value: int | float | Decimal) -> str:
    """A number without an exponent or a needless `.0`; what is not a number at all is empty."""
    if not _is_finite(value):
        return ""
    text = format(Decimal(str(value)), "f")
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text
