"""Contacts made on the spot, and attendance."""

from __future__ import annotations

from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.fields import folded
from mobi_tracker.meetings.models import Attendance, Meeting
from mobi_tracker.meetings.rules.plan.shapes import NEW, Attendee, NameAsked, Plan
from mobi_tracker.stakeholders import operations as stakeholders
from mobi_tracker.stakeholders import queries
from mobi_tracker.stakeholders.vocabulary import OrganizationKind


def make_contacts(plan: Plan) -> dict[str, int]:
    """Make the contacts that were said to be new; their ids by the key of the name."""
    return {each.key: _make_contact(each) for each in plan.names if each.owner == (NEW, each.key)}


def _make_contact(asked: NameAsked) -> int:
    answers = asked.answers
    name = answers.get("name") or asked.name
    draft = stakeholders.ContactDraft(
        name[:200], _organization_id(answers.get("organization", ""), answers.get("organization_kind", "")),
        answers.get("title", "")[:200], answers.get("email", "")[:254],
    )  # fmt: skip
    return stakeholders.add_contact(draft).id


def _organization_id(name: str, kind: str) -> int | None:
    if not name:
        return None
    known = queries.organization_by_name(name)
    if known is not None:
        return known.id
    draft = stakeholders.OrganizationDraft(name[:200], OrganizationKind(kind))
    return stakeholders.add_organization(draft).id


def keep_attendance(meeting: Meeting, plan: Plan, made: dict[str, int]) -> None:
    """Let attendance be what the notes say: rows are added and ended, none is changed."""
    wanted: dict[tuple[int | None, str], bool] = {}
    names: dict[tuple[int | None, str], str] = {}
    for each in plan.attendance:
        contact_id = _contact_id(each, made)
        key = (contact_id, "" if contact_id else folded(each.name))
        wanted.setdefault(key, each.is_present)
        names.setdefault(key, "" if contact_id else each.name[:200])
    for row in meeting.attendance:
        if row.ended_at is not None:
            continue
        key = (row.contact_id, "" if row.contact_id else folded(row.name))
        if wanted.get(key) is row.is_present:
            del wanted[key]
        else:
            row.ended_at = clock.now()
    for key, is_present in wanted.items():
        db.session.add(Attendance(meeting=meeting, contact_id=key[0], name=names[key], is_present=is_present))
    db.session.flush()


def _contact_id(each: Attendee, made: dict[str, int]) -> int | None:
    if each.owner is None:
        return None
    kind, value = each.owner
    if kind == NEW:
        return made[value]
    return int(value) if kind == "contact" else None
