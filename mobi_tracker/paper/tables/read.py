"""Reading a table from a file an unknown person made: CSV in its many dialects, Excel, OpenDocument.

What the file is, its bytes decide; its name only words the message. Nothing is lost in silence: what does not
fit is a `Problem` that names its row, and what cannot be read at all is an `UnreadableFile`.
"""

from mobi_tracker.paper.tables.arrange import arrange, hollow_numbers
from mobi_tracker.paper.tables.read_text import read_text
from mobi_tracker.paper.tables.read_workbook import read_workbook
from mobi_tracker.paper.tables.recognize import FileKind, recognize
from mobi_tracker.paper.tables.table import Limits, Problem, Table, UnreadableFile


def read_table(content: bytes, filename: str, sheet: str | None = None, limits: Limits | None = None) -> Table:
    """The table in a file's bytes.

    Of a workbook it is the named sheet, else the first visible one with data; a text file has no sheets and
    ignores the name. Headings are the first row that is no note or title; they are trimmed, and blank or
    repeated ones made distinct and reported. Blank rows are left out, short rows filled up.

    Raises UnreadableFile for what is no table, is damaged, locked, too large, or lacks the named sheet.
    """
    limits = limits or Limits()
    if len(content) > limits.file_bytes:
        raise UnreadableFile(
            f"The file is larger than {limits.file_bytes / 1_000_000:,.0f} MB; split it into smaller files."
        )
    if recognize(content, filename) is FileKind.TEXT:
        text = read_text(content, limits)
        columns, rows, problems = arrange(text.records, "Line", is_width_meant=True)
        problems = sorted([*problems, *_unreadable_characters(text.damaged_lines)], key=lambda one: one.row)
        hollow = hollow_numbers(text.records)
        return Table(columns, rows, encoding=text.encoding, delimiter=text.delimiter, problems=problems, hollow=hollow)
    book = read_workbook(content, sheet, limits)
    columns, rows, problems = arrange(book.records, "Row", is_width_meant=False)
    problems = sorted([*problems, *book.problems], key=lambda one: one.row)
    return Table(columns, rows, sheet=book.sheet, sheets=book.sheets, problems=problems)


def _unreadable_characters(lines: list[int]) -> list[Problem]:
    reason = "Line {} has a character that cannot be read; it is shown as \ufffd."
    return [Problem(line, None, reason.format(line)) for line in lines]
