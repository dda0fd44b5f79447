"""Workbooks: Excel (.xlsx, .xls) and OpenDocument (.ods), measured before they are unpacked."""

import io
from dataclasses import dataclass, field

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from mobi_tracker.paper.tables.arrange import Record
from mobi_tracker.paper.tables.packed import measure
from mobi_tracker.paper.tables.table import Limits, Problem, UnreadableFile, Value

_DAMAGED = "The workbook is damaged or was cut short. Open it in Excel, save it again, and try once more."
_EXACT_WHOLE = 10**15
"""Up to here a spreadsheet's number holds every whole number exactly."""


@dataclass(frozen=True)
class BookRecords:
    """The records of one sheet, its name, and the names of all."""

    records: list[Record]
    sheet: str
    sheets: list[str]
    problems: list[Problem] = field(default_factory=list)


def read_workbook(content: bytes, sheet: str | None, limits: Limits) -> BookRecords:
    """The rows of the named sheet, else of the first visible one that has any.

    Formulas give the result the file stores; one without a stored result is a problem that names its cell.
    Raises UnreadableFile for a damaged, locked or too large workbook, an unknown sheet, or no data at all.
    """
    odd = measure(content, limits) if content.startswith(b"PK") else {}
    book = _open(content)
    sheets = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    if sheet is not None and sheet not in sheets:
        raise UnreadableFile(f"The workbook has no sheet called “{sheet}”.")
    visible = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    wanted = [sheet] if sheet is not None else sorted(sheets, key=lambda name: name not in visible)
    for name in wanted:
        if records := _sheet_records(_load(book, name), limits):
            return BookRecords(records, name, sheets, odd.get(name, []))
    raise UnreadableFile(f"The sheet “{sheet}” is empty." if sheet else "The workbook has no data.")


def _open(content: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except BaseException as error:
        raise _unreadable(error) from None


def _load(book: CalamineWorkbook, name: str) -> CalamineSheet:
    try:
        return book.get_sheet_by_name(name)
    except BaseException as error:
        raise _unreadable(error) from None


def _unreadable(error: BaseException) -> BaseException:
    """What to raise instead. The reader is written in Rust: when it panics, that is no Exception."""
    if isinstance(error, Exception) or type(error).__module__ == "pyo3_runtime":
        return UnreadableFile(_DAMAGED)
    return error


def _sheet_records(sheet: CalamineSheet, limits: Limits) -> list[Record]:
    """The rows that have anything, with their row numbers; empty columns at the end are cut."""
    if sheet.end is None:
        return []
    rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
    if columns > limits.columns or rows * columns > limits.cells:
        message = f"The sheet “{sheet.name}” reaches to row {rows:,} and column {columns:,}; that is too large."
        raise UnreadableFile(message)
    try:
        raw = sheet.to_python(skip_empty_area=False)
    except BaseException as error:
        raise _unreadable(error) from None
    records = [
        Record(number, [_value(cell) for cell in row])
        for number, row in enumerate(raw, start=1)
        if any(cell != "" for cell in row)
    ]
    if len(records) > limits.rows + 1:
        raise UnreadableFile(f"The sheet has more than {limits.rows:,} rows; split it into smaller files.")
    return records


def _value(cell: Value) -> Value:
    """A cell's value; whole numbers come as floats and are made integers again."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT_WHOLE:
        return int(cell)
    return cell
