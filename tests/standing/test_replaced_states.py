"""A row of an action item's past says when the next one took its place, so that a past day is found by an index."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from mobi_tracker.city.clock_zone import day_end
from mobi_tracker.commitments.models import ActionItem, ActionItemState
from mobi_tracker.commitments.vocabulary import ActionState
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import bring_back, stood_among, stood_at, withdraw
from tests.factories import make_project
from tests.standing.factories import LONG_AGO, change, on_day, owe


def test_each_row_ends_where_the_next_begins_and_the_last_holds(app):
    item = owe(make_project(), date(2026, 7, 1))
    change(item, date(2026, 8, 1), due=date(2026, 9, 1))
    change(item, date(2026, 9, 5), state=ActionState.DONE)
    rows = db.session.scalars(select(ActionItemState).order_by(ActionItemState.recorded_at)).all()
    assert [row.replaced_at for row in rows] == [rows[1].recorded_at, rows[2].recorded_at, None]


def test_another_item_s_rows_are_left_alone(app):
    project = make_project()
    first, second = owe(project, date(2026, 7, 1)), owe(project, date(2026, 7, 1))
    change(first, date(2026, 8, 1), state=ActionState.DONE)
    open_rows = select(ActionItemState.record_id).where(ActionItemState.replaced_at.is_(None))
    assert sorted(db.session.scalars(open_rows)) == [first.id, second.id]


def test_what_stood_is_the_same_asked_once_or_row_by_row(app):
    project = make_project()
    items = [owe(project, date(2026, 7, 1)) for _ in range(4)]
    for day, act in ((1, withdraw), (2, bring_back), (3, withdraw)):
        for item in items[:day]:
            with on_day(date(2026, 8, day)):
                if (act is withdraw) == (item.withdrawn_at is None):
                    act(item)
                    db.session.commit()
    for day in (LONG_AGO, date(2026, 8, 1), date(2026, 8, 2), date(2026, 8, 3)):
        moment = day_end(day)
        one, many = (
            sorted(db.session.scalars(select(ActionItem.id).where(asked(ActionItem, moment))))
            for asked in (stood_at, stood_among)
        )
        assert one == many
