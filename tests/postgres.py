"""PostgreSQL for tests: the server named by TEST_DATABASE_URL, else one started in a temporary folder.

The temporary server listens on a socket in that folder and on no port. PostgreSQL refuses to run as root, so
there it runs as `postgres` or `nobody`. Each worker of a parallel run has a server of its own.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from tests.demands import mark_users_of, missing

# Tests throw the data away: nothing need reach the disk.
FAST = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "autovacuum": "off",
}
START_SECONDS = 30


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that use PostgreSQL carry the mark `postgres`."""
    mark_users_of("postgres_server", "postgres", items)


def server_programs() -> Path | None:
    """The folder that has both `initdb` and `postgres`, the newest release first; None if there is none."""
    on_path = shutil.which("initdb")
    places = [Path(on_path).parent] if on_path else []
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    places += sorted(debian, key=lambda place: [int(part) for part in place.parent.name.split(".")], reverse=True)
    places.append(Path("/usr/local/bin"))
    for place in places:
        if (place / "initdb").is_file() and (place / "postgres").is_file():
            return place
    return None


def unprivileged() -> dict[str, Any]:
    """Arguments that make `subprocess` run a program as somebody else where we are root; else none."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            person = pwd.getpwnam(name)
            return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    return missing("PostgreSQL cannot run as root, and there is no user postgres or nobody", "REQUIRE_POSTGRES")


def wait_until_ready(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers. Raise RuntimeError with what it said if it stops or takes too long."""
    end = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < end:
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url):
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')[-2000:]}")


@contextlib.contextmanager
def temporary_server(programs: Path) -> Iterator[str]:
    """Run a server in a new folder and yield its address; stop it and remove the folder afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="mobi-pg-"))  # short: a socket's path may have 107 characters
    other = unprivileged()
    if other:
        os.chown(folder, other["user"], other["group"])
    data, log = folder / "data", folder / "log"
    surroundings: dict[str, Any] = {"cwd": folder, "stdin": subprocess.DEVNULL, **other}
    # The server goes when the test run is killed, too.
    with_us = ["setpriv", "--pdeathsig", "INT"] if shutil.which("setpriv") else []
    settings = [word for name, value in FAST.items() for word in ("-c", f"{name}={value}")]
    make = ["initdb", "-D", data, "-U", "mobi", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]
    try:
        with log.open("wb") as out:
            surroundings.update(stdout=out, stderr=out)
            if subprocess.run([programs / make[0], *make[1:]], check=False, **surroundings).returncode != 0:
                raise RuntimeError(f"initdb failed:\n{log.read_text(errors='replace')[-2000:]}")
            sockets = ["-k", folder, "-c", "listen_addresses="]
            server = subprocess.Popen(
                [*with_us, programs / "postgres", "-D", data, *sockets, *settings], **surroundings
            )
        try:
            url = f"postgresql://mobi@/postgres?host={folder}"
            wait_until_ready(url, server, log)
            yield url
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=START_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def libpq(url: str) -> str:
    """The address without the driver's name that SQLAlchemy allows, as psycopg itself reads it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@contextlib.contextmanager
def new_database(server: str) -> Iterator[str]:
    """Make an empty database on the server, yield its address, and drop it with whoever is still in it."""
    name = f"mobi_test_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(libpq(server), autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {} ENCODING 'UTF8' TEMPLATE template0").format(sql.Identifier(name)))
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(libpq(server), autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server on which databases can be made: for the fixtures below, not for tests."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    programs = server_programs()
    if programs is None:
        missing("No PostgreSQL here: on Debian, apt-get install postgresql", "REQUIRE_POSTGRES")
    with temporary_server(programs) as url:
        yield url


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of this worker's own database, empty at first, as SQLAlchemy reads it: `postgresql://…`."""
    with new_database(postgres_server) as url:
        yield url


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of a database that is this one test's, empty, and dropped after it."""
    with new_database(postgres_server) as url:
        yield url
