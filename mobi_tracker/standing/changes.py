"""What can change between two snapshots, each with the cause somebody recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.evidence.judge import Reason
from mobi_tracker.standing.facts import AskStanding, MilestoneStanding, Pointer, ProjectStanding, Report, YearMoney
from mobi_tracker.standing.vocabulary import Direction, Ending, Evidence


@dataclass(frozen=True)
class Slipped:
    """A milestone whose day moved later. ``reason`` and ``credited_to`` are as recorded; blank where none is."""

    project: ProjectStanding
    milestone: MilestoneStanding
    before: date
    after: date
    reason: str
    credited_to: str
    pointers: tuple[Pointer, ...]

    @property
    def days(self) -> int:
        """By how many days it moved."""
        return (self.after - self.before).days


@dataclass(frozen=True)
class Moved:
    """A project whose reported rating moved. ``cause`` is the narrative of the update that holds, or its reason."""

    project: ProjectStanding
    direction: Direction
    before: Rating
    after: Rating
    cause: str
    credited_to: str
    slips: tuple[Slipped, ...]
    pointers: tuple[Pointer, ...]


@dataclass(frozen=True)
class Suggested:
    """A project of which dates and dollars suggest otherwise than before. ``reasons`` are those of the worse word."""

    project: ProjectStanding
    direction: Direction
    before: Evidence
    after: Evidence
    reasons: tuple[Reason, ...]

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        """The facts that the reasons are of, or the project."""
        return tuple(each.pointer for each in self.reasons if each.pointer) or (self.project.pointer,)


@dataclass(frozen=True)
class Spent:
    """A project whose money of one fiscal year moved; both in cents, what nobody recorded is None."""

    project: ProjectStanding
    before: YearMoney
    after: YearMoney

    @property
    def fiscal_year(self) -> int:
        """The year that it begins in."""
        return self.after.fiscal_year

    @property
    def expended(self) -> int:
        """How many cents more are spent; less than nothing where fewer are recorded now."""
        return (self.after.expended or 0) - (self.before.expended or 0)

    @property
    def appropriated(self) -> int:
        """How many cents more are appropriated."""
        return (self.after.appropriated or 0) - (self.before.appropriated or 0)

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        """The lines of that year."""
        return tuple(each.pointer for each in self.project.lines if each.fiscal_year == self.fiscal_year)


@dataclass(frozen=True)
class Said:
    """A project with another update than before that leaves its rating as it was."""

    project: ProjectStanding
    report: Report

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        """The update."""
        return (self.report.pointer,)


@dataclass(frozen=True)
class Gone:
    """A project that ran on the earlier day and does not on the later: closed, cancelled or withdrawn."""

    project: ProjectStanding
    ending: Ending

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        """The project."""
        return (self.project.pointer,)


@dataclass(frozen=True)
class Reached:
    """A milestone reached in between."""

    project: ProjectStanding
    milestone: MilestoneStanding

    @property
    def pointers(self) -> tuple[Pointer, ...]:
        """The milestone."""
        return (self.milestone.pointer,)


@dataclass(frozen=True)
class Difference:
    """What changed from one day to another; the heaviest stands first in each."""

    before: date
    after: date
    worse: tuple[Moved, ...] = ()
    better: tuple[Moved, ...] = ()
    first_rated: tuple[Moved, ...] = ()
    no_longer_rated: tuple[Moved, ...] = ()
    new: tuple[ProjectStanding, ...] = ()
    brought_back: tuple[ProjectStanding, ...] = ()
    gone: tuple[Gone, ...] = ()
    slipped: tuple[Slipped, ...] = ()
    reached: tuple[Reached, ...] = ()
    decided: tuple[AskStanding, ...] = ()
    suggests_worse: tuple[Suggested, ...] = ()
    suggests_better: tuple[Suggested, ...] = ()
    spent: tuple[Spent, ...] = ()
    said: tuple[Said, ...] = ()

    @property
    def only_suggested_worse(self) -> int:
        """Of how many projects that were not reported worse dates and dollars suggest worse."""
        return len({each.project.id for each in self.suggests_worse} - {each.project.id for each in self.worse})

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not any(
            (self.worse, self.better, self.first_rated, self.no_longer_rated, self.new, self.brought_back,
             self.gone, self.slipped, self.reached, self.decided, self.suggests_worse, self.suggests_better,
             self.spent, self.said)
        )  # fmt: skip
