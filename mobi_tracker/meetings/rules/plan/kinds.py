"""What each kind of item will be given: from what was read, corrected and answered, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from mobi_tracker.city.dates import parse_day
from mobi_tracker.city.words import capitalized
from mobi_tracker.core.numbers import read_id
from mobi_tracker.meetings.notes.result import Item as ParsedItem
from mobi_tracker.meetings.notes.result import Question
from mobi_tracker.meetings.rules.known import Known, KnownMilestone, KnownProject
from mobi_tracker.meetings.rules.plan.shapes import NEW, Asked

LONGEST_NAME = 200  # of a milestone, as its column has it
ASKED_OF = (("deputy_mayor", "Deputy Mayor"), ("executive_officer", "Executive Officer"))
RATINGS = (("on_track", "On track"), ("at_risk", "At risk"), ("off_track", "Off track"))
LEVELS = (
    ("low", "Low (2 × 2)"),
    ("medium", "Medium (3 × 3)"),
    ("high", "High (3 × 4)"),
    ("critical", "Critical (4 × 4)"),
)


@dataclass
class Draft:
    """An item on its way into a plan: what was read, what is known around it, and what comes out of both."""

    read: ParsedItem
    known: Known
    answers: Mapping[str, str]
    questions: Mapping[str, Question]
    linked: KnownProject | None
    only_project: KnownProject | None
    concerns: dict[str, int | None]
    owner: tuple[str, Any] | None = None
    owner_title: str = ""
    owner_waits: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    owes: list[str] = field(default_factory=list)

    def ask(self, about: str, text: str = "", choices: tuple[tuple[str, str], ...] = ()) -> None:
        """Ask something, in the parser's words where it asked it too."""
        question = self.questions.get(about)
        self.asked.append(Asked(about, question.text if question else text, choices))

    def take_text(self, name: str = "text", read: str | None = None) -> None:
        """The words of the item, beginning with a capital as a record does, corrected where the person did."""
        self.shown[name] = capitalized(self.read.text) if read is None else read
        self.values[name] = self.answers.get(name) or self.shown[name]

    def take_day(self, name: str, read: date | None) -> None:
        """A day; None where there is none, asked where the notes leave it open or what was typed is none."""
        self.shown[name] = read.isoformat() if read else ""
        self.values[name] = self.shown[name] or None
        typed = self.answers.get(name)
        if self.answers.get("undated"):
            self.values[name] = None
        elif typed:
            try:
                self.values[name] = parse_day(typed).isoformat()
            except ValueError as wrong:
                self.asked.append(Asked("due", str(wrong)))
        elif typed == "":
            self.values[name] = None
        elif "due" in self.questions:
            self.ask("due")

    def take_choice(
        self, name: str, read: str | None, choices: tuple[tuple[str, str], ...], required: bool, text: str = ""
    ) -> None:
        """One of a few; asked where the notes leave it open."""
        self.shown[name] = read or ""
        typed = self.answers.get(name, self.shown[name])
        self.values[name] = typed if typed in dict(choices) else None
        if self.values[name] is None and (required or (name in self.questions and name not in self.answers)):
            self.ask(name, text, choices)

    def take_project(self, required: bool, text: str = "Which project is this about?") -> KnownProject | None:
        """The linked project, corrected where the person did; asked where there must be one."""
        default = self.linked or (self.only_project if required and not self._names_unknown_project else None)
        self.shown["project"] = default.name if default else ""
        typed = self.answers.get("project")
        project = self.known.project_of_words(typed) if typed else None if typed == "" else default
        self.values["project"] = project.id if project else None
        if typed and project is None:
            self.asked.append(Asked("project", f"No project is called “{typed}”. Which one is meant?"))
        elif project is None and required:
            self.ask("project", text)
        return project

    @property
    def _names_unknown_project(self) -> bool:
        question = self.questions.get("project")
        return question is not None and question.name is not None

    def take_owner(self) -> None:
        """Who will do it: a contact, an organization, somebody new, or nobody where the person said so."""
        self.shown["owner"] = self.owner_title
        self.values["owner"] = list(self.owner) if self.owner else None
        if self.answers.get("nobody"):
            self.values["owner"] = None
        elif self.owner is None and not self.owner_waits and "owner" in self.questions and "owner" not in self.answers:
            names = [self.known.owner_title(each) for each in self._candidates()]
            self.ask("owner", choices=tuple((each, each) for each in names if each))

    def _candidates(self) -> list[tuple[str, int]]:
        found = []
        for each in self.questions["owner"].candidates:
            department = self.known.departments.get(each)
            if department is not None:
                found.append(("organization", department.organization_id))
            elif each.isdigit():
                found.append(("contact", int(each)))
        return found


def action(draft: Draft) -> None:
    """An action item."""
    draft.take_text()
    draft.take_owner()
    draft.take_day("due", draft.read.due)
    draft.values["done"] = draft.read.done
    _concern(draft)


def decision(draft: Draft) -> None:
    """A decision."""
    draft.take_text()
    _concern(draft)


def ask(draft: Draft) -> None:
    """An ask."""
    draft.take_text()
    draft.take_choice("of", draft.read.of, ASKED_OF, required=True)
    draft.take_day("due", draft.read.due)
    _concern(draft)


def risk(draft: Draft) -> None:
    """A risk or an issue: on the linked project, else the meeting's only one, else asked."""
    draft.take_text()
    draft.take_choice("level", draft.read.level, LEVELS, required=False)
    draft.take_project(required=True, text=f"Which project is this {draft.read.kind} on?")


def status(draft: Draft) -> None:
    """A status update. What a form requires and the notes do not give is owed."""
    draft.take_project(required=True)
    draft.take_choice("rating", draft.read.rating, RATINGS, required=True)
    draft.take_text()
    if draft.values["rating"] in ("at_risk", "off_track"):
        draft.owes.append("a path to green is owed")


def milestone(draft: Draft) -> None:
    """A new forecast of a known milestone; a new milestone, with this as its baseline, where the person says so."""
    project = draft.take_project(required=True)
    draft.take_text("name", draft.read.name or "")
    draft.take_day("forecast", draft.read.forecast)
    draft.take_text("reason", draft.read.reason or "")
    if not draft.values["name"]:
        draft.ask("name", "Which milestone is this? Give its name.")
    elif len(draft.values["name"]) > LONGEST_NAME:
        text = f"A milestone's name has at most {LONGEST_NAME} characters. Give a shorter one."
        draft.asked.append(Asked("name", text))
    if draft.values["forecast"] is None and not any(each.about == "due" for each in draft.asked):
        draft.ask("due", "When is it now expected?")
    draft.values["milestone"] = None
    if project is not None and draft.values["name"]:
        _find_milestone(draft, project)


def _find_milestone(draft: Draft, project: KnownProject) -> None:
    name = draft.values["name"]
    known = draft.known.milestone_of_words(project.id, name)
    chosen = draft.answers.get("milestone", "")
    others = draft.known.milestones_of(project.id)
    if known is not None:
        draft.values["milestone"] = known.id
    elif chosen == NEW or read_id(chosen) in {each.id for each in others}:
        draft.values["milestone"] = NEW if chosen == NEW else read_id(chosen)
    else:
        text = f"{project.name} has no milestone “{name}”. Which one is it, or is it new, with this date as baseline?"
        draft.asked.append(Asked("milestone", text, (*_milestone_choices(others), (NEW, "A new milestone"))))
    if draft.values["milestone"] not in (None, NEW) and not draft.values["reason"]:
        draft.owes.append("a reason is owed")


def _milestone_choices(others: list[KnownMilestone]) -> list[tuple[str, str]]:
    return [(str(each.id), each.name) for each in others[:40]]


def _concern(draft: Draft) -> None:
    """What a commitment concerns: its project, or the initiative or department it is tagged with."""
    project = draft.take_project(required=False)
    draft.values["initiative"] = draft.concerns["initiative"]
    draft.values["department"] = (
        draft.concerns["department"] if project is None else draft.concerns["tagged_department"]
    )


BUILDERS: dict[str, Callable[[Draft], None]] = {
    "action": action,
    "decision": decision,
    "ask": ask,
    "risk": risk,
    "issue": risk,
    "status": status,
    "milestone": milestone,
}
