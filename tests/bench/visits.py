"""Visits to a measured server over HTTP, on connections that are kept open, signed in through its own form."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Self
from urllib.parse import urlencode

from mobi_tracker.access.vocabulary import Role
from tests.bench.pages import Page
from tests.bench.portfolio.people import PASSWORD, PEOPLE
from tests.bench.server import QUERIES

FORM = "application/x-www-form-urlencoded"


class MeasuringFailed(Exception):
    """A page did not answer as it should, in one sentence."""


@dataclass(frozen=True)
class Answer:
    """One answer: its status, how long it took from the first byte sent to the last received, its size and queries."""

    status: int
    seconds: float
    size: int
    queries: int
    text: str


class Visit:
    """One signed-in person's browser: a connection and a cookie."""

    def __init__(self, port: int, role: Role) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie = ""
        self.token = ""
        self._sign_in(PEOPLE[role])

    def _sign_in(self, email: str) -> None:
        self._take_token(self.request("GET", "/sign-in"))
        typed = {"csrf_token": self.token, "email": email, "password": PASSWORD}
        answer = self.request("POST", "/sign-in", urlencode(typed))
        if answer.status != 302:
            raise MeasuringFailed(f"Signing in as {email} answered {answer.status}.")
        self._take_token(self.request("GET", "/account"))

    def _take_token(self, answer: Answer) -> None:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.text)
        if found is None:
            raise MeasuringFailed("A page gave no CSRF token.")
        self.token = found[1]

    def open(self, page: Page) -> Answer:
        """Open a page, or send its form and take the fragment."""
        if not page.form:
            return self.request("GET", page.path)
        return self.request("POST", page.path, urlencode({**page.form, "csrf_token": self.token}), {"X-Fragment": "1"})

    def request(self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None) -> Answer:
        """One request and its whole answer."""
        sent = {"Cookie": self.cookie, **({"Content-Type": FORM} if body else {}), **(headers or {})}
        began = time.perf_counter()
        self.connection.request(method, path, body, sent)
        response = self.connection.getresponse()
        content = response.read()
        seconds = time.perf_counter() - began
        for name, value in response.getheaders():
            if name.lower() == "set-cookie" and value.startswith("session="):
                self.cookie = value.partition(";")[0]
        queries = int(response.headers.get(QUERIES, "0"))
        return Answer(response.status, seconds, len(content), queries, content.decode(errors="replace"))


class Served:
    """A measured server in a process of its own, for as long as the block lasts."""

    def __init__(self, database_url: str) -> None:
        self.database_url = database_url
        self._visits: dict[Role, Visit] = {}

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.bench.server", self.database_url]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        said = self.process.stdout.readline() if self.process.stdout else ""
        if not said.strip().isdigit():
            raise MeasuringFailed("The server that is to be measured did not start.")
        self.port = int(said)
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait(timeout=30)

    def visit(self, role: Role) -> Visit:
        """The browser of the person with this role."""
        if role not in self._visits:
            self._visits[role] = Visit(self.port, role)
        return self._visits[role]
