"""Who owns an action (rule 10): the words right after the mark, and what of them leaves the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from mobi_tracker.meetings.notes.directory import Directory
from mobi_tracker.meetings.notes.letters import APOSTROPHES, skip_space
from mobi_tracker.meetings.notes.people import Named, known_name, read_at
from mobi_tracker.meetings.notes.tags import Tag, tag_at

_ME = re.compile(r"me(?=\s|[:,/&)\]]|$)", re.IGNORECASE)
_I_WILL = re.compile(r"I['’]ll(?=\s|$)", re.IGNORECASE)
_I = re.compile(r"I(?=\s|[:,)\]]|$)", re.IGNORECASE)
_AND = re.compile(r"\s{0,9}(?:([,&/])|and(?=\s|@))\s{0,9}", re.IGNORECASE)
_AFTER = re.compile(r"\s{0,9}(?:(:)|,|[–—]|-(?=\s|$))[*_]*")
_COLON_OR_DASH = re.compile(r"\s{0,9}(?::|[–—]|-(?=\s|$))")
_VERB = re.compile(r"\s{1,9}(?:to|will)(?!\w)", re.IGNORECASE)
_BRACKETS = {"(": ")", "[": "]"}
_MOST = 20


@dataclass(frozen=True)
class Owners:
    """The owner's words: [start, end) leaves the text. More than one owner has to be asked.

    `colon` is whether one ended the words.
    """

    start: int
    end: int
    people: tuple[Named, ...]
    colon: bool = False


@dataclass(frozen=True)
class _Unit:
    named: Named
    bare: bool = False
    rejects_after: bool = False
    after_comma: bool = False


def read_owners(text: str, at: int, directory: Directory) -> Owners | None:
    """The owners whose words begin at a place, after tags if need be; None when no owner stands there."""
    at = skip_space(text, at)
    if text[at : at + 1] in _BRACKETS:
        return _in_brackets(text, at, directory)
    start, place = at, at
    tags: list[Tag] = []
    while len(tags) < _MOST:
        group = _group(text, place, directory)
        tag = tag_at(text, place, directory)
        if group and not (tag and len(group) == 1 and _another_begins(text, tag.end, directory)):
            return _closed(text, start, group)
        if not tag or tag.is_number:
            break
        tags.append(tag)
        place = skip_space(text, tag.end)
        if text[place : place + 1] == ",":
            place = skip_space(text, place + 1)
    department = next((tag for tag in tags if tag.is_department), None)
    if department is None or department.known is None:
        return None
    owner = Named(department.start, department.end, department.word, (), department.known.slug)
    closed = _closed(text, start, [_Unit(owner)], tags[-1].end)
    return closed


def _closed(text: str, start: int, group: list[_Unit], end: int | None = None) -> Owners:
    """The owners with the colon, comma or dash after them; `to` and `will` stay in the text."""
    end = group[-1].named.end if end is None else end
    after = None if group[-1].rejects_after else _AFTER.match(text, end)
    people = tuple(unit.named for unit in group)
    return Owners(start, after.end() if after else end, people, bool(after and after[1]))


def _another_begins(text: str, at: int, directory: Directory) -> bool:
    """Whether a tag or an owner follows at once, so that the department's tag before it is only a tag."""
    place = skip_space(text, at)
    return place > at and (bool(tag_at(text, place, directory)) or _group(text, place, directory) is not None)


def _in_brackets(text: str, at: int, directory: Directory) -> Owners | None:
    close = text.find(_BRACKETS[text[at]], at, at + 200)
    if close < 0:
        return None
    inner = text[:close]
    group = _units(inner, skip_space(inner, at + 1), directory)
    if not group or skip_space(inner, group[-1].named.end) != close:
        return None
    return _closed(text, at, group, close + 1)


def _group(text: str, at: int, directory: Directory) -> list[_Unit] | None:
    """The owners joined by `and`, `&`, `,` or `/`, as far as what follows them makes owners of them."""
    units = _units(text, at, directory)
    if units and not units[0].bare and not any(unit.bare and unit.after_comma for unit in units):
        return units
    while units:
        bare = [unit for unit in units if unit.bare]
        end = units[-1].named.end
        if not bare or (units[-1].bare and _COLON_OR_DASH.match(text, end)):
            return units
        if units[-1].bare and all(unit.named.full for unit in bare) and _VERB.match(text, end):
            return units
        if not units[-1].bare and _COLON_OR_DASH.match(text, end):
            return units
        units = units[:-1]
    return None


def _units(text: str, at: int, directory: Directory) -> list[_Unit]:
    units: list[_Unit] = []
    unit = _unit(text, at, directory)
    while unit and len(units) < _MOST:
        units.append(unit)
        joined = _AND.match(text, unit.named.end)
        unit = _unit(text, joined.end(), directory) if joined else None
        if unit and joined and joined[1] == ",":
            unit = replace(unit, after_comma=True)
        # After a comma `I` begins a clause: `@Lee, I need the map`.
        if unit and joined and joined[1] == "," and _I.match(text, joined.end()):
            unit = None
    return units


def _unit(text: str, at: int, directory: Directory) -> _Unit | None:
    sign = text[at : at + 1]
    if sign == "@":
        named = read_at(text, at, directory)
        # `@Lee's map must be sent` names Lee but gives the work to nobody.
        return _Unit(named) if named and text[named.end : named.end + 1] not in (*APOSTROPHES,) else None
    if sign == "#":
        tag = tag_at(text, at, directory)
        if tag and tag.is_department and tag.known:
            return _Unit(Named(at, tag.end, tag.word, (), tag.known.slug))
        return None
    will = _I_WILL.match(text, at)
    mine = will or _ME.match(text, at) or _I.match(text, at)
    if mine:
        ids = (directory.writer,) if directory.writer else ()
        return _Unit(Named(at, mine.end(), mine[0], ids), rejects_after=bool(will))
    named = known_name(text, at, directory)
    return _Unit(named, bare=True) if named else None
