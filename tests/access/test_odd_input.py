"""Input that no browser sends: ids that no column holds, digits that are not ours, characters that cannot be stored."""

import pytest
from sqlalchemy import func, select

from mobi_tracker.access import operations
from mobi_tracker.access.models import Draft
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.numbers import read_id, read_whole
from mobi_tracker.core.withdrawals import MOST_REASON, Withdrawal, withdraw
from tests.factories import PASSWORD, make_organization


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1", 1),
        ("2147483647", 2147483647),
        ("2147483648", None),
        ("9" * 5000, None),
        ("²", None),
        ("٣", None),
        ("-1", None),
        ("", None),
    ],
)
def test_an_id_is_read_only_where_a_column_can_hold_it(typed, number):
    assert read_id(typed) == number


@pytest.mark.parametrize("typed", ["", "-", "--5", "²", "٣", "1.5", "101", "9" * 5000])
def test_what_is_no_whole_number_is_refused_with_a_sentence(typed):
    with pytest.raises(ValueError, match="Give a whole number from -5 to 100"):
        read_whole(typed, -5, 100)


@pytest.mark.parametrize("number", ["2147483648", "99999999999999999999999", "9" * 5000])
def test_an_id_that_no_column_holds_is_a_page_that_does_not_exist(visit, number):
    visit("liaison").open(f"/contacts/{number}", 404)


@pytest.mark.parametrize("value", ["²", "99999999999999999999", "9" * 5000])
@pytest.mark.parametrize(
    "path",
    ["/council?department=", "/action-items?department=", "/contacts?owner=", "/reference?year=", "/risks?page="],
)
def test_a_number_in_the_address_that_is_none_is_passed_over(visit, path, value):
    visit("liaison").open(f"{path}{value}")


def test_a_version_that_is_no_number_is_passed_over(visit):
    visit("liaison").fill("/organizations/new", name="Sample Office", version="²")


@pytest.mark.parametrize(
    "email", ["", "@", "a@", "@b", "a@b@c", "a b@example.org", "a\n@example.org", "a" * 250 + "@b.org"]
)
def test_what_is_no_mail_address_makes_no_account(app, email):
    with pytest.raises(RuleBroken, match="Give a mail address"):
        operations.add_user(email, "Dana Reyes", PASSWORD, [Role.LIAISON])


@pytest.mark.parametrize("text", ["\x00", "half \ud83d", "\udfff"])
def test_a_draft_that_cannot_be_stored_is_refused(visit, text):
    liaison = visit("liaison")
    answer = liaison._call("PUT", "/drafts/meeting/new", json={"text": text}, headers={"X-CSRFToken": liaison.token()})
    assert answer.status_code == 400
    assert db.session.scalar(select(func.count(Draft.id))) == 0


@pytest.mark.parametrize("version", [10**30, -1, "x", None, True])
def test_a_draft_is_kept_whatever_its_version_says(visit, version):
    liaison = visit("liaison")
    sent = {"text": "notes", "base_version": version}
    answer = liaison._call("PUT", "/drafts/meeting/new", json=sent, headers={"X-CSRFToken": liaison.token()})
    assert answer.status_code == 200
    assert liaison._call("GET", "/drafts/meeting/new").json["text"] == "notes"


def test_the_reason_of_a_withdrawal_is_kept_without_what_cannot_be_stored(app):
    withdraw(make_organization(), "closed\x00 down " + "x" * 10_000)
    reason = db.session.scalar(select(Withdrawal.reason))
    assert reason.startswith("closed down x") and len(reason) == MOST_REASON


@pytest.mark.parametrize("path", ["/projects/%00", "/departments/x%00/measures/new", "/history/%00/1"])
def test_nul_in_the_path_is_a_page_that_does_not_exist(visit, path):
    visit("liaison").open(path, 404)


def test_nul_in_what_is_asked_for_is_passed_over(visit):
    make_organization("Sample Office")
    liaison = visit("liaison")
    assert "Sample Office" in liaison.open("/organizations?q=Sample%00&sort=%00").text
    liaison.open("/meetings/new?key=%00&project=%00")
