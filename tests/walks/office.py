"""A running server whose clock the test moves, on a copy of the loaded demonstration."""

from __future__ import annotations

import fcntl
import logging
import shutil
import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import waitress
from flask import Flask
from sqlalchemy import select

from mobi_tracker.access import operations as access
from mobi_tracker.access.models import User
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.core.clock import travelling_to
from mobi_tracker.core.database import db
from mobi_tracker.seeding.load import load_folder
from tests.app import NOW, make_app

logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a browser asks for several things at once
ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "demonstration-only"
EMAILS = {
    "liaison": "liaison@example.org",
    "analyst": "analyst@example.org",
    "executive_officer": "executive.officer@example.org",
    "deputy_mayor": "deputy.mayor@example.org",
    "observer": "observer@example.org",
    "administrator": "administrator@example.org",
}


def loaded_demonstration(folder: Path) -> Path:
    """A SQLite file with the demonstration as it stands at NOW, made once however many workers ask for it."""
    path = folder / "demonstration.sqlite3"
    with (folder / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            _load(folder / "loading.sqlite3")
            (folder / "loading.sqlite3").rename(path)
    return path


def _load(path: Path) -> None:
    app = make_app(f"sqlite:///{path}", demo=True)
    with app.app_context():
        db.create_all()
        load_folder(ROOT / "seed_data" / "demo", NOW, demo=True)
        with travelling_to(NOW):
            access.add_user(EMAILS["administrator"], "Ada Keeper", PASSWORD, [Role.ADMINISTRATOR])
        db.session.commit()
        db.session.remove()
        db.engine.dispose()  # the last connection to close writes everything into the one file


class MovedClock:
    """WSGI: every request is answered at the office's own time, which goes on from where it was set."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.set_to(NOW)

    def set_to(self, moment: datetime) -> None:
        """From here on it is ``moment``, and later as time goes by."""
        self._moment, self._began = moment, time.monotonic()

    def now(self) -> datetime:
        """What time it is in the office."""
        return self._moment + timedelta(seconds=time.monotonic() - self._began)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        # The body is made here, within the block: a generator would be read after the clock went back.
        with travelling_to(self.now()):
            answer = self.app(environ, start_response)
            try:
                return list(answer)
            finally:
                if hasattr(answer, "close"):
                    answer.close()


class Office:
    """One running server with a database of its own."""

    def __init__(self, demonstration: Path, folder: Path) -> None:
        path = folder / "office.sqlite3"
        shutil.copy(demonstration, path)
        self.app = make_app(f"sqlite:///{path}", demo=True)
        self.clock = MovedClock(self.app)
        self._port = 0
        self.open()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._port}"

    def open(self) -> None:
        """Begin to serve; after a ``close`` at the same address as before."""
        self._server = waitress.create_server(self.clock, host="127.0.0.1", port=self._port, threads=4, ident=None)
        self._port = self._server.effective_port
        self._thread = threading.Thread(target=self._server.run, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop serving, hang up on everybody, and let go of the database."""
        server = self._server
        server.trigger.pull_trigger(lambda: server.asyncore.close_all(server._map))
        self._thread.join()
        server.task_dispatcher.shutdown()
        with self.app.app_context():
            db.engine.dispose()

    def cookie(self, role: str) -> dict[str, str]:
        """The session cookie of a person of the demonstration who has signed in."""
        client = self.app.test_client()
        with self.app.app_context():
            user = db.session.scalars(select(User).filter_by(email=EMAILS[role])).one()
            identity = f"{user.id}:{user.session_number}"
            db.session.remove()
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = identity, True
        cookie = client.get_cookie("session")
        assert cookie is not None
        return {"name": "session", "value": cookie.value, "url": self.url}
