"""What a reader may not see is left out of the briefing they read, and the page says that it was."""

import pytest

from mobi_tracker.access.operations import MarkingDraft, set_marking
from mobi_tracker.access.vocabulary import Basis, Marking
from mobi_tracker.briefings.models import Briefing
from mobi_tracker.briefings.operations.submitting import submit_briefing
from mobi_tracker.commitments.vocabulary import AskState
from mobi_tracker.core.actor import Actor, acting_as
from mobi_tracker.core.database import db
from mobi_tracker.review.models import Version
from mobi_tracker.review.operations.versions import approve_version
from tests.briefings.factories import PATH, WEEK, ask, drafted, line_of, make_week, redraft, texts
from tests.factories import make_user


def approved(writer=None) -> Briefing:
    """The briefing of the week, drafted, submitted and approved."""
    writer, officer = writer or make_user("liaison"), make_user("executive_officer")
    briefing = drafted(user=writer)
    with acting_as(Actor(writer.id, writer.name)):
        version = submit_briefing(briefing)
    with acting_as(Actor(officer.id, officer.name)):
        approve_version(version)
        db.session.commit()
    return briefing


def test_an_observer_reads_it_without_the_lines_that_cite_what_they_may_not_see(visit):
    week = make_week(with_restricted=True)
    approved()
    page = visit("observer").open(PATH)
    assert "Permit login" in page.text and "Sealed bid" not in page.text and "Three bids" not in page.text
    assert "One line is left out here" in page.text
    officer = visit("executive_officer").open(PATH)
    assert "Sealed bid" in officer.text and "left out here" not in officer.text
    visit("observer").open(f"{PATH}/sources/status_update/{week.sealed.id}", 404)


def test_today_s_marking_decides_for_a_version_approved_before(visit):
    week = make_week()
    approved()
    observer = visit("observer")
    assert "Vendor delay on proofing" in observer.open(PATH).text
    set_marking(week.worse, MarkingDraft(Marking.DELIBERATIVE))
    db.session.commit()
    page = observer.open(PATH)
    assert "Vendor delay on proofing" not in page.text and "are left out here" in page.text


def test_a_line_that_cites_a_record_with_readers_is_for_them_alone(visit):
    week, reader = make_week(), make_user("liaison")
    with acting_as(Actor(reader.id, reader.name)):
        set_marking(week.worse, MarkingDraft(Marking.CONFIDENTIAL, Basis.PROCUREMENT, (reader.id,)))
        db.session.commit()
    briefing = drafted(user=reader)
    line = line_of(briefing, f"status:{week.worse.id}")
    assert line.effective_marking is Marking.CONFIDENTIAL and line.has_floor_readers
    other = make_user("liaison")
    page = visit(user=other).open(f"{PATH}/edit")
    assert "Vendor delay on proofing" not in page.text and "left out here" in page.text
    visit(user=other).open(f"{PATH}/lines/{line.id}/edit", 404)
    redraft(other)
    assert f"status:{week.worse.id}" in texts(briefing)
    assert "Vendor delay on proofing" in visit(user=reader).open(f"{PATH}/edit").text


def test_an_ask_that_waits_to_be_forwarded_is_no_decision_needed(app):
    make_week()
    waiting = ask("Buy a second van", None, WEEK, state=AskState.WITH_EXECUTIVE_OFFICER)
    assert f"ask:{waiting.id}" not in texts(drafted())


def test_a_source_opens_beside_the_text_with_what_it_says(visit):
    week = make_week()
    approved()
    reader = visit("observer")
    part = reader._call("GET", f"{PATH}/sources/status_update/{week.worse.id}", headers={"X-Fragment": "1"}).text
    assert "Vendor delay on proofing." in part and "per ITA" in part and "<html" not in part
    page = reader.open(f"{PATH}/sources/status_update/{week.worse.id}")
    assert page.h1 == "Source: Status update, Permit login, Fri, Nov 27"
    reader.open(f"{PATH}/sources/user/1", 404)


@pytest.mark.parametrize("kind", ["ask", "action_item", "decision", "meeting", "council_item", "milestone", "project"])
def test_every_kind_of_source_can_be_opened(visit, kind):
    make_week()
    assert visit("liaison").open(f"{PATH}/sources/{kind}/1").h1.startswith("Source: ")


def test_comments_on_a_line_that_is_not_for_the_reader_are_left_out(visit):
    week = make_week(with_restricted=True)
    writer = make_user("liaison")
    briefing = drafted(user=writer)
    visit(user=writer).send(f"{PATH}/submit")
    line = line_of(briefing, f"status:{week.sealed.id}")
    visit("executive_officer").send("/versions/1/comments/new", anchor=f"line-{line.id}", text="Which bidder is that?")
    assert "Which bidder is that?" in visit("deputy_mayor").open(f"{PATH}?version=1").text
    analyst = visit(user=make_user("analyst", departments=(week.finance,)))
    assert "Which bidder is that?" not in analyst.open(f"{PATH}?version=1").text
    analyst.send("/versions/1/comments/new", 404, anchor=f"line-{line.id}", text="And this one?")


def test_the_list_shows_weeks_with_where_they_stand_and_an_observer_only_approved_ones(visit):
    make_week()
    writer = make_user("liaison", name="Lee Writer")
    drafted(user=writer)
    liaison, observer = visit(user=writer), visit("observer")
    assert "Draft the week Nov 30–Dec 6" in liaison.open("/briefings").text
    assert "Week of Nov 23–29" not in observer.open("/briefings").text
    liaison.send(f"{PATH}/submit")
    page = liaison.open("/briefings?state=submitted")
    assert "Version 1 submitted" in page.text and "the reviewers" in page.text
    assert "Week of Nov 23–29" not in liaison.open("/briefings?state=approved&year=2026").text
    liaison.open("/briefings?format=csv")
    assert "Version 1 submitted" in liaison.response.text
    assert "Draft the week" not in observer.open("/briefings").text


def test_a_reader_of_a_week_that_is_only_a_draft_is_told_that_it_is_not_there_yet(visit):
    make_week()
    drafted()
    for role in ("deputy_mayor", "observer"):
        assert "is not there yet" in visit(role).open(PATH).h1


def test_a_version_that_was_tampered_with_is_shown_with_a_warning(visit):
    make_week()
    approved()
    table = Version.__table__
    db.session.execute(table.update().values(digest="0" * 64))
    db.session.commit()
    assert "not what was submitted" in visit("deputy_mayor").open(PATH).text
