"""What importing a file of measures would do, row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.core.fields import folded
from mobi_tracker.imports import queries
from mobi_tracker.imports.columns import understand
from mobi_tracker.imports.measures.reading import FIELDS, MeasureRow, field_of_year, read_row, year_columns
from mobi_tracker.imports.memory import as_kept, compare
from mobi_tracker.imports.plan import FieldChange, ImportPlan, RowPlan, RowProblem
from mobi_tracker.imports.vocabulary import Verdict
from mobi_tracker.paper.tables.table import Row, Table
from mobi_tracker.portfolio.models import Department, SeedField
from mobi_tracker.projects.models.measure import Measure, MeasureReading
from mobi_tracker.projects.vocabulary import ReadingKind

KIND = "import.measures"
STRAY = "It names no department and no measure."
RECORD_FIELDS = {"name": "Name", "unit": "Unit", "program": "Program"}


def understand_measures(table: Table) -> dict[str, str | None]:
    """The columns of a file of measures; each column of a fiscal year is readings of its kind."""
    understood = understand(table.columns, FIELDS)
    for column, (year, kind) in year_columns(table.columns).items():
        understood[column] = field_of_year(year, kind)
    return understood


def plan_measures(
    table: Table, columns: dict[str, str | None], may: Callable[[set[int]], bool] = lambda _departments: True
) -> ImportPlan:
    """The plan for a table; rows of departments that are not tracked are left out, and said."""
    departments = queries.departments_by_word()
    read = [(row, *read_row(row, table, columns)) for row in table.rows]
    meant = [each for _, each, _, _ in read if each is not None]
    stored = queries.measures_by_key(f"{KIND} {each.key}" for each in meant)
    readings = queries.readings_of(measure.id for measure in stored.values())
    known = queries.remembered(KIND, (each.key for each in meant))
    broken = {each.row: each for each in table.problems if not each.is_warning}
    seen: dict[str, int] = {}
    rows = []
    for row, each, problems, title in read:
        if row.number in broken:
            problems = [RowProblem(row.number, broken[row.number].column, broken[row.number].reason), *problems]
        if is_stray(row, table, columns):
            rows.append(RowPlan(row.number, f"Row {row.number}", Verdict.LEFT_OUT, why=STRAY))
        elif each is None or problems:
            rows.append(RowPlan(row.number, title, Verdict.WRONG, problems=tuple(problems)))
        if each is None or problems:
            continue
        department = department_of(each, departments)
        if department is None:
            why = f"{each.department or 'Department ' + each.department_code} is not tracked."
            rows.append(RowPlan(row.number, title, Verdict.LEFT_OUT, each, why=why))
            continue
        reason = f"The same measure stands in row {seen[each.key]} already." if each.key in seen else ""
        reason = reason or ("" if may({department.id}) else "This department is not one of your own.")
        measure = stored.get(f"{KIND} {each.key}")
        if measure is not None and measure.is_withdrawn:
            reason = reason or "This measure is withdrawn. Bring it back first, or leave the row out."
        seen.setdefault(each.key, row.number)
        if reason:
            wrong = (RowProblem(row.number, None, reason),)
            rows.append(RowPlan(row.number, title, Verdict.WRONG, problems=wrong))
        else:
            rows.append(_judge(row.number, each, measure, readings, known.get(each.key, {})))
    warnings = [each.reason for each in table.problems if each.is_warning]
    if not year_columns(table.columns):
        warnings.append("No column of a fiscal year was found, such as “2021-22 Actuals”, so there are no readings.")
    return ImportPlan(table, columns, rows, tuple(warnings))


def is_stray(row: Row, table: Table, columns: Mapping[str, str | None]) -> bool:
    """Whether a row has figures and nothing that says of what: totals that a spreadsheet left under its table."""
    named = {column for column, key in columns.items() if key and not key.startswith("reading:")}
    cells = dict(zip(table.columns, row.cells, strict=True))
    return not any(str(cells[column]).strip() for column in named)


def department_of(each: MeasureRow, departments: Mapping[str, Department]) -> Department | None:
    """The tracked department of a row: by its budget code, else by its name."""
    if each.department_code:
        found = departments.get(folded(each.department_code)) or departments.get(folded(each.department_code.zfill(2)))
        if found is not None:
            return found
    return departments.get(folded(each.department)) if each.department else None


def new_readings(each: MeasureRow, standing: Mapping[tuple[int, ReadingKind], str]) -> list[tuple[FieldChange, int]]:
    """The readings of a row that are not stored yet, as changes, each with its place in the row."""
    found = []
    for index, reading in enumerate(each.readings):
        before = standing.get((reading.fiscal_year, reading.kind), "")
        if as_kept(reading.value) != before:
            label = f"{FiscalYear(reading.fiscal_year)} {reading.kind.label.lower()}"
            found.append((FieldChange(label, before, as_kept(reading.value)), index))
    return found


def standing_readings(readings: list[MeasureReading]) -> dict[tuple[int, ReadingKind], str]:
    """The reading that holds for each fiscal year and kind: the latest recorded."""
    return {(each.fiscal_year, each.kind): as_kept(each.value) for each in readings if each.fiscal_year is not None}


def _judge(
    number: int,
    each: MeasureRow,
    measure: Measure | None,
    readings: Mapping[int, list[MeasureReading]],
    known: Mapping[str, SeedField],
) -> RowPlan:
    if measure is None:
        return RowPlan(number, each.name, Verdict.NEW, each)
    changes = []
    for name, label in RECORD_FIELDS.items():
        given = getattr(each, name)
        compared = compare(given, known[name].value if name in known else None, getattr(measure, name))
        if compared.is_change:
            changes.append(FieldChange(label, compared.before, given))
    changes += [change for change, _ in new_readings(each, standing_readings(readings.get(measure.id, [])))]
    verdict = Verdict.CHANGED if changes else Verdict.SAME
    return RowPlan(number, each.name, verdict, each, measure.id, tuple(changes))
