"""Settings that are data.

The package that uses one declares it, an administrator changes it, and its values are dated like every fact.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from mobi_tracker.core.database import Model, Recorded, db
from mobi_tracker.core.errors import RuleBroken
from mobi_tracker.core.numbers import read_whole


class SettingValue(Recorded, Model):
    """One value a setting was given, from its ``recorded_at`` on."""

    __tablename__ = "setting_value"
    __table_args__ = (Index("ix_setting_value_name", "name", "recorded_at"),)

    name: Mapped[str] = mapped_column(String(80))
    value: Mapped[str] = mapped_column(Text)


@dataclass(frozen=True)
class Setting:
    """A declared setting. ``check`` turns what was typed into the value or raises ValueError with a sentence."""

    name: str
    label: str
    default: Any
    check: Callable[[str], Any]
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()


_settings: dict[str, Setting] = {}


def declare(setting: Setting) -> Setting:
    """Declare a setting; packages do this when they are imported."""
    _settings[setting.name] = setting
    return setting


def declared() -> Iterable[Setting]:
    """Every declared setting, by name."""
    return tuple(sorted(_settings.values(), key=lambda setting: setting.name))


def value_of(setting: Setting, at: datetime | None = None) -> Any:
    """The value that held at an instant (None: now); the default where none was set by then."""
    return values_of((setting,), at)[setting.name]


def values_of(settings: Iterable[Setting], at: datetime | None = None) -> dict[str, Any]:
    """The values of several settings in one query, by name."""
    return values_at(settings, (at,))[0]


def values_at(settings: Iterable[Setting], moments: Sequence[datetime | None]) -> list[dict[str, Any]]:
    """The values of several settings at each of these instants (None: now), by name, in one query."""
    wanted = {setting.name: setting for setting in settings}
    rows = select(SettingValue.name, SettingValue.value, SettingValue.recorded_at).where(SettingValue.name.in_(wanted))
    stored = db.session.execute(rows.order_by(SettingValue.recorded_at, SettingValue.id)).all()
    found = []
    for at in moments:
        held = {row.name: row.value for row in stored if at is None or row.recorded_at <= at}
        found.append({name: json.loads(held[name]) if name in held else each.default for name, each in wanted.items()})
    return found


def change(name: str, typed: str) -> Any:
    """Give a setting a new value from now on. Raises RuleBroken where the value is wrong."""
    setting = _settings[name]
    try:
        value = setting.check(typed.strip())
    except ValueError as error:
        raise RuleBroken(str(error), name) from None
    if value != value_of(setting):
        db.session.add(SettingValue(name=name, value=json.dumps(value)))
        db.session.flush()
    return value


def whole_number(least: int, most: int) -> Callable[[str], int]:
    """A check for a whole number between two others."""

    def check(typed: str) -> int:
        return read_whole(typed, least, most)

    return check


def yes_or_no(typed: str) -> bool:
    """A check for yes or no."""
    if typed not in ("yes", "no"):
        raise ValueError("Choose yes or no.")
    return typed == "yes"
