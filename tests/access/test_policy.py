"""The policy table, cell by cell, against the specification's."""

import pytest
from sqlalchemy import select

from mobi_tracker.access.policy import POLICY, Viewer
from mobi_tracker.access.vocabulary import Marking as M
from mobi_tracker.access.vocabulary import Permission, Reach, Role, strictest
from mobi_tracker.core.database import db
from mobi_tracker.projects.models.project import Project
from tests.factories import make_department, make_project, make_viewer

#                     liaison analyst executive deputy observer administrator
SPECIFIED = {
    Permission.SEE: "●●●●●·",
    Permission.SEE_PRIVATE: "●●●●··",
    Permission.SEE_RESTRICTED: "●○●●··",
    Permission.LOG: "●○●···",
    Permission.WRITE: "●○●···",
    Permission.COMMENT: "●●●●··",
    Permission.REVIEW: "··●●··",
    Permission.FORWARD: "··●···",
    Permission.ASK: "··●●··",
    Permission.DECIDE: "··?●··",
    Permission.REFERENCE: "●·●··●",
    Permission.ADMINISTER: "·····●",
}
MARKS = {Reach.ALL: "●", Reach.OWN_DEPARTMENTS: "○", Reach.ASKED_OF_THEM: "?"}


@pytest.mark.parametrize("permission", SPECIFIED)
def test_the_table_is_the_specified_one(permission):
    cells = "".join(MARKS.get(POLICY[permission].get(role), "·") for role in Role)
    assert cells == SPECIFIED[permission]


def test_every_permission_is_in_the_table():
    assert set(POLICY) == set(SPECIFIED) | {Permission.ACCOUNT}


def test_rights_of_several_roles_add_up():
    viewer = Viewer(1, "Dana Sample", frozenset({Role.OBSERVER, Role.ADMINISTRATOR}))
    assert viewer.can(Permission.SEE) and viewer.can(Permission.ADMINISTER) and not viewer.can(Permission.LOG)


def test_a_record_with_no_department_is_nobodys_own():
    analyst = Viewer(1, "Lee Sample", frozenset({Role.ANALYST}), frozenset({7}))
    assert analyst.can_for(Permission.LOG, {7, 8}) and not analyst.can_for(Permission.LOG, ())


def test_the_strictest_marking_holds():
    assert strictest(M.PUBLIC, M.DELIBERATIVE, M.INTERNAL) is M.DELIBERATIVE


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("liaison", 3),
        ("executive_officer", 3),
        ("deputy_mayor", 3),
        ("observer", 1),
        ("analyst", 2),
        ("administrator", 0),
    ],
)
def test_who_sees_which_project(app, role, sees):
    own = make_department()
    make_project()
    make_project(marking="deliberative_draft")
    make_project(marking="deliberative_draft", lead=own)
    viewer = make_viewer(role, departments=(own,) if role == "analyst" else ())
    found = db.session.scalars(select(Project).where(Project.visible_to(viewer))).all()
    assert len(found) == sees
