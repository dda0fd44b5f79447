"""The two importers, told apart by what a file holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mobi_tracker.imports.columns import ImportField, changed_by, understand
from mobi_tracker.imports.measures.applying import apply_measures
from mobi_tracker.imports.measures.planning import plan_measures, understand_measures
from mobi_tracker.imports.measures.reading import FIELDS as MEASURE_FIELDS
from mobi_tracker.imports.measures.reading import field_of_year, year_columns
from mobi_tracker.imports.plan import ImportPlan
from mobi_tracker.imports.projects.applying import apply_projects
from mobi_tracker.imports.projects.planning import plan_projects
from mobi_tracker.imports.projects.reading import FIELDS as PROJECT_FIELDS
from mobi_tracker.imports.vocabulary import Purpose
from mobi_tracker.paper.tables.table import Table

May = Callable[[set[int]], bool]


@dataclass(frozen=True)
class Importer:
    """How files of one purpose are understood, planned and taken in."""

    fields: Sequence[ImportField]
    understand: Callable[[Table], dict[str, str | None]]
    plan: Callable[[Table, dict[str, str | None], May], ImportPlan]
    apply: Callable[[ImportPlan], int]

    def fields_for(self, table: Table) -> list[ImportField]:
        """What a column of this file may be taken for."""
        if self.plan is not plan_measures:
            return list(self.fields)
        years = (
            ImportField(field_of_year(year, kind), f"{column}: {kind.label.lower()}", ())
            for column, (year, kind) in year_columns(table.columns).items()
        )
        return [*self.fields, *years]

    def columns_for(self, table: Table, wanted: Mapping[str, str]) -> dict[str, str | None]:
        """The columns as the person wants them understood. Raises ValueError for what cannot be."""
        return changed_by(self.understand(table), wanted, self.fields_for(table))

    def plan_for(self, table: Table, wanted: Mapping[str, str], may: May) -> ImportPlan:
        """The plan with the columns as the person wants them. Raises ValueError for what cannot be."""
        return self.plan(table, self.columns_for(table, wanted), may)


IMPORTERS = {
    Purpose.PROJECTS: Importer(
        PROJECT_FIELDS, lambda table: understand(table.columns, PROJECT_FIELDS), plan_projects, apply_projects
    ),
    Purpose.MEASURES: Importer(MEASURE_FIELDS, understand_measures, plan_measures, apply_measures),
}
