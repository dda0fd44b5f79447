"""Versions: frozen when submitted, approved as exactly what was read, returned with a comment, read."""

import pytest
from sqlalchemy import update

from mobi_tracker.core.actor import Actor, acting_as
from mobi_tracker.core.database import db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.review.models import Comment, Reading, Version
from mobi_tracker.review.operations import versions as review
from mobi_tracker.review.queries.versions import readings_of, waiting_versions
from mobi_tracker.review.vocabulary import VersionState
from tests.briefings.factories import PATH, drafted, make_week
from tests.factories import make_user

CONTENT = {"sections": [{"name": "bottom_line", "lines": []}]}


@pytest.fixture
def people(app):
    """A writer and a reviewer."""
    return make_user("liaison"), make_user("executive_officer")


def submit(user, content=None, subject_id=1) -> Version:
    """A version submitted by somebody."""
    with acting_as(Actor(user.id, user.name)):
        version = review.submit("briefing", subject_id, content or CONTENT, [user.id])
        db.session.commit()
    return version


def test_versions_are_numbered_and_the_newest_waits(people):
    writer, _ = people
    submit(writer), submit(writer), submit(writer, subject_id=2)
    assert [(each.subject_id, each.number) for each in waiting_versions()] == [(1, 2), (2, 1)]


def test_an_approval_holds_for_exactly_what_was_shown(people):
    writer, officer = people
    version = submit(writer)
    with acting_as(Actor(officer.id, officer.name)):
        with pytest.raises(RuleBroken, match="not the text you were shown"):
            review.approve_version(version, "another digest")
        review.approve_version(version, version.digest)
    assert version.state is VersionState.APPROVED and version.closed_by_id == officer.id


def test_what_was_tampered_with_in_the_database_is_not_approved(people):
    writer, officer = people
    version = submit(writer)
    db.session.execute(update(Version).values(content={"sections": []}))
    db.session.commit()
    assert not review.is_intact(version)
    with acting_as(Actor(officer.id, officer.name)), pytest.raises(RuleBroken):
        review.approve_version(version, version.digest)


def test_what_was_submitted_cannot_be_changed(people):
    version = submit(people[0])
    version.content = {"sections": []}
    with pytest.raises(ValueError, match="never changes"):
        db.session.flush()
    db.session.rollback()


def test_returning_needs_a_note_or_a_comment_of_the_reviewer(people):
    writer, officer = people
    version = submit(writer)
    with acting_as(Actor(officer.id, officer.name)):
        with pytest.raises(RuleBroken) as broken:
            review.return_version(version, "  ")
        assert broken.value.field == "note"
        review.comment(version, "Which vendor?", "line-1")
        review.return_version(version)
    assert version.state is VersionState.RETURNED


def test_a_comment_of_somebody_else_does_not_let_a_reviewer_return_in_silence(people):
    writer, officer = people
    version = submit(writer)
    with acting_as(Actor(writer.id, writer.name)):
        review.comment(version, "Please read the second line.")
    with acting_as(Actor(officer.id, officer.name)), pytest.raises(RuleBroken):
        review.return_version(version)


def test_whoever_submitted_it_cannot_approve_it_even_as_a_reviewer(app):
    both = make_user("liaison", "executive_officer")
    version = submit(both)
    with acting_as(Actor(both.id, both.name)), pytest.raises(RuleBroken, match="somebody else has to approve"):
        review.approve_version(version, version.digest)


def test_the_last_version_read_is_kept_for_reviewers_and_readers_not_for_writers(people):
    writer, officer = people
    first, second = submit(writer), submit(writer)
    with acting_as(Actor(officer.id, officer.name)):
        review.comment(first, "Hm.")
        review.approve_version(second, second.digest)
    with acting_as(Actor(writer.id, writer.name)), pytest.raises(RuleBroken, match="You wrote some of this"):
        review.confirm_reading(second)
    readings = readings_of("briefing", 1)
    assert sorted((each.user_id, each.version_number) for each in readings) == [(officer.id, 1), (officer.id, 2)]


def test_reading_twice_is_kept_once_with_the_first_time(people):
    version, reader = submit(people[0]), make_user("deputy_mayor")
    with acting_as(Actor(reader.id, reader.name)), pytest.raises(RuleBroken, match="once it is approved"):
        review.confirm_reading(version)
    with acting_as(Actor(people[1].id, people[1].name)):
        review.approve_version(version, version.digest)
    with acting_as(Actor(reader.id, reader.name)):
        review.confirm_reading(version), review.confirm_reading(version)
    assert db.session.query(Reading).filter_by(user_id=reader.id).count() == 1


def test_a_newer_submission_makes_an_open_approval_stale_and_says_so(visit):
    make_week()
    writer = make_user("liaison")
    briefing = drafted(user=writer)
    liaison, officer = visit(user=writer), visit("executive_officer")
    liaison.send(f"{PATH}/submit")
    first = db.session.query(Version).one()
    digest, record_id = first.digest, first.id
    liaison.fill(f"{PATH}/lines/new?section=bottom_line", text="One thing more.")
    liaison.send(f"{PATH}/submit")
    page = officer.send(f"/versions/{record_id}/approve", digest=digest)
    assert "Version 2 was submitted after version 1, so nothing was done. Read version 2." in page.text
    states = [each.state.value for each in db.session.query(Version).order_by(Version.number)]
    assert states == ["submitted", "submitted"] and briefing.id == first.subject_id


def test_a_version_is_withdrawn_by_who_writes_and_delivered_by_who_reviews(visit):
    make_week()
    writer = make_user("liaison")
    drafted(user=writer)
    liaison, officer = visit(user=writer), visit("executive_officer")
    liaison.send(f"{PATH}/submit")
    first = db.session.query(Version).one().id
    liaison.send(f"/versions/{first}/withdraw")
    page = officer.send(f"/versions/{first}/approve", digest="x")
    assert "Version 1 is withdrawn, so you cannot approve it." in page.text
    liaison.send(f"{PATH}/submit")
    second = db.session.query(Version).filter_by(number=2).one()
    digest, second_id = second.digest, second.id
    officer.send(f"/versions/{second_id}/approve", digest=digest)
    page = officer.send(f"/versions/{second_id}/deliver")
    assert "delivered version 2" in page.text
    liaison.send(f"/versions/{second_id}/deliver", 403)


def test_a_comment_is_resolved_by_its_author_or_a_writer_and_opened_again(visit):
    make_week()
    writer = make_user("liaison")
    drafted(user=writer)
    liaison, officer, mayor = visit(user=writer), visit("executive_officer"), visit("deputy_mayor")
    liaison.send(f"{PATH}/submit")
    version = db.session.query(Version).one().id
    officer.send(f"/versions/{version}/comments/new", text="Shorter, please.")
    mayor.send("/versions/comments/1/resolve", 403)
    assert "Open again" in liaison.send("/versions/comments/1/resolve").text
    assert "Resolve the comment" in officer.send("/versions/comments/1/reopen").text


def test_an_empty_comment_is_said_beside_the_field(visit):
    make_week()
    writer = make_user("liaison")
    drafted(user=writer)
    visit(user=writer).send(f"{PATH}/submit")
    officer = visit("executive_officer")
    page = officer.send("/versions/1/comments/new", text=" ", anchor="line-1")
    assert "Type your comment." in page.text and page.value_of("anchor") == "line-1"
    for nowhere in ("line-99999", "anything"):
        officer.send("/versions/1/comments/new", 404, text="Where is this?", anchor=nowhere)
    assert db.session.query(Comment).count() == 0


def test_an_observer_finds_no_version_that_is_not_approved(visit):
    make_week()
    writer = make_user("liaison")
    drafted(user=writer)
    visit(user=writer).send(f"{PATH}/submit")
    observer = visit("observer")
    observer.send("/versions/1/read", 404)
    assert "is not there yet" in observer.open(PATH).h1
