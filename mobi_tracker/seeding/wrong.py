"""What is wrong with a folder of seed data, each problem with its place."""

from __future__ import annotations

from collections.abc import Sequence


class SeedWrong(Exception):
    """The folder cannot be loaded. ``problems`` says where and why, a sentence each; nothing was stored."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


def place_of(file: str, line: int, column: str | None = None) -> str:
    """Where a problem is, as a person finds it: "updates.csv, line 12, column overall"."""
    return f"{file}, line {line}" + (f", column {column}" if column else "")
