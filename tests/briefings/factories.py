"""A week of the office's records, stored on their own days, for tests of briefings."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.briefings.models import Briefing, BriefingLine
from mobi_tracker.briefings.operations.drafting import draft_briefing
from mobi_tracker.briefings.queries.briefings import lines_of_draft
from mobi_tracker.city.clock_zone import instant_of
from mobi_tracker.commitments.models import ActionItem, Ask, Decision
from mobi_tracker.commitments.operations.actions import complete_action
from mobi_tracker.commitments.vocabulary import AskedOf, AskState
from mobi_tracker.core.actor import Actor, acting_as
from mobi_tracker.core.clock import ZONE, travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.meetings.models import Meeting, MeetingDepartment
from mobi_tracker.meetings.vocabulary import MeetingState
from mobi_tracker.portfolio.models import CouncilItem
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.status import StatusUpdate
from mobi_tracker.projects.vocabulary import DateKind, Rating
from tests.factories import make_department, make_initiative, make_project, make_user, stored
from tests.visitor import viewer_of

WEEK = date(2026, 11, 23)  # the tests' clock stands at Monday, November 30, 2026
PATH = "/briefings/2026-11-23"


@contextmanager
def on_day(day: date, hour: int = 10) -> Iterator[None]:
    """Within the block the clock stands at that hour of a Los Angeles day."""
    with travelling_to(datetime.combine(day, time(hour), ZONE)):
        yield


def rate(project: Any, overall: str, on: date, **values: Any) -> StatusUpdate:
    """A status update, logged on the day it speaks of."""
    with on_day(on):
        return stored(StatusUpdate(project_id=project.id, on=on, overall=Rating(overall), **values))


def give_date(milestone: Any, kind: str, day: date, on: date, **values: Any) -> MilestoneDate:
    """A date that a milestone was given on a day."""
    with on_day(on):
        return stored(MilestoneDate(milestone_id=milestone.id, kind=DateKind(kind), day=day, on=on, **values))


def plan(project: Any, name: str, baseline: date, on: date = date(2026, 6, 1)) -> Milestone:
    """A milestone with its baseline."""
    with on_day(on):
        milestone = stored(Milestone(project_id=project.id, name=name))
    give_date(milestone, "baseline", baseline, on)
    return milestone


def promise(text: str, department: Any, due: date, on: date, **values: Any) -> ActionItem:
    """Something a department promised on a day."""
    with on_day(on):
        return stored(ActionItem(text=text, owner_organization_id=department.organization_id, due=due, **values))


def ask(text: str, due: date | None, on: date, **values: Any) -> Ask:
    """A decision asked of the Deputy Mayor, forwarded already, internal unless said otherwise."""
    values.setdefault("state", AskState.OPEN)
    values.setdefault("asked_of", AskedOf.DEPUTY_MAYOR)
    with on_day(on):
        return stored(Ask(text=text, due=due, **values))


def meet(title: str, on: date, *departments: Any, recorded: date | None = None, **values: Any) -> Meeting:
    """A meeting with departments."""
    with on_day(recorded or on, 12):
        meeting = stored(Meeting(title=title, on=on, starts_at=instant_of(on, time(10)), **values))
        for each in departments:
            stored(MeetingDepartment(meeting_id=meeting.id, department_id=each.id))
        return meeting


@dataclass
class OfficeWeek:
    """What happened in the week of November 23."""

    permit: Any
    curb: Any
    quiet: Any
    ita: Any
    finance: Any
    worse: StatusUpdate
    ask: Ask
    pilot: Milestone
    sealed: StatusUpdate | None = None


def make_week(with_restricted: bool = False) -> OfficeWeek:
    """Permit login got worse and slipped, Curb sensors got better, Digital ID pilot is silent; Finance is late."""
    with on_day(date(2026, 6, 1)):
        ita = make_department("ita", "Information Technology Agency", abbreviation="ITA", position=1)
        finance = make_department("finance", "Office of Finance", abbreviation="Finance", position=2)
        connect = make_initiative("angeleno-connect", "Angeleno Connect")
        permit = make_project("permit-login", "Permit login", initiative=connect, lead=ita)
        curb = make_project("curb-sensors", "Curb sensors", lead=finance)
        quiet = make_project("digital-id", "Digital ID pilot", initiative=connect, lead=ita)
    rate(permit, "at_risk", date(2026, 11, 16), credited_to="ITA")
    rate(curb, "at_risk", date(2026, 11, 17))
    rate(quiet, "on_track", date(2026, 11, 11), credited_to="ITA")
    pilot = plan(permit, "Pilot opens", date(2026, 12, 5))
    give_date(pilot, "forecast", date(2027, 1, 15), date(2026, 11, 27), reason="vendor delay", credited_to="ITA")
    worse = rate(permit, "off_track", date(2026, 11, 27), credited_to="ITA", narrative="Vendor delay on proofing.")
    rate(curb, "on_track", date(2026, 11, 24), narrative="Award signed.")
    done = promise("Send the van list", ita, date(2026, 11, 20), date(2026, 11, 2))
    promise("Send the fee table", finance, date(2026, 11, 18), date(2026, 11, 2))
    with on_day(date(2026, 11, 24)):
        complete_action(done, date(2026, 11, 24))
        db.session.commit()
        stored(Decision(text="Use one login for all permits", on=date(2026, 11, 24), decided_by="Steering group"))
        meets_on = date(2026, 12, 2)
        stored(CouncilItem(title="Speed study", body="City Council", meets_on=meets_on, council_file="26-0123"))
    meet("Permit login check-in", date(2026, 11, 23), ita)
    meet("Fee workshop", date(2026, 12, 3), finance, recorded=date(2026, 11, 24), state=MeetingState.PLANNED)
    asked = ask("Approve the interim contract", date(2026, 12, 4), date(2026, 11, 25), project_id=permit.id)
    week = OfficeWeek(permit, curb, quiet, ita, finance, worse, asked, pilot)
    if with_restricted:
        with on_day(date(2026, 6, 1)):
            hidden = make_project("sealed", "Sealed bid", lead=ita, marking=Marking.DELIBERATIVE)
        week.sealed = rate(hidden, "off_track", date(2026, 11, 26), narrative="Three bids came in.")
    return week


def drafted(*roles: str, user: Any = None, week: date = WEEK) -> Briefing:
    """The briefing of the week, drafted by somebody of these roles (the liaison)."""
    user = user or make_user(*(roles or ("liaison",)))
    with acting_as(Actor(user.id, user.name)):
        briefing, _ = draft_briefing(week, viewer_of(user))
        db.session.commit()
    return briefing


def redraft(user: Any, week: date = WEEK) -> Any:
    """Draft it again."""
    with acting_as(Actor(user.id, user.name)):
        _, done = draft_briefing(week, viewer_of(user))
        db.session.commit()
    return done


def line_of(briefing: Briefing, key: str) -> BriefingLine:
    """The working line of that key."""
    return next(each for each in lines_of_draft(briefing) if each.key == key)


def texts(briefing: Briefing) -> dict[str, str]:
    """The texts of the working lines by key."""
    return {each.key or f"#{each.id}": each.text for each in lines_of_draft(briefing)}
