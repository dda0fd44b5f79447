"""A small SVG writer: shapes with class names, escaped text, and the light theme as presentation attributes.

It is deterministic and takes about a tenth of a millisecond. There is no `style` anywhere, so a strict
content security policy holds. Colours by attribute are for the PDF, where there is no style sheet.
"""

import re
import unicodedata
from html import escape
from urllib.parse import urlsplit

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_COLOURS = re.compile(r' (?:fill|stroke)="#[0-9a-f]{6}"')
_NARROW, _WIDE = set("iljftrI.,:;'|!()[] -’·"), set("mwMWQO@%&—")

PAINT = {
    "chart-on-track": 'fill="#2f9a5d"',
    "chart-at-risk": 'fill="#e9a820"',
    "chart-off-track": 'fill="#c8382d"',
    "chart-not-rated": 'fill="#a9afb6"',
    "chart-accent": 'fill="#17396b"',
    "chart-track": 'fill="#eceae4"',
    "chart-done": 'fill="#59636e"',
    "chart-hollow": 'fill="#fbfaf7" stroke="#59636e" stroke-width="1.5"',
    "chart-shade-1": 'fill="#b9c4d3"',
    "chart-shade-2": 'fill="#94a5be"',
    "chart-shade-3": 'fill="#6680a5"',
    "chart-line": 'stroke="#dedbd3" fill="none"',
    "chart-hairline": 'stroke="#eceae4" fill="none"',
    "chart-today": 'stroke="#1c2127" stroke-width="2" fill="none"',
    "chart-halo": 'stroke="#fbfaf7" stroke-width="5" fill="none"',
    "chart-series": 'stroke="#17396b" stroke-width="2" fill="none"',
    "chart-baseline": 'stroke="#59636e" stroke-dasharray="2 4" fill="none"',
    "chart-target": 'stroke="#1d7a46" stroke-dasharray="6 4" fill="none"',
    "chart-zero": 'stroke="#59636e" fill="none"',
    "chart-grey": 'stroke="#a9afb6" fill="none"',
    "chart-wait": 'stroke="#59636e" fill="none"',
    "chart-text": 'fill="#1c2127"',
    "chart-strong": 'fill="#1c2127" font-weight="600"',
    "chart-muted": 'fill="#59636e"',
    "chart-text-on-track": 'fill="#1d7a46"',
    "chart-text-at-risk": 'fill="#8f5a00"',
    "chart-text-off-track": 'fill="#b4261c"',
    "chart-text-not-rated": 'fill="#59636e"',
    "chart-on-shade-1": 'fill="#1c2127"',
    "chart-on-shade-2": 'fill="#1c2127"',
    "chart-on-shade-3": 'fill="#ffffff"',
    "chart-link": 'fill="#17396b"',
}
"""Each class and the attributes it falls back on where no style sheet reaches."""

LABEL, TICK, NOTE = 13, 12, 11
"""Sizes of text in pixels: labels, ticks, notes. Nothing is smaller than 11."""


def clean(text: object) -> str:
    """Text as XML may hold it, on one line."""
    return " ".join(_UNWRITABLE.sub("", str(text)).split())


def text_width(text: str, size: int = LABEL) -> float:
    """About how many pixels a text takes in Source Sans; generous for other scripts."""
    return sum(map(_character_width, text)) * size


def fit(text: str, room: float, size: int = LABEL) -> str:
    """A text cut with an ellipsis to the room it has (pixels), never within a combined character."""
    text = clean(text)
    if text_width(text, size) <= room:
        return text
    kept, used = 0, _character_width("…") * size
    for character in text:
        used += _character_width(character) * size
        if used > room:
            break
        kept += 1
    while kept and (_character_width(text[kept]) == 0 or text[kept - 1] == "\u200d"):
        kept -= 1
    return f"{text[:kept].rstrip()}…"


def safe_url(url: str | None) -> str | None:
    """An address that may stand in a link: one of ours, http or https; anything else is None."""
    if not url:
        return None
    cleaned = _UNWRITABLE.sub("", url).strip()
    try:
        scheme = urlsplit(cleaned).scheme
    except ValueError:
        return None
    return cleaned if scheme in {"", "http", "https"} else None


class Drawing:
    """An SVG being drawn, `width` by `height` pixels. Shapes are added in order; `finish` closes it."""

    def __init__(self, width: float, height: float, name: str = "chart-svg") -> None:
        self.width, self.height, self.name = width, height, name
        self._parts: list[str] = []
        self._is_pressed = False

    def rect(self, css: str, x: float, y: float, width: float, height: float, radius: float = 0) -> None:
        """A rectangle; one without width or height is left out."""
        if width > 0 and height > 0:
            round_corners = f' rx="{_px(radius)}"' if radius else ""
            where = f'x="{_px(x)}" y="{_px(y)}" width="{_px(width)}" height="{_px(height)}"'
            self._parts.append(f"<rect {_classes(css)} {where}{round_corners}/>")

    def line(self, css: str, x1: float, y1: float, x2: float, y2: float) -> None:
        """A straight line."""
        where = f'x1="{_px(x1)}" y1="{_px(y1)}" x2="{_px(x2)}" y2="{_px(y2)}"'
        self._parts.append(f"<line {_classes(css)} {where}/>")

    def circle(self, css: str, x: float, y: float, radius: float) -> None:
        """A dot."""
        self._parts.append(f'<circle {_classes(css)} cx="{_px(x)}" cy="{_px(y)}" r="{_px(radius)}"/>')

    def path(self, css: str, points: list[tuple[float, float]], closed: bool = False) -> None:
        """Points joined by straight lines."""
        if points:
            joined = "L".join(f"{_px(x)} {_px(y)}" for x, y in points)
            self._parts.append(f'<path {_classes(css)} d="M{joined}{"Z" if closed else ""}"/>')

    def text(self, css: str, x: float, y: float, text: str, size: int = LABEL, anchor: str = "start") -> None:
        """A line of text standing on `y`."""
        placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
        where = f'x="{_px(x)}" y="{_px(y)}" font-size="{size}"'
        self._parts.append(f"<text {_classes(css)} {where}{placed}>{escape(clean(text))}</text>")

    def begin(self, title: str, url: str | None = None, stops: bool = False) -> None:
        """Begin a group with its own full text, shown on hover; with an address it is a link.

        ``stops``: the keyboard stops at it too, and its text is read out.
        """
        address = safe_url(url)
        self._is_pressed = self._is_pressed or address is not None or stops
        opened = '<g tabindex="0" role="img">' if stops else "<g>"
        self._parts.append(f'<a class="chart-link" href="{escape(address)}">' if address else opened)
        self._parts.append(f"<title>{escape(clean(title))}</title>")
        self._open = "</a>" if address else "</g>"

    def end(self) -> None:
        """End the group that was begun."""
        self._parts.append(self._open)

    def finish(self, label: str) -> str:
        """The whole element, with its alternative text. One that holds links or stops is a group, else an image."""
        size = f'width="{_px(self.width)}" height="{_px(self.height)}"' if self.name != "chart-svg" else 'width="100%"'
        role = "group" if self._is_pressed else "img"
        face = 'font-family="Source Sans, Source Sans 3, Source Sans Pro, sans-serif"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{self.name}" {size} '
            f'viewBox="0 0 {_px(self.width)} {_px(self.height)}" role="{role}" '
            f'aria-label="{escape(clean(label))}" {face}>{"".join(self._parts)}</svg>'
        )


def unpainted(svg: str) -> str:
    """The drawing without its own colours, for a page, where the style sheet has them; it is a fifth shorter."""
    return _COLOURS.sub("", svg)


def empty_drawing(text: str, width: int) -> str:
    """The drawing of a chart that has nothing to show: its sentence."""
    drawing = Drawing(width, 40)
    drawing.text("chart-muted", 0, 24, fit(text, width), LABEL)
    return drawing.finish(text)


def draw_mark(drawing: Drawing, tone: str, x: float, y: float, radius: float = 5) -> None:
    """A rating's sign around a point: dot, triangle, square, ring. Shape tells what colour tells."""
    match tone:
        case "on-track":
            drawing.circle("chart-on-track", x, y, radius)
        case "at-risk":
            top, foot = y - radius, y + radius * 0.85
            drawing.path("chart-at-risk", [(x, top), (x + radius * 1.1, foot), (x - radius * 1.1, foot)], closed=True)
        case "off-track":
            drawing.rect("chart-off-track", x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8, 1)
        case _:
            drawing.circle("chart-hollow", x, y, radius - 0.5)


def _classes(css: str) -> str:
    return f'class="{css}" {PAINT.get(css, "")}'.rstrip()


def _px(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _character_width(character: str) -> float:
    """A character's width as a part of the text size."""
    if character < "\u0250":
        return 0.28 if character in _NARROW else 0.82 if character in _WIDE else 0.6 if character.isupper() else 0.51
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0.0
    return 1.05 if unicodedata.east_asian_width(character) in {"W", "F"} else 0.66
