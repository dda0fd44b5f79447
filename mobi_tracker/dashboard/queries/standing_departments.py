"""What a department alone has on its page of a day: people, Council items, measures, what it owed under priorities."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String, cast, exists, func, or_, select

from mobi_tracker.core.dated import latest_state
from mobi_tracker.core.withdrawals import stood_at
from mobi_tracker.dashboard.queries.standing_parts import AskedThen, part
from mobi_tracker.portfolio.models import CouncilItem, Deliverable, DeliverableState, Priority
from mobi_tracker.projects.models.measure import Measure, MeasureReading
from mobi_tracker.projects.vocabulary import ReadingKind
from mobi_tracker.stakeholders.models import Contact, Position


def deliverables(asked: AskedThen) -> Any:
    """What the department owed on the day, owed first."""
    state = DeliverableState
    stands = exists(
        select(Priority.id).where(Priority.id == Deliverable.priority_id, stood_at(Priority, asked.end))
    ).correlate(Deliverable)
    return (
        part(
            Deliverable, Deliverable.text, state.due, ended=state.proof, address=state.proof_address,
            delivered_on=state.delivered_on,
        )
        .join(state, state.id == latest_state(Deliverable, asked.end, asked.day))
        .where(state.department_id == asked.record_id, stands)
        .where(stood_at(Deliverable, asked.end), Deliverable.visible_to(asked.viewer))
        .order_by(state.delivered_on.desc().nulls_first(), state.due.asc().nulls_last(), Deliverable.id)
    )  # fmt: skip


def people(asked: AskedThen) -> Any:
    """Everybody whose position there was recorded by then; when it ended, history must say as well."""
    held = Position.started_on.is_(None) | (Position.started_on <= asked.day)
    has_ended = Position.ended_on <= asked.day
    return (
        part(Contact, Contact.name, Position.ended_on, by=Position.title, beside_id=Position.id)
        .join(Position, Position.contact_id == Contact.id)
        .where(Position.organization_id == asked.organization_id, stood_at(Position, asked.end), held)
        .where(stood_at(Contact, asked.end), Contact.visible_to(asked.viewer))
        .order_by(func.coalesce(has_ended, False), Contact.name, Position.id)
    )


def council_items(asked: AskedThen) -> Any:
    """The latest items before the Council or a board."""
    item = CouncilItem
    return (
        part(item, item.title, item.meets_on, by=item.council_file, ended=item.outcome)
        .where(item.department_id == asked.record_id, stood_at(item, asked.end), item.visible_to(asked.viewer))
        .order_by(item.meets_on.desc().nulls_last(), item.id.desc())
    )


def measures(asked: AskedThen) -> Any:
    """The department's measures, each with the latest figure that was known."""
    reading = MeasureReading
    year = func.coalesce(reading.fiscal_year, func.extract("year", reading.on_day))
    latest = (
        select(reading.id)
        .where(reading.measure_id == Measure.id, reading.kind == ReadingKind.ACTUAL, stood_at(reading, asked.end))
        .where(or_(reading.on_day.is_(None), reading.on_day <= asked.day))
        .order_by(year.desc(), reading.on_day.desc(), reading.recorded_at.desc(), reading.id.desc())
        .limit(1)
        .correlate(Measure)
        .scalar_subquery()
    )
    return (
        part(
            Measure, Measure.name, reading.on_day, by=Measure.unit, ended=cast(reading.value, String),
            beside_id=reading.fiscal_year,
        )
        .outerjoin(reading, reading.id == latest)
        .where(Measure.department_id == asked.record_id)
        .where(stood_at(Measure, asked.end), Measure.visible_to(asked.viewer))
        .order_by(Measure.id)
    )  # fmt: skip
