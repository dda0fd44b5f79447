"""The order in which a portfolio is built."""

from __future__ import annotations

from sqlalchemy import Connection

from tests.bench.portfolio import briefings, commitments, meetings, people, projects
from tests.bench.portfolio.bulk import Bulk
from tests.bench.sizes import Size


def build(connection: Connection, size: Size) -> None:
    """Fill empty tables with a portfolio of that size, within the caller's transaction and application context."""
    bulk = Bulk(connection, size)
    people.add_users(bulk)
    people.add_reference(bulk)
    people.add_organizations(bulk)
    people.add_contacts(bulk)
    people.add_council_items(bulk)
    lives = projects.add_projects(bulk)
    projects.add_updates(bulk, lives)
    projects.add_milestones(bulk, lives)
    projects.add_money(bulk, lives)
    projects.add_risks(bulk, lives)
    projects.add_measures(bulk, lives)
    meetings.add_meetings(bulk, lives)
    commitments.add_actions(bulk, lives)
    commitments.add_asks(bulk, lives)
    commitments.add_decisions(bulk, lives)
    commitments.add_questions(bulk)
    briefings.add_briefings(bulk)
    bulk.finish()
