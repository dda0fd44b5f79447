"""Loading reference data: adds what is new, follows the file where nobody changed a field, never undoes a change.

What a file last gave each field is kept (``SeedField``). A field that still holds it follows the file; one that a
person changed since stays theirs; a row they took out stays out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mobi_tracker.core.database import db
from mobi_tracker.core.settings import value_of
from mobi_tracker.portfolio import operations, queries
from mobi_tracker.portfolio import reference_files as files
from mobi_tracker.portfolio.models import BudgetDate, Department, Holiday, Initiative, Priority, SeedField
from mobi_tracker.portfolio.reference_files import File, ReferenceWrong, Row, text_of
from mobi_tracker.portfolio.settings import COUNCIL_DISTRICTS

__all__ = ["ReferenceWrong", "Report", "load_reference"]


@dataclass
class Report:
    """What a load did: rows added, fields that followed the file, fields that people had changed and keep."""

    added: int = 0
    updated: int = 0
    kept: int = 0
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = f"{self.added:,} added, {self.updated:,} updated, {self.kept:,} kept as people changed them"
        return "\n".join([f"Reference data: {counts}.", *self.notes])


def load_reference(folder: Path) -> Report:
    """Load a folder's files of reference data; the caller commits.

    Raises ReferenceWrong, before anything is stored, naming file, line and column of every problem.
    """
    rows = files.read_folder(folder)
    load = _Load(queries.seed_fields(), Report())
    load.ordered(files.DEPARTMENTS, rows, Department, _new_department)
    load.ordered(files.INITIATIVES, rows, Initiative, lambda values: Initiative(slug=values["slug"]))
    load.ordered(files.PRIORITIES, rows, Priority, lambda values: Priority(slug=values["slug"]))
    load.rows(files.HOLIDAYS, rows, Holiday, lambda values: Holiday(day=values["day"]))
    load.rows(files.BUDGET_DATES, rows, BudgetDate, lambda values: BudgetDate(fiscal_year=values["fiscal_year"]))
    _check_districts(rows[files.DISTRICTS.name], load.report)
    db.session.flush()
    return load.report


def _new_department(values: dict[str, Any]) -> Department:
    organization = operations.organization_for(values["name"], values["abbreviation"], values["website"])
    return Department(slug=values["slug"], organization=organization)


def _check_districts(rows: list[Row], report: Report) -> None:
    named, counted = files.district_count(rows), value_of(COUNCIL_DISTRICTS)
    if named is not None and named != counted:
        report.notes.append(
            f"council_districts.csv names {named} districts; the setting says {counted}, and the setting holds."
        )


class _Load:
    """One load: what was loaded last, and what this one did."""

    def __init__(self, last: dict[tuple[str, str, str], SeedField], report: Report) -> None:
        self.last = last
        self.seen = {(kind, key) for kind, key, _field in last}
        self.report = report

    def ordered(self, file: File, rows: dict[str, list[Row]], model: Any, make: Callable[..., Any]) -> None:
        """Load a file whose order of rows is the office's order."""
        for number, row in enumerate(rows[file.name], start=1):
            row.values["position"] = number
        self.rows(file, rows, model, make)

    def rows(self, file: File, rows: dict[str, list[Row]], model: Any, make: Callable[..., Any]) -> None:
        """Load the rows of a file into a table."""
        known = {_key(file, record): record for record in queries.all_of(model)}
        for row in rows[file.name]:
            record = known.get(row.key)
            if record is not None:
                self._follow(file, row, record)
            elif (file.kind, row.key) not in self.seen:
                self._add(file, row, make(row.values))

    def _add(self, file: File, row: Row, record: Any) -> None:
        for name, value in row.values.items():
            setattr(record, name, value)
            self._keep(file, row, name, value)
        db.session.add(record)
        self.report.added += 1

    def _follow(self, file: File, row: Row, record: Any) -> None:
        for name, value in row.values.items():
            last = self.last.get((file.kind, row.key, name))
            stands = text_of(getattr(record, name))
            if stands == text_of(value):
                pass
            elif last is not None and stands == last.value:
                self._set(record, name, value)
                self.report.updated += 1
            elif last is None and not stands:
                setattr(record, name, value)  # a column the file did not have before
                self.report.updated += 1
            else:
                self.report.kept += 1
            self._keep(file, row, name, value)

    def _set(self, record: Any, name: str, value: Any) -> None:
        if isinstance(record, Department) and name == "name":
            operations.rename_organization(record, value)
        setattr(record, name, value)

    def _keep(self, file: File, row: Row, name: str, value: Any) -> None:
        place = (file.kind, row.key, name)
        if place in self.last:
            self.last[place].value = text_of(value)
            return
        self.last[place] = SeedField(kind=file.kind, key=row.key, field=name, value=text_of(value))
        db.session.add(self.last[place])


def _key(file: File, record: Any) -> str:
    return "|".join(text_of(getattr(record, name)) for name in file.key)
