"""Cases of the grammar as files: notes and a directory in, a result a line out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from mobi_tracker.meetings.notes.directory import Directory
from mobi_tracker.meetings.notes.parse import parse_notes


class BadCase(ValueError):
    """A line of a case file that cannot be read; the message names the line and the reason."""


def run_cases(path: str | Path) -> Iterator[dict[str, Any]]:
    """Yield the documented result of each case of a JSON Lines file, in order; blank lines are left out.

    A case's `directory` is a path relative to the file, or the directory itself.
    Raises OSError when the file cannot be read and BadCase at the first line that is no case.
    """
    file = Path(path)
    known: dict[str, Directory] = {}
    with file.open(encoding="utf-8-sig", newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            if line.strip():
                try:
                    yield _run_case(line, file.parent, known)
                except (ValueError, TypeError, KeyError, AttributeError, OSError) as error:
                    raise BadCase(f"{file}, line {number}: {_reason(error)}") from error


def _run_case(line: str, folder: Path, known: dict[str, Directory]) -> dict[str, Any]:
    case = json.loads(line)
    if not isinstance(case, dict):
        raise ValueError("a case is a JSON object")
    for key in ("notes", "date", "directory"):
        if key not in case:
            raise ValueError(f"“{key}” is missing")
    if not isinstance(case["notes"], str):
        raise ValueError("“notes” is not text")
    directory = _directory(case["directory"], folder, known)
    return parse_notes(case["notes"], date.fromisoformat(case["date"]), directory).to_json()


def _directory(given: Any, folder: Path, known: dict[str, Directory]) -> Directory:
    if isinstance(given, dict):
        return Directory.from_json(given)
    name = str(given)
    if name not in known:
        known[name] = Directory.from_json(json.loads((folder / name).read_text(encoding="utf-8-sig")))
    return known[name]


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"not JSON ({error.msg}, column {error.colno})"
    if isinstance(error, KeyError):
        return f"{error} is missing"
    return str(error)
