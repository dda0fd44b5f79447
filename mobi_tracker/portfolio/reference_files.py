"""Reading the files of reference data: plain tables that a non-programmer edits, so every error names its place.

The files and their columns are described in ``seed_data/reference/README.md``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mobi_tracker.city.districts import CITYWIDE, all_districts, district_label
from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.portfolio.rules import tidy_aliases
from mobi_tracker.portfolio.vocabulary import PriorityKind
from mobi_tracker.stakeholders.vocabulary import OrganizationKind


class ReferenceWrong(Exception):
    """The files cannot be loaded. ``problems`` says where and why, a sentence each; nothing was stored."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class FileColumn:
    """A column of a file: the field it fills, and how its text becomes the field's value."""

    name: str
    field: str
    read: Callable[[str], Any]


@dataclass(frozen=True)
class File:
    """A file of reference data. ``key`` names the columns that tell one row from another."""

    name: str
    kind: str
    key: tuple[str, ...]
    columns: tuple[FileColumn, ...]


@dataclass(frozen=True)
class Row:
    """A row of a file: its line, its key as text, its values by field."""

    line: int
    key: str
    values: dict[str, Any]


def _text(most: int, required: bool = False) -> Callable[[str], str]:
    def read(typed: str) -> str:
        if required and not typed:
            raise ValueError("this must not be empty.")
        if len(typed) > most:
            raise ValueError(f"at most {most} characters fit, these are {len(typed)}.")
        return typed

    return read


def _slug(typed: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", typed) or len(typed) > 80:
        raise ValueError(f"write small letters, digits and hyphens, like office-of-finance; “{typed}” is not that.")
    return typed


def _yes_or_no(typed: str) -> bool:
    if typed.lower() not in ("yes", "no"):
        raise ValueError(f"write yes or no; “{typed}” is neither.")
    return typed.lower() == "yes"


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise ValueError(f"write a day as year-month-day, like 2026-07-03; “{typed}” is not one.") from None


def _fiscal_year(typed: str) -> int:
    return FiscalYear.parse(typed).starts_in


def _host(typed: str) -> str:
    if not typed or typed.startswith(("http://", "https://")):
        return typed
    return f"https://{typed}"


def _aliases(typed: str) -> str:
    return _text(200)(tidy_aliases(typed))


def _kind(typed: str) -> PriorityKind:
    if typed not in set(PriorityKind):
        raise ValueError(f"write one of {', '.join(PriorityKind)}; “{typed}” is none of them.")
    return PriorityKind(typed)


_LONG = 20_000
_NAME = FileColumn("name", "name", _text(200, required=True))
_SLUG = FileColumn("slug", "slug", _slug)

DEPARTMENTS = File(
    "departments.csv",
    "department",
    ("slug",),
    (
        _SLUG,
        _NAME,
        FileColumn("abbreviation", "abbreviation", _text(20)),
        FileColumn("budget_code", "budget_code", _text(10)),
        FileColumn("does", "does", _text(_LONG)),
        FileColumn("head_title", "head_title", _text(200)),
        FileColumn("board", "board", _text(200)),
        FileColumn("board_meets", "board_meets", _text(200)),
        FileColumn("board_members", "board_members", _text(200)),
        FileColumn("host", "website", _host),
        FileColumn("fiduciary", "is_fiduciary", _yes_or_no),
    ),
)
INITIATIVES = File(
    "initiatives.csv",
    "initiative",
    ("slug",),
    (
        _SLUG,
        _NAME,
        FileColumn("abbreviation", "abbreviation", _text(20)),
        FileColumn("aliases", "aliases", _aliases),
        FileColumn("description", "description", _text(_LONG)),
    ),
)
PRIORITIES = File(
    "priorities.csv",
    "priority",
    ("slug",),
    (_SLUG, _NAME, FileColumn("kind", "kind", _kind), FileColumn("description", "description", _text(_LONG))),
)
HOLIDAYS = File(
    "holidays.csv",
    "holiday",
    ("day",),
    (FileColumn("date", "day", _day), FileColumn("name", "name", _text(100, required=True))),
)
BUDGET_DATES = File(
    "budget_calendar.csv",
    "budget_date",
    ("fiscal_year", "name"),
    (
        FileColumn("fiscal_year", "fiscal_year", _fiscal_year),
        FileColumn("date", "day", _day),
        FileColumn("name", "name", _text(100, required=True)),
    ),
)
ORGANIZATION_KINDS = File(
    "organization_kinds.csv", "organization_kind", ("slug",), (
        FileColumn("slug", "slug", _text(40, required=True)), FileColumn("label", "label", _text(100, required=True)),
    ),
)  # fmt: skip
DISTRICTS = File(
    "council_districts.csv", "council_district", ("number",), (
        FileColumn("number", "number", lambda typed: _number(typed)), FileColumn("label", "label", _text(40)),
    ),
)  # fmt: skip
FILES = (DEPARTMENTS, INITIATIVES, PRIORITIES, HOLIDAYS, BUDGET_DATES, ORGANIZATION_KINDS, DISTRICTS)


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 3:
        raise ValueError(f"write a district's number, 0 for Citywide; “{typed}” is not one.")
    return int(typed)


def read_folder(folder: Path) -> dict[str, list[Row]]:
    """The rows of each file of the folder by the file's name; a file that is not there has none.

    Raises ReferenceWrong with every problem found, each naming file, line and column.
    """
    problems: list[str] = []
    if not any((folder / file.name).is_file() for file in FILES):
        raise ReferenceWrong([f"{folder} holds none of {', '.join(file.name for file in FILES)}."])
    rows = {file.name: _read(folder / file.name, file, problems) for file in FILES}
    problems += _kinds_problems(rows[ORGANIZATION_KINDS.name]) + _district_problems(rows[DISTRICTS.name])
    if problems:
        raise ReferenceWrong(problems)
    return rows


def _read(path: Path, file: File, problems: list[str]) -> list[Row]:
    if not path.is_file():
        return []
    rows: list[Row] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = [name.strip() for name in next(reader, [])]
            problems += _header_problems(file, header)
            if _header_problems(file, header):
                return []
            before = reader.line_num
            for cells in reader:
                line, before = before + 1, reader.line_num
                if any(cell.strip() for cell in cells):
                    _take(file, header, cells, line, rows, problems)
    except UnicodeDecodeError:
        problems.append(f"{file.name} is not UTF-8 text: save it as “CSV UTF-8”.")
    except csv.Error as error:
        problems.append(f"{file.name}, line {reader.line_num}: this is no table ({error}).")
    return rows


def _header_problems(file: File, header: list[str]) -> list[str]:
    missing = [column.name for column in file.columns if column.name not in header]
    if not missing:
        return []
    return [f"{file.name}, line 1: the column {name} is missing." for name in missing]


def _take(file: File, header: list[str], cells: list[str], line: int, rows: list[Row], problems: list[str]) -> None:
    """Read one row, or say what is wrong with it."""
    place = f"{file.name}, line {line}"
    if len(cells) > len(header):
        problems.append(f"{place}: there are {len(cells)} cells for {len(header)} columns; quote a text with commas.")
        return
    texts = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True))
    values: dict[str, Any] = {}
    for column in file.columns:
        try:
            values[column.field] = column.read(texts[column.name].strip())
        except ValueError as error:
            problems.append(f"{place}, column {column.name}: {error}")
    if len(values) < len(file.columns):
        return
    key = "|".join(text_of(values[name]) for name in file.key)
    twin = next((row for row in rows if row.key == key), None)
    if twin is not None:
        names = " and ".join(column.name for column in file.columns if column.field in file.key)
        problems.append(f"{place}, column {names}: line {twin.line} has this already, and it stands once.")
        return
    rows.append(Row(line, key, values))


def _kinds_problems(rows: list[Row]) -> list[str]:
    """The product knows exactly these kinds; another needs a change in the program."""
    known = {each.value: each.label for each in OrganizationKind}
    problems = [
        f"organization_kinds.csv, line {row.line}, column slug: the product knows no kind “{row.values['slug']}”."
        for row in rows
        if row.values["slug"] not in known
    ]
    return problems + [
        f"organization_kinds.csv, line {row.line}, column label: the product calls it “{known[row.values['slug']]}”."
        for row in rows
        if row.values["slug"] in known and row.values["label"] != known[row.values["slug"]]
    ]


def _district_problems(rows: list[Row]) -> list[str]:
    problems = [
        f"council_districts.csv, line {row.line}, column label: it is written {district_label(row.values['number'])}."
        for row in rows
        if row.values["label"] != district_label(row.values["number"])
    ]
    numbers = [row.values["number"] for row in rows]
    if rows and sorted(numbers) != sorted(all_districts(max(numbers))):
        problems.append("council_districts.csv, column number: write each number from 1 on once, and 0 for Citywide.")
    return problems


def district_count(rows: list[Row]) -> int | None:
    """How many districts the file names; None where there is no file."""
    return sum(row.values["number"] != CITYWIDE for row in rows) if rows else None


def text_of(value: Any) -> str:
    """A value as it is kept as the last loaded one."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
