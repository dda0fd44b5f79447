"""Work in the background: one table of jobs with leases.

``python -m mobi_tracker work`` drains it, or a thread of ``serve``.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Index, String, Text, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from mobi_tracker.core import clock
from mobi_tracker.core.database import Model, db

LEASE = timedelta(minutes=10)
LONGEST_WAIT = timedelta(hours=6)

log = logging.getLogger(__name__)


class Job(Model):
    """One thing to do at or after ``run_at``. Whoever works on it holds the lease until ``leased_until``."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_due", "done_at", "run_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    payload: Mapped[str] = mapped_column(Text, default="{}")
    run_at: Mapped[datetime] = mapped_column(default=clock.now)
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(Text)


@dataclass(frozen=True)
class Work:
    """What a job of that name does; ``every`` makes it come back by itself."""

    name: str
    do: Callable[[dict[str, Any]], None]
    every: timedelta | None = None


_works: dict[str, Work] = {}


def register(work: Work) -> None:
    """Make a kind of job known."""
    _works[work.name] = work


def enqueue(name: str, payload: dict[str, Any] | None = None, run_at: datetime | None = None) -> Job:
    """Put a job in line, in the caller's transaction: it exists exactly if what it belongs to does."""
    job = Job(name=name, payload=json.dumps(payload or {}), run_at=run_at or clock.now())
    db.session.add(job)
    db.session.flush()
    return job


def work_once() -> bool:
    """Do one due job and commit; False where nothing was due."""
    _plan_recurring()
    job = _lease_next()
    if job is None:
        return False
    job_id, name, payload = job.id, job.name, json.loads(job.payload)
    db.session.commit()
    try:
        _works[name].do(payload)
        db.session.get_one(Job, job_id).done_at = clock.now()
        db.session.commit()
    except Exception as error:
        db.session.rollback()
        _put_off(job_id, error)
    return True


def _plan_recurring() -> None:
    waiting = set(db.session.scalars(select(Job.name).where(Job.done_at.is_(None))))
    for work in _works.values():
        if work.every is not None and work.name not in waiting:
            latest = db.session.scalar(
                select(Job.done_at).where(Job.name == work.name).order_by(Job.done_at.desc()).limit(1)
            )
            enqueue(work.name, run_at=latest + work.every if latest else clock.now())
    db.session.commit()


def _lease_next() -> Job | None:
    moment = clock.now()
    due = (
        select(Job)
        .where(Job.done_at.is_(None), Job.run_at <= moment, Job.name.in_(_works))
        .where(or_(Job.leased_until.is_(None), Job.leased_until < moment))
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    job = db.session.scalar(due)
    if job is not None:
        job.leased_until = moment + LEASE
        job.attempts += 1
    return job


def _put_off(job_id: int, error: Exception) -> None:
    job = db.session.get_one(Job, job_id)
    log.exception("The job %s failed.", job.name, exc_info=error)
    job.last_error = f"{type(error).__name__}: {error}"
    job.leased_until = None
    job.run_at = clock.now() + min(LONGEST_WAIT, timedelta(minutes=2**job.attempts))
    db.session.commit()
