"""What the administrator does."""

from mobi_tracker.access.queries import user_by_email
from mobi_tracker.core import settings
from mobi_tracker.core.settings import Setting, whole_number
from tests.factories import make_department, make_user

DAYS = settings.declare(Setting("tests.days", "Days for tests", 7, whole_number(1, 60)))


def test_an_administrator_adds_an_analyst_with_departments(visit):
    department = make_department(name="Office of Examples")
    page = visit("administrator").fill(
        "/users/new",
        name="Noa Example", email="noa@example.org", password="a long password here",
        roles=["analyst"], departments=[str(department.id)],
    )  # fmt: skip
    assert "Noa Example" in page.text
    assert visit(user=user_by_email("noa@example.org")).open("/account").h1 == "Your account"


def test_a_taken_address_and_a_short_password_are_said_beside_their_fields(visit):
    make_user("liaison", email="taken@example.org")
    administrator = visit("administrator")
    page = administrator.fill(
        "/users/new", name="N", email="taken@example.org", password="long enough here", roles=["liaison"]
    )
    assert "Somebody has an account with this address." in page.text
    page = administrator.fill("/users/new", name="N", email="n@example.org", password="short", roles=["liaison"])
    assert "at least 12 characters" in page.text


def test_a_forced_sign_out_ends_the_session(visit):
    user = make_user("liaison")
    liaison = visit(user=user)
    visit("administrator").send(f"/users/{user.id}/sign-out")
    liaison.open("/account")
    assert liaison.response.request.path == "/sign-in"


def test_nobody_closes_their_own_account(visit):
    user = make_user("administrator")
    page = visit(user=user).send(f"/users/{user.id}/close")
    assert "You cannot close your own account." in page.text


def test_a_setting_changes_from_now_on_and_keeps_its_past(visit):
    administrator = visit("administrator")
    administrator.fill("/settings/tests.days", value="14")
    assert settings.value_of(DAYS) == 14
    assert "14" in administrator.open("/settings/tests.days").text
    page = administrator.fill("/settings/tests.days", value="soon")
    assert "whole number from 1 to 60" in page.text


def test_only_an_administrator_may(visit):
    for role in ("liaison", "executive_officer", "deputy_mayor", "observer"):
        visit(role).open("/users", 403)
        visit(role).open("/settings", 403)


def test_blanks_and_the_address_itself_are_no_password(visit):
    administrator = visit("administrator")
    page = administrator.fill("/users/new", name="N", email="n@example.org", password=" " * 14, roles=["liaison"])
    assert "at least 12 characters" in page.text
    page = administrator.fill(
        "/users/new", name="N", email="n@example.org", password="N@example.org", roles=["liaison"]
    )
    assert "is no password" in page.text
