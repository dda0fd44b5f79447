"""Reading the text files of meetings: a head of "name: value" lines, an empty line, then the notes as typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mobi_tracker.meetings.vocabulary import MeetingKind
from mobi_tracker.seeding import cells
from mobi_tracker.seeding.days import Calendar
from mobi_tracker.seeding.tables import Column, Row, Table
from mobi_tracker.seeding.wrong import SeedWrong, place_of, read_text

FOLDER = "meetings"
HEAD = Table(
    FOLDER,
    (
        cells.words("title", 300), Column("starts", cells.moment, True), Column("ends", cells.moment),
        Column("planned", cells.moment), Column("logged", cells.moment), cells.BY,
        Column("kind", cells.choice(MeetingKind), empty=MeetingKind.MEETING), cells.words("place", 300),
        cells.words("agenda"), Column("projects", cells.names, empty=()), Column("departments", cells.names, empty=()),
        Column("initiatives", cells.names, empty=()), Column("open", cells.whole(0, 99), empty=0), *cells.MARKING,
    ),
)  # fmt: skip
_ANSWER = re.compile(r"(?P<about>line|person|tag) (?P<words>[^:]+): ?(?P<fields>.+)")
_FIELD = re.compile(r"\s*(?P<name>[a-z_]{1,20})\s*=\s*(?P<value>.*?)\s*")


@dataclass(frozen=True)
class GivenAnswer:
    """What was answered about a line of the notes (its number), a name, or a tag, field by field."""

    about: str
    words: str
    fields: Mapping[str, str]
    line: int


@dataclass(frozen=True)
class MeetingFile:
    """A meeting as a file gives it: its head, what was answered, the notes, and where the notes begin."""

    head: Row
    notes: str
    answers: tuple[GivenAnswer, ...] = field(default=())
    first_line: int = 1


def read_meetings(folder: Path, calendar: Calendar, problems: list[str]) -> list[MeetingFile]:
    """The meetings of a folder, by file name; what is wrong joins ``problems``."""
    found = []
    for path in sorted((folder / FOLDER).glob("*.txt")):
        name = f"{FOLDER}/{path.name}"
        try:
            text = read_text(path, name).replace("\r\n", "\n")
        except SeedWrong as wrong:
            problems += wrong.problems
            continue
        before = len(problems)
        meeting = _read(name, text, calendar, problems)
        if meeting is not None and len(problems) == before:
            found.append(meeting)
    return found


def _read(name: str, text: str, calendar: Calendar, problems: list[str]) -> MeetingFile | None:
    head_text, _, notes = text.partition("\n\n")
    texts: dict[str, tuple[int, str]] = {}
    answers = []
    for number, line in enumerate(head_text.split("\n"), start=1):
        answer = _ANSWER.fullmatch(line.strip())
        key, colon, value = line.partition(":")
        if answer is not None:
            answers.append(_answer(name, number, answer, problems))
        elif not colon or HEAD.column(key.strip()) is None:
            known = ", ".join(each.name for each in HEAD.columns)
            problems.append(
                f"{place_of(name, number)}: the head knows {known}, and answers such as “line 4: owner = …”; "
                f"“{line.strip()}” is none of them. An empty line ends the head."
            )
        else:
            texts[key.strip()] = (number, value.strip())
    values = _values(name, texts, calendar, problems)
    if values is None:
        return None
    head = Row(name, 1, values, frozenset(texts))
    if not notes.strip() and values["planned"] is None:
        problems.append(f"{name}: it has no notes and is not planned, so nothing would come of it.")
    try:
        written = calendar.words(notes.rstrip("\n"))
    except ValueError as error:
        problems.append(f"{name}, in the notes: {error}")
        return None
    return MeetingFile(head, written, tuple(answers), head_text.count("\n") + 3)


def _values(
    name: str, texts: dict[str, tuple[int, str]], calendar: Calendar, problems: list[str]
) -> dict[str, Any] | None:
    values: dict[str, Any] = {}
    for column in HEAD.columns:
        line, text = texts.get(column.name, (1, ""))
        try:
            values[column.name] = column.read(text, calendar) if text else column.empty
        except ValueError as error:
            problems.append(f"{place_of(name, line, column.name)}: {error}")
        if column.is_required and not text:
            problems.append(f"{place_of(name, line, column.name)}: this must not be empty.")
    return values if len(values) == len(HEAD.columns) else None


def _answer(name: str, number: int, found: re.Match[str], problems: list[str]) -> GivenAnswer:
    fields = {}
    for part in found["fields"].split(";"):
        given = _FIELD.fullmatch(part)
        if given is None:
            problems.append(
                f"{place_of(name, number)}: write an answer like “owner = Lee Park”; “{part.strip()}” is none."
            )
        else:
            fields[given["name"]] = given["value"]
    return GivenAnswer(found["about"], found["words"].strip(), fields, number)
