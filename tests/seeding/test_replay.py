"""The demonstration's weeks, replayed fact by fact: what each day showed at its end is what it shows ever after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.seeding.load import load_folder
from mobi_tracker.standing.difference import difference
from mobi_tracker.standing.facts import Snapshot
from mobi_tracker.standing.snapshot import snapshot
from tests.app import make_app
from tests.seeding.conftest import DEMO, MOMENTS

EVERYTHING = Viewer(0, "", frozenset({Role.DEPUTY_MAYOR, Role.EXECUTIVE_OFFICER, Role.LIAISON}))


def _seen(day: date) -> Snapshot:
    """What the day shows, but for what today decides at any day: who may see what."""
    return replace(snapshot(day, EVERYTHING), leaves_out=False)


def test_a_day_shows_for_ever_what_it_showed_at_its_end(tmp_path):
    seen: dict[date, Snapshot] = {}
    app = make_app(f"sqlite:///{tmp_path / 'replay.sqlite3'}", demo=True)
    with app.app_context():
        db.create_all()
        load_folder(DEMO, MOMENTS["monday"], True, lambda day: seen.update({day: _seen(day)}))
        db.session.commit()
        with travelling_to(MOMENTS["monday"]):
            changed = [day for day, then in seen.items() if _seen(day) != then]
            days = sorted(seen)
            unequal = [day for day in days if not difference(seen[day], seen[day]).is_empty]
        db.session.remove()
        db.engine.dispose()
    assert len(seen) > 120
    assert (days[-1] - days[0]).days > 26 * 7 - 14
    assert changed == []
    assert unequal == []
