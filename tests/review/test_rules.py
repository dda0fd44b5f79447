"""Rules of review: the transition table, never one's own, what a digest holds, who has it."""

import pytest

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.review.rules import Standing, broken_rule, digest_of, may, may_see, with_whom
from mobi_tracker.review.vocabulary import TRANSITIONS, VersionState

S = VersionState


def viewer(role: str, user_id: int = 9) -> Viewer:
    """Somebody of one role."""
    return Viewer(user_id, "Robin", frozenset({Role(role)}))


@pytest.mark.parametrize("before", S)
@pytest.mark.parametrize("after", [S.RETURNED, S.WITHDRAWN, S.APPROVED, S.DELIVERED])
def test_a_version_takes_only_the_steps_of_the_table(before, after):
    refused = broken_rule(after, Standing(1, 1, before), 9)
    assert (refused is None) is (after in TRANSITIONS[before])


@pytest.mark.parametrize(
    "role, to, allowed",
    [
        ("executive_officer", S.APPROVED, True),
        ("deputy_mayor", S.APPROVED, True),
        ("liaison", S.APPROVED, False),
        ("analyst", S.APPROVED, False),
        ("observer", S.APPROVED, False),
        ("administrator", S.APPROVED, False),
        ("executive_officer", S.RETURNED, True),
        ("liaison", S.RETURNED, False),
        ("liaison", S.WITHDRAWN, True),
        ("executive_officer", S.WITHDRAWN, True),
        ("analyst", S.WITHDRAWN, False),
        ("deputy_mayor", S.WITHDRAWN, False),
    ],
)
def test_who_may_bring_a_submitted_version_where(role, to, allowed):
    assert may(to, Standing(1, 1, S.SUBMITTED), viewer(role)) is allowed


@pytest.mark.parametrize(
    "to, before", [(S.APPROVED, S.SUBMITTED), (S.RETURNED, S.SUBMITTED), (S.DELIVERED, S.APPROVED)]
)
def test_nobody_reviews_what_they_drafted_edited_or_submitted(to, before):
    own, others = Standing(1, 1, before, (4, 9)), Standing(1, 1, before, (4,))
    assert not may(to, own, viewer("executive_officer"))
    assert may(to, others, viewer("executive_officer"))


def test_one_s_own_may_be_withdrawn():
    assert may(S.WITHDRAWN, Standing(1, 1, S.SUBMITTED, (9,)), viewer("liaison"))


@pytest.mark.parametrize("to", [S.APPROVED, S.RETURNED])
def test_a_version_that_a_newer_one_replaced_is_not_reviewed_any_more(to):
    said = broken_rule(to, Standing(2, 3, S.SUBMITTED), 9)
    assert said == "Version 3 was submitted after version 2, so nothing was done. Read version 3."


def test_a_digest_holds_for_exactly_one_content_whatever_the_order_of_its_keys():
    assert digest_of({"a": 1, "b": ["x"]}) == digest_of({"b": ["x"], "a": 1})
    assert digest_of({"a": 1}) != digest_of({"a": 2})


@pytest.mark.parametrize(
    "role, state, seen",
    [
        ("observer", S.SUBMITTED, False), ("observer", S.APPROVED, True), ("observer", S.DELIVERED, True),
        ("deputy_mayor", S.SUBMITTED, True), ("analyst", S.RETURNED, True), ("administrator", S.APPROVED, False),
    ],
)  # fmt: skip
def test_who_neither_writes_nor_reviews_sees_only_what_was_approved(role, state, seen):
    assert may_see(viewer(role), state) is seen


@pytest.mark.parametrize(
    "state, words",
    [
        (None, "Lee"), (S.SUBMITTED, "the reviewers"), (S.RETURNED, "Lee"), (S.WITHDRAWN, "Lee"),
        (S.APPROVED, "the reviewers, to deliver"), (S.DELIVERED, "its readers"),
    ],
)  # fmt: skip
def test_who_has_it_now(state, words):
    assert with_whom(state, "Lee") == words
