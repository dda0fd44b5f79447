"""Which pages a person can come to: by links from the home page, and by the application's own list of addresses."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from werkzeug.exceptions import HTTPException
from werkzeug.routing import BuildError, Rule
from werkzeug.test import Client

from tests.walks.office import Office

RECORDS = 2  # of one kind of record page: a second one often has what the first lacks
TRIED = 40  # numbers of records that are tried for a page no link leads to
NO_PAGES = {
    "static",
    "access.alive",
    "access.sign_in",
    "search.find",
    "drafts.show",
    "dashboard.pdf",
    "dashboard.table",
}


class _Reading(HTMLParser):
    """The links and the title of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.title = ""
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._in_title = tag == "title"
        if tag == "a" and values.get("href"):
            self.links.append(values["href"] or "")

    def handle_data(self, data: str) -> None:
        self.title += data if self._in_title else ""

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False


class Crawl:
    """The pages of one role: ``pages`` by endpoint, their ``titles`` by address, and links that are ``broken``."""

    def __init__(self, office: Office, role: str) -> None:
        self._adapter = office.app.url_map.bind("localhost")
        self._client = Client(office.clock)
        cookie = office.cookie(role)
        self._client.set_cookie(cookie["name"], cookie["value"], domain="localhost")
        self.pages: dict[str, list[str]] = {}
        self.titles: dict[str, str] = {}
        self.broken: list[str] = []
        self._follow("/")
        for rule in office.app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.endpoint not in {*self.pages, *NO_PAGES}:
                self._try(rule)

    def _follow(self, start: str) -> None:
        waiting, seen = deque([start]), {start}
        while waiting:
            address = waiting.popleft()
            endpoint = self._endpoint_of(address)
            if endpoint is None or endpoint in NO_PAGES or self._has_enough(endpoint):
                continue
            for link in self._open(address, endpoint):
                if link.startswith("/") and urlsplit(link).path not in seen:
                    seen.add(urlsplit(link).path)
                    waiting.append(link)

    def _has_enough(self, endpoint: str) -> bool:
        return len(self.pages.get(endpoint, ())) >= (RECORDS if endpoint.startswith("profiles.") else 1)

    def _open(self, address: str, endpoint: str) -> Iterator[str]:
        answer = self._client.get(address)
        if answer.status_code == 302:
            yield urldefrag(answer.headers["Location"]).url
            return
        if answer.status_code != 200:
            self.broken.append(f"{address}: {answer.status}")
            return
        if answer.mimetype != "text/html":
            return
        page = _Reading(answer.text)
        self.pages.setdefault(endpoint, []).append(address)
        self.titles[urlsplit(address).path] = page.title.strip()
        for link in page.links:
            yield urldefrag(urljoin(address, link)).url

    def _try(self, rule: Rule) -> None:
        """Pages that no link of the demonstration leads to today, such as a question that all are answered of."""
        slugs = {urlsplit(each).path.split("/")[2] for key, found in self.pages.items() for each in found
                 if key in ("profiles.project", "profiles.department")}  # fmt: skip
        for number in range(1, TRIED + 1):
            for slug in slugs if "slug" in rule.arguments else {""}:
                values = {"record_id": number, "number": 1, "slug": slug}
                try:
                    address = self._adapter.build(
                        rule.endpoint, {name: values[name] for name in rule.arguments}, force_external=False
                    )
                except (BuildError, KeyError):
                    return
                answer = self._client.get(address)
                if answer.status_code == 200 and answer.mimetype == "text/html":
                    self.pages[rule.endpoint] = [address]
                    return
                if answer.status_code == 403 or answer.status_code >= 500:
                    self.broken += [f"{address}: {answer.status}"] if answer.status_code >= 500 else []
                    return

    def _endpoint_of(self, address: str) -> str | None:
        try:
            endpoint: str = self._adapter.match(urlsplit(address).path, "GET")[0]
            return endpoint
        except HTTPException:
            return None
