"""What a visible record names and the reader may not see is not shown: in lists, files, pages and forms."""

import pytest
from flask import g

from mobi_tracker.access.vocabulary import Basis, Marking
from mobi_tracker.core.clock import now, today
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import NotAllowed
from mobi_tracker.core.kinds import NOT_SHOWN
from mobi_tracker.meetings.models import Attendance, Meeting, MeetingDepartment, MeetingInitiative, MeetingProject
from mobi_tracker.projects.models.project import Project
from mobi_tracker.stakeholders.models import Contact
from tests.commitments.factories import make_action
from tests.factories import (
    make_contact,
    make_department,
    make_initiative,
    make_organization,
    make_project,
    make_viewer,
    stored,
)

CONFIDENTIAL = {"marking": Marking.CONFIDENTIAL, "marking_basis": Basis.PERSONNEL}


@pytest.fixture
def project(app):
    """A project that everybody sees, tied to what an observer may not see."""
    return make_project(
        "curb-sensors",
        "Curb sensors",
        manager_id=make_contact("Secret Manager", **CONFIDENTIAL).id,
        organization_id=make_organization("Secret Office", **CONFIDENTIAL).id,
        initiative_id=make_initiative("hidden-initiative", "Secret Initiative", **CONFIDENTIAL).id,
        lead_department_id=make_department("hidden-department", "Secret Department", **CONFIDENTIAL).id,
    )


@pytest.mark.parametrize("path", ["/projects", "/projects?format=csv", "/projects/curb-sensors"])
def test_what_an_observer_may_not_see_is_not_named_by_what_they_may_see(visit, project, path):
    observer = visit("observer")
    observer.open(path)
    shown = observer.response.text.casefold()
    assert "curb sensors" in shown
    assert "secret" not in shown
    assert NOT_SHOWN in shown


def test_whoever_may_see_it_reads_its_name(visit, project):
    assert "Secret Manager" in visit("deputy_mayor").open("/projects/curb-sensors").text


def test_the_owner_of_an_action_is_named_to_the_readers_of_the_owner_alone(visit, app):
    owner = make_contact("Secret Person", **CONFIDENTIAL)
    make_action("Send the map", owner_contact_id=owner.id)
    assert "Secret" not in visit("observer").open("/action-items").text
    assert "Secret Person" in visit("liaison").open("/action-items").text


def test_an_edit_keeps_what_the_writer_may_not_see(visit, app):
    ours = make_department()
    hidden = make_contact("Secret Manager", **CONFIDENTIAL)
    project = make_project("ours", "Ours", lead_department_id=ours.id, manager_id=hidden.id)
    analyst = visit("analyst", departments=(ours,))
    assert "Secret" not in analyst.open("/projects/ours/edit").html
    analyst.fill("/projects/ours/edit", description="New words")
    db.session.expire_all()
    assert (project.description, project.manager_id) == ("New words", hidden.id)
    assert db.session.get(Contact, hidden.id).name == "Secret Manager"


def test_words_that_were_withheld_are_never_written(app, project):
    g.viewer = make_viewer("observer")
    try:
        db.session.expire_all()
        hidden = db.session.get(Contact, db.session.get(Project, project.id).manager_id)
        hidden.cadence_days = 30
        with pytest.raises(NotAllowed):
            db.session.flush()
    finally:
        g.pop("viewer")
        db.session.rollback()


def test_a_list_of_restricted_meetings_asks_as_often_as_one_of_open_ones(visit, count_queries):
    _meeting("Open talk", Marking.INTERNAL)
    liaison = visit("liaison")
    before = count_queries(liaison, "/meetings")
    _meeting("Quiet talk", Marking.DELIBERATIVE)
    assert count_queries(liaison, "/meetings") == before
    assert "Quiet talk" in liaison.open("/meetings").text
    assert "Quiet talk" not in visit("observer").open("/meetings").text


def _meeting(title, marking):
    stored(Meeting(title=title, on=today(), starts_at=now(), marking=marking))


def test_the_list_of_meetings_names_nobody_and_nothing_that_its_reader_may_not_see(visit, project):
    meeting = stored(Meeting(title="Weekly call", on=today(), starts_at=now()))
    stored(Attendance(meeting_id=meeting.id, contact_id=project.manager_id))
    stored(Attendance(meeting_id=meeting.id, name="Somebody new"))
    stored(MeetingDepartment(meeting_id=meeting.id, department_id=project.lead_department_id))
    stored(MeetingInitiative(meeting_id=meeting.id, initiative_id=project.initiative_id))
    stored(MeetingProject(meeting_id=meeting.id, project_id=project.id))
    for path in ("/meetings", "/meetings?format=csv"):
        observer = visit("observer")
        observer.open(path)
        shown = observer.response.text
        assert f"{NOT_SHOWN}, Somebody new" in shown and f"{NOT_SHOWN}, {NOT_SHOWN}, Curb sensors" in shown
        assert "Secret" not in shown
    seen = visit("liaison").open("/meetings").text
    assert "Secret Manager, Somebody new" in seen and "Secret Department, Secret Initiative, Curb sensors" in seen
