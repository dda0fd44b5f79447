"""Reading the tables of a folder: every problem is found before anything is stored, and named with its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mobi_tracker.seeding.days import Calendar
from mobi_tracker.seeding.wrong import SeedWrong, place_of, read_text

Reader = Callable[[str, Calendar], Any]


@dataclass(frozen=True)
class Column:
    """A column: its name, how its text becomes a value, and the value of an empty cell where it may be empty."""

    name: str
    read: Reader
    is_required: bool = False
    empty: Any = None


@dataclass(frozen=True)
class Row:
    """A row of a table: the values of its columns by name. Columns that the file leaves out are empty."""

    file: str
    line: int
    values: dict[str, Any]
    filled: frozenset[str]

    def __getitem__(self, column: str) -> Any:
        return self.values[column]

    def wrong(self, reason: str, column: str | None = None) -> SeedWrong:
        """What is wrong with this row, to be raised."""
        return SeedWrong([f"{place_of(self.file, self.line, column)}: {reason}"])


@dataclass(frozen=True)
class Table:
    """A file of the format and its columns."""

    name: str
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((each for each in self.columns if each.name == name), None)


def read_table(folder: Path, table: Table, calendar: Calendar, problems: list[str]) -> list[Row]:
    """The rows of a file, none where the folder has no such file; what is wrong joins ``problems``."""
    path = folder / table.name
    if not path.is_file():
        return []
    rows: list[Row] = []
    line = 0
    try:
        reader = csv.reader(io.StringIO(read_text(path, table.name), newline=""), strict=True)
        header = [name.strip() for name in next(reader, [])]
        wrong = _header_problems(table, header)
        problems += wrong
        line = reader.line_num
        for cells in reader if not wrong else ():
            first, line = line + 1, reader.line_num
            if any(cell.strip() for cell in cells):
                rows += _read_row(table, header, cells, first, calendar, problems)
    except SeedWrong as unreadable:
        problems += unreadable.problems
    except csv.Error as error:
        problems.append(f"{place_of(table.name, line + 1)}: this is no table ({error}).")
    return rows


def _header_problems(table: Table, header: list[str]) -> list[str]:
    place = place_of(table.name, 1)
    unknown = [name for name in header if table.column(name) is None]
    missing = [each.name for each in table.columns if each.is_required and each.name not in header]
    doubled = sorted({name for name in header if header.count(name) > 1})
    known = ", ".join(each.name for each in table.columns)
    return [
        *(
            f"{place}, column {name or '(no name)'}: there is no such column; the columns are {known}."
            for name in unknown
        ),
        *(f"{place}: the column {name} is missing." for name in missing),
        *(f"{place}: the column {name} stands twice." for name in doubled),
    ]


def _read_row(
    table: Table, header: list[str], cells: list[str], line: int, calendar: Calendar, problems: list[str]
) -> list[Row]:
    if len(cells) > len(header):
        problems.append(
            f"{place_of(table.name, line)}: there are {len(cells)} cells for {len(header)} columns; "
            "put a text with commas in quotes."
        )
        return []
    texts = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True))
    values: dict[str, Any] = {}
    sound = True
    for column in table.columns:
        text = texts.get(column.name, "").strip()
        try:
            values[column.name] = _read_cell(column, text, calendar)
        except ValueError as error:
            problems.append(f"{place_of(table.name, line, column.name)}: {error}")
            sound = False
    filled = frozenset(name for name, text in texts.items() if text.strip())
    return [Row(table.name, line, values, filled)] if sound else []


def _read_cell(column: Column, text: str, calendar: Calendar) -> Any:
    if text:
        return column.read(text, calendar)
    if column.is_required:
        raise ValueError("this must not be empty.")
    return column.empty
