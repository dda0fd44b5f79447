"""A visitor opens pages and submits forms as a named role, and inspects every page it opens."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from mobi_tracker.access.models import User
from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.database import db
from tests import factories

VOID = {"input", "br", "hr", "img", "link", "meta", "source", "path", "circle", "rect", "line", "use"}


class Page(HTMLParser):
    """What a page holds, as far as tests ask."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.html = html
        self.ids: list[str] = []
        self.fields: list[dict[str, str]] = []
        self.labels: set[str] = set()
        self.chosen: dict[str, list[str]] = {}  # of selects that take several
        self.links: list[tuple[str, str]] = []
        self.tables: list[list[list[str]]] = []
        self._open: list[tuple[str, dict[str, str]]] = []
        self._texts: dict[str, list[str]] = {"h1": [], "title": []}
        self._text: list[str] = []
        self._link: list[str] | None = None
        self._select: dict[str, str] | None = None
        self._textarea: dict[str, str] | None = None
        self._label_depth = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "label":
            self._label_depth += 1
            if "for" in values:
                self.labels.add(values["for"])
        if tag in ("input", "select", "textarea"):
            field = dict(values, tag=tag, in_label=str(self._label_depth > 0), value=values.get("value", ""))
            self.fields.append(field)
            if tag == "select":
                self._select = field
            if tag == "textarea":
                self._textarea = field
        if tag == "option" and self._select is not None and "multiple" in self._select:
            if "selected" in values:
                self.chosen.setdefault(self._select.get("name", ""), []).append(values.get("value", ""))
        elif tag == "option" and self._select is not None:
            # As a browser does: the option that is selected, else the first one.
            if "selected" in values or "has_option" not in self._select:
                self._select["value"] = values.get("value", "")
            self._select["has_option"] = "yes"
        if tag == "a":
            self._link = []
            self.links.append((values.get("href", ""), ""))
        if tag == "table":
            self.tables.append([])
        if tag == "tr" and self.tables:
            self.tables[-1].append([])
        if tag in ("td", "th") and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("")
        if tag not in VOID:
            self._open.append((tag, values))

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._label_depth -= 1
        if tag == "select":
            self._select = None
        if tag == "textarea" and self._textarea is not None:
            # A browser drops the line break that stands right after the opening tag.
            self._textarea["value"] = re.sub(r"\A\r?\n", "", self._textarea["value"])
            self._textarea = None
        if tag == "a" and self._link is not None and self.links:
            self.links[-1] = (self.links[-1][0], " ".join("".join(self._link).split()))
            self._link = None
        for index in range(len(self._open) - 1, -1, -1):
            if self._open[index][0] == tag:
                del self._open[index:]
                break

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        if "script" in tags or "style" in tags:
            return
        for name, kept in self._texts.items():
            if name in tags and "svg" not in tags:
                kept.append(data)
        if "title" not in tags:
            self._text.append(data)
        if self._link is not None:
            self._link.append(data)
        if self._textarea is not None:
            self._textarea["value"] += data
        if ("td" in tags or "th" in tags) and self.tables and self.tables[-1] and self.tables[-1][-1]:
            self.tables[-1][-1][-1] = " ".join((self.tables[-1][-1][-1] + data).split(" "))

    @property
    def h1(self) -> str:
        """The page's sentence."""
        return " ".join("".join(self._texts["h1"]).split())

    @property
    def title(self) -> str:
        """What the tab says."""
        return " ".join("".join(self._texts["title"]).split())

    @property
    def text(self) -> str:
        """All the words of the page, spaces folded."""
        return " ".join(" ".join(self._text).split())

    def value_of(self, name: str) -> str:
        """What stands in the field of that name."""
        return next(field["value"] for field in self.fields if field.get("name") == name)

    def link(self, words: str) -> str:
        """The address of the first link with exactly these words, else one that holds them."""
        exact = [url for url, text in self.links if text == words]
        near = [url for url, text in self.links if words in text]
        assert exact or near, f"No link says {words!r}; there are {[text for _, text in self.links]}"
        return (exact or near)[0]


class Visitor:
    """Somebody with a browser."""

    def __init__(self, client: FlaskClient, user: User | None) -> None:
        self.client = client
        self.user_id = user.id if user else None
        self.response: TestResponse | None = None
        self.page: Page | None = None

    @classmethod
    def arrive(cls, app: Flask, *roles: str, user: User | None = None, **options: Any) -> Visitor:
        """A visitor signed in as a new user of these roles (or as ``user``); nobody without either."""
        client = app.test_client()
        if user is None and roles:
            user = factories.make_user(*roles, **options)
        if user is not None:
            with client.session_transaction() as session:
                session["_user_id"] = f"{user.id}:{user.session_number}"
                session["_fresh"] = True
        return cls(client, user)

    def open(self, path: str, status: int = 200, follow: bool = True, **options: Any) -> Page:
        """Open a page, check its status and inspect it."""
        return self._take(self._call("GET", path, follow_redirects=follow, **options), status)

    def send(self, path: str, status: int = 200, follow: bool = True, **values: Any) -> Page:
        """Send a form's values with the CSRF token of a page opened before, as a browser would."""
        data = {"csrf_token": self.token(), **{key: value for key, value in values.items() if value is not None}}
        return self._take(self._call("POST", path, data=data, follow_redirects=follow), status)

    def fill(self, path: str, status: int = 200, follow: bool = True, **values: Any) -> Page:
        """Open a form, change some of its fields, and send all of them."""
        page = self.open(path)
        data: dict[str, Any] = {}
        for field in page.fields:
            name = field.get("name")
            if not name or field.get("type") in ("submit", "button", "file", "search"):
                continue
            if field.get("type") in ("checkbox", "radio") and "checked" not in field:
                continue
            chosen = page.chosen.get(name, []) if "multiple" in field else [field["value"]]
            if chosen:
                data.setdefault(name, []).extend(chosen)
        data.update({name: value for name, value in values.items() if value is not None})
        for name in [name for name, value in values.items() if value is None]:
            data.pop(name, None)
        return self._take(self._call("POST", path, data=data, follow_redirects=follow), status)

    def token(self) -> str:
        """A CSRF token of this visitor's session."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self._call("GET", "/account").text)
        found = found or re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self._call("GET", "/sign-in").text)
        assert found is not None, "No page gave a CSRF token."
        return found.group(1)

    def _call(self, method: str, path: str, **options: Any) -> TestResponse:
        # Each request has a context and a database session of its own, as it has behind a server; the test's own
        # session lets its transaction go, or the request would wait for its lock.
        db.session.rollback()
        with self.client.application.app_context():
            return self.client.open(path, method=method, **options)

    def _take(self, response: TestResponse, status: int) -> Page:
        self.response = response
        assert response.status_code == status, (
            f"{response.request.path}: {response.status} {Page(response.text).text[:600]}"
        )
        self.page = Page(response.text if response.mimetype == "text/html" else "")
        if response.mimetype == "text/html" and "<html" in response.text and not 300 <= status < 400:
            inspect(self.page, response.request.path)
        return self.page


def inspect(page: Page, path: str) -> None:
    """What holds for every page: one h1, a title that matches it, unique ids, every field labelled, no stray None."""
    assert len(re.findall(r"<h1[\s>]", page.html)) == 1, f"{path} has not exactly one h1."
    assert page.h1, f"{path} has an empty h1."
    assert page.title.endswith("· MOBI Tracker"), f"{path} has no title of its own."
    doubled = [each for each, count in Counter(page.ids).items() if count > 1]
    assert not doubled, f"{path} has ids twice: {doubled}"
    for field in page.fields:
        if field.get("type") in ("hidden", "submit", "button"):
            continue
        labelled = field.get("id") in page.labels or field["in_label"] == "True"
        assert labelled or field.get("aria-label") or field.get("aria-labelledby"), f"{path}: no label: {field}"
    assert not re.search(r"(?<![\w“\"'’-])None(?![\w-])", page.text.replace("None of", "")), (
        f"{path} says None: {page.text[:400]}"
    )
    assert "<script>" not in page.html and " style=" not in page.html, f"{path} has an inline script or style."


def viewer_of(visitor_user: User, *, department_ids: frozenset[int] = frozenset()) -> Viewer:
    """The frozen viewer of a user, for asking queries directly."""
    return Viewer(visitor_user.id, visitor_user.name, visitor_user.role_set, department_ids)
