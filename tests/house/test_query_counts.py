"""Every main page asks the database a fixed number of times, whatever there is: shown on a portfolio and its double."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from mobi_tracker.access.models import User
from mobi_tracker.core.clock import today, travelling_to
from mobi_tracker.core.database import db
from tests.app import NOW, empty_database
from tests.bench.counting import counting
from tests.bench.pages import MOST_BYTES, MOST_QUERIES, Page, pages
from tests.bench.portfolio import build
from tests.bench.portfolio.people import PEOPLE
from tests.bench.sizes import TINY, Size, doubled
from tests.visitor import Visitor

DOUBLED = doubled(TINY)
NAMES = [page.name for page in pages(TINY, NOW.date())]


@dataclass(frozen=True)
class Opened:
    """What opening a page once gave."""

    status: int
    statements: tuple[str, ...]
    size: int


def opened(app: Flask, size: Size) -> dict[str, Opened]:
    """Every main page of a portfolio of that size, each opened once by the person it is for."""
    empty_database()
    with db.engine.begin() as connection:
        build(connection, size)
    visitors = {
        role: Visitor.arrive(app, user=db.session.scalars(select(User).where(User.email == email)).one())
        for role, email in PEOPLE.items()
    }
    return {page.name: open_counted(visitors[page.role], page) for page in pages(size, today())}


def open_counted(visitor: Visitor, page: Page) -> Opened:
    """Open a page, or send its form, and note what it asked."""
    form = {**page.form, "csrf_token": visitor.token()} if page.form else None
    db.session.rollback()
    with counting(db.engine) as statements, visitor.client.application.app_context():
        if form is None:
            response = visitor.client.get(page.path)
        else:
            response = visitor.client.post(page.path, data=form, headers={"X-Fragment": "1"})
    return Opened(response.status_code, tuple(statements), len(response.data))


@pytest.fixture(scope="module")
def both(whole_app: Flask) -> Iterator[tuple[dict[str, Opened], dict[str, Opened]]]:
    """The pages of the small portfolio and of the doubled one."""
    with whole_app.app_context(), travelling_to(NOW):
        yield opened(whole_app, TINY), opened(whole_app, DOUBLED)
        db.session.remove()
        empty_database()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_asks_as_often_for_double_the_data_and_at_most_fifteen_times(both, name):
    single, double = both[0][name], both[1][name]

    assert (single.status, double.status) == (200, 200)
    more = Counter(double.statements) - Counter(single.statements)
    assert len(single.statements) == len(double.statements), f"Asked more often for double the data: {more}"
    assert len(single.statements) <= MOST_QUERIES


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_not_large(both, name):
    assert max(both[0][name].size, both[1][name].size) <= MOST_BYTES
