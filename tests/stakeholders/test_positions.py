"""Positions over time and further ways to reach somebody."""

from datetime import date

from mobi_tracker.core.database import db
from mobi_tracker.stakeholders.models import Position
from mobi_tracker.stakeholders.operations import ContactDraft, add_contact
from tests.factories import make_organization


def make_contact(name="Maria Lopez", organization=None, **values):
    contact = add_contact(ContactDraft(name, organization.id if organization else None, **values))
    db.session.commit()
    return contact


def positions():
    return db.session.query(Position).order_by(Position.id).all()


def test_a_new_position_ends_none_but_becomes_the_main_one(visit):
    record = make_contact(organization=make_organization("Office of Finance"))
    make_organization("Harbor Trust")
    page = visit("liaison").fill(
        f"/contacts/{record.id}/positions/new", organization_id="Harbor Trust", title="Trustee"
    )
    assert "Office of Finance" in page.text and "Harbor Trust" in page.text
    assert [(each.ended_on, each.is_main) for each in positions()] == [(None, False), (None, True)]


def test_a_position_is_ended_with_its_day_and_stays_on_the_page(visit):
    record = make_contact(organization=make_organization("Office of Finance"))
    page = visit("liaison").fill(f"/positions/{positions()[0].id}/end", ended_on="2026-11-13")
    assert page.h1 == record.name and "until Fri, Nov 13" in page.text


def test_a_position_does_not_end_in_the_future_or_before_it_began(visit):
    make_contact(organization=make_organization("Office of Finance"))
    positions()[0].started_on = date(2026, 3, 1)
    db.session.commit()
    liaison = visit("liaison")
    path = f"/positions/{positions()[0].id}/end"
    assert "on a day that has come" in liaison.fill(path, ended_on="2026-12-24").text
    assert "The end is before the start." in liaison.fill(path, ended_on="2026-02-01").text


def test_a_position_at_an_organization_a_reader_may_not_see_is_left_out(visit):
    record = make_contact(organization=make_organization("Sealed Vendor", marking="deliberative_draft"))
    assert "Sealed Vendor" not in visit("observer").open(f"/contacts/{record.id}").text
    assert "Sealed Vendor" in visit("liaison").open(f"/contacts/{record.id}").text


def test_a_position_entered_by_mistake_is_taken_out(visit):
    record = make_contact(organization=make_organization("Office of Finance"))
    liaison, path = visit("liaison"), f"/positions/{positions()[0].id}"
    assert f'action="{path}/withdraw"' in liaison.open(f"/contacts/{record.id}").html
    page = liaison.send(f"{path}/withdraw")
    assert page.h1 == record.name and "No position is known." in page.text
    assert "The position at Office of Finance is taken out." in page.text and f'action="{path}/bring-back"' in page.html
    page = liaison.send(f"{path}/bring-back")
    assert "is back" in page.text and "No position is known." not in page.text
    assert f'action="{path}/withdraw"' not in visit("observer").open(f"/contacts/{record.id}").html


def test_further_ways_are_added_and_taken_out(visit):
    record = make_contact(email="maria@example.org")
    liaison = visit("liaison")
    page = liaison.fill(f"/contacts/{record.id}/ways/new", kind="email", value="second@example.org", is_private="y")
    assert "second@example.org" in page.text
    assert "second@example.org" not in visit("observer").open(f"/contacts/{record.id}").text
    page = liaison.send("/contact-ways/2/withdraw")
    assert "second@example.org is taken out." in page.text
    assert "second@example.org" not in page.html.split('id="ways"')[1]
    page = liaison.send("/contact-ways/2/bring-back")
    assert "second@example.org" in page.html.split('id="ways"')[1] and "maria@example.org" in page.text
