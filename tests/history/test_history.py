"""History writes itself: who, when, from what to what, withdrawals included."""

from sqlalchemy import select

from mobi_tracker.core.database import db
from mobi_tracker.history.models import Change
from mobi_tracker.projects.models.project import ProjectState
from tests.app import make_app
from tests.factories import make_organization, make_project, make_user


def test_an_edit_after_a_commit_keeps_what_was_before(app):
    record = make_organization("Before")
    record.name = "After"
    db.session.commit()
    change = db.session.scalars(select(Change).where(Change.is_new.is_(False))).one()
    assert change.fields["name"] == ["Before", "After"]


def test_a_second_application_does_not_double_the_rows(app, database_url):
    make_app(database_url)
    make_organization("Once")
    assert len(db.session.scalars(select(Change).where(Change.kind == "organization")).all()) == 1


def test_a_withdrawal_and_its_undo_are_history(visit):
    record = make_organization("Short Lived")
    liaison = visit("liaison", name="Dana Sample")
    liaison.send(f"/organizations/{record.id}/withdraw")
    liaison.send(f"/organizations/{record.id}/bring-back")
    text = liaison.open(f"/history/organization/{record.id}").text
    assert "Dana Sample withdrew" in text and "Dana Sample brought back" in text


def test_the_history_of_what_one_may_not_see_does_not_exist(visit):
    record = make_organization("Sealed", marking="confidential", marking_basis="labor")
    visit("observer").open(f"/history/organization/{record.id}", 404)
    visit("liaison").open("/history/nonsense/1", 404)


def test_a_password_is_never_in_history(app):
    user = make_user("liaison")
    rows = db.session.scalars(select(Change).where(Change.kind == "user", Change.record_id == user.id)).all()
    assert rows and all("password_hash" not in row.fields for row in rows)


def test_a_renamed_project_keeps_its_old_name_as_a_dated_row(app):
    project = make_project(name="Old name")
    project.name = "New name"
    db.session.commit()
    names = db.session.scalars(select(ProjectState.name).order_by(ProjectState.id)).all()
    assert names == ["Old name", "New name"]
