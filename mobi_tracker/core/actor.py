"""Who acts: the person (or command) that every record and every line of history is credited to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A user by id, or a command by its name (``user_id`` is then None)."""

    user_id: int | None
    label: str


SYSTEM = Actor(None, "the system")

_actor: ContextVar[Actor] = ContextVar("actor", default=SYSTEM)


def current() -> Actor:
    """Who acts now; the system where nobody signed in."""
    return _actor.get()


def current_user_id() -> int | None:
    """The id of the user who acts now, or None for a command."""
    return _actor.get().user_id


@contextmanager
def acting_as(actor: Actor) -> Iterator[None]:
    """Within the block everything is credited to ``actor``."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)
