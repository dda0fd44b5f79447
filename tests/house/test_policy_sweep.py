"""Every URL answers each role as the policy table says, and somebody who is not signed in never gets in."""

import pytest
from werkzeug.routing import IntegerConverter

from mobi_tracker.access import guard
from mobi_tracker.access.policy import POLICY
from mobi_tracker.access.vocabulary import Permission, Role

NEVER_FORBIDDEN = {200, 302, 303, 400, 404, 405, 409, 413, 415, 422}


def addresses(app):
    """(endpoint, method, path) of every rule, its arguments filled with something that need not exist."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        values = {
            name: 1 if isinstance(converter, IntegerConverter) else "2026-11-23"
            for name, converter in rule._converters.items()
        }
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield rule.endpoint, method, adapter.build(rule.endpoint, values, method=method)


def needs_of(app, endpoint):
    """What the view says it needs; None where it says nothing."""
    return getattr(app.view_functions[endpoint], guard.NEEDS, None)


def test_every_view_says_who_may_open_it(app):
    unmarked = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint != "static"}
    assert not {each for each in unmarked if needs_of(app, each) is None}


def test_few_views_are_public(app):
    public = {rule.endpoint for rule in app.url_map.iter_rules() if needs_of(app, rule.endpoint) == guard.PUBLIC}
    assert public == {"access.sign_in", "access.alive"}


@pytest.mark.parametrize("role", Role)
def test_each_url_answers_the_role_as_the_table_says(visit, app, role):
    visitor = visit(role.value)
    token = visitor.token()
    wrong = []
    for endpoint, method, path in addresses(app):
        needs = needs_of(app, endpoint)
        if not isinstance(needs, Permission) or endpoint in ("access.sign_out", "account.sign_out_everywhere"):
            continue
        status = visitor._call(method, path, headers={"X-CSRFToken": token}).status_code
        is_refused = role not in POLICY[needs]
        if is_refused and status != 403:
            wrong.append(f"{method} {path}: {status}, though {role.value} has no right to {needs.value}")
        if not is_refused and status not in NEVER_FORBIDDEN and not (role is Role.ANALYST and status == 403):
            wrong.append(f"{method} {path}: {status}, though {role.value} may {needs.value}")
    assert not wrong, "\n".join(wrong)


def test_somebody_who_is_not_signed_in_never_gets_in(visit, app):
    nobody = visit()
    token = nobody.token()
    wrong = []
    for endpoint, method, path in addresses(app):
        if needs_of(app, endpoint) == guard.PUBLIC:
            continue
        answer = nobody._call(method, path, headers={"X-CSRFToken": token})
        if not (answer.status_code in (302, 401) and "/sign-in" in answer.headers.get("Location", "/sign-in")):
            wrong.append(f"{method} {path}: {answer.status_code}")
    assert not wrong, "\n".join(wrong)


def test_an_unmarked_view_answers_403(visit, app, monkeypatch):
    monkeypatch.delattr(app.view_functions["account.show"], guard.NEEDS)
    visit("administrator").open("/account", 403)
