"""A person's browser, with what it complains of and whom it talks to; and what axe says of a page."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect

from tests.walks.office import Office

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 30_000  # milliseconds; a machine that runs other tests too is slow, not broken
expect.set_options(timeout=PATIENCE)


class Desk:
    """One browser context of one person (nobody yet, where ``role`` is None).

    ``complaints`` takes what its console says in anger; ``strangers`` are requests to any host but the office.
    """

    def __init__(
        self, chromium: Browser, office: Office, role: str | None, complaints: list[str], **options: Any
    ) -> None:
        options = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **options}
        self.context = chromium.new_context(base_url=office.url, **options)
        self.context.set_default_timeout(PATIENCE)
        if role is not None:
            self.context.add_cookies([office.cookie(role)])  # type: ignore[list-item]
        self._own = office.url + "/"
        self.complaints = complaints
        self.strangers: list[str] = []
        self.context.on("request", self._note_request)
        self.context.on("page", self._listen)
        self.page = self.context.new_page()

    def _listen(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on(
            "console",
            lambda said: (
                self.complaints.append(f"{page.url}: {said.text}") if said.type in ("error", "warning") else None
            ),
        )

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self._own, "data:", "blob:")):
            self.strangers.append(request.url)

    def leave(self) -> None:
        """Close this browser."""
        self.context.close()


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds on the page as it stands: all its rules of RULES, or only those named."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    found = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]}).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]} {node['failureSummary'][:240]}" for each in found for node in each["nodes"]
    ]
