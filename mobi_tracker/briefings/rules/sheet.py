"""A briefing as it is read: its sections, what changed since an earlier version, sources that changed, comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from mobi_tracker.access.vocabulary import Marking, strictest
from mobi_tracker.briefings.rules.content import Pointer, ShownLine, ShownSource, changed_sources
from mobi_tracker.briefings.rules.difference import LineChange, Piece, line_changes, removed_lines, word_difference
from mobi_tracker.briefings.vocabulary import Origin, Section
from mobi_tracker.core.markdown import to_html

SOURCES_SHOWN = 12  # of one line; an import's line cites every project of the file
_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>\s*", re.S)


def inline(text: str) -> Markup:
    """A line's Markdown as HTML that stands inside a paragraph; longer text keeps its paragraphs."""
    html = to_html(text)
    alone = _PARAGRAPH.fullmatch(html)
    return Markup(alone[1]) if alone else html


def unmarked(text: str) -> str:
    """A line's words without the signs of Markdown, for comparing and for titles."""
    return re.sub(r"\\([\\`*_\[\]<>])", r"\1", re.sub(r"(?<!\\)\*\*|(?<!\\)`", "", text))


@dataclass(frozen=True)
class SheetLine:
    """A line as it is shown. ``pieces`` is the difference in words where it reads otherwise than before."""

    line: ShownLine
    html: Markup
    change: LineChange | None = None
    pieces: tuple[Piece, ...] = ()
    changed: frozenset[Pointer] = frozenset()
    comments: tuple[Any, ...] = ()

    @property
    def shown_sources(self) -> tuple[ShownSource, ...]:
        """The sources that the page links to: the first ``SOURCES_SHOWN``, those that changed before the others."""
        return tuple(sorted(self.line.sources, key=lambda each: each.pointer not in self.changed)[:SOURCES_SHOWN])

    @property
    def unshown_sources(self) -> int:
        """How many more there are."""
        return max(0, len(self.line.sources) - SOURCES_SHOWN)

    @property
    def way(self) -> str:
        """Whether the line says that a project got worse, or better; else blank. Its mark stands before it."""
        way = (self.line.key or "").partition(":")[0]
        return way if way in ("worse", "better") else ""


@dataclass(frozen=True)
class SheetSection:
    """A section with its lines, and the words of lines that stood here before and do no more."""

    section: Section
    lines: tuple[SheetLine, ...]
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """The whole text for one reader. ``left_out`` counts the lines that are not for them."""

    sections: tuple[SheetSection, ...]
    left_out: int = 0
    loose_comments: tuple[Any, ...] = field(default=())

    @property
    def lines(self) -> list[SheetLine]:
        """All lines in order."""
        return [line for section in self.sections for line in section.lines]

    @property
    def drafted(self) -> int:
        """Lines as they were drafted from records."""
        return sum(each.line.origin is Origin.DRAFTED for each in self.lines)

    @property
    def written(self) -> int:
        """Lines that somebody edited or wrote."""
        return len(self.lines) - self.drafted

    @property
    def changes(self) -> int:
        """Lines that are new or read otherwise than in the version compared with."""
        return sum(each.change is not None for each in self.lines) + sum(len(each.removed) for each in self.sections)

    @property
    def marking(self) -> Marking:
        """The strictest marking of what is shown."""
        return strictest(Marking.PUBLIC, *(each.line.shown_marking for each in self.lines))


def sheet_of(
    lines: Sequence[ShownLine],
    left_out: int,
    stamps: Mapping[Pointer, str],
    comments: Iterable[Any] = (),
    before: Sequence[ShownLine] | None = None,
    by_key: bool = False,
) -> Sheet:
    """Lay out what a reader may see.

    ``comments`` have ``anchor``; those of lines that are not shown are left out, those without an anchor stand apart.
    ``before`` are the lines (already only what the reader may see) to compare with, by identity within one briefing,
    or by what was drafted (``by_key``) between two weeks.
    """
    comments = list(comments)
    old = {_identity(line, by_key): line for line in before or ()}
    new = {_identity(line, by_key): line for line in lines}
    texts = {key: unmarked(line.text) for key, line in old.items()}
    changes = line_changes(texts, {key: unmarked(line.text) for key, line in new.items()}) if before is not None else {}
    gone = [old[key] for key in removed_lines(old, list(new))] if not by_key else []
    sections = []
    for section in Section:
        shown = tuple(
            _line(line, changes.get(_identity(line, by_key)), stamps, comments)
            for line in lines if line.section is section
        )  # fmt: skip
        removed = tuple(unmarked(line.text) for line in gone if line.section is section)
        if shown or removed:
            sections.append(SheetSection(section, shown, removed))
    return Sheet(tuple(sections), left_out, tuple(each for each in comments if not each.anchor))


def _identity(line: ShownLine, by_key: bool) -> Any:
    return line.key or line.id if by_key else line.id


def _line(
    line: ShownLine, change: LineChange | None, stamps: Mapping[Pointer, str], comments: Iterable[Any]
) -> SheetLine:
    pieces: tuple[Piece, ...] = ()
    if change is not None and change.before is not None:
        pieces = tuple(word_difference(change.before, unmarked(line.text)))
    own = tuple(each for each in comments if each.anchor == line.anchor)
    return SheetLine(line, inline(line.text), change, pieces, changed_sources(line, stamps), own)
