"""What is wrong with a folder of seed data, each problem with its place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class SeedWrong(Exception):
    """The folder cannot be loaded. ``problems`` says where and why, a sentence each; nothing was stored."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def read_text(path: Path, name: str) -> str:
    """The text of a file in UTF-8, with or without a byte order mark. Raises SeedWrong for anything else."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise SeedWrong([f"{name} is not UTF-8 text: save it as UTF-8 (in a spreadsheet, as “CSV UTF-8”)."]) from None
    if "\x00" in text:
        raise SeedWrong([f"{place_of(name, text.count(chr(10), 0, text.index(chr(0))) + 1)}: "
                         "there is a character in it that no text holds (NUL): take it out."])  # fmt: skip
    return text


def place_of(file: str, line: int, column: str | None = None) -> str:
    """Where a problem is, as a person finds it: "updates.csv, line 12, column overall"."""
    return f"{file}, line {line}" + (f", column {column}" if column else "")
