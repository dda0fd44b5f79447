"""Rules of commitments, by tables of examples."""

from datetime import date

import pytest

from mobi_tracker.access.vocabulary import Reach
from mobi_tracker.commitments import rules
from mobi_tracker.commitments.vocabulary import ActionState, AskedOf, AskState, Side

TODAY = date(2026, 11, 30)
EO, DM = AskedOf.EXECUTIVE_OFFICER, AskedOf.DEPUTY_MAYOR
WAITS, OPEN, DECIDED = AskState.WITH_EXECUTIVE_OFFICER, AskState.OPEN, AskState.DECIDED
AS_EO, AS_DM = frozenset({Reach.ASKED_OF_THEM}), frozenset({Reach.ALL})


@pytest.mark.parametrize(
    ("has_owner", "owner_is_user", "side"),
    [(True, True, Side.BY_US), (True, False, Side.TO_US), (False, False, Side.UNOWNED)],
)
def test_a_commitment_is_seen_from_the_side_of_its_owner(has_owner, owner_is_user, side):
    assert rules.side_of(has_owner, owner_is_user) is side


@pytest.mark.parametrize(
    ("state", "due", "days"),
    [
        (ActionState.OPEN, date(2026, 11, 18), 12),
        (ActionState.OPEN, date(2026, 11, 29), 1),
        (ActionState.OPEN, TODAY, 0),
        (ActionState.OPEN, date(2026, 12, 4), 0),
        (ActionState.OPEN, None, 0),
        (ActionState.DONE, date(2026, 11, 18), 0),
        (ActionState.DROPPED, date(2026, 11, 18), 0),
    ],
)
def test_only_what_is_open_and_past_its_day_is_late(state, due, days):
    assert rules.days_late(due, state is ActionState.OPEN, TODAY) == days
    assert rules.is_late(state, due, TODAY) is (days > 0)


@pytest.mark.parametrize(
    ("state", "due", "late"),
    [
        (WAITS, date(2026, 11, 29), True),
        (OPEN, date(2026, 11, 29), True),
        (OPEN, TODAY, False),
        (OPEN, None, False),
        (DECIDED, date(2026, 11, 1), False),
    ],
)
def test_an_ask_is_late_while_nobody_decided_it(state, due, late):
    assert rules.is_ask_late(state, due, TODAY) is late


@pytest.mark.parametrize(
    ("reach", "asked_of", "state", "may"),
    [
        (AS_DM, DM, OPEN, True),
        (AS_DM, EO, OPEN, True),
        (AS_DM, DM, WAITS, False),
        (AS_DM, DM, DECIDED, False),
        (AS_EO, EO, OPEN, True),
        (AS_EO, DM, OPEN, False),
        (AS_EO, DM, WAITS, False),
        (AS_EO, EO, DECIDED, False),
        (AS_EO | AS_DM, DM, OPEN, True),
        (frozenset(), EO, OPEN, False),
        (frozenset({Reach.OWN_DEPARTMENTS}), EO, OPEN, False),
    ],
)
def test_who_may_decide_an_ask(reach, asked_of, state, may):
    assert rules.may_decide(reach, asked_of, state) is may


@pytest.mark.parametrize(
    ("asked_of", "asks_pass", "state"), [(DM, False, WAITS), (DM, True, OPEN), (EO, False, OPEN), (EO, True, OPEN)]
)
def test_where_a_new_ask_begins(asked_of, asks_pass, state):
    assert rules.first_state(asked_of, asks_pass) is state
