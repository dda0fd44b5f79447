"""What every Plotly figure of ours shares: tokens for colours, a quiet layout, text that cannot become HTML.

Plain dicts, so that no request pays for loading plotly. The page's script replaces the tokens and draws.
"""

from collections.abc import Sequence

from mobi_tracker.paper.charts.drawing import clean, fit

LABEL_ROOM = 240
"""Pixels a label beside an axis may take; its whole text is shown on hover."""

TOKENS = (
    "paper", "ink", "muted", "line", "hairline", "accent", "on-track", "at-risk", "off-track", "not-rated",
    "target", "heat-1", "heat-2", "heat-3", "none", "face",
)  # fmt: skip


def token(name: str) -> str:
    """A theme colour by name, for the page's script to resolve. Raises ValueError for an unknown name."""
    if name not in TOKENS:
        raise ValueError(f"{name} is no colour of the theme")
    return f"token:{name}"


def plain(text: object) -> str:
    """Text for Plotly, which reads a little HTML and templates: what people typed stays what they typed."""
    escaped = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("%{", "%\u200b{")


def axis(**settings: object) -> dict[str, object]:
    """An axis with our grid; more settings may be given."""
    quiet: dict[str, object] = {
        "gridcolor": token("line"),
        "zeroline": False,
        "linecolor": token("line"),
        "automargin": True,
        "fixedrange": False,
    }
    if settings.get("showgrid") is False:
        del quiet["gridcolor"]
    return quiet | settings


def label(text: object) -> str:
    """A label beside an axis: plain, and cut where it would push the figure out of its frame."""
    return plain(fit(clean(text), LABEL_ROOM))


def words_at(places: Sequence[object], rows: Sequence[object], words: Sequence[str]) -> dict[str, object]:
    """A trace of words alone, each to the right of its place: the direct labels."""
    return {
        "type": "scatter",
        "mode": "text",
        "name": "In words",
        "x": list(places),
        "y": list(rows),
        "text": [f"\u00a0\u00a0\u00a0{plain(one)}" if one else "" for one in words],
        "textposition": "middle right",
        "textfont": {"color": token("muted")},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def figure(data: list[dict[str, object]], height: int, **layout: object) -> dict[str, object]:
    """Data and layout; `height` in pixels. No title inside: the page's caption states the finding."""
    shared: dict[str, object] = {
        "paper_bgcolor": token("none"),
        "plot_bgcolor": token("none"),
        "font": {"family": token("face"), "size": 13, "color": token("ink")},
        "margin": {"l": 24, "r": 16, "t": 24, "b": 32},
        "height": height,
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": token("paper"),
            "bordercolor": token("line"),
            "font": {"color": token("ink")},
        },
        "modebar": {"bgcolor": token("none"), "color": token("muted"), "activecolor": token("accent")},
    }
    return {"data": data, "layout": shared | layout}
