"""Where dates and dollars suggest otherwise than was reported, as rows ready to read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from mobi_tracker.city.dates import format_day, format_short_day
from mobi_tracker.city.words import capitalized, counted_in_words, number_in_words
from mobi_tracker.dashboard.rules.worded import Worded
from mobi_tracker.standing.evidence.judge import Pointer, Reason
from mobi_tracker.standing.evidence.words import reason_in_words, reasons_in_words
from mobi_tracker.standing.facts import OpinionStanding, ProjectStanding, Snapshot
from mobi_tracker.standing.vocabulary import Evidence, Rule

NO_REASON = "no reason given for reporting better"


@dataclass(frozen=True)
class Against:
    """One reason that speaks against the report: in words, the record it is of, and why it is no surprise, if it is."""

    words: str
    rule: Rule
    rating: Evidence
    pointer: Pointer
    explained: str


@dataclass(frozen=True)
class Mismatch:
    """A project reported better than the evidence. ``against`` has those that nobody explained first; ``summary`` is
    them in a line, ``heaviest`` only those of the worst word, and ``first`` the record that the heaviest is of.
    ``why`` is the reason given for reporting better.
    """

    project: ProjectStanding
    against: tuple[Against, ...]
    summary: str
    heaviest: str
    why: str
    opinion: OpinionStanding | None

    @property
    def is_explained(self) -> bool:
        """Whether all of it is explained."""
        return self.project.is_explained

    @property
    def suggested(self) -> Evidence:
        """What the evidence says."""
        return self.project.evidence.rating

    @property
    def first(self) -> Pointer:
        """The record that the heaviest reason is of."""
        return self.against[0].pointer


def mismatches(shown: Snapshot, today: date) -> Worded[Mismatch]:
    """Every project whose evidence is worse than its report, worst first; those wholly explained last."""
    return Worded([partial(_mismatch, project, today) for project in (*shown.gaps, *shown.explained)])


def _mismatch(project: ProjectStanding, today: date) -> Mismatch:
    open_ones = [each for each in project.against if project.explanation_of(each) is None] or project.against
    return Mismatch(
        project,
        tuple(_against(project, each, today) for each in project.against),
        reasons_in_words(open_ones),
        reasons_in_words([each for each in open_ones if each.rating is open_ones[0].rating]),
        project.report.evidence_reason.strip() if project.report else "",
        project.opinion,
    )


def _against(project: ProjectStanding, reason: Reason, today: date) -> Against:
    explanation = project.explanation_of(reason)
    explained = ""
    if explanation is not None:
        explained = f"explained until {format_short_day(explanation.review_on, today)}: {explanation.reason}"
    pointer = reason.pointer or project.pointer
    return Against(reason_in_words(reason), reason.rule, reason.rating, pointer, explained)


def explained_line(shown: Snapshot, today: date) -> str:
    """Those explained, in one line: "one more is explained until Jan 5"; blank where there is none."""
    count = len(shown.explained)
    if not count:
        return ""
    until = min(_reviewed(project) for project in shown.explained)
    more = " more" if shown.gaps else ""
    first = "until" if count == 1 else "the first until"
    said = f"{number_in_words(count)}{more} {'is' if count == 1 else 'are'} explained"
    return f"{said}{' ' if count == 1 else ', '}{first} {format_short_day(until, today)}"


def _reviewed(project: ProjectStanding) -> date:
    """The first day on which something of the gap is not explained any more."""
    found = (project.explanation_of(each) for each in project.against)
    return min(each.review_on for each in found if each is not None)


def mismatches_heading(shown: Snapshot) -> str:
    """The sentence: "Three projects are reported better than dates and dollars suggest, one of them explained"."""
    every = len(shown.gaps) + len(shown.explained)
    if not every:
        return "No project is reported better than dates and dollars suggest"
    are = "is" if every == 1 else "are"
    said = f"{counted_in_words(every, 'project')} {are} reported better than dates and dollars suggest"
    explained = len(shown.explained)
    if explained == every:
        said += ", and that is explained" if every == 1 else ", and all of that is explained"
    elif explained:
        said += f", {number_in_words(explained)} of them explained"
    return capitalized(said)


def opinion_in_words(opinion: OpinionStanding, today: date) -> str:
    """A second opinion after its rating: "since Mon, Nov 23: the vendor is late"."""
    reason = f": {opinion.reason}" if opinion.reason else ""
    return f"since {format_day(opinion.on, today)}{reason}"


def addresses(rows: Sequence[Mismatch], address: Callable[[Pointer, str], str]) -> dict[Pointer, str]:
    """Where each record that a reason is of is shown, by ``address(pointer, slug of the project)``."""
    return {each.pointer: address(each.pointer, row.project.slug) for row in rows for each in row.against}
