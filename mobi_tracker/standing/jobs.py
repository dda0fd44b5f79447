"""Keeping the standing of past weeks, as work in the background and as a command."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from mobi_tracker.core import jobs
from mobi_tracker.core.database import db
from mobi_tracker.standing import weekly
from mobi_tracker.standing.queries.weekly import first_recorded, forget_since

WEEKS_A_TURN = 52


def store_weeks(is_rebuilt: bool = False) -> Iterator[date]:
    """Keep every past week that is not kept yet, the newest first, and give each as it is done.

    Each is a transaction of its own, which begins by holding what is kept against the facts.
    """
    first = first_recorded()
    if is_rebuilt and first is not None:
        forget_since(first)
        db.session.commit()
    while True:
        weekly.check()
        days = weekly.weeks_to_keep()[: weekly.AT_ONCE]
        if days:
            weekly.keep(days)
        db.session.commit()
        if not days:
            return
        yield from days


def _keep_some(_payload: dict[str, Any]) -> None:
    for count, _day in enumerate(store_weeks(), 1):
        if count >= WEEKS_A_TURN:
            jobs.enqueue("standing.store")
            return


jobs.register(jobs.Work("standing.store", _keep_some, every=timedelta(minutes=15)))
