"""All that a draft is made from, gathered once for one period and one reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import OPEN_MARKINGS
from mobi_tracker.briefings.queries import facts as queries
from mobi_tracker.briefings.queries.facts import Owed
from mobi_tracker.briefings.rules.drafted import Cited
from mobi_tracker.briefings.rules.period import Period
from mobi_tracker.city.dates import format_short_day
from mobi_tracker.commitments.models import Decision
from mobi_tracker.core.settings import value_of
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.portfolio.models import CouncilItem
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.queries import ENDING_WITHIN, EndingContract, contracts_ending
from mobi_tracker.projects.queries.updates import UPDATE_OWED_DAYS
from mobi_tracker.standing.difference import Difference, difference
from mobi_tracker.standing.facts import Place, Pointer, ProjectStanding, Snapshot
from mobi_tracker.standing.snapshot import snapshots
from mobi_tracker.standing.vocabulary import Part

GATHERED_FROM = 3  # so many imported projects, or old dates, are told in one line


@dataclass(frozen=True)
class WeekFacts:
    """The portfolio on the two days compared, and the records of the time between."""

    period: Period
    before: Snapshot
    after: Snapshot
    changes: Difference
    updates: Sequence[StatusUpdate]
    actions_open: Sequence[Owed]
    actions_done: Sequence[Owed]
    department_of: Mapping[int, int]
    office_of: Mapping[int, str]
    meetings: Sequence[Meeting]
    meetings_coming: Sequence[Meeting]
    decisions: Sequence[Decision]
    council: Sequence[CouncilItem]
    update_owed_days: int
    contracts: Sequence[EndingContract]  # those that end within half a year, by the day to act by
    imported: Mapping[int, str]  # the file that each imported project came of, by project

    @property
    def day(self) -> date:
        """The day the briefing stands on."""
        return self.period.day

    def department(self, department_id: int | None) -> Place | None:
        """A department under the name it bears on the day of the briefing."""
        return next((each for each in self.after.departments if each.id == department_id), None)

    def short(self, department_id: int | None) -> str:
        """Its abbreviation, else its name; blank for none."""
        place = self.department(department_id)
        return place.short if place else ""

    def initiative(self, initiative_id: int | None) -> str:
        """The name of an initiative; blank for none."""
        return next((each.name for each in self.after.initiatives if each.id == initiative_id), "")

    def project(self, project_id: int) -> ProjectStanding | None:
        """A project as it stands on the day of the briefing."""
        return self.after.by_id.get(project_id)

    def gathered(self, projects: Iterable[ProjectStanding]) -> dict[str, list[ProjectStanding]]:
        """Of some projects those that one import brought, by its file, where there are more than a reader takes in.

        They are told in one line: an import is one act, however many rows it has. What not everybody may see is never
        gathered, so that no line counts what its reader may not know of.
        """
        found: dict[str, list[ProjectStanding]] = {}
        for project in projects:
            if project.id in self.imported and project.marking in OPEN_MARKINGS:
                found.setdefault(self.imported[project.id], []).append(project)
        return {file: each for file, each in found.items() if len(each) >= GATHERED_FROM}

    def said(self, day: date) -> str:
        """A day in the words of a source link: "Nov 27"."""
        return format_short_day(day, self.day)

    def source(self, pointer: Pointer, label: str) -> Cited:
        """A record to cite."""
        return Cited(pointer[0], pointer[1], label)


def gather(period: Period, viewer: Viewer) -> WeekFacts:
    """Everything this reader may know that goes into the briefing of a period."""
    before, after = snapshots((min(period.day_before, period.day), period.day), viewer, Part.NONE)
    actions_open = queries.actions_open(period, viewer)
    actions_done = queries.actions_done(period, viewer)
    owners = queries.owners_of([each.item for each in (*actions_open, *actions_done)], viewer)
    return WeekFacts(
        period=period,
        before=before,
        after=after,
        changes=difference(before, after),
        updates=queries.updates_logged(period, viewer),
        actions_open=actions_open,
        actions_done=actions_done,
        department_of=owners.departments,
        office_of=owners.offices,
        meetings=queries.meetings_held(period, viewer),
        meetings_coming=queries.meetings_coming(period, viewer),
        decisions=queries.decisions_made(period, viewer),
        council=queries.council_items_around(period, viewer),
        update_owed_days=value_of(UPDATE_OWED_DAYS),
        contracts=contracts_ending(period.day, period.day + timedelta(days=ENDING_WITHIN), viewer),
        imported=queries.imported_projects(viewer),
    )
