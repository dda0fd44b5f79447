"""Fix wording and approve in one step: marked, credited, figures and sources untouched, not the reviewer's own."""

import json

from mobi_tracker.briefings.models import BriefingWriter
from mobi_tracker.briefings.rules.content import lines_of
from mobi_tracker.core.database import db
from mobi_tracker.review.models import Version
from tests.briefings.factories import PATH, drafted, line_of, make_week
from tests.factories import make_user

FIX = f"{PATH}/versions/1/fix"


def submitted(visit):
    """A submitted briefing, its liaison, and a reviewer."""
    week, writer = make_week(), make_user("liaison")
    briefing = drafted(user=writer)
    liaison = visit(user=writer)
    liaison.send(f"{PATH}/submit")
    officer = visit(user=make_user("executive_officer", name="Dana Ortiz"))
    return liaison, officer, line_of(briefing, f"ask:{week.ask.id}")


def test_better_wording_is_approved_as_a_version_of_its_own_marked_and_credited(visit):
    liaison, officer, line = submitted(visit)
    text = "**Deputy Mayor, by Fri, Dec 4.** Please approve the interim contract."
    page = officer.fill(FIX, **{f"line-{line.id}": text})
    assert "Approved as version 2" in page.text and "wording by Dana Ortiz" in page.text
    first, second = db.session.query(Version).order_by(Version.number)
    assert (first.state.value, second.state.value) == ("withdrawn", "approved")
    assert second.writer_ids == first.writer_ids and second.submitted_at == first.submitted_at
    fixed = next(each for each in lines_of(second.content) if each.id == line.id)
    assert (fixed.text, fixed.fixed_by) == (text, "Dana Ortiz")
    assert fixed.sources == next(each for each in lines_of(first.content) if each.id == line.id).sources
    assert officer.user_id not in {each.user_id for each in db.session.query(BriefingWriter)}
    page = liaison.open(f"{PATH}?version=2&since=1")
    assert "wording by Dana Ortiz" in page.text and "added: Please approve" in page.text
    assert "Please approve the interim contract" in liaison.open(f"{PATH}/edit").text


def test_a_figure_cannot_be_changed_that_way_and_what_was_typed_stays(visit):
    _, officer, line = submitted(visit)
    text = "**Deputy Mayor, by Fri, Dec 11.** Approve the interim contract."
    page = officer.fill(FIX, **{f"line-{line.id}": text})
    assert "Numbers, dates and amounts stay as they are" in page.text
    assert page.value_of(f"line-{line.id}").strip() == text
    assert db.session.query(Version).one().state.value == "submitted"


def test_a_line_cannot_be_emptied_and_something_must_change(visit):
    _, officer, line = submitted(visit)
    assert "cannot be emptied here" in officer.fill(FIX, **{f"line-{line.id}": " "}).text
    assert "You changed no wording" in officer.fill(FIX).text


def test_a_text_that_was_tampered_with_or_not_shown_is_not_approved_by_fixing_wording(visit):
    _, officer, line = submitted(visit)
    text = {f"line-{line.id}": "**Deputy Mayor, by Fri, Dec 4.** Please approve the interim contract."}
    assert "not the text you were shown" in officer.fill(FIX, digest=None, **text).text
    table = Version.__table__
    content = json.loads(json.dumps(db.session.query(Version).one().content).replace("Vendor delay", "No delay"))
    db.session.execute(table.update().values(content=content))
    db.session.commit()
    assert "not the text you were shown" in officer.fill(FIX, **text).text
    assert db.session.query(Version).one().state.value == "submitted"


def test_a_link_is_a_source_and_stays_as_it_is(visit):
    _, officer, line = submitted(visit)
    text = "**Deputy Mayor, by Fri, Dec 4.** Approve [the interim contract](https://example.org/other)."
    assert "Links stay as they are" in officer.fill(FIX, **{f"line-{line.id}": text}).text


def test_who_wrote_it_cannot_approve_it_by_fixing_wording(visit):
    week, both = make_week(), make_user("executive_officer")
    briefing = drafted(user=both)
    visitor = visit(user=both)
    visitor.send(f"{PATH}/submit")
    line = line_of(briefing, f"silence:{week.quiet.id}")
    page = visitor.fill(FIX, **{f"line-{line.id}": "Nothing logged since Nov 11 for **Digital ID pilot** (ITA)."})
    assert "somebody else has to approve it" in page.text
    visit("liaison").open(FIX, 403)
