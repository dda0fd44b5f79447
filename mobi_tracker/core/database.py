"""The database: base class, naming convention, column types, and how transactions begin."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, Enum, ForeignKey, MetaData, Select, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column, registry
from sqlalchemy.types import TypeDecorator

from mobi_tracker.core import actor, clock

Value = TypeVar("Value")

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored in UTC. SQLite keeps it without a zone; reading puts UTC back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("Instants are stored aware; a naive one was given.")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def one_of(kind: type[enum.Enum], name: str) -> Enum:
    """A column type that holds one of an enum's values, with a check in the database named after the column."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """The base of all tables."""

    registry = registry(metadata=MetaData(naming_convention=NAMES), type_annotation_map={datetime: Instant()})


db = SQLAlchemy(model_class=Base)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class Recorded:
    """A row that knows when it was stored and by whom. Both are set by the clock and the actor, never typed."""

    id: Mapped[int] = mapped_column(primary_key=True)
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    @declared_attr
    @classmethod
    def recorded_by_id(cls) -> Mapped[int | None]:
        return mapped_column(ForeignKey("user.id"), default=actor.current_user_id)


class Versioned:
    """A record whose stale save is refused: the number goes up with every change."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version if hasattr(cls, "__table__") else cls.version}


NAMED_AT_MOST = 4  # of those that words could mean: enough to name in a message


def only_one(ways: Iterable[Select[Any]], which: Callable[[list[Any]], str], nobody: str) -> Any:
    """What the first of some selects that finds anything finds, where it is one.

    Raises ValueError with ``which`` of several (at most ``NAMED_AT_MOST`` are looked at), or with ``nobody``.
    """
    for rows in ways:
        found = list(db.session.scalars(rows.limit(NAMED_AT_MOST)))
        if len(found) == 1:
            return found[0]
        if found:
            raise ValueError(which(found))
    raise ValueError(nobody)


_reading: ContextVar[bool] = ContextVar("reading", default=False)


@contextmanager
def reading() -> Iterator[None]:
    """Within the block transactions only read: SQLite takes no write lock for them."""
    token = _reading.set(True)
    try:
        yield
    finally:
        _reading.reset(token)


def set_reading(value: bool) -> None:
    """Say for this context (a request) whether its transactions only read."""
    _reading.set(value)


AT_ONCE = 5_000  # SQLite allows 32,766 values in one statement


def in_chunks(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """Many values (ids, keys) in pieces that every database takes in one statement; nothing for none."""
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: Any) -> None:
    if not hasattr(connection, "isolation_level") or "sqlite" not in type(connection).__module__:
        return
    connection.isolation_level = None  # we emit BEGIN ourselves, see _begin
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.close()


@event.listens_for(Engine, "connect")
def _prepare_postgres(connection: Any, _record: Any) -> None:
    if "psycopg" not in type(connection).__module__:
        return
    # The statements of standing are large and quick: compiling one takes PostgreSQL seconds, running it milliseconds.
    autocommit, connection.autocommit = connection.autocommit, True
    connection.execute("SET jit = off")
    connection.autocommit = autocommit


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later must hold the write lock from its start, or two of them
    # lose an update or fail with "database is locked".
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN" if _reading.get() else "BEGIN IMMEDIATE")
