"""Markdown to HTML, sanitized on the way out."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

_reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable("table")

# Headings inside a text must not compete with the page's own; images would load from other hosts.
_TAGS = {
    *("p", "br", "hr", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre", "h3", "h4", "h5", "h6"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


def to_html(text: str) -> Markup:
    """Sanitized HTML of a Markdown text: no raw HTML, no images, links open nothing but http(s) and mail."""
    shifted = _reader.render(text).replace("<h1>", "<h3>").replace("</h1>", "</h3>")
    shifted = shifted.replace("<h2>", "<h4>").replace("</h2>", "</h4>")
    clean = nh3.clean(
        shifted,
        tags=_TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow",
    )
    return Markup(clean)
