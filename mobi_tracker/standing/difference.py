"""What changed between two snapshots, each change with the cause somebody recorded. Nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mobi_tracker.commitments.vocabulary import AskState
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing import rules
from mobi_tracker.standing.facts import AskStanding, MilestoneStanding, Pointer, ProjectStanding, Snapshot
from mobi_tracker.standing.vocabulary import Direction, Ending


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

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not any(
            (self.worse, self.better, self.first_rated, self.no_longer_rated, self.new, self.brought_back,
             self.gone, self.slipped, self.reached, self.decided)
        )  # fmt: skip


def difference(before: Snapshot, after: Snapshot) -> Difference:
    """What changed from one snapshot to a later one of the same reader."""
    running = {project.id: project for project in before.running}
    pairs = [(running[project.id], project) for project in after.running if project.id in running]
    slipped = sorted(_slipped(pairs), key=lambda each: (-each.days, each.project.name, each.milestone.id))
    moved = [each for pair in pairs if (each := _moved(*pair, slipped)) is not None]
    come = [project for project in after.running if project.id not in before.by_id]
    return Difference(
        before.as_of,
        after.as_of,
        worse=_of(moved, Direction.WORSE),
        better=_of(moved, Direction.BETTER),
        first_rated=_of(moved, Direction.FIRST_RATED),
        no_longer_rated=_of(moved, Direction.NO_LONGER_RATED),
        new=tuple(project for project in come if not _was_stored(project, before.as_of)),
        brought_back=tuple(project for project in come if _was_stored(project, before.as_of)),
        gone=tuple(_gone(running.values(), after)),
        slipped=tuple(slipped),
        reached=tuple(_reached(before, after)),
        decided=tuple(_decided(before, after)),
    )


def _was_stored(project: ProjectStanding, day: date) -> bool:
    """Whether the project was there by that day: one that did not stand then had been withdrawn, so it is not new."""
    return project.recorded_on is not None and project.recorded_on <= day


def _of(moved: Iterable[Moved], wanted: Direction) -> tuple[Moved, ...]:
    """Those of one direction: the worst place to be now first, then the longest way there."""
    chosen = [each for each in moved if each.direction is wanted]
    return tuple(
        sorted(chosen, key=lambda each: (-each.after.severity, each.before.severity, each.project.name.casefold()))
    )


def _moved(before: ProjectStanding, after: ProjectStanding, slipped: Iterable[Slipped]) -> Moved | None:
    direction = rules.direction(before.reported, after.reported)
    if direction is Direction.SAME:
        return None
    report = after.report
    return Moved(
        after,
        direction,
        before.reported,
        after.reported,
        cause=(report.narrative.strip() or report.reason.strip()) if report else "",
        credited_to=report.credited_to if report else "",
        slips=tuple(each for each in slipped if each.project.id == after.id),
        pointers=(report.pointer if report else after.pointer,),
    )


def _slipped(pairs: Iterable[tuple[ProjectStanding, ProjectStanding]]) -> Iterable[Slipped]:
    for before, after in pairs:
        known = {milestone.id: milestone for milestone in before.milestones}
        for milestone in after.milestones:
            earlier = known.get(milestone.id)
            fact = milestone.holding
            if earlier is None or earlier.day is None or fact is None or fact.day is None:
                continue
            if rules.days_moved(earlier.day, fact.day) > 0:
                yield Slipped(
                    after, milestone, earlier.day, fact.day, fact.reason.strip(), fact.credited_to,
                    (milestone.pointer, fact.pointer),
                )  # fmt: skip


def _gone(running: Iterable[ProjectStanding], after: Snapshot) -> Iterable[Gone]:
    for project in running:
        now = after.by_id.get(project.id)
        if now is None or now.is_ended:
            yield Gone(now or project, rules.ending(now.phase if now else None))


def _reached(before: Snapshot, after: Snapshot) -> Iterable[Reached]:
    for project in after.projects:
        earlier = before.by_id.get(project.id)
        reached = {each.id for each in earlier.milestones if not each.is_open} if earlier else set()
        for milestone in project.milestones:
            # A project that is new (imported, say) is news; what it had reached long before is none.
            is_old = earlier is None and milestone.actual is not None and milestone.actual <= before.as_of
            if not milestone.is_open and milestone.id not in reached and not is_old:
                yield Reached(project, milestone)


def _decided(before: Snapshot, after: Snapshot) -> Iterable[AskStanding]:
    decided = {ask.id for ask in before.asks if ask.state is AskState.DECIDED}
    new = [ask for ask in after.asks if ask.state is AskState.DECIDED and ask.id not in decided]
    return sorted(new, key=lambda ask: (ask.decided_at is None, ask.decided_at, ask.id))
