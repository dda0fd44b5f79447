"""What a browser fetches to show the dashboard, but for Plotly: that comes after the page is painted."""

from __future__ import annotations

import gzip
import re
from urllib.parse import urljoin

from tests.dashboard.portfolio import a_mismatch

MOST_BYTES = 200_000
NAMED = re.compile(
    r"""(?:href|src)="(/static/[^"]+)"|url\(["']?([^"')]+)["']?\)|(?:from|import)\s*\(?["'](\./[^"']+)["']"""
)
COMPRESSED = (".woff2", ".png", ".ico")


def weight_of(visitor, path, fetched):
    """The bytes on the wire of a page or file and of all that it names; ``fetched`` has what is counted already."""
    fetched.add(path)
    with visitor.client.get(path) as response:
        content = response.data
    if path.endswith(COMPRESSED):
        return len(content)
    addresses = {urljoin(path, next(filter(None, named.groups()))) for named in NAMED.finditer(content.decode())}
    new = {each for each in addresses if each.startswith("/static/") and "plotly.min" not in each} - fetched
    return len(gzip.compress(content)) + sum(weight_of(visitor, each, fetched) for each in sorted(new - fetched))


def test_the_dashboard_without_plotly_is_less_than_200_kilobytes(visit, app):
    for number in range(40):
        a_mismatch(f"project-{number}", f"Project {number}")
    fetched = set()
    weight = weight_of(visit("deputy_mayor"), "/dashboard", fetched)
    assert {"/static/css/dashboard.css", "/static/vendor/source-sans-regular.woff2", "/static/js/weeks.js"} <= fetched
    assert 50_000 < weight < MOST_BYTES
