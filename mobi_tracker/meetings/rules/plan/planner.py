"""From notes to a plan: the one entrance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from mobi_tracker.core.fields import folded
from mobi_tracker.core.numbers import read_id
from mobi_tracker.meetings.notes.parse import parse_notes
from mobi_tracker.meetings.notes.result import Item as ParsedItem
from mobi_tracker.meetings.notes.result import ParsedNotes, Question
from mobi_tracker.meetings.rules.answers import Answers
from mobi_tracker.meetings.rules.known import Around, Known, KnownProject
from mobi_tracker.meetings.rules.lines import CapturedLine, key_of, line_texts, ordinals
from mobi_tracker.meetings.rules.plan.kinds import BUILDERS, Draft
from mobi_tracker.meetings.rules.plan.shapes import NEW, NOBODY, Asked, Attendee, Item, NameAsked, Plan, TagAsked
from mobi_tracker.meetings.vocabulary import ItemKind
from mobi_tracker.stakeholders.vocabulary import OrganizationKind


def plan_notes(notes: str, on: date, known: Known, answers: Answers, around: Around) -> Plan:
    """What saving these notes of a meeting on a day will record, given what was answered and corrected so far."""
    return _Planner(notes, on, known, answers, around).plan()


def name_key(name: str) -> str:
    """The key of a name that is asked."""
    return key_of("n", folded(name))


def tag_key(word: str) -> str:
    """The key of a tag that is asked."""
    return key_of("t", word.casefold())


class _Planner:
    """Goes through what the parser found and puts together what is known, chosen, answered and corrected."""

    def __init__(self, notes: str, on: date, known: Known, answers: Answers, around: Around) -> None:
        self.known, self.around = known, around
        self.parsed: ParsedNotes = parse_notes(notes, on, known.directory)
        self.questions: dict[int, list[Question]] = {}
        for question in self.parsed.questions:
            self.questions.setdefault(question.line, []).append(question)
        self.read = sorted([*self.parsed.items, *self.parsed.incomplete], key=lambda each: each.line)
        lines = line_texts(notes)
        texts = ["\n".join(lines[each.line - 1 : each.end_line]) for each in self.read]
        numbers = ordinals(texts)
        self.captured = [
            CapturedLine(each.kind, text, number, each.line)
            for each, text, number in zip(self.read, texts, numbers, strict=True)
        ]
        self.answers = answers.following(self.captured)
        self.owner_names = [self._owner_question(each) for each in self.read]
        self.names: dict[str, NameAsked] = {}
        self.tags: dict[str, TagAsked] = {}

    def plan(self) -> Plan:
        for question in self.parsed.questions:
            if question.about == "slug" and question.name:
                self._ask_tag(question)
        self._links()
        attendance = self._attendance()
        items = [self._item(at, read) for at, read in enumerate(self.read)]
        for question in self.parsed.questions:
            if question.about == "person" and question.name:
                self._ask_name(question.name, question.text, question.line, question.candidates)
        return Plan(
            tuple(items), tuple(attendance), tuple(self.names.values()), tuple(self.tags.values()),
            self.project_ids, self.department_ids, self.initiative_ids,
            tuple(dict.fromkeys(int(each.person) for each in self.parsed.mentions if each.person.isdigit())),
        )  # fmt: skip

    def _links(self) -> None:
        """What the meeting concerns: what was chosen, what is tagged, and what an unknown tag turned out to mean."""
        slugs = [each.slug for each in self.parsed.links]
        tagged = [self.known.projects[each].id for each in slugs if each in self.known.projects]
        answered = [each.project_id for each in self.tags.values() if each.project_id]
        self.project_ids = tuple(dict.fromkeys([*self.around.project_ids, *tagged, *answered]))
        departments = [self.known.departments[each].id for each in slugs if each in self.known.departments]
        self.department_ids = tuple(dict.fromkeys([*self.around.department_ids, *departments]))
        initiatives = [self.known.initiatives[each].id for each in slugs if each in self.known.initiatives]
        self.initiative_ids = tuple(dict.fromkeys([*self.around.initiative_ids, *initiatives]))

    def _attendance(self) -> list[Attendee]:
        found = []
        for each in self.parsed.attendance:
            if each.person is not None:
                owner: tuple[str, object] | None = ("contact", int(each.person))
            else:
                questions = self._questions_of(each.line, each.line)
                question = next((one for one in questions if one.name == each.name), None)
                text = question.text if question else f"Who is “{each.name}”?"
                asked = self._ask_name(each.name, text, each.line, question.candidates if question else (), True)
                owner = asked.owner
            found.append(Attendee(each.line, each.name, each.present, owner))
        return found

    def _questions_of(self, first: int, last: int) -> list[Question]:
        return [each for line in range(first, last + 1) for each in self.questions.get(line, ())]

    def _owner_question(self, read: ParsedItem) -> Question | None:
        """The question who the named owner is. The owner's words leave the text; a mention's stay in it."""
        questions = self._questions_of(read.line, read.line)
        if read.kind != "action" or read.owner is not None or any(each.about == "owner" for each in questions):
            return None
        people = [each for each in questions if each.about == "person" and each.name]
        return next(
            (each for each in people if f"@{each.name}" not in read.text.replace('@"', "@").replace("@“", "@")), None
        )

    def _ask_name(
        self, name: str, text: str, line: int, candidates: Sequence[str], is_attendee: bool = False, home: str = ""
    ) -> NameAsked:
        key = name_key(name)
        if key not in self.names:
            answers = self.answers.of(key)
            people = [
                self.known.contacts[int(each)]
                for each in candidates
                if each.isdigit() and int(each) in self.known.contacts
            ]
            choices = (
                *((str(each.id), each.title) for each in people),
                (NEW, "Somebody new"),
                (NOBODY, "Leave the words"),
            )
            owner = self._who(answers, key)
            needs_kind, refusal = False, ""
            if owner == (NEW, key):
                needs_kind, refusal = self._new_contact(answers)
                owner = None if needs_kind or refusal else owner
            self.names[key] = NameAsked(
                key, name, text, line, choices, answers, owner, is_attendee, home, needs_kind, refusal
            )
        return self.names[key]

    def _new_contact(self, answers: Mapping[str, str]) -> tuple[bool, str]:
        """Whether the kind of a new organization is to be asked, and why the person may not add this contact."""
        words = answers.get("organization", "")
        organization = (
            next((each[1] for each in self.known.owners_of_words(words) if each[0] == "organization"), None)
            if words
            else None
        )
        department = next(
            (each.id for each in self.known.departments.values() if each.organization_id == organization), None
        )
        if not self.around.may_log(frozenset({department} if department else ())):
            return (
                False,
                "Your role adds people of your own departments only: name one as the organization, or leave the words.",
            )
        return bool(words) and organization is None and answers.get("organization_kind") not in set(
            OrganizationKind
        ), ""

    def _who(self, answers: Mapping[str, str], key: str) -> tuple[str, object] | None:
        chosen = answers.get("who", "")
        if chosen == NEW:
            return (NEW, key)
        if chosen == NOBODY:
            return (NOBODY, 0)
        if (contact_id := read_id(chosen)) in self.known.contacts:
            return ("contact", contact_id)
        typed = self.known.owners_of_words(answers.get("person", "")) if answers.get("person") else []
        people = [each for each in typed if each[0] == "contact"]
        return people[0] if len(people) == 1 else None

    def _ask_tag(self, question: Question, home: str = "") -> None:
        word = question.name or ""
        key = tag_key(word)
        if key in self.tags:
            return
        answers = self.answers.of(key)
        project = self.known.project_of_words(answers["project"]) if answers.get("project") else None
        answered = 0 if answers.get("words") else project.id if project else None
        home = next(
            (self._key(at) for at, each in enumerate(self.read) if each.line <= question.line <= each.end_line), ""
        )
        self.tags[key] = TagAsked(key, word, question.text, question.line, answers, answered, home)

    def _key(self, at: int) -> str:
        return key_of("i", self.captured[at].text, self.captured[at].ordinal)

    def _item(self, at: int, read: ParsedItem) -> Item:
        key, line = self._key(at), self.captured[at]
        answers = self.answers.of(key)
        names: list[NameAsked] = []
        waits: list[str] = []
        draft = self._draft(at, read, key, names, waits)
        BUILDERS[read.kind](draft)
        self._check_permission(draft)
        tags = [each for each in self.tags.values() if each.home == key]
        return Item(
            key, ItemKind(read.kind), read.line, read.end_line, line.text, line.ordinal, read.to_json(), answers,
            draft.values, draft.shown, tuple(draft.asked), tuple(names), tuple(tags), tuple(waits), tuple(draft.owes),
        )  # fmt: skip

    def _draft(self, at: int, read: ParsedItem, key: str, names: list[NameAsked], waits: list[str]) -> Draft:
        questions = self._questions_of(read.line, read.end_line)
        draft = Draft(
            read, self.known, self.answers.of(key), {each.about: each for each in reversed(questions)},
            self._linked_project(read, key), self._only_project(), self._concerns(read),
        )  # fmt: skip
        if read.kind == "action":
            draft.owner, asked = self._owner(at, read, key)
            draft.owner_title = self._owner_title(read, asked)
            if asked is not None:
                draft.owner_waits = asked.is_open
                if asked.home == key:
                    names.append(asked)
                elif asked.is_open:
                    waits.append(asked.name)
        return draft

    def _owner(self, at: int, read: ParsedItem, key: str) -> tuple[tuple[str, object] | None, NameAsked | None]:
        typed = self.answers.of(key).get("owner")
        question = self.owner_names[at]
        if typed:
            owners = self.known.owners_of_words(typed)
            if len(owners) == 1:
                return owners[0], None
            text = (
                f"Several people are called “{typed}”. Which one is meant?"
                if owners
                else f"Nobody known is called “{typed}”. Who is meant, or is this a new contact?"
            )
            asked = self._ask_name(
                typed, text, read.line, [str(each[1]) for each in owners if each[0] == "contact"], home=key
            )
        elif typed == "":
            return None, None
        elif question is not None and question.name:
            asked = self._ask_name(question.name, question.text, read.line, question.candidates, home=key)
        else:
            return self._read_owner(read), None
        return (None if asked.owner is None or asked.owner[0] == NOBODY else asked.owner), asked

    def _read_owner(self, read: ParsedItem) -> tuple[str, int] | None:
        if read.owner is None:
            return None
        department = self.known.departments.get(read.owner)
        return ("organization", department.organization_id) if department else ("contact", int(read.owner))

    def _owner_title(self, read: ParsedItem, asked: NameAsked | None) -> str:
        owner = self._read_owner(read)
        if owner is None and asked is not None and asked.owner and asked.owner[0] == "contact":
            owner = ("contact", int(asked.owner[1]))
        return self.known.owner_title(owner)

    def _linked_project(self, read: ParsedItem, key: str) -> KnownProject | None:
        slugs: Iterable[str] = (read.project,) if read.project else read.links
        tagged = next((self.known.projects[each] for each in slugs if each in self.known.projects), None)
        answered = next((each.project_id for each in self.tags.values() if each.home == key and each.project_id), None)
        return tagged or self.known.project_of_id(answered)

    def _only_project(self) -> KnownProject | None:
        return self.known.project_of_id(self.project_ids[0]) if len(self.project_ids) == 1 else None

    def _concerns(self, read: ParsedItem) -> dict[str, int | None]:
        """The initiative and department an item is tagged with; without any tag the meeting's only department."""
        departments = [self.known.departments[each].id for each in read.links if each in self.known.departments]
        initiatives = [self.known.initiatives[each].id for each in read.links if each in self.known.initiatives]
        tagged = departments[0] if departments else None
        own = [each for each in self.department_ids if self.around.may_log(frozenset({each}))]
        only = own[0] if own and (len(self.department_ids) == 1 or self.around.may_log_for is not None) else None
        return {
            "initiative": initiatives[0] if initiatives else None,
            "tagged_department": tagged,
            "department": tagged or only,
        }

    def _check_permission(self, draft: Draft) -> None:
        project = self.known.project_of_id(draft.values.get("project"))
        department = draft.values.get("department")
        departments = (project.department_ids if project else frozenset()) | (
            frozenset({department}) if department else frozenset()
        )
        if self.around.may_log_for is None or draft.asked or self.around.may_log(departments):
            return
        if project is not None:
            draft.asked.append(
                Asked(
                    "project", f"{project.name} is not one of your departments' projects. Which one of theirs is meant?"
                )
            )
        else:
            draft.asked.append(
                Asked(
                    "project", "Your role records only for your own departments. Which project of theirs is this about?"
                )
            )
