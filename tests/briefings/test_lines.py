"""Working lines: edit, add, hide, move; two editors; what is being typed comes back; an analyst's own departments."""

import re

import pytest

from mobi_tracker.briefings.models import BriefingLine, BriefingWriter
from mobi_tracker.briefings.queries.briefings import lines_of_draft
from mobi_tracker.briefings.vocabulary import Section
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import bring_back, withdraw
from mobi_tracker.review.models import Version
from tests.briefings.factories import PATH, drafted, line_of, make_week
from tests.factories import make_user


def keys(briefing, section):
    """The keys of a section's lines in order."""
    db.session.rollback()
    return [each.key for each in lines_of_draft(briefing) if each.section is section]


def test_two_editors_of_one_line_never_lose_words(visit):
    week = make_week()
    briefing = drafted()
    line = line_of(briefing, f"ask:{week.ask.id}")
    path, shown = f"{PATH}/lines/{line.id}/edit", str(line.version)
    one, other = visit("liaison"), visit("liaison")
    one.fill(path, text="The first one's words.")
    page = other.fill(path, text="The second one's words.", version=shown)
    assert "The first one's words." in page.text and page.value_of("text") == "The second one's words."
    db.session.rollback()
    assert db.session.get(BriefingLine, line.id).text == "The first one's words."
    other.send(path, text="Both.", version=page.value_of("version"), section="decisions_needed", marking="internal")
    db.session.rollback()
    assert db.session.get(BriefingLine, line.id).text == "Both."


def test_words_for_a_line_that_was_taken_out_meanwhile_are_kept_and_bring_it_back(visit):
    week = make_week()
    one, other = visit("liaison"), visit("liaison")
    briefing = drafted()
    line = line_of(briefing, f"status:{week.worse.id}")
    path, shown = f"{PATH}/lines/{line.id}/edit", str(line.version)
    withdraw(week.worse)
    db.session.commit()
    one.send(f"{PATH}/draft")
    assert line.key not in keys(briefing, line.section)
    bring_back(week.worse)
    db.session.commit()
    other.open(path, 404)
    page = other.send(path, text="My words.", version=shown, section="by_initiative", marking="internal")
    assert "was taken out meanwhile" in page.text and page.value_of("text").strip() == "My words."
    other.send(path, text="My words.", version=page.value_of("version"), section="by_initiative", marking="internal")
    assert line.key in keys(briefing, line.section)
    one.send(f"{PATH}/arrange", 404, do="up:99999")


def test_what_is_being_typed_comes_back_and_is_forgotten_when_saved(visit):
    make_week()
    line = line_of(drafted(), "bottom:changes")
    liaison, path = visit("liaison"), f"{PATH}/lines/{line.id}/edit"
    token = liaison.token()
    kept = liaison._call(
        "PUT", f"/drafts/briefing-line/{line.id}", json={"text": "Half a sent", "base_version": line.version},
        headers={"X-CSRFToken": token},
    )  # fmt: skip
    assert kept.status_code == 200
    page = liaison.open(path)
    assert page.value_of("text").strip() == "Half a sent" and "not saved in the briefing yet" in page.text
    assert visit("liaison").open(path).value_of("text").strip() != "Half a sent"
    liaison.fill(path, text="Half a sentence, now whole.")
    assert "not saved in the briefing yet" not in liaison.open(path).text


def test_what_was_being_typed_can_be_thrown_away(visit):
    make_week()
    line = line_of(drafted(), "bottom:changes")
    liaison = visit("liaison")
    liaison._call(
        "PUT", f"/drafts/briefing-line/{line.id}", json={"text": "Oh no"}, headers={"X-CSRFToken": liaison.token()}
    )
    page = liaison.send(f"{PATH}/lines/{line.id}/discard")
    assert page.value_of("text").strip() == "**Permit login** went from at risk on Nov 22 to off track."


def test_saving_a_line_marks_it_edited_and_submits_nothing(visit):
    make_week()
    briefing = drafted()
    line = line_of(briefing, "bottom:changes")
    page = visit("liaison").fill(f"{PATH}/lines/{line.id}/edit", text="In my words.")
    assert "In my words. update Nov 27 edited" in page.text.replace("  ", " ")
    assert db.session.query(Version).count() == 0


def test_an_emptied_line_is_said_beside_the_field(visit):
    make_week()
    line = line_of(drafted(), "bottom:changes")
    assert "Type the line." in visit("liaison").fill(f"{PATH}/lines/{line.id}/edit", text=" ").text


def test_a_line_moves_up_and_down_and_to_another_section(visit):
    make_week()
    briefing, liaison = drafted(), visit("liaison")
    line = line_of(briefing, "bottom:decision")
    liaison.send(f"{PATH}/arrange", do=f"up:{line.id}")
    assert keys(briefing, Section.BOTTOM_LINE) == ["bottom:decision", "bottom:changes"]
    liaison.send(f"{PATH}/arrange", do=f"down:{line.id}")
    assert keys(briefing, Section.BOTTOM_LINE) == ["bottom:changes", "bottom:decision"]
    liaison.fill(f"{PATH}/lines/{line.id}/edit", section="coming_up")
    assert keys(briefing, Section.COMING_UP)[-1] == "bottom:decision"
    for wrong in (f"fly:{line.id}", "up:99999999999999999999", "up:²", "up:"):
        liaison.send(f"{PATH}/arrange", 400, do=wrong)


def test_a_hidden_line_is_not_submitted_and_can_be_shown_again(visit):
    make_week()
    line = line_of(drafted(), "bottom:changes")
    liaison = visit("liaison")
    liaison.send(f"{PATH}/arrange", do=f"hide:{line.id}")
    liaison.send(f"{PATH}/submit")
    assert "went from at risk" not in liaison.open(f"{PATH}?version=1").text
    liaison.send(f"{PATH}/arrange", do=f"show:{line.id}")
    assert "went from at risk" in liaison.open(f"{PATH}?version=draft").text


def test_one_s_own_line_is_added_and_taken_out_and_a_drafted_one_only_hidden(visit):
    make_week()
    briefing, liaison = drafted(), visit("liaison")
    page = liaison.fill(f"{PATH}/lines/new?section=coming_up", text="Budget hearing **soon**.")
    assert "Budget hearing soon" in page.text
    added = max(lines_of_draft(briefing), key=lambda each: each.id)
    assert (added.section, added.origin.value) == (Section.COMING_UP, "written")
    liaison.send(f"{PATH}/arrange", do=f"take_out:{added.id}")
    assert "Budget hearing" not in liaison.open(f"{PATH}/edit").text
    other = line_of(briefing, "bottom:changes")
    assert "is hidden, not taken out" in liaison.send(f"{PATH}/arrange", do=f"take_out:{other.id}").text


def test_the_script_gets_only_the_part_that_changed(visit):
    make_week()
    line = line_of(drafted(), "bottom:changes")
    liaison = visit("liaison")
    form = liaison._call("GET", f"{PATH}/lines/{line.id}/edit", headers={"X-Fragment": "1"}).text
    assert "<html" not in form and f'id="line-{line.id}"' in form and f'id="text-{line.id}"' in form
    data = {"csrf_token": liaison.token(), "text": "Mine.", "section": "bottom_line", "marking": "internal"}
    saved = liaison._call("POST", f"{PATH}/lines/{line.id}/edit", data=data, headers={"X-Fragment": "1"}).text
    assert "<html" not in saved and "Mine." in saved and re.search(r"Up|Down", saved)
    data = {"csrf_token": data["csrf_token"], "do": f"hide:{line.id}"}
    draft = liaison._call("POST", f"{PATH}/arrange", data=data, headers={"X-Fragment": "1"}).text
    assert draft.lstrip().startswith('<div id="draft">') and "hidden: not in the next version" in draft


def test_an_analyst_writes_only_for_their_own_departments(visit):
    week = make_week()
    briefing = drafted()
    analyst = visit(user=make_user("analyst", departments=(week.finance,)))
    own, others = line_of(briefing, f"better:{week.curb.id}"), line_of(briefing, f"worse:{week.permit.id}")
    analyst.fill(f"{PATH}/lines/{own.id}/edit", text="Finance says so.")
    analyst.send(f"{PATH}/lines/{others.id}/edit", 403, text="No.")
    analyst.send(f"{PATH}/arrange", 403, do=f"hide:{others.id}")
    analyst.send(f"{PATH}/draft", 403)
    analyst.send(f"{PATH}/submit", 403)
    page = analyst.fill(f"{PATH}/lines/new", text="Finance adds this.")
    assert "Finance adds this." in page.text
    added = db.session.query(BriefingLine).filter_by(text="Finance adds this.").one()
    assert added.department_id == week.finance.id
    page = analyst.send(
        f"{PATH}/lines/new", text="For ITA.", section="coming_up", marking="internal", department_id=str(week.ita.id)
    )
    assert "Not a valid choice" in page.text


def test_everybody_who_drafted_or_edited_is_a_writer_of_the_version(visit):
    week = make_week()
    first, second = make_user("liaison"), make_user("executive_officer")
    briefing = drafted(user=first)
    line = line_of(briefing, f"ask:{week.ask.id}")
    officer = visit(user=second)
    officer.fill(f"{PATH}/lines/{line.id}/edit", text="My own words.")
    visit(user=first).send(f"{PATH}/submit")
    assert {each.user_id for each in db.session.query(BriefingWriter)} == {first.id, second.id}
    page = officer.open(f"{PATH}?version=1")
    assert "Approve version 1" not in page.text and "somebody else has to approve it" in page.text
    version = db.session.query(Version).one()
    page = officer.send(f"/versions/{version.id}/approve", digest=version.digest)
    assert "You wrote some of this" in page.text and "Approve version 1" in visit("deputy_mayor").open(PATH).text


def test_an_empty_briefing_is_not_submitted(visit):
    drafted()
    page = visit("liaison").send(f"{PATH}/submit")
    assert "There is nothing in this briefing yet." in page.text


def test_the_same_text_is_not_submitted_twice_and_a_changed_draft_is_read_again_first(visit):
    make_week()
    briefing, liaison = drafted(), visit("liaison")
    page = liaison.open(f"{PATH}/edit")
    digest = page.value_of("digest")
    line = line_of(briefing, "bottom:changes")
    visit("liaison").fill(f"{PATH}/lines/{line.id}/edit", text="Changed by somebody.")
    assert "Somebody changed a line since" in liaison.send(f"{PATH}/submit", digest=digest).text
    liaison.send(f"{PATH}/submit")
    assert "Nothing has changed since version 1, which is submitted." in liaison.send(f"{PATH}/submit").text


@pytest.mark.parametrize("path", ["/lines/new", "/edit"])
def test_who_does_not_write_does_not_open_the_draft(visit, path):
    make_week()
    drafted()
    for role in ("deputy_mayor", "observer"):
        visit(role).open(f"{PATH}{path}", 403)
    visit("deputy_mayor").open(f"{PATH}?version=draft", 404)
