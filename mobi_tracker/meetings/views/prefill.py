"""What a form begins with: from the address, or from a planned meeting that has begun."""

from __future__ import annotations

from typing import Any

from flask import request

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.core import clock
from mobi_tracker.core.numbers import read_id
from mobi_tracker.meetings.models import Meeting
from mobi_tracker.meetings.views.notes_form import new_key
from mobi_tracker.meetings.vocabulary import MeetingKind, MeetingState
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.projects import queries as projects
from mobi_tracker.stakeholders import queries as stakeholders


def for_new(viewer: Viewer) -> dict[str, Any]:
    """A new meeting: today, now, and what the address names (kind, state, department, initiative, project, contact)."""
    data: dict[str, Any] = {"draft_key": new_key(), "on": clock.today()}
    if request.method == "POST":
        return data
    named = request.args
    if named.get("kind") in set(MeetingKind):
        data["kind"] = MeetingKind(named["kind"])
    if named.get("state") in set(MeetingState):
        data["state"] = MeetingState(named["state"])
    department = portfolio.department(named["department"], viewer) if "department" in named else None
    data["departments"] = [department.id] if department else _only_own(viewer)
    initiative = portfolio.initiative(named["initiative"], viewer) if "initiative" in named else None
    data["initiatives"] = [initiative.id] if initiative else []
    project = projects.project(named["project"], viewer) if "project" in named else None
    data["projects"] = [project.id] if project else []
    contact = stakeholders.contact(read_id(named["contact"]) or 0, viewer) if "contact" in named else None
    if contact is not None:
        data["notes"] = f"Present: {contact.name}, me\n\n"
    return data


def _only_own(viewer: Viewer) -> list[int]:
    """Somebody who logs for one department alone logs for that one."""
    if viewer.can_everywhere(Permission.LOG) or len(viewer.department_ids) != 1:
        return []
    return list(viewer.department_ids)


def for_stored(meeting: Meeting) -> dict[str, Any]:
    """A planned meeting that has begun is about to be logged."""
    if meeting.state is MeetingState.PLANNED and meeting.starts_at <= clock.now():
        return {"state": MeetingState.LOGGED}
    return {}
