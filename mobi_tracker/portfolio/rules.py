"""Pure decisions of the portfolio."""

from __future__ import annotations

import re

from mobi_tracker.core.fields import folded


def slug_from(name: str, longest: int = 70) -> str:
    """The name as an address and a note write it: "Office of Finance" is office-of-finance."""
    return re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")[:longest].strip("-") or "unnamed"


def numbered_slug(slug: str, number: int) -> str:
    """The slug for the second, third … record of a name."""
    return slug if number == 1 else f"{slug}-{number}"


def tidy_aliases(typed: str) -> str:
    """Other names, parted by ";", each once and without spaces around: "Angeleno Account; MyLA"."""
    parts = [" ".join(part.split()) for part in typed.split(";")]
    return "; ".join(dict.fromkeys(part for part in parts if part))
