"""What an import would do, row by row, before it does anything."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from mobi_tracker.imports.vocabulary import Verdict
from mobi_tracker.paper.tables.table import Table


@dataclass(frozen=True)
class RowProblem:
    """What is wrong with a row, and in which column of the file."""

    row: int
    column: str | None
    reason: str


@dataclass(frozen=True)
class FieldChange:
    """What a row would change: a field, from what to what."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RowPlan:
    """What would be done with one row. ``values`` is the row as its importer read it (None where it is wrong)."""

    number: int
    title: str
    verdict: Verdict
    values: Any = None
    record_id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    problems: tuple[RowProblem, ...] = ()
    why: str = ""

    @property
    def label(self) -> str:
        """Where it stands and what it is called, once where it has no name: "Row 12, Windows 7", "Row 188"."""
        where = f"Row {self.number}"
        return where if self.title in ("", where) else f"{where}, {self.title}"


@dataclass(frozen=True)
class ImportPlan:
    """The whole file, understood. ``source`` is its name, under which what came of it is told later."""

    table: Table
    columns: dict[str, str | None]
    rows: Sequence[RowPlan]
    warnings: Sequence[str] = field(default_factory=tuple)
    source: str = ""

    @property
    def counts(self) -> Counter[Verdict]:
        """How many rows there are of each verdict."""
        return Counter(row.verdict for row in self.rows)

    @property
    def problems(self) -> list[RowProblem]:
        """Everything wrong, in order of rows."""
        return [problem for row in self.rows for problem in row.problems]

    @property
    def wrong(self) -> list[RowPlan]:
        """The rows that cannot be imported."""
        return [row for row in self.rows if row.verdict is Verdict.WRONG]

    @property
    def digest(self) -> str:
        """Changes when any row's verdict or change does: a preview that no longer holds is shown again."""
        told = repr([(row.number, row.verdict, row.record_id, row.changes) for row in self.rows])
        return hashlib.sha256(told.encode()).hexdigest()


def as_json(plan: ImportPlan) -> dict[str, Any]:
    """The plan as ``--dry-run --json`` prints it; ``rows`` counts every data row of the file."""
    return {
        "columns": plan.columns,
        "rows": plan.table.row_count,
        "encoding": plan.table.encoding,
        "delimiter": plan.table.delimiter,
        "sheet": plan.table.sheet,
        "problems": [{"row": each.row, "column": each.column, "reason": each.reason} for each in plan.problems],
        "warnings": list(plan.warnings),
        "verdicts": {verdict.value: plan.counts.get(verdict, 0) for verdict in Verdict},
        "left_out": [
            {"row": row.number, "title": row.title, "reason": row.why}
            for row in plan.rows
            if row.verdict is Verdict.LEFT_OUT
        ],
    }
