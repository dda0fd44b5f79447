"""How the columns of a file are understood: which of our fields each is. Pure, so it can be shown and changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mobi_tracker.core.fields import folded


@dataclass(frozen=True)
class ImportField:
    """One thing an import can take. ``headings`` are what columns of it are called, in any case."""

    key: str
    label: str
    headings: tuple[str, ...]


def understand(columns: Sequence[str], fields: Sequence[ImportField]) -> dict[str, str | None]:
    """Each column with the field it is taken for, or None. A field is taken once: by the first column that names it."""
    by_heading = {_plain(heading): each.key for each in fields for heading in (each.key, each.label, *each.headings)}
    taken: set[str] = set()
    understood: dict[str, str | None] = {}
    for column in columns:
        key = by_heading.get(_plain(column))
        understood[column] = key if key not in taken else None
        if key is not None:
            taken.add(key)
    return understood


def changed_by(
    understood: Mapping[str, str | None], wanted: Mapping[str, str], fields: Sequence[ImportField]
) -> dict[str, str | None]:
    """The columns as a person wants them understood. Raises ValueError for a field or column that there is not."""
    known = {each.key for each in fields}
    result = dict(understood)
    for column, key in wanted.items():
        if column not in result:
            raise ValueError(f"The file has no column “{column}”.")
        if key and key not in known:
            raise ValueError(f"“{key}” is none of the fields: {', '.join(sorted(known))}.")
        result[column] = key or None
    chosen = [key for key in result.values() if key]
    doubled = {key for key in chosen if chosen.count(key) > 1}
    if doubled:
        raise ValueError(f"Two columns are taken for the same field: {', '.join(sorted(doubled))}. Leave one out.")
    return result


def _plain(heading: str) -> str:
    return "".join(each for each in folded(heading) if each.isalnum())
