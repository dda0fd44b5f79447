"""Council districts, written CD 1 to CD 15 (Council agendas 2017-2023), and Citywide.

The number of districts may change, so the caller passes it in. Citywide is kept as the number 0.
"""

import re

CITYWIDE = 0
CITYWIDE_LABEL = "Citywide"
_WRITTEN = re.compile(r"(?:C\.?\s*D\.?|(?:COUNCIL\s+)?DISTRICT)?\s*#?\s*0*([0-9]{1,3})", re.IGNORECASE)
_CITYWIDE_WRITTEN = re.compile(r"city[\s-]?wide", re.IGNORECASE)


def all_districts(count: int) -> list[int]:
    """Every district number in order, Citywide last."""
    return [*range(1, count + 1), CITYWIDE]


def district_label(number: int) -> str:
    """ "CD 4", or "Citywide" for 0. Raises ValueError for a negative number."""
    if number < 0:
        raise ValueError(f"There is no council district {number}.")
    return CITYWIDE_LABEL if number == CITYWIDE else f"CD {number}"


def parse_district(text: str, count: int) -> int:
    """Read "CD 4", "cd4", "District 4", "4" or "Citywide". Raises ValueError with a sentence to show."""
    written = text.strip()
    if _CITYWIDE_WRITTEN.fullmatch(written):
        return CITYWIDE
    found = _WRITTEN.fullmatch(written)
    if found is None or not 1 <= int(found[1]) <= count:
        raise ValueError(f"Write a district as CD 1 to CD {count}, or Citywide; “{written}” is neither.")
    return int(found[1])


def parse_districts(text: str, count: int) -> list[int]:
    """Read a list such as "CD 1, CD 4; Citywide": in order, Citywide last, each once; empty text is none.

    Raises ValueError for the first piece that is no district.
    """
    found = {parse_district(piece, count) for piece in re.split(r"[,;]", text) if piece.strip()}
    return [number for number in all_districts(count) if number in found]
