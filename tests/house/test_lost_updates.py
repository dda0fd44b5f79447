"""Eight threads that read and write at once lose no update: each is stored, or refused and told so."""

import threading
from collections import Counter

import pytest
from sqlalchemy.orm.exc import StaleDataError

from mobi_tracker.core.database import db
from mobi_tracker.stakeholders.models import Organization
from tests.factories import make_organization

THREADS, TIMES = 8, 25


@pytest.fixture
def counting(app):
    """An application with threads of its own, and the id of a record that counts in its notes."""
    return app, make_organization("Counter", notes="0").id


def count_up(app, record_id, told):
    """Add one to the number in the record, again where somebody else was quicker."""
    for _ in range(TIMES):
        while True:
            with app.app_context():
                record = db.session.get_one(Organization, record_id)
                record.notes = str(int(record.notes) + 1)
                try:
                    db.session.commit()
                    told["stored"] += 1
                    break
                except StaleDataError:
                    db.session.rollback()
                    told["refused"] += 1


def test_no_update_is_lost(counting):
    app, record_id = counting
    db.session.remove()
    told = Counter()
    threads = [threading.Thread(target=count_up, args=(app, record_id, told)) for _ in range(THREADS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert told["stored"] == THREADS * TIMES
    assert db.session.get_one(Organization, record_id).notes == str(THREADS * TIMES)
