"""Import in the browser: preview, changed columns, all or nothing, and what somebody else may not do."""

import io
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from mobi_tracker.access.models import Upload
from mobi_tracker.access.vocabulary import Basis, Marking
from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.imports import operations
from mobi_tracker.projects.models.project import Project
from tests.factories import make_project

CASES = Path(__file__).resolve().parents[1] / "cases"
GOOD_AND_WRONG = "Name,Start\nPermit login,1/5/2026\nCurb sensors,31/31/2026\n"


def bring(visitor, content, name="projects.csv", purpose="projects"):
    data = content if isinstance(content, bytes) else content.encode()
    return visitor.send("/imports", purpose=purpose, file=(io.BytesIO(data), name))


def take(visitor, **values):
    page, path = visitor.page, visitor.response.request.path
    return visitor.send(f"{path}/take-in", digest=page.value_of("digest"), **values)


def count():
    return db.session.scalar(select(func.count(Project.id)))


def test_the_federal_sample_is_previewed_and_then_imported(visit):
    liaison = visit("liaison")
    page = bring(liaison, (CASES / "itdashboard-projects-sample.csv").read_bytes(), "itdashboard.csv")
    assert page.h1 == "Fourteen rows of itdashboard.csv would be imported"
    assert count() == 0
    take(liaison)
    assert count() == 14


def test_a_wrong_row_stops_everything_until_it_is_left_out(visit):
    liaison = visit("liaison")
    page = bring(liaison, GOOD_AND_WRONG)
    assert "31/31/2026" in page.text
    assert "nothing was imported" in take(liaison).text and count() == 0
    liaison.open(liaison.response.request.path.removesuffix("/take-in"))
    take(liaison, leave_out="yes")
    assert count() == 1


def test_wrong_rows_go_home_with_their_reasons(visit):
    liaison = visit("liaison")
    bring(liaison, GOOD_AND_WRONG)
    liaison.open(f"{liaison.response.request.path}/wrong.csv")
    text = liaison.response.data.decode("utf-8-sig")
    assert "Curb sensors" in text and "Permit login" not in text and "31/31/2026" in text


def test_a_column_can_be_taken_for_something_else(visit):
    liaison = visit("liaison")
    page = bring(liaison, "Working title,Begins\nPermit login,1/5/2026\n")
    assert page.h1.startswith("Nothing")
    path = liaison.response.request.path
    page = liaison.send(f"{path}/columns", **{"column-0": "name", "column-1": "starts_on"})
    assert page.h1.startswith("One row")


def test_a_verdict_that_changed_is_shown_again(visit):
    liaison = visit("liaison")
    bring(liaison, "Name\nPermit login\n")
    page, path = liaison.page, liaison.response.request.path
    make_project(name="Permit login")
    shown = liaison.send(f"{path}/take-in", digest=page.value_of("digest"))
    assert "Something changed since this preview" in shown.text and count() == 1


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04 broken"])
def test_a_file_that_is_no_table_is_refused_beside_the_field(visit, content):
    page = bring(visit("liaison"), content, "list.xlsx")
    assert "This was not saved yet" in page.text and db.session.scalar(select(func.count(Upload.id))) == 0


def test_an_upload_is_its_owners_alone_and_is_forgotten_after_a_day(visit):
    liaison = visit("liaison")
    bring(liaison, GOOD_AND_WRONG)
    visit("liaison").open(liaison.response.request.path, 404)
    with clock.travelling_to(clock.now() + timedelta(hours=25)):
        operations.forget_old_uploads({})
        db.session.commit()
    liaison.open(liaison.response.request.path, 404)


def test_an_observer_imports_nothing(visit):
    visit("observer").open("/imports", 403)


def test_a_project_that_may_not_be_seen_is_neither_shown_nor_changed_by_a_file(visit):
    hidden = make_project(
        name="Secret", external_key="U-1 P-1", description="Secret words", marking=Marking.CONFIDENTIAL,
        marking_basis=Basis.LABOR, has_readers=True,
    )  # fmt: skip
    heading = "Unique Investment Identifier,Unique Project ID,Project Name,Description\n"
    page = bring(visit("liaison"), f"{heading}U-1,P-1,Other name,Other words\n")
    assert "This is a project that you may not change." in page.text
    assert "Secret" not in page.text
    db.session.expire_all()
    assert (hidden.name, hidden.description) == ("Secret", "Secret words")


def test_a_second_press_says_that_the_file_does_not_wait_any_more(visit):
    liaison = visit("liaison")
    page = bring(liaison, "Name\nPermit login\n")
    path, digest = liaison.response.request.path, page.value_of("digest")
    liaison.send(f"{path}/take-in", digest=digest)
    assert "does not wait any more" in liaison.send(f"{path}/take-in", digest=digest).text
    assert count() == 1


def test_four_presses_at_once_take_a_file_in_once(app, visit):
    liaison = visit("liaison")
    page = bring(liaison, "Name\n" + "".join(f"Project {at}\n" for at in range(40)))
    address, token = f"{liaison.response.request.path}/take-in", liaison.token()
    sent, answers = {"digest": page.value_of("digest"), "csrf_token": token}, []
    cookie = liaison.client.get_cookie("session").value
    db.session.remove()

    def take_in():
        client = app.test_client()
        client.set_cookie("session", cookie)
        with app.app_context():
            answers.append(client.post(address, data=sent).status_code)

    presses = [threading.Thread(target=take_in) for _ in range(4)]
    for each in presses:
        each.start()
    for each in presses:
        each.join()
    assert answers == [302] * 4 and count() == 40
