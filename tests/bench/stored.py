"""Where built portfolios are kept: a file for each size, with a stamp of all that it depends on, or PostgreSQL."""

from __future__ import annotations

import hashlib
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine, inspect, make_url, text
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateIndex, CreateTable

from mobi_tracker.core import clock
from mobi_tracker.core.database import db
from mobi_tracker.standing.jobs import store_weeks
from tests.bench.portfolio import build
from tests.bench.server import measured_app
from tests.bench.sizes import Size

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "instance" / "bench"
WEEKS_KEPT = 53  # what the charts of a year ask for
SCHEMA = "bench_{}"  # on PostgreSQL each size has a schema of its own


def stamp_of(size: Size) -> str:
    """What a built portfolio depends on, in short: its size, its week, the tables and the builder's own text."""
    parts = [repr(size), str(clock.today() - timedelta(days=clock.today().weekday()))]
    for table in db.metadata.sorted_tables:
        parts.append(str(CreateTable(table)))
        parts += sorted(str(CreateIndex(index)) for index in table.indexes)
    parts += [path.read_text(encoding="utf-8") for path in sorted(Path(__file__).with_name("portfolio").glob("*.py"))]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def database_for(size: Size, postgres: str | None, fresh: bool) -> str:
    """The address of a database that holds this portfolio; built first where there is none, or ``fresh`` asks."""
    return _on_postgres(size, postgres, fresh) if postgres else _in_file(size, fresh)


def _in_file(size: Size, fresh: bool) -> str:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path, stamp = FOLDER / f"{size.name}.sqlite3", FOLDER / f"{size.name}.stamp"
    address = f"sqlite:///{path}"
    if not fresh and path.exists() and stamp.exists() and stamp.read_text() == stamp_of(size):
        return address
    for old in (stamp, *FOLDER.glob(f"{path.name}*")):
        old.unlink(missing_ok=True)
    with _said(size), measured_app(address).app_context():
        with db.engine.begin() as connection:
            db.metadata.create_all(connection)
            build(connection, size)
        _keep_weeks()
        db.engine.dispose()
    stamp.write_text(stamp_of(size))
    return address


def _on_postgres(size: Size, postgres: str, fresh: bool) -> str:
    schema = SCHEMA.format(size.name.lower())
    plain = make_url(postgres)
    if plain.drivername in ("postgres", "postgresql"):
        plain = plain.set(drivername="postgresql+psycopg")
    url = plain.update_query_dict({"options": f"-csearch_path={schema}"})
    address = url.render_as_string(hide_password=False)
    engine = create_engine(plain)
    with engine.begin() as connection:
        if not fresh and _stamp_in(connection, schema) == stamp_of(size):
            return address
        connection.execute(text(f"DROP SCHEMA IF EXISTS {schema} CASCADE"))
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    with _said(size), measured_app(address).app_context():
        with db.engine.begin() as connection:
            db.metadata.create_all(connection)
            build(connection, size)
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))  # as autovacuum would soon
        _keep_weeks()
        db.engine.dispose()
    with engine.begin() as connection:
        kept = text(f"CREATE TABLE {schema}.bench_stamp AS SELECT CAST(:stamp AS varchar) AS stamp")
        connection.execute(kept, {"stamp": stamp_of(size)})
    engine.dispose()
    return address


def _keep_weeks() -> None:
    """The last weeks, as the work in the background keeps them all within minutes of the first start."""
    for count, _day in enumerate(store_weeks(), 1):
        if count >= WEEKS_KEPT:
            return


def _stamp_in(connection: Connection, schema: str) -> str | None:
    if not inspect(connection).has_table("bench_stamp", schema=schema):
        return None
    return connection.scalar(text(f"SELECT stamp FROM {schema}.bench_stamp"))


class _said:
    """Says that a portfolio is being built, and how long it took."""

    def __init__(self, size: Size) -> None:
        self.size = size

    def __enter__(self) -> None:
        self.began = time.perf_counter()
        print(f"Building portfolio {self.size.name} …", end=" ", flush=True)

    def __exit__(self, *_error: object) -> None:
        print(f"{time.perf_counter() - self.began:.0f} s", flush=True)
