"""Reading a row of performance measures, as the City's budget publishes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.imports.columns import ImportField
from mobi_tracker.imports.plan import RowProblem
from mobi_tracker.imports.values import read_decimal, read_text
from mobi_tracker.paper.tables.table import Row, Table
from mobi_tracker.projects.vocabulary import ReadingKind

FIELDS = (
    ImportField("department_code", "Department code", ("Dept Code", "Department number", "Dept Number")),
    ImportField("department", "Department", ("Department Name", "Dept Name")),
    ImportField("program", "Program", ("Program Name",)),
    ImportField("program_code", "Program code", ("Prog Code",)),
    ImportField("measure_code", "Measure code", ("PM Code", "Performance Measure Code")),
    ImportField("name", "Measure", ("Performance Measure Name", "Performance Measure", "Measure Name")),
    ImportField("unit", "Unit", ("Unit/Value", "Unit of measure")),
)
# "2019-20 Actuals", "2020-21 Adopted Budget", "2020-21 Estimates", "2021-22 Adopted", "FY 2022-23 Actual"
_YEAR = re.compile(r"(?:FY\s*)?(\d{4}-\d{2})\s+(actuals?|adopted(?:\s+budget)?|estimates?|estimated|target)", re.I)
_KINDS = {"a": ReadingKind.ACTUAL, "e": ReadingKind.ESTIMATE, "t": ReadingKind.TARGET}


@dataclass(frozen=True)
class ReadingValue:
    """A reading of a fiscal year (the year it begins in)."""

    fiscal_year: int
    kind: ReadingKind
    value: Decimal


@dataclass(frozen=True)
class MeasureRow:
    """A row as it is meant."""

    key: str
    department_code: str
    department: str
    name: str
    unit: str
    program: str
    readings: tuple[ReadingValue, ...]


def year_columns(columns: Sequence[str]) -> dict[str, tuple[int, ReadingKind]]:
    """The columns that hold a fiscal year's readings. An adopted budget is a target."""
    found: dict[str, tuple[int, ReadingKind]] = {}
    for column in columns:
        match = _YEAR.fullmatch(column.strip())
        if match is None:
            continue
        word = match.group(2).lower()
        kind = ReadingKind.TARGET if word.startswith("adopted") else _KINDS[word[0]]
        try:
            found[column] = (FiscalYear.parse(match.group(1)).starts_in, kind)
        except ValueError:
            continue
    return found


def field_of_year(year: int, kind: ReadingKind) -> str:
    """What a column of readings is taken for, in words that stay the same."""
    return f"reading:{FiscalYear(year)}:{kind.value}"


def read_row(
    row: Row, table: Table, columns: Mapping[str, str | None]
) -> tuple[MeasureRow | None, list[RowProblem], str]:
    """The row as it is meant, what is wrong with it, and what to call it."""
    cells = dict(zip(table.columns, row.cells, strict=True))
    column_of = {key: column for column, key in columns.items() if key}
    problems: list[RowProblem] = []
    text: dict[str, str] = {}
    for each in FIELDS:
        column = column_of.get(each.key)
        try:
            text[each.key] = read_text(cells[column], 300) if column else ""
        except ValueError as error:
            problems.append(RowProblem(row.number, column, str(error)))
    readings = []
    for column, (year, kind) in year_columns(table.columns).items():
        if columns.get(column) is None:
            continue
        try:
            value = read_decimal(cells[column])
        except ValueError as error:
            problems.append(RowProblem(row.number, column, str(error)))
            continue
        if value is not None:
            readings.append(ReadingValue(year, kind, value))
    title = text.get("name") or f"Row {row.number}"
    if not text.get("name"):
        problems.append(RowProblem(row.number, column_of.get("name"), "The measure has no name."))
    if problems:
        return None, problems, title
    code = text["measure_code"] or text["name"].casefold()
    key = " ".join(part for part in (text["department_code"] or text["department"].casefold(), code) if part)
    return MeasureRow(key, text["department_code"], text["department"], text["name"], text["unit"], text["program"],
                      tuple(readings)), [], title  # fmt: skip
