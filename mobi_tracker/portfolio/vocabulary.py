"""The words of the portfolio."""

from __future__ import annotations

from enum import StrEnum

PROJECT_IMPORT = "import.projects"  # the kind under which an import of projects remembers what it gave (SeedField)


class PriorityKind(StrEnum):
    """Where a priority comes from."""

    PRIORITY = "priority"
    EXECUTIVE_DIRECTIVE = "executive_directive"
    BUDGET_LETTER = "budget_letter"
    INSTRUCTION = "instruction"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()
