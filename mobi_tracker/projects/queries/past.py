"""The day that is looked at, by both times."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy import ColumnElement, and_

from mobi_tracker.city.clock_zone import day_end
from mobi_tracker.core import clock
from mobi_tracker.core.withdrawals import stood_at


@dataclass(frozen=True)
class AsOf:
    """A day, and the instant after which nothing recorded exists yet (None: all that is recorded by now)."""

    day: date
    moment: datetime | None = None

    @classmethod
    def past(cls, day: date) -> Self:
        """A past day as it was known at its own end in Los Angeles."""
        return cls(day, day_end(day))

    @property
    def is_past(self) -> bool:
        """Whether another day than today is looked at."""
        return self.moment is not None

    def stood(self, model: Any) -> ColumnElement[bool]:
        """Records of the model that were there then and not withdrawn."""
        return stood_at(model, self.moment)

    def facts(self, model: Any) -> ColumnElement[bool]:
        """Dated facts of the model that were recorded by then, spoke of that day or before, and stood."""
        if self.moment is None:
            return stood_at(model, None)
        return and_(stood_at(model, self.moment), model.on <= self.day)

    def ties(self, model: Any) -> ColumnElement[bool]:
        """Rows between two records (from ``recorded_at`` until ``ended_at``) that held then."""
        if self.moment is None:
            return model.ended_at.is_(None)
        return and_(model.recorded_at <= self.moment, model.ended_at.is_(None) | (model.ended_at > self.moment))


def of_today() -> AsOf:
    """Today, with all that is recorded."""
    return AsOf(clock.today())
