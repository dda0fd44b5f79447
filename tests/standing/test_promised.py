"""A project of which nothing is judged but what it owes: an open action with a due day to come is enough to judge."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from mobi_tracker.access.vocabulary import Basis, Marking
from mobi_tracker.commitments.models import ActionItem, ActionItemState
from mobi_tracker.commitments.vocabulary import ActionState
from mobi_tracker.core.database import db
from mobi_tracker.projects.vocabulary import Phase
from mobi_tracker.standing.snapshot import snapshot, snapshots
from mobi_tracker.standing.vocabulary import Evidence, Part
from tests.factories import make_project, make_viewer, stored
from tests.standing.factories import LAST_WEEK, LONG_AGO, TODAY, change, give_date, on_day, owe, plan

LATER = date(2027, 3, 1)


@pytest.fixture(params=[Phase.PROPOSED, Phase.DELIVERY])
def project(request, app):
    with on_day(LONG_AGO):
        return make_project("permit-login", "Permit login", phase=request.param, starts_on=None)


def evidence_on(day):
    (found,) = snapshot(day, make_viewer("liaison")).projects
    return found.evidence.rating


def test_it_is_on_track_while_the_action_is_open_and_unknown_afterwards(project):
    item = owe(project, LATER)
    change(item, LAST_WEEK + timedelta(days=2), state=ActionState.DONE)
    assert [evidence_on(day) for day in (LAST_WEEK, TODAY)] == [Evidence.ON_TRACK, Evidence.UNKNOWN]


def test_an_undated_action_is_nothing_to_judge(project):
    owe(project, None)
    assert evidence_on(TODAY) is Evidence.UNKNOWN


def test_a_row_of_the_past_ends_at_the_instant_at_which_the_next_begins(app):
    item = stored(ActionItem(text="Send the data map", due=LATER, project_id=make_project().id))
    item.state = ActionState.DONE  # by a clock that runs on
    db.session.commit()
    first, second = db.session.scalars(select(ActionItemState).order_by(ActionItemState.id))
    moment = second.recorded_at
    held = db.session.scalars(select(ActionItemState.id).where(ActionItemState.held_at(moment))).all()
    assert (first.replaced_at, held) == (moment, [second.id])


@pytest.mark.parametrize("marking", [Marking.INTERNAL, Marking.CONFIDENTIAL])
def test_a_reached_milestone_out_of_sight_is_still_told_of_as_left_out(project, marking):
    basis = Basis.PERSONNEL if marking is Marking.CONFIDENTIAL else None
    milestone = plan(project, "Award", LONG_AGO, marking=marking, marking_basis=basis)
    give_date(milestone, "actual", LAST_WEEK, LAST_WEEK)
    (found,) = snapshots((TODAY,), make_viewer("observer"), Part.EVIDENCE)
    assert (found.projects[0].milestones, found.leaves_out) == ((), marking is Marking.CONFIDENTIAL)
