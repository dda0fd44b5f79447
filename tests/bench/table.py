"""The table that is printed."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence

from tests.bench.measuring import Measured, Timing
from tests.bench.pages import MOST_BYTES, MOST_QUERIES, Sort

EXTRA_HEAD = ("page", "queries", "L ms", "L p95", "L/floor", "XL ms", "XL p95", "XL/L", "KiB", "misses")
HEAD = ("page", "queries", "S ms", "S p95", "S/floor", "L ms", "L p95", "L/S", "KiB", "misses")


def table(floor: Timing, measured: Sequence[Measured]) -> str:
    """One line a page; numbers of S and L stand as S/L where they are not the same."""
    head = EXTRA_HEAD if any(each.is_extra for each in measured) else HEAD
    rows = [head, _floor_row(floor), *map(_row, measured)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    lines = []
    for row in rows:
        numbers = [cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:-1], strict=True)]
        lines.append("  ".join([row[0].ljust(widths[0]), *numbers, row[-1]]).rstrip())
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


def _floor_row(floor: Timing) -> tuple[str, ...]:
    times = (f"{floor.median:.1f}", f"{floor.p95:.1f}", "1.0")
    return ("floor", str(floor.queries), *times, "", "", "", f"{floor.size / 1024:.0f}", "")


def _row(each: Measured) -> tuple[str, ...]:
    misses = "; ".join(each.misses)
    if each.small is None:
        return (each.page.name, *[""] * (len(HEAD) - 2), misses)
    small, large = each.small, each.large
    on_large = (f"{large.median:.1f}", f"{large.p95:.1f}", f"{each.growth:.1f}") if large else ("", "", "")
    return (
        each.page.name,
        _both(f"{small.queries}", f"{large.queries}" if large else None),
        f"{small.median:.1f}", f"{small.p95:.1f}", f"{each.floors:.1f}",
        *on_large,
        _both(f"{small.size / 1024:.0f}", f"{large.size / 1024:.0f}" if large else None),
        misses,
    )  # fmt: skip


def _both(small: str, large: str | None) -> str:
    return small if large in (None, small) else f"{small}/{large}"


def reach() -> str:
    """What the table is held against."""
    lists, records, dashboard = Sort.LIST, Sort.RECORD, Sort.DASHBOARD
    return (
        f"Reach: on S lists at most {lists.most_floors} × the floor, record pages {records.most_floors} ×, "
        f"the dashboard {dashboard.most_floors} ×; on L lists and record pages at most {lists.most_growth} × S, "
        f"the dashboard of any day under {dashboard.most_ms} ms; as many queries on L as on S, at most {MOST_QUERIES}; "
        f"HTML at most {MOST_BYTES // 1024} KiB. On XL lists at most {lists.most_growth} × L."
    )


def machine(database: str) -> str:
    """What it was measured on."""
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    return f"Python {platform.python_version()}, {database or f'SQLite {sqlite3.sqlite_version}'}, {system}"
