"""Counting what a request asks the database."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

_local = threading.local()


@contextmanager
def counting(engine: Engine) -> Iterator[list[str]]:
    """Within the block, collect every statement that this thread sends, but for those that begin a transaction."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def start_counting(engine: Engine) -> None:
    """Count the statements of each thread from now on; ``begin_count`` and ``current_count`` bracket a request."""

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            _local.count = current_count() + 1


def begin_count() -> None:
    """Let this thread's count begin at nothing."""
    _local.count = 0


def current_count() -> int:
    """How many statements this thread sent since ``begin_count``."""
    return getattr(_local, "count", 0)
