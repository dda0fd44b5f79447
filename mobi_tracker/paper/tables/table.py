"""What comes out of a file somebody else made: a table, what was odd about it, or one sentence why not."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | date | datetime | time | timedelta
"""A cell. CSV has only text; a workbook also numbers (whole ones as int), dates, times and true or false.

An empty cell is "" in both.
"""


class UnreadableFile(Exception):
    """The file cannot be read as a table. `message` is one sentence for the person who chose it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Limits:
    """How much is read at most, so that no upload can fill the memory."""

    file_bytes: int = 20_000_000
    unpacked_bytes: int = 150_000_000
    rows: int = 50_000
    columns: int = 1_000
    cells: int = 4_000_000


@dataclass(frozen=True)
class Problem:
    """Something odd about a row (its number as in Row) and, where one is to blame, a column.

    A warning stops nothing: nothing was lost. Otherwise the row is not as its author meant it and should not
    be imported as it is.
    """

    row: int
    column: str | None
    reason: str
    is_warning: bool = False


@dataclass(frozen=True)
class Row:
    """A row with a cell for every column.

    `number` is where a person finds it: the line of a text file on which it begins, the row of a sheet.
    """

    number: int
    cells: list[Value]


@dataclass(frozen=True)
class Table:
    """Headings and rows. `encoding` and `delimiter` are a text file's, `sheet` and `sheets` a workbook's.

    `delimiter` is None for a text file of one column. `hollow` are the numbers of a text file's lines that have
    delimiters and nothing else: rows of the file, though there is nothing in them to take.
    """

    columns: list[str]
    rows: list[Row]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    hollow: list[int] = field(default_factory=list)

    @property
    def row_count(self) -> int:
        """How many data rows the file has, the hollow ones too."""
        return len(self.rows) + len(self.hollow)

    def mappings(self) -> list[dict[str, Value]]:
        """The rows by their headings."""
        return [dict(zip(self.columns, row.cells, strict=True)) for row in self.rows]
