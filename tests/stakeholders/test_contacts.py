"""Contacts: list, add, duplicates, private numbers, whose own they are, stale saves."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from mobi_tracker.core.database import db
from mobi_tracker.meetings.models import Attendance, Meeting
from mobi_tracker.stakeholders import queries
from mobi_tracker.stakeholders.models import Contact, ContactWay
from mobi_tracker.stakeholders.operations import ContactDraft, add_contact
from tests.factories import make_department, make_organization, make_user, make_viewer, stored


def make_contact(name="Maria Lopez", organization=None, **values):
    contact = add_contact(ContactDraft(name, organization.id if organization else None, **values))
    db.session.commit()
    return contact


def met(contact, on, title="Check-in", **values):
    meeting = stored(
        Meeting(title=title, on=on, starts_at=datetime(on.year, on.month, on.day, 18, tzinfo=UTC), **values)
    )
    stored(Attendance(meeting_id=meeting.id, contact_id=contact.id))
    return meeting


def test_a_liaison_adds_a_person_with_a_position_and_lands_on_their_page(visit):
    make_organization("Office of Finance")
    page = visit("liaison").fill(
        "/contacts/new", name="Maria Lopez", organization_id="office of finance", title="Chief Data Officer",
        email="Maria@Example.org", phone="213-555-0101", cadence_days="30",
    )  # fmt: skip
    assert page.h1 == "Maria Lopez"
    assert "Chief Data Officer" in page.text and "maria@example.org" in page.text and "every 30 days" in page.text


def test_an_unknown_organization_is_said_beside_the_field_and_what_was_typed_stays(visit):
    page = visit("liaison").fill("/contacts/new", name="Maria Lopez", organization_id="Nowhere Trust")
    assert "There is no organization called “Nowhere Trust”" in page.text
    assert page.value_of("organization_id") == "Nowhere Trust"


@pytest.mark.parametrize("values", [{"name": "MARÍA lopez"}, {"name": "Other Name", "email": "MARIA@example.org"}])
def test_somebody_of_the_same_name_or_mail_is_shown_first_and_added_all_the_same_when_asked(visit, values):
    known = make_contact("María López", email="maria@example.org")
    liaison = visit("liaison")
    page = liaison.fill("/contacts/new", **values)
    assert "There is already somebody like that" in page.text
    assert page.link("María López") == f"/contacts/{known.id}"
    assert liaison.fill("/contacts/new", **values, add_anyway="Add anyway").h1 == values["name"]


def test_a_wrong_mail_address_is_said_beside_the_field(visit):
    assert "Give a mail address" in visit("liaison").fill("/contacts/new", name="Maria", email="maria at home").text


def test_private_numbers_and_notes_are_hidden_from_observers(visit):
    record = make_contact(phone="213-555-0101", mobile="213-555-0102", notes="Prefers mornings.")
    page = visit("observer").open(f"/contacts/{record.id}")
    assert "213-555-0101" in page.text and "213-555-0102" not in page.text and "mornings" not in page.text
    page = visit("deputy_mayor").open(f"/contacts/{record.id}")
    assert "213-555-0102" in page.text and "mornings" in page.text


def test_private_numbers_and_notes_are_hidden_from_observers_in_history_too(visit):
    record = make_contact(mobile="213-555-0102", notes="Prefers mornings.")
    visit("liaison").fill(f"/contacts/{record.id}/edit", mobile="213-555-0103", notes="Prefers evenings.")
    page = visit("observer").open(f"/history/contact/{record.id}")
    assert "213-555-01" not in page.text and "Prefers" not in page.text
    assert "213-555-0102" in visit("liaison").open(f"/history/contact/{record.id}").text


def test_another_mail_address_replaces_the_first_and_the_former_is_kept_withdrawn(visit):
    record = make_contact(email="old@example.org")
    visit("liaison").fill(f"/contacts/{record.id}/edit", email="new@example.org")
    ways = db.session.query(ContactWay).order_by(ContactWay.id).all()
    assert [(each.value, each.is_withdrawn) for each in ways] == [("old@example.org", True), ("new@example.org", False)]
    visit("liaison").fill(f"/contacts/{record.id}/edit", email="old@example.org")
    assert [each.value for each in queries.standing_ways(record.id)] == ["old@example.org"]


def test_a_stale_save_shows_both_numbers(visit):
    record = make_contact(phone="213-555-0101")
    shown = record.version
    liaison = visit("liaison")
    liaison.fill(f"/contacts/{record.id}/edit", phone="213-555-0111")
    page = liaison.fill(f"/contacts/{record.id}/edit", phone="213-555-0122", version=str(shown))
    assert "213-555-0111" in page.text and page.value_of("phone") == "213-555-0122"


def test_an_analyst_adds_and_edits_people_of_their_own_departments_only(visit):
    own, other = make_department("ita", "Tech Agency"), make_department("gsd", "General Services")
    stranger = make_contact("Of Another", other.organization)
    analyst = visit("analyst", departments=(own,))
    page = analyst.fill("/contacts/new", name="Maria Lopez", organization_id="General Services")
    assert "Name one of your own departments" in page.text
    assert analyst.fill("/contacts/new", name="Maria Lopez", organization_id="Tech Agency").h1 == "Maria Lopez"
    analyst.open(f"/contacts/{stranger.id}/edit", 403)


def test_the_list_shows_main_position_owner_and_last_contact(visit):
    owner = make_user("liaison", name="Lee Owner")
    record = make_contact(
        "Maria Lopez",
        make_organization("Office of Finance"),
        title="Chief",
        relationship_owner_id=owner.id,
        cadence_days=7,
    )
    met(record, date(2026, 11, 16))
    met(record, date(2026, 11, 20), "Later")
    page = visit("liaison").open("/contacts?q=lopez")
    row = page.tables[0][1]
    assert row == ["Maria Lopez", "Chief", "Office of Finance", "Lee Owner", "Nov 20", "every 7 days, due"]


def test_planned_meetings_and_ones_they_missed_are_no_contact(visit):
    record = make_contact(cadence_days=7)
    met(record, date(2026, 12, 4), state="planned")
    meeting = met(record, date(2026, 11, 27))
    db.session.query(Attendance).filter_by(meeting_id=meeting.id).one().is_present = False
    db.session.commit()
    assert "Nov 27" not in visit("liaison").open("/contacts?q=lopez").text


def test_a_meeting_a_reader_may_not_see_is_no_last_contact_to_them(visit):
    record = make_contact()
    met(record, date(2026, 11, 20), marking="deliberative_draft")
    assert "Nov 20" in visit("liaison").open("/contacts?q=lopez").text
    assert "Nov 20" not in visit("observer").open("/contacts?q=lopez").text


def test_the_list_filters_by_name_mail_organization_owner_and_check_ins_due(visit):
    owner = make_user("liaison")
    make_contact("Maria Lopez", make_organization("Office of Finance"), relationship_owner_id=owner.id)
    late = make_contact("Ana Reyes", email="ana@harbor.example.org", cadence_days=30)
    recent = make_contact("Bo Chen", cadence_days=30)
    met(late, date(2026, 10, 30))
    met(recent, date(2026, 11, 20))
    liaison = visit("liaison")

    def names(query):
        return [row[0] for row in liaison.open(f"/contacts?{query}").tables[0][1:]]

    assert names("q=harbor.example") == ["Ana Reyes"]
    assert names("organization=finance") == ["Maria Lopez"]
    assert names(f"owner={owner.id}") == ["Maria Lopez"]
    assert names("due=yes") == ["Ana Reyes"]


def test_the_list_leaves_as_csv(visit):
    make_contact("Maria Lopez", make_organization("Office of Finance"))
    liaison = visit("liaison")
    liaison.open("/contacts?format=csv&q=lopez")
    assert "Office of Finance" in liaison.response.text


def test_a_withdrawn_contact_leaves_the_list_and_comes_back(visit):
    record = make_contact()
    liaison = visit("liaison")
    liaison.send(f"/contacts/{record.id}/withdraw", reason="twice")
    assert liaison.open("/contacts?q=lopez").tables == []
    assert liaison.send(f"/contacts/{record.id}/bring-back").h1 == "Maria Lopez"


@pytest.mark.parametrize(
    ("typed", "found"),
    [("maria lopez", True), ("MARÍA LÓPEZ", True), ("lopez", True), ("Maria Lopez (Office of Finance)", True)],
)
def test_a_contact_is_found_by_the_words_people_type(app, typed, found):
    record = make_contact("María López", make_organization("Office of Finance", abbreviation="Finance"))
    assert (queries.find_contact_by_name(typed, make_viewer("liaison")) == record.id) is found


def test_a_name_that_several_have_is_asked_back(app):
    make_contact("Maria Lopez", make_organization("Office of Finance"))
    make_contact("Maria Lopez")
    with pytest.raises(ValueError, match=r"Several have that name.*Maria Lopez \(Office of Finance\)"):
        queries.find_contact_by_name("Maria Lopez", make_viewer("liaison"))


def test_nobody_of_that_name_says_what_to_do(app):
    with pytest.raises(ValueError, match="Nobody is called “Zed”"):
        queries.find_contact_by_name("Zed", make_viewer("liaison"))


def test_no_field_asks_for_more_than_the_work_needs():
    assert not {"birthday", "home_address", "party", "religion", "ethnicity"} & set(Contact.__table__.columns.keys())


def test_an_analyst_cannot_mark_a_person_out_of_their_own_sight(visit):
    own = make_department("ita", "Tech Agency")
    analyst = visit("analyst", departments=(own,))
    sealed = {"marking": "confidential", "marking_basis": "personnel"}
    page = analyst.fill("/contacts/new", name="Maria Lopez", organization_id="Tech Agency", **sealed)
    assert "You would not see this any more yourself" in page.text and page.value_of("name") == "Maria Lopez"
    analyst.fill("/contacts/new", name="Maria Lopez", organization_id="Tech Agency")
    record = db.session.scalars(select(Contact)).all()[-1]
    page = analyst.fill(f"/contacts/{record.id}/edit", **sealed)
    assert "You would not see this any more yourself" in page.text
    assert "Maria Lopez" in visit("liaison").fill(f"/contacts/{record.id}/edit", **sealed).text


def test_an_analyst_puts_links_on_people_of_their_own_departments_only(visit):
    own, other = make_department("ita", "Tech Agency"), make_department("gsd", "General Services")
    record, stranger = make_contact("Maria Lopez", own.organization), make_contact("Of Another", other.organization)
    analyst = visit("analyst", departments=(own,))
    page = analyst.fill(
        analyst.open(f"/contacts/{record.id}").link("Add a link"), title="Notes", address="https://example.org/notes"
    )
    assert page.link("Notes") == "https://example.org/notes"
    assert "Add a link" not in analyst.open(f"/contacts/{stranger.id}").text
    analyst.open(f"/links/contact/{stranger.id}/new", 403)
