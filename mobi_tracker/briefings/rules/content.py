"""The content of a version: plain values that are frozen when it is submitted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import OPEN_MARKINGS, Marking, Permission, strictest
from mobi_tracker.briefings.vocabulary import Origin, Section

Pointer = tuple[str, int]


@dataclass(frozen=True)
class ShownSource:
    """A record that a line cites. ``fingerprint`` is its stamp when the line was drafted, or last edited."""

    kind: str
    record_id: int
    label: str
    fingerprint: str

    @property
    def pointer(self) -> Pointer:
        """(kind, id)."""
        return self.kind, self.record_id


@dataclass(frozen=True)
class ShownLine:
    """A line of a version, or of the draft. ``fixed_by`` names who fixed its wording, ``was`` what it said before."""

    id: int
    section: Section
    text: str
    origin: Origin
    marking: Marking = Marking.INTERNAL
    key: str | None = None
    department_id: int | None = None
    sources: tuple[ShownSource, ...] = field(default=())
    fixed_by: str = ""
    was: str = ""
    floor: Marking = Marking.PUBLIC

    @property
    def shown_marking(self) -> Marking:
        """The stricter of its own marking and that of what it cites."""
        return strictest(self.marking, self.floor)

    @property
    def anchor(self) -> str:
        """Its identity, that comments hang on and links go to."""
        return f"line-{self.id}"


def content_of(lines: Iterable[ShownLine]) -> dict[str, Any]:
    """The lines as a version stores them, by section in the order of sections. Empty sections are left out."""
    by_section: dict[Section, list[dict[str, Any]]] = {}
    for line in lines:
        by_section.setdefault(line.section, []).append(_plain(line))
    return {"sections": [{"name": each.value, "lines": by_section[each]} for each in Section if each in by_section]}


def says(content: Mapping[str, Any]) -> list[tuple[str, int, str, str]]:
    """What a reader is told, for asking whether two contents tell the same: section, identity, text, marking."""
    return [(line.section.value, line.id, line.text, line.marking.value) for line in lines_of(content)]


def _plain(line: ShownLine) -> dict[str, Any]:
    sources = [
        {"kind": each.kind, "id": each.record_id, "label": each.label, "fingerprint": each.fingerprint}
        for each in line.sources
    ]
    return {
        "id": line.id, "key": line.key, "text": line.text, "origin": line.origin.value, "marking": line.marking.value,
        "department_id": line.department_id, "sources": sources, "fixed_by": line.fixed_by, "was": line.was,
        "floor": line.floor.value,
    }  # fmt: skip


def lines_of(content: Mapping[str, Any]) -> list[ShownLine]:
    """The lines that a version holds, in order."""
    return [_line(Section(section["name"]), line) for section in content["sections"] for line in section["lines"]]


def _line(section: Section, line: Mapping[str, Any]) -> ShownLine:
    return ShownLine(
        line["id"], section, line["text"], Origin(line["origin"]), Marking(line["marking"]), line["key"],
        line["department_id"],
        tuple(ShownSource(each["kind"], each["id"], each["label"], each["fingerprint"]) for each in line["sources"]),
        line["fixed_by"], line["was"], Marking(line["floor"]),
    )  # fmt: skip


def shown_to(lines: Iterable[ShownLine], viewer: Viewer, visible: Mapping[Pointer, str]) -> tuple[list[ShownLine], int]:
    """The lines that a person may see today, and how many are left out.

    A line is left out where its own marking, or any record that it cites, is not for them. ``visible`` holds the
    stamp of each cited record that they may see.
    """
    kept, left_out = [], 0
    for line in lines:
        if _may_see_marking(line, viewer) and all(each.pointer in visible for each in line.sources):
            kept.append(line)
        else:
            left_out += 1
    return kept, left_out


def _may_see_marking(line: ShownLine, viewer: Viewer) -> bool:
    own = (line.department_id,) if line.department_id is not None else ()
    return line.marking in OPEN_MARKINGS or viewer.can_for(Permission.SEE_RESTRICTED, own)


def changed_sources(line: ShownLine, stamps: Mapping[Pointer, str]) -> frozenset[Pointer]:
    """The records that a line cites and that are not as they were when it was drafted or last edited."""
    return frozenset(
        each.pointer for each in line.sources if each.pointer in stamps and stamps[each.pointer] != each.fingerprint
    )
