"""What changed between two snapshots, each change with the cause somebody recorded. Nothing is guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from mobi_tracker.commitments.vocabulary import AskState
from mobi_tracker.standing import rules
from mobi_tracker.standing.changes import Difference, Gone, Moved, Reached, Said, Slipped, Spent, Suggested
from mobi_tracker.standing.facts import AskStanding, ProjectStanding, Snapshot, total
from mobi_tracker.standing.vocabulary import Direction

__all__ = ["Difference", "Gone", "Moved", "Reached", "Said", "Slipped", "Spent", "Suggested", "difference"]

Move = TypeVar("Move", Moved, Suggested)


def difference(before: Snapshot, after: Snapshot) -> Difference:
    """What changed from one snapshot to a later one of the same reader."""
    running = {project.id: project for project in before.running}
    pairs = [(running[project.id], project) for project in after.running if project.id in running]
    slipped = sorted(_slipped(pairs), key=lambda each: (-each.days, each.project.name, each.milestone.id))
    slips: defaultdict[int, list[Slipped]] = defaultdict(list)
    for each in slipped:
        slips[each.project.id].append(each)
    moved = [found for pair in pairs if (found := _moved(*pair, slips[pair[1].id])) is not None]
    suggested = [suggests for pair in pairs if (suggests := _suggested(*pair)) is not None]
    come = [project for project in after.running if project.id not in before.by_id]
    return Difference(
        before.as_of,
        after.as_of,
        worse=_of(moved, Direction.WORSE),
        better=_of(moved, Direction.BETTER),
        first_rated=_of(moved, Direction.FIRST_RATED),
        no_longer_rated=_of(moved, Direction.NO_LONGER_RATED),
        new=tuple(project for project in come if not _was_stored(project, before)),
        brought_back=tuple(project for project in come if _was_stored(project, before)),
        gone=tuple(_gone(running.values(), after)),
        slipped=tuple(slipped),
        reached=tuple(_reached(before, after)),
        decided=tuple(_decided(before, after)),
        suggests_worse=_of(suggested, Direction.WORSE),
        suggests_better=_of(suggested, Direction.BETTER),
        spent=tuple(sorted(_spent(pairs), key=_size)),
        said=tuple(_said(pairs)),
    )


def _was_stored(project: ProjectStanding, before: Snapshot) -> bool:
    """Whether the project was there by then: one that did not stand then had been withdrawn, so it is not new.

    Of a day that was not over nobody knows whether it was stored before or after; it is told as new.
    """
    if project.recorded_on is None:
        return False
    return project.recorded_on < before.as_of or (project.recorded_on == before.as_of and before.is_whole)


def _of(moved: Iterable[Move], wanted: Direction) -> tuple[Move, ...]:
    """Those of one direction: the worst place to be now first, then the longest way there."""
    chosen = [each for each in moved if each.direction is wanted]
    return tuple(
        sorted(chosen, key=lambda each: (-each.after.severity, each.before.severity, each.project.name.casefold()))
    )


def _moved(before: ProjectStanding, after: ProjectStanding, slips: Iterable[Slipped]) -> Moved | None:
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
        slips=tuple(slips),
        pointers=(report.pointer if report else after.pointer,),
    )


def _suggested(before: ProjectStanding, after: ProjectStanding) -> Suggested | None:
    was, is_now = before.evidence.rating, after.evidence.rating
    direction = rules.evidence_direction(was, is_now)
    if direction is Direction.SAME:
        return None
    is_worse = direction is Direction.WORSE
    reasons = tuple(each for each in after.evidence.reasons if is_worse and each.rating is is_now)
    return Suggested(after, direction, was, is_now, reasons)


def _spent(pairs: Iterable[tuple[ProjectStanding, ProjectStanding]]) -> Iterable[Spent]:
    for before, after in pairs:
        if before.lines == after.lines:
            continue
        for year in sorted({line.fiscal_year for line in (*before.lines, *after.lines)}):
            spent = Spent(after, total(before.lines, year), total(after.lines, year))
            if spent.expended or spent.appropriated:
                yield spent


def _size(spent: Spent) -> tuple[int, int, str, int]:
    """The most spent first; what was only appropriated last."""
    return -abs(spent.expended), -abs(spent.appropriated), spent.project.name.casefold(), spent.fiscal_year


def _said(pairs: Iterable[tuple[ProjectStanding, ProjectStanding]]) -> Iterable[Said]:
    for before, after in pairs:
        report, earlier = after.report, before.report
        if report is None or before.reported is not after.reported or (earlier is not None and earlier.id == report.id):
            continue
        yield Said(after, report)


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
