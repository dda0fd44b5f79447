"""The command: builds both portfolios where they are not built yet, measures, prints the table."""

from __future__ import annotations

import argparse
import os
import sys
import time
from contextlib import ExitStack
from dataclasses import replace

from sqlalchemy import create_engine, text

from mobi_tracker.core import clock
from tests.bench import table
from tests.bench.measuring import Measured, measure, measure_floor
from tests.bench.pages import Page, Sort, pages
from tests.bench.sizes import EXTRA, LARGE, SMALL, Size
from tests.bench.stored import database_for
from tests.bench.visits import MeasuringFailed, Served


def arguments(words: list[str]) -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--pages", default="", help="only pages whose names hold one of these words: contact,list")
    parser.add_argument("--rounds", type=int, default=30, help="how often each page is opened (30)")
    parser.add_argument("--small-only", action="store_true", help="without the large portfolio")
    parser.add_argument("--extra", action="store_true", help="L against XL (10,000 projects): lists and the dashboard")
    parser.add_argument("--fresh", action="store_true", help="build both portfolios again")
    parser.add_argument("--strict", action="store_true", help="leave with 1 where a page misses the reach")
    postgres = os.environ.get("DATABASE_URL", "")
    parser.add_argument(
        "--postgres", metavar="URL", default=postgres if postgres.startswith("postgres") else None,
        help="measure on this PostgreSQL database, in schemas of our own (else DATABASE_URL where that is one)",
    )  # fmt: skip
    return parser.parse_args(words)


def wanted(words: str, size: Size, is_extra: bool) -> list[Page]:
    """The pages to measure, in order. Against XL these are what grows with the number of projects."""
    names = [each.strip() for each in words.split(",") if each.strip()]
    grows = (Sort.LIST, Sort.DASHBOARD, Sort.ANY_DAY)
    every = [page for page in pages(size, clock.today()) if not is_extra or page.sort in grows]
    return [page for page in every if not names or any(name in page.name for name in names)]


def run(asked: argparse.Namespace) -> list[Measured]:
    """Build, serve, measure and print."""
    sizes = [LARGE, EXTRA] if asked.extra else [SMALL] if asked.small_only else [SMALL, LARGE]
    addresses = [database_for(size, asked.postgres, asked.fresh) for size in sizes]
    with ExitStack() as stack:
        served = [stack.enter_context(Served(address)) for address in addresses]
        floor = measure_floor(served[0], asked.rounds)
        found = []
        for several in zip(*(wanted(asked.pages, size, asked.extra) for size in sizes), strict=True):
            small, *large = zip(served, several, strict=True)
            found.append(replace(measure(small, large[0] if large else None, asked.rounds), is_extra=asked.extra))
            print(".", end="", flush=True)
    print("\n\n" + table.table(floor, found) + "\n")
    return found


def database_in_words(postgres: str | None) -> str:
    """The PostgreSQL that is measured; blank for SQLite."""
    if postgres is None:
        return ""
    with create_engine(postgres.replace("postgresql://", "postgresql+psycopg://", 1)).connect() as connection:
        return f"PostgreSQL {connection.scalar(text('SHOW server_version'))}"


def main() -> int:
    """Run; 1 where ``--strict`` asks for it and a page misses the reach, 2 where measuring could not go on."""
    asked = arguments(sys.argv[1:])
    began = time.perf_counter()
    try:
        print(table.machine(database_in_words(asked.postgres)))
        found = run(asked)
    except MeasuringFailed as failure:
        print(failure, file=sys.stderr)
        return 2
    missing = [each for each in found if each.misses]
    print(table.reach())
    print(f"{len(found) - len(missing)} of {len(found)} pages reach it; {time.perf_counter() - began:.0f} s in all.")
    return 1 if missing and asked.strict else 0


if __name__ == "__main__":
    sys.exit(main())
