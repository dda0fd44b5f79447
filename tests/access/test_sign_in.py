"""Signing in: what it tells, what it slows down, where it leads, how sessions end."""

import pytest

from mobi_tracker.access import operations
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.pages import own_page
from tests.factories import PASSWORD, make_user


def test_the_right_password_opens_the_home_page_of_the_role(visit):
    make_user("liaison", email="dana@example.org")
    nobody = visit()
    page = nobody.fill("/sign-in", email="Dana@Example.org", password=PASSWORD)
    assert nobody.response.request.path == "/today"
    assert page.h1


@pytest.mark.parametrize("email", ["dana@example.org", "no-such-person@example.org"])
def test_a_wrong_sign_in_reads_the_same_whether_or_not_the_address_exists(visit, email):
    make_user("liaison", email="dana@example.org")
    page = visit().fill("/sign-in", email=email, password="wrong")
    assert "That address and password do not match an account." in page.text


def test_guessing_is_slowed_down(visit):
    make_user("liaison", email="dana@example.org")
    nobody = visit()
    for _ in range(8):
        nobody.fill("/sign-in", email="dana@example.org", password="wrong")
    page = nobody.fill("/sign-in", 429, email="dana@example.org", password=PASSWORD)
    assert "Too many tries failed" in page.text


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/projects?page=2", "/projects?page=2"),
        ("//evil.example.org/x", "/"),
        ("https://evil.example.org", "/"),
        ("/\\evil.example.org", "/"),
        ("javascript:alert(1)", "/"),
        (None, "/"),
    ],
)
def test_next_leads_only_to_our_own_pages(asked, given):
    assert own_page(asked) == given


def test_somebody_not_signed_in_is_asked_to_and_comes_back(visit):
    make_user("liaison", email="dana@example.org")
    nobody = visit()
    nobody.open("/organizations?sort=kind")
    assert nobody.response.request.path == "/sign-in"
    nobody.fill(nobody.response.request.full_path, email="dana@example.org", password=PASSWORD)
    assert nobody.response.request.full_path == "/organizations?sort=kind"


def test_a_change_of_roles_ends_the_session(visit):
    user = make_user("liaison")
    liaison = visit(user=user)
    liaison.open("/account")
    operations.change_roles(user, {Role.OBSERVER})
    db.session.commit()
    liaison.open("/account")
    assert liaison.response.request.path == "/sign-in"


def test_a_closed_account_cannot_sign_in_and_its_session_ends(visit):
    user = make_user("liaison", email="dana@example.org")
    liaison = visit(user=user)
    operations.deactivate(user)
    db.session.commit()
    liaison.open("/account")
    assert liaison.response.request.path == "/sign-in"
    assert "do not match" in visit().fill("/sign-in", email="dana@example.org", password=PASSWORD).text


def test_the_last_administrator_stays_one(app):
    user = make_user("administrator")
    with pytest.raises(RuleBroken, match="only administrator"):
        operations.change_roles(user, {Role.LIAISON})


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(visit):
    make_user("liaison", email="dana@example.org")
    nobody = visit()
    nobody.fill("/sign-in", follow=False, status=302, email="dana@example.org", password=PASSWORD, stay="y")
    cookies = nobody.response.headers.getlist("Set-Cookie")
    assert len(cookies) == 2 and all("HttpOnly" in each and "SameSite=Lax" in each for each in cookies)


def test_cookies_set_over_https_stay_on_https(visit):
    make_user("liaison", email="dana@example.org")
    nobody = visit()
    answer = nobody._call("GET", "/sign-in", base_url="https://localhost")
    cookies = answer.headers.getlist("Set-Cookie")
    assert cookies and all(each.lower().count("; secure") == 1 for each in cookies)


def test_a_form_without_its_token_is_refused(visit):
    liaison = visit("liaison")
    response = liaison._call("POST", "/account/sign-out-everywhere", data={})
    assert response.status_code == 400 and "Nothing was changed" in response.text


def test_ones_own_password_needs_the_old_one(visit):
    user = make_user("liaison")
    page = visit(user=user).fill("/account", old_password="wrong", password="another long password")
    assert "That is not your password." in page.text


def test_typing_is_kept_for_its_owner_alone(visit):
    liaison, other = visit("liaison"), visit("liaison")
    headers = {"X-CSRFToken": liaison.token()}
    kept = liaison._call("PUT", "/drafts/meeting/new", json={"text": "half a line", "base_version": 3}, headers=headers)
    assert kept.status_code == 200
    assert liaison._call("GET", "/drafts/meeting/new").json["text"] == "half a line"
    assert other._call("GET", "/drafts/meeting/new").status_code == 404


@pytest.mark.parametrize("sent", [{}, {"text": 3}, {"text": "a\x00b"}, [1]])
def test_a_damaged_draft_is_refused(visit, sent):
    liaison = visit("liaison")
    answer = liaison._call("PUT", "/drafts/meeting/new", json=sent, headers={"X-CSRFToken": liaison.token()})
    assert answer.status_code == 400
