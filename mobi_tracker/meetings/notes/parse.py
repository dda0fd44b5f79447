"""From notes, the meeting's date and a directory to what the notes say: the one entrance of the parser."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from mobi_tracker.meetings.notes.attendance import read_attendees, read_names_only
from mobi_tracker.meetings.notes.dates import Calendar
from mobi_tracker.meetings.notes.directory import Directory
from mobi_tracker.meetings.notes.kinds import Built, Source, build
from mobi_tracker.meetings.notes.letters import skip_space
from mobi_tracker.meetings.notes.lines import Shape, shape_lines, split_lines
from mobi_tracker.meetings.notes.marks import Mark, heading_kind, read_label, read_mark, without_emphasis
from mobi_tracker.meetings.notes.owners import Owners, read_owners
from mobi_tracker.meetings.notes.people import Named, mentions_in
from mobi_tracker.meetings.notes.result import (
    ABOUT_ORDER,
    Attendance,
    Item,
    Link,
    Mention,
    ParsedNotes,
    Question,
)
from mobi_tracker.meetings.notes.tags import tags_in

CONTINUATION_COLUMNS = 2
# Markdown also makes a heading of a line by underlining it.
_UNDERLINE = re.compile(r"\s{0,3}(?:={2,}|-{2,})\s*$")


def parse_notes(text: str, on: date, directory: Directory) -> ParsedNotes:
    """What notes of a meeting on a day say, given who and what is known. No text whatever raises an error."""
    return _Reader(text, Calendar(on, directory.holidays), directory).read()


@dataclass
class _Section:
    """A heading that gives its kind to the bullets below; `begun` once the first of them was met."""

    kind: str
    begun: bool = False


@dataclass
class _Reader:
    """Walks down the lines once and collects what each says."""

    notes: str
    calendar: Calendar
    directory: Directory
    attendance: list[Attendance] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    incomplete: list[Item] = field(default_factory=list)
    section: _Section | None = None

    def read(self) -> ParsedNotes:
        shapes = shape_lines(split_lines(self.notes))
        at = 0
        while at < len(shapes):
            at = self._read_line(shapes, at)
        ordered = sorted(self.questions, key=lambda q: (q.line, ABOUT_ORDER.index(q.about)))
        return ParsedNotes(
            tuple(self.attendance),
            tuple(self.mentions),
            tuple(self.links),
            tuple(self.items),
            tuple(ordered),
            tuple(self.incomplete),
        )

    def _read_line(self, shapes: list[Shape], at: int) -> int:
        """Read the line at a place, with what continues it; the place of the next line to read."""
        shape = shapes[at]
        if shape.form == "blank":
            if self.section and self.section.begun:
                self.section = None
            return at + 1
        if shape.form == "unread":
            self.section = None
            return at + 1
        kind = None if shape.bullet else heading_kind(shape.text, shape.start)
        if kind or shape.form == "heading":
            self.section = _Section(kind) if kind else None
            self._read_signs(shape)
            return at + 1
        if self.section and not self.section.begun and _UNDERLINE.match(shape.text):
            return at + 1
        if shape.bullet and self.section:
            self.section.begun = True
        elif not shape.bullet:
            self.section = None
        return self._read_words(shapes, at)

    def _read_words(self, shapes: list[Shape], at: int) -> int:
        shape = shapes[at]
        label = read_label(shape.text, shape.start)
        if label:
            present, start = label
            self._attend(shape, read_attendees(shape.text, start, self.directory), present)
            return at + 1
        mark = read_mark(shape.text, shape.start, self.directory)
        given = self.section.kind if self.section else None
        if mark is None and given in ("present", "absent"):
            people = read_attendees(shape.text, shape.start, self.directory)
            self._attend(shape, people, given == "present")
            return at + 1
        if mark is None and given:
            mark = Mark(given, shape.text, shape.start, colon=True)
        if mark:
            return self._read_item(shapes, at, mark)
        people_only = read_names_only(shape.text, shape.start, self.directory)
        if people_only:
            self._attend(shape, people_only, True)
        else:
            self._read_signs(shape)
        return at + 1

    def _attend(self, shape: Shape, people: list[Named], present: bool) -> None:
        for named in people:
            self.attendance.append(Attendance(shape.number, named.person, named.words, present))
            if named.person is None:
                self.questions.append(named.question(shape.number))
        self._read_tags(shape, None, set())

    def _read_item(self, shapes: list[Shape], at: int, mark: Mark) -> int:
        first = shapes[at]
        end = at + 1
        while end < len(shapes) and self._continues(first, shapes[end]):
            end += 1
        owners, body = self._read_owners(mark)
        start = owners.end if owners else mark.rest
        head = body[start:].strip()
        more = [shape.text.strip() for shape in shapes[at + 1 : end]]
        text = " ".join([head, *more]).strip()
        taken = {named.start for named in owners.people} if owners else set()
        links = [
            tag.known.slug
            for shape in shapes[at:end]
            for tag in tags_in(shape.text, self.directory)
            if tag.known and not (shape is first and tag.start in taken)
        ]
        source = Source(
            mark, first.number, shapes[end - 1].number, text, len(head), tuple(dict.fromkeys(links)), owners
        )
        built = build(source, self.calendar, self.directory)
        self._keep(built, shapes[at:end], owners)
        return end

    def _read_owners(self, mark: Mark) -> tuple[Owners | None, str]:
        """An action's owners and the line they were read from, `**` around them being ignored like around a mark."""
        if mark.kind != "action":
            return None, mark.body
        owners = read_owners(mark.body, mark.rest, self.directory)
        plain = without_emphasis(mark.body, skip_space(mark.body, mark.rest))
        if owners is None and plain != mark.body:
            owners = read_owners(plain, mark.rest, self.directory)
            return owners, plain if owners else mark.body
        return owners, mark.body

    def _keep(self, built: Built, shapes: list[Shape], owners: Owners | None) -> None:
        if built.item:
            self.items.append(built.item)
        if built.incomplete:
            self.incomplete.append(built.incomplete)
        self.questions.extend(built.questions)
        for shape in shapes:
            self._read_signs(shape, owners if shape is shapes[0] else None, built.asked_tag)

    def _continues(self, first: Shape, shape: Shape) -> bool:
        """Whether a line belongs to the item above: indented further, with no bullet, mark or label."""
        return (
            shape.form == "text"
            and not shape.bullet
            and shape.indent >= first.indent + CONTINUATION_COLUMNS
            and heading_kind(shape.text, shape.start) is None
            and read_label(shape.text, shape.start) is None
            and read_mark(shape.text, shape.start, self.directory) is None
        )

    def _read_signs(self, shape: Shape, owners: Owners | None = None, asked_tag: str | None = None) -> None:
        """The mentions and tags of a line, but for those whose words are the owner's."""
        departments: set[str] = set()
        for named in mentions_in(shape.text, self.directory):
            if named.department:
                if named.department not in departments:
                    departments.add(named.department)
                    self.links.append(Link(shape.number, named.department))
            elif owners and owners.start <= named.start < owners.end:
                continue
            elif named.person:
                self.mentions.append(Mention(shape.number, named.person))
            else:
                self.questions.append(named.question(shape.number))
        self._read_tags(shape, asked_tag, departments)

    def _read_tags(self, shape: Shape, asked_tag: str | None, seen: set[str]) -> None:
        """The known tags of a line as links, but for those `seen`; the unknown ones as questions, once each."""
        asked = {asked_tag}
        for tag in tags_in(shape.text, self.directory):
            if tag.known and tag.known.slug not in seen:
                seen.add(tag.known.slug)
                self.links.append(Link(shape.number, tag.known.slug))
            elif tag.known is None and not tag.is_number and tag.word not in asked:
                asked.add(tag.word)
                told = f"“#{tag.word}” is not a known project, initiative or department. Which one is meant?"
                self.questions.append(Question(shape.number, "slug", told, (), tag.word))
