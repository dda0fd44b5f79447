"""The words of imports."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """What a file holds."""

    PROJECTS = "projects"
    MEASURES = "measures"

    @property
    def label(self) -> str:
        return {"projects": "Projects", "measures": "Measures of departments"}[self.value]


class Verdict(StrEnum):
    """What an import would do with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()
