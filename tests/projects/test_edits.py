"""What a form of a record holds already stays, though it is offered no more."""

from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.core.fields import KEPT
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.projects.models.project import ProjectDependency
from tests.commitments.factories import make_action
from tests.factories import make_contact, make_department, make_project, make_user


def test_an_edit_keeps_a_department_a_manager_and_a_project_that_were_withdrawn(visit, app):
    lead, manager, first = make_department(), make_contact("Maria Lopez"), make_project("first", "First")
    project = make_project("second", "Second", lead_department_id=lead.id, manager_id=manager.id)
    db.session.add(ProjectDependency(project_id=project.id, waits_on_id=first.id))
    for each in (lead, manager, first):
        withdraw(each)
    db.session.commit()
    liaison = visit("liaison")
    liaison.fill("/projects/second/edit", why="Because")
    db.session.expire_all()
    assert (project.why, project.lead_department_id, project.manager_id) == ("Because", lead.id, manager.id)
    assert [each.waits_on_id for each in project.waits_on if each.ended_at is None] == [first.id]


def test_what_is_withdrawn_is_not_offered_for_another_record(visit, app):
    lead = make_department(name="Office of Samples")
    withdraw(lead)
    db.session.commit()
    page = visit("liaison").open("/projects/new")
    assert "Office of Samples" not in page.text and KEPT not in page.text


def test_an_edit_keeps_the_owner_of_an_action_who_was_withdrawn(visit, app):
    owner = make_contact("Maria Lopez")
    action = make_action("Send the map", owner_contact_id=owner.id)
    withdraw(owner)
    db.session.commit()
    visit("liaison").fill(f"/action-items/{action.id}/edit", text="Send the whole map")
    db.session.expire_all()
    assert (action.text, action.owner_contact_id) == ("Send the whole map", owner.id)


def test_an_edit_keeps_the_relationship_owner_whose_account_is_closed(visit, app):
    gone = make_user("analyst")
    contact = make_contact("Maria Lopez", relationship_owner_id=gone.id)
    gone.deactivated_at = clock.now()
    db.session.commit()
    visit("liaison").fill(f"/contacts/{contact.id}/edit", notes="Prefers mornings")
    db.session.expire_all()
    assert (contact.notes, contact.relationship_owner_id) == ("Prefers mornings", gone.id)
