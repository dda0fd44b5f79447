"""What ties a table to what its rows do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mobi_tracker.seeding.tables import Row, Table
from mobi_tracker.seeding.world import World


@dataclass(frozen=True)
class SeedFile:
    """A table and what each of its rows does, at its moment and by its person."""

    table: Table
    act: Callable[[Row, World], None]
    is_by_somebody: bool = True
