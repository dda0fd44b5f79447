"""What each kind of item makes of the words after its mark (rules 5, 10–12, 14–17)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mobi_tracker.meetings.notes.dates import Calendar
from mobi_tracker.meetings.notes.directory import PROJECT, Directory
from mobi_tracker.meetings.notes.due import find_deadline
from mobi_tracker.meetings.notes.letters import has_words
from mobi_tracker.meetings.notes.levels import find_level, level_at, rating_at, rating_at_end, skip_separators
from mobi_tracker.meetings.notes.marks import Mark
from mobi_tracker.meetings.notes.milestones import read_milestone
from mobi_tracker.meetings.notes.owners import Owners
from mobi_tracker.meetings.notes.result import Item, Question
from mobi_tracker.meetings.notes.tags import Tag, strip_end, tag_at, tags_in

_QUOTE = re.compile(r"[\"“”„«]")
_RATING_FOLLOWS = re.compile(r"\s{0,3}(?:/|->|→|,|\bto\b|\bor\b|\band\b)\s{0,3}", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """The words of one item: `text` joined from its lines, the first ending at `first_end`, and its links."""

    mark: Mark
    line: int
    end_line: int
    text: str
    first_end: int
    links: tuple[str, ...]
    owners: Owners | None = None


@dataclass(frozen=True)
class Built:
    """What came of it: an item, an incomplete one, or nothing; its questions; a tag already asked about."""

    item: Item | None = None
    incomplete: Item | None = None
    questions: tuple[Question, ...] = ()
    asked_tag: str | None = None


def build(source: Source, calendar: Calendar, directory: Directory) -> Built:
    """The item of a mark and its words, by kind."""
    kind = source.mark.kind
    if kind == "action":
        return _action(source, calendar, directory)
    if kind == "ask":
        return _ask(source, calendar, directory)
    if kind == "status":
        return _status(source, directory)
    if kind == "milestone":
        return _milestone(source, calendar, directory)
    if kind in ("risk", "issue"):
        return _rated(source, directory)
    text = strip_end(source.text, directory)
    return Built(_item(source, text=text, links=source.links)) if has_words(text) else Built()


def _item(source: Source, **fields: object) -> Item:
    return Item(source.mark.kind, source.line, source.end_line, **fields)  # type: ignore[arg-type]


def _action(source: Source, calendar: Calendar, directory: Directory) -> Built:
    deadline = find_deadline(source.text, source.first_end, calendar, directory)
    text = strip_end(deadline.text, directory)
    done = source.mark.done
    if not has_words(text) or _only_a_date(text, deadline.asked, deadline.words):
        return Built()
    owner, questions = _owner(source, done)
    if deadline.asked and not done:
        questions.append(Question(source.line, "due", deadline.asked, (), deadline.words))
    item = _item(source, text=text, owner=owner, due=deadline.day, done=done, links=source.links)
    return Built(item, questions=tuple(questions))


def _only_a_date(text: str, asked: str, words: str) -> bool:
    """Whether a date that is only asked is all there is."""
    return bool(asked) and text.strip(" .!?;()[]") == words.strip(" .!?;()[]")


def _owner(source: Source, done: bool) -> tuple[str | None, list[Question]]:
    """The owner of an action, or the one question about it."""
    people = source.owners.people if source.owners else ()
    if not people:
        asked = Question(source.line, "owner", "Nobody owns this yet. Who will do it?")
        return None, [] if done else [asked]
    meant = {named.person or named.department for named in people}
    if len(meant) == 1 and None not in meant:
        return meant.pop(), []
    if len(people) == 1:
        return None, [people[0].question(source.line)]
    names = " and ".join(f"“{named.words}”" for named in people)
    known = tuple(dict.fromkeys(one for named in people for one in (named.ids or (named.department,)) if one))
    asked = Question(source.line, "owner", f"An action has one owner: {names}?", known, names)
    return None, [] if done else [asked]


def _ask(source: Source, calendar: Calendar, directory: Directory) -> Built:
    deadline = find_deadline(source.text, source.first_end, calendar, directory)
    text = strip_end(deadline.text, directory)
    if not has_words(text):
        return Built()
    questions: list[Question] = []
    if deadline.asked:
        questions.append(Question(source.line, "due", deadline.asked, (), deadline.words))
    item = _item(source, of=source.mark.of, text=text, due=deadline.day, links=source.links)
    if source.mark.of is None:
        both = ("deputy_mayor", "executive_officer")
        questions.append(
            Question(source.line, "of", "Whom is this asked: the Deputy Mayor or the Executive Officer?", both)
        )
        return Built(None, item, tuple(questions))
    return Built(item, questions=tuple(questions))


def _rated(source: Source, directory: Directory) -> Built:
    by_mark, start = level_at(source.text, 0, source.mark.colon)
    words = source.text[start:].lstrip(" \t\u00a0,-–—") if by_mark else source.text
    rated = find_level(words, by_mark, directory)
    text = strip_end(rated.text, directory)
    if not has_words(text) or (rated.asked and text == rated.asked):
        return Built()
    questions: tuple[Question, ...] = ()
    if rated.asked:
        told = f"“{rated.asked}” is not a level. Is it low, medium, high or critical?"
        questions = (Question(source.line, "level", told, (), rated.asked),)
    return Built(_item(source, text=text, level=rated.level, links=source.links), questions=questions)


def find_project(tags: list[Tag]) -> tuple[Tag | None, Tag | None]:
    """The first tag that means a project; and, when there is none, the tag that was meant for one."""
    known = next((tag for tag in tags if tag.known and tag.known.kind == PROJECT), None)
    if known:
        return known, None
    unknown = [tag for tag in tags if tag.known is None and not tag.is_number]
    return None, (unknown or tags or [None])[0]  # type: ignore[list-item]


def project_question(line: int, meant: Tag | None) -> Question:
    """The `project` question: no tag, an unknown one, or one that is no project."""
    if meant is None:
        return Question(line, "project", "Which project is this about? Name it with its # tag.")
    why = "is not a project" if meant.known else "is not known"
    return Question(line, "project", f"“#{meant.word}” {why}. Which project is this about?", (), meant.word)


def _status(source: Source, directory: Directory) -> Built:
    text = source.text
    if not has_words(text):
        return Built()
    tags = tags_in(text, directory)
    lead = _status_lead(text, directory)
    # A tag set before the words is meant for the project; only without one may a tag further on be it.
    project, meant = find_project([tag for tag in tags if tag.start < lead.end] or tags)
    rating, rest = lead.rating, text[lead.end :]
    if lead.asked:
        rating = None
    elif rating is None and project and project.start >= lead.end:
        rating, rest = _rating_beside(text, project, lead.end)
    if rating is None and not lead.asked:
        rating, rest = rating_at_end(rest, directory)
    questions: list[Question] = []
    slug = project.known.slug if project and project.known else None
    if slug is None:
        questions.append(project_question(source.line, meant))
    if rating is None:
        told = "How does the project stand: green (on track), yellow (at risk) or red (off track)?"
        questions.append(Question(source.line, "rating", told, ("on_track", "at_risk", "off_track")))
    item = _item(source, project=slug, rating=rating, text=strip_end(_strip_lead(rest), directory))
    asked_tag = meant.word if meant else None
    return Built(None, item, tuple(questions), asked_tag) if questions else Built(item)


@dataclass(frozen=True)
class _Lead:
    """What stands before a status's words: its rating, where they begin, whether two ratings stand."""

    rating: str | None
    end: int
    asked: bool = False


def _status_lead(text: str, directory: Directory) -> _Lead:
    rating: str | None = None
    end = 0
    place = skip_separators(text, 0)
    while True:
        tag = tag_at(text, place, directory)
        found = rating_at(text, place) if rating is None else None
        if found:
            rating, end = found
            joined = _RATING_FOLLOWS.match(text, end)
            other = rating_at(text, joined.end()) if joined else None
            if other and other[0] != rating:
                return _Lead(None, 0, True)
        elif tag and not tag.is_number:
            end = tag.end
        else:
            return _Lead(rating, end)
        place = skip_separators(text, end)


def _rating_beside(text: str, project: Tag, start: int) -> tuple[str | None, str]:
    """A rating right behind a project's tag that stands further on, or in brackets at the end."""
    found = rating_at(text, skip_separators(text, project.end))
    if not found:
        return None, text[start:]
    after = text[found[1] :].lstrip(")] ")
    return found[0], f"{text[start : project.start].rstrip(' ,;:-–—(')} {after}".strip()


def _strip_lead(text: str) -> str:
    """The words without the colon, dash or closing bracket that parted them from the tag and rating."""
    return text.lstrip(" \t\u00a0:,;-–—)]*_").rstrip()


def _milestone(source: Source, calendar: Calendar, directory: Directory) -> Built:
    if not has_words(source.text):
        return Built()
    tags = tags_in(source.text, directory)
    quote = _QUOTE.search(source.text)
    project, meant = find_project([tag for tag in tags if quote and tag.start < quote.start()] or tags)
    read = read_milestone(source.text, project, calendar, directory)
    questions: list[Question] = []
    if read.forecast is None:
        questions.append(Question(source.line, "due", read.asked, (), None))
    slug = project.known.slug if project and project.known else None
    if slug is None:
        questions.append(project_question(source.line, meant))
    if read.name is None:
        told = "Which milestone is this? Write its name in quotes."
        questions.append(Question(source.line, "name", told))
    item = _item(source, project=slug, name=read.name, forecast=read.forecast, reason=read.reason)
    asked_tag = meant.word if meant else None
    return Built(None, item, tuple(questions), asked_tag) if questions else Built(item)
