"""Notes of very many items: the page stays small, and nothing that is folded away is lost."""

import re
from datetime import date

import pytest

from mobi_tracker.commitments.models import ActionItem
from mobi_tracker.core.database import db
from tests.factories import make_contact
from tests.meetings.factories import log

MOST = 60 * 1024
LONG = "\n".join(f"TODO @Maria Chen send report number {at} to the team by Fri" for at in range(1, 501))
ASKING = "\n".join(f"TODO send report number {at} to the team next week" for at in range(1, 501))


def named(page):
    """Everything the page's form would send, by name."""
    sent = {}
    for field in page.fields:
        is_left_out = field.get("type") in ("submit", "button", "search") or (
            field.get("type") in ("checkbox", "radio") and "checked" not in field
        )
        if field.get("name") and not is_left_out and "multiple" not in field:
            sent[field["name"]] = field["value"]
    return sent


def press(visitor, path, page, value, **changes):
    """Press a button beside the notes; the page that follows."""
    return visitor.send(path, **{**named(page), **changes, "do": value})


def opener(page, number):
    """The value of the button that opens the item of that number."""
    found = re.search(rf'value="(open:[^"]+)"[^>]*>\w+<span class="visually-hidden"> item {number}<', page.html)
    assert found, f"No press opens item {number}."
    return found[1]


def size(page):
    return len(page.html.encode())


@pytest.mark.parametrize("notes", [LONG, ASKING])
def test_pages_of_500_items_stay_small(visit, notes):
    make_contact("Maria Chen")
    liaison = visit("liaison")
    assert size(liaison.fill("/meetings/new", notes=notes, do="preview")) < MOST
    meeting = log(liaison, notes)
    assert size(liaison.open(f"/meetings/{meeting.id}/edit")) < MOST
    assert size(liaison.open(f"/meetings/{meeting.id}/answers")) < MOST


def test_few_items_have_their_fields_without_a_press(visit):
    make_contact("Maria Chen")
    page = visit("liaison").fill("/meetings/new", notes="\n".join(LONG.split("\n")[:5]), do="preview")
    assert len([each for each in page.fields if each.get("name", "").endswith(".due")]) == 5
    assert 'value="open:' not in page.html


def test_what_was_typed_into_an_item_outlives_folding_paging_and_saving(visit):
    make_contact("Maria Chen")
    liaison, path = visit("liaison"), "/meetings/new"
    page = liaison.fill(path, notes=LONG, do="preview")
    page = press(liaison, path, page, opener(page, 7))
    (due,) = [name for name in named(page) if name.endswith(".due")]
    page = press(liaison, path, page, f"close:{due.removesuffix('.due')}", **{due: "2026-12-24"})
    assert due not in named(page)
    forward = re.search(r'value="(from:\d+)"[^>]*>More items', page.html)
    page = press(liaison, path, page, forward[1])
    assert "item 7<" not in page.html
    liaison.send(path, **named(page))
    changed = db.session.query(ActionItem).filter(ActionItem.due == date.fromisoformat("2026-12-24")).one()
    assert changed.text.startswith("Send report number 7 ")
    assert db.session.query(ActionItem).count() == 500


def test_what_was_typed_into_a_record_outlives_folding(visit):
    make_contact("Maria Chen")
    liaison = visit("liaison")
    path = f"/meetings/{log(liaison, LONG).id}/edit"
    page = liaison.open(path)
    page = press(liaison, path, page, opener(page, 9))
    (due,) = [name for name in named(page) if re.fullmatch(r"r\d+\.due", name)]
    page = press(liaison, path, page, f"close:{named(page)['opened']}", **{due: "2026-12-24"})
    assert due not in named(page)
    liaison.send(path, **named(page))
    changed = db.session.query(ActionItem).filter(ActionItem.due == date.fromisoformat("2026-12-24")).one()
    assert changed.text.startswith("Send report number 9 ")


def test_every_question_can_be_reached_and_the_next_opens_when_one_is_answered(visit):
    liaison, path = visit("liaison"), "/meetings/new"
    page = liaison.fill(path, notes=ASKING, do="preview")
    first = {name for name in named(page) if name.endswith(".due")}
    answered = sorted(first)[0].removesuffix(".due")
    page = press(liaison, path, page, "preview", **{f"{answered}.undated": "1", f"{answered}.nobody": "1"})
    assert {name for name in named(page) if name.endswith(".due")} - first
    for _ in range(60):
        if "item 33<" in page.html:
            break
        page = press(liaison, path, page, re.search(r'value="(from:\d+)"[^>]*>More items', page.html)[1])
    page = press(liaison, path, page, opener(page, 33))
    (key,) = re.findall(r'value="close:([^"]+)"[^>]*>Fold<span class="visually-hidden"> item 33<', page.html)
    page = press(liaison, path, page, "preview", **{f"{key}.undated": "1", f"{key}.nobody": "1"})
    assert "Will be recorded: two items" in page.text
