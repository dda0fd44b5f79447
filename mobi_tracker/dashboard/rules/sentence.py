"""The sentence that sums the portfolio up: the dashboard's h1, true on any data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mobi_tracker.city.words import as_sentence, counted_in_words, join_words, number_in_words
from mobi_tracker.projects.vocabulary import Rating
from mobi_tracker.standing.facts import ProjectStanding
from mobi_tracker.standing.vocabulary import Rule

# What of a project it is that a rule looks at, in the order told.
MATTERS = {
    "dates": {Rule.MILESTONE_SLIP, Rule.MILESTONE_OVERDUE, Rule.OVERDUE, Rule.SILENCE},
    "dollars": {Rule.OVERRUN, Rule.BURN},
    "risks": {Rule.RISK},
}


@dataclass(frozen=True)
class Told:
    """What the sentence is made of.

    ``waiting`` is how many decisions wait, None where the reader may not see asks, so that nothing can be claimed;
    ``late`` how many of them are past their day. ``whom`` they wait for: "you" or "the Deputy Mayor". ``ratings``
    counts the running projects; ``ended`` is how many were closed or cancelled. ``since`` names the day compared with,
    ``by`` the day shown where it is past. ``moved`` is how many projects were rated for the first time, or no longer
    are; ``suggested`` of how many more dates and dollars suggest worse than before; ``gone`` how many ran on the day
    compared with and are withdrawn; ``is_partial`` says that the reader may not see everything. ``mismatched`` is of
    how many projects the evidence is worse than the report, ``matters`` what of them it is; ``explained`` is how many
    more there are of which all of it is explained. ``unrated_late`` is how many of the projects that nobody rated dates
    and dollars suggest are off track.
    """

    waiting: int | None
    whom: str
    ratings: Mapping[Rating, int]
    since: str
    late: int = 0
    worse: int = 0
    better: int = 0
    slipped: int = 0
    suggested: int = 0
    moved: int = 0
    ended: int = 0
    gone: int = 0
    is_partial: bool = False
    by: str = ""
    mismatched: int = 0
    explained: int = 0
    matters: tuple[str, ...] = ("dates",)
    unrated_late: int = 0

    @property
    def running(self) -> int:
        """How many projects run."""
        return sum(self.ratings.values())


def sentence(told: Told) -> str:
    """The portfolio in one to three short sentences."""
    parts = [_decisions(told)] if told.waiting is not None and (told.waiting or told.running) else []
    if not told.running:
        parts.append(_nothing_runs(told))
    else:
        parts.append(_changes(told))
        if not (told.worse or told.better):
            parts.append(_standing(told))
        parts.append(_mismatches(told) or _unrated(told))
    return " ".join(as_sentence(part) for part in parts if part)


def _decisions(told: Told) -> str:
    count = told.waiting or 0
    if not count:
        # What the reader may not see may be asked of them too: the sentence claims nothing of that.
        seen = " that you may see" if told.is_partial else ""
        return f"no decision{seen} {'waited' if told.by else 'waits'} for {told.whom}"
    verb = "waited" if told.by else "waits" if count == 1 else "wait"
    return f"{counted_in_words(count, 'decision')} {verb} for {told.whom}{_late(told, count)}"


def _late(told: Told, count: int) -> str:
    if not told.late:
        return ""
    if count == 1:
        return f", and it {'was' if told.by else 'is'} late"
    if told.late == count:
        return ", both late" if count == 2 else ", all late"
    return f", {number_in_words(told.late)} of them late"


def _changes(told: Told) -> str:
    worse, better = counted_in_words(told.worse, "project"), counted_in_words(told.better, "project")
    more = f"; dates and dollars suggest worse of {number_in_words(told.suggested)} more" if told.suggested else ""
    if told.worse and told.better:
        return f"{worse} got worse, {number_in_words(told.better)} got better{more}"
    if told.worse:
        return f"{worse} got worse{more}"
    if told.better and told.suggested:
        of = counted_in_words(told.suggested, "project")
        return f"{better} got better, but dates and dollars suggest worse of {of}"
    if told.better:
        return f"{better} got better, none got worse"
    if told.slipped:
        first = "no project got worse" if told.moved else "no rating changed"
        return f"{first} since {told.since}, but {counted_in_words(told.slipped, 'milestone')} moved later"
    if told.suggested:
        first = "no report got worse" if told.moved else "no report changed"
        of = counted_in_words(told.suggested, "project")
        return f"{first} since {told.since}, but dates and dollars suggest worse of {of}"
    return f"nothing got worse since {told.since}"


def _standing(told: Told) -> str:
    is_, are = ("was", "were") if told.by else ("is", "are")
    for rating, count in told.ratings.items():
        if count == told.running:
            words = rating.label.lower()
            return f"the one project {is_} {words}" if count == 1 else _all(count, are, words)
    good = told.ratings.get(Rating.ON_TRACK, 0)
    if told.running == 2 and not good:
        return f"neither project {is_} on track"
    verb = is_ if good in (0, 1) else are
    return f"{number_in_words(good) if good else 'none'} of {counted_in_words(told.running, 'project')} {verb} on track"


def _all(count: int, are: str, words: str) -> str:
    return f"both projects {are} {words}" if count == 2 else f"all {counted_in_words(count, 'project')} {are} {words}"


def matters_of(mismatched: Iterable[ProjectStanding]) -> tuple[str, ...]:
    """What of these projects speaks against their reports: dates, dollars, risks. Where all of a project is explained
    that counts, else only what is not.
    """
    rules: set[Rule] = set()
    for project in mismatched:
        rules |= {each.rule for each in project.against if project.is_explained or not project.explanation_of(each)}
    return tuple(words for words, some in MATTERS.items() if some & rules)


def _mismatches(told: Told) -> str:
    """ "one project’s dates don’t match its report; one more is explained"."""
    count = told.mismatched or told.explained
    if not count:
        return ""
    be = ("was", "were") if told.by else ("is", "are")
    whose = "project’s" if count == 1 else "projects’"
    report = "its report" if count == 1 else "their reports"
    do = "didn’t" if told.by else "don’t"
    said = f"{number_in_words(count)} {whose} {join_words(told.matters)} {do} match {report}"
    if not told.mismatched:
        return f"{said}, and that {be[0]} explained"
    if told.explained:
        said += f"; {number_in_words(told.explained)} more {be[told.explained > 1]} explained"
    return said


def _unrated(told: Told) -> str:
    """What dates and dollars suggest of projects that nobody rated: against no report there is no mismatch to tell."""
    count, unrated = told.unrated_late, told.ratings.get(Rating.NOT_RATED, 0)
    if not count:
        return ""
    be = ("was", "were") if told.by else ("is", "are")
    suggest = f"dates and dollars suggest{'ed' if told.by else ''} that"
    if count == unrated == told.running:
        whose = "it" if count == 1 else "both" if count == 2 else "all"
        return f"{suggest} {whose} {be[count > 1]} off track"
    which = f"project{'' if count == 1 else 's'} nobody rated"
    return f"{suggest} {number_in_words(count)} {which} {be[count > 1]} off track"


def _nothing_runs(told: Told) -> str:
    if told.ended:
        one, many = ("was", "were") if told.by else ("is", "are")
        runs = "ran" if told.by else "runs"
        verb = one if told.ended == 1 else many
        return f"no project {runs}; {number_in_words(told.ended)} {verb} closed or cancelled"
    if told.gone:
        return "no project ran any more" if told.by else "no project runs any more"
    if told.is_partial:
        return f"no project {'was' if told.by else 'is'} among what you may see"
    return f"no project was logged by {told.by}" if told.by else "no project is logged yet"
