"""Long notes are shown part by part, and only people whom the notes name are looked up."""

from datetime import UTC, date, datetime

from mobi_tracker.meetings.models import Attendance, Meeting
from mobi_tracker.meetings.queries.captures import captures_of
from mobi_tracker.meetings.queries.known import MOST_OF_A_NAME, known_for
from mobi_tracker.profiles.queries import meetings
from tests.factories import make_contact, make_viewer, stored
from tests.meetings.factories import log

MOST_BYTES = 60 * 1024


def long_notes(visit, lines=130):
    """A meeting whose every line is an action item."""
    notes = "\n".join(f"TODO me: send the map of district {number} by 2026-12-10" for number in range(1, lines + 1))
    return log(visit("liaison"), notes, title="Long")


def test_long_notes_are_shown_part_by_part_with_what_came_of_each(visit):
    meeting = long_notes(visit)
    first = visit("liaison").open(f"/meetings/{meeting.id}")
    assert len(first.html.encode()) < MOST_BYTES
    assert "Lines 1 to 60 of 130" in first.text
    last = visit("liaison").open(f"/meetings/{meeting.id}?first=121")
    assert 'id="line-130"' in last.html and 'id="line-60"' not in last.html
    assert "map of district 125" in last.text.split("Actions")[1]


def test_of_many_open_questions_the_first_are_shown(visit):
    meeting = log(visit("liaison"), "\n".join(f"TODO send map {number}" for number in range(1, 101)), title="Asking")
    page = visit("liaison").open(f"/meetings/{meeting.id}")
    assert page.html.count('class="row is-asking"') == 25
    assert "75 more in the notes" in page.text
    assert len(page.html.encode()) < MOST_BYTES


def test_a_part_that_is_not_there_is_the_nearest(visit):
    meeting = long_notes(visit, 70)
    for asked in ("9999", "-4", "words"):
        assert 'id="line-' in visit("liaison").open(f"/meetings/{meeting.id}?first={asked}").html


def test_a_records_source_leads_to_the_part_with_its_line(visit):
    meeting = long_notes(visit, 70)
    record = max(each.record_id or 0 for each in captures_of(meeting.id))
    assert f"/meetings/{meeting.id}?first=61#line-70" in visit("liaison").open(f"/action-items/{record}").html


def test_of_many_who_share_a_first_name_some_are_offered_and_a_whole_name_is_always_found(app):
    for number in range(MOST_OF_A_NAME + 10):
        make_contact(f"Ada Alder{number}")
    last = make_contact("Ada de la Cruz")
    alone = known_for("@Ada: send it", make_viewer("liaison"))
    assert len([each for each in alone.contacts.values() if each.name.startswith("Ada")]) == MOST_OF_A_NAME
    assert last.id in known_for("@Ada de la Cruz: send it", make_viewer("liaison")).contacts
    assert last.id in known_for("Spoke with de la Cruz.", make_viewer("liaison")).contacts


def test_a_name_is_found_without_its_strokes_and_accents(app):
    bjorn = make_contact("Bjørn Łukasz")
    assert bjorn.id in known_for("@Bjorn sends it", make_viewer("liaison")).contacts
    assert bjorn.id not in known_for("@Ada sends it", make_viewer("liaison")).contacts


def test_the_last_meetings_of_somebody_are_found_however_long_ago(app, monkeypatch):
    monkeypatch.setattr(meetings, "NEWEST", 2)
    person, days = make_contact("Ada Alder"), (date(2026, 11, 20), date(2026, 11, 2), date(2026, 10, 5))
    for day in days:
        at = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
        met = stored(Meeting(title=f"Met {day}", on=day, starts_at=at))
        stored(Attendance(meeting_id=met.id, contact_id=person.id))
    stored(Meeting(title="Without", on=date(2026, 11, 25), starts_at=datetime(2026, 11, 25, 18, tzinfo=UTC)))
    shown = [meetings.meetings_with_contact(person.id, make_viewer("liaison"), most) for most in (1, 2, 10)]
    assert [[each.on for each in found] for found in shown] == [list(days[:1]), list(days[:2]), list(days)]
