"""How history is said: which field, from what to what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mobi_tracker.city.money import format_money

# Fields whose numbers are ids of records, and of what kind: history shows the record's title.
POINTS_TO = {
    "initiative_id": "initiative",
    "lead_department_id": "department",
    "department_id": "department",
    "organization_id": "organization",
    "owner_organization_id": "organization",
    "manager_id": "contact",
    "sponsor_id": "contact",
    "contact_id": "contact",
    "owner_contact_id": "contact",
    "project_id": "project",
    "waits_on_id": "project",
    "priority_id": "priority",
    "user_id": "user",
    "relationship_owner_id": "user",
    "meeting_id": "meeting",
}
# Bookkeeping that says nothing to a reader.
SILENT = frozenset(
    {
        "folded_name", "first_word", "last_word", "marking_floor", "has_readers", "has_floor_readers", "revision",
        "position", "external_key",
    }
)  # fmt: skip


@dataclass(frozen=True)
class FieldChange:
    """One field, from what to what."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One line of history."""

    at: datetime
    actor: str
    verb: str
    fields: tuple[FieldChange, ...]


def pointers_in(fields: dict[str, list[Any]]) -> set[tuple[str, int]]:
    """The (kind, id) of records that these field changes point at."""
    found: set[tuple[str, int]] = set()
    for name, values in fields.items():
        if name in POINTS_TO:
            found |= {(POINTS_TO[name], each) for each in values if isinstance(each, int)}
    return found


def verb_of(is_new: bool, kind_label: str, is_part: bool, fields: dict[str, list[Any]]) -> str:
    """What was done: added, changed, withdrawn, brought back, ended."""
    what = f" {kind_label}" if is_part else ""
    if is_new:
        return f"added{what}"
    if "withdrawn_at" in fields:
        return f"withdrew{what}" if fields["withdrawn_at"][1] else f"brought back{what}"
    if "ended_at" in fields:
        return f"ended{what}"
    return f"changed{what}"


def field_changes(fields: dict[str, list[Any]], titles: dict[tuple[str, int], str]) -> tuple[FieldChange, ...]:
    """The fields of a change in words, without bookkeeping."""
    return tuple(
        FieldChange(label_of(name), said(name, before, titles), said(name, after, titles))
        for name, (before, after) in fields.items()
        if name not in SILENT and name not in ("withdrawn_at", "ended_at")
    )


def label_of(name: str) -> str:
    """A field's name in words."""
    words = name.removesuffix("_id").replace("_", " ").removeprefix("is ").removesuffix(" cents")
    return words.capitalize()


def said(name: str, value: Any, titles: dict[tuple[str, int], str]) -> str:
    """A value in words."""
    if value in (None, "", [], {}):
        return "nothing"
    if value is True or value is False:
        return "yes" if value else "no"
    if name in POINTS_TO and isinstance(value, int):
        return titles.get((POINTS_TO[name], value), f"number {value}")
    if name.endswith("cents") and isinstance(value, int):
        return format_money(value)
    text = str(value)
    return text.replace("_", " ") if text.islower() and " " not in text else text
