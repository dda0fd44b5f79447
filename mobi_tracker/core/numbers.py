"""Whole numbers as they come from an address or a form: read without trust, and never larger than a column holds."""

from __future__ import annotations

from typing import Any

from werkzeug.routing import IntegerConverter, ValidationError

MOST_ID = 2**31 - 1  # a column of ids is 32 bits wide on PostgreSQL; what is larger is the id of nothing
_DIGITS = len(str(MOST_ID))


def read_id(typed: str) -> int | None:
    """The id that was typed, or None: for no number, one in other digits than ours, or one that no column holds."""
    if not typed.isascii() or not typed.isdigit() or len(typed) > _DIGITS:
        return None
    number = int(typed)
    return number if number <= MOST_ID else None


def read_whole(typed: str, least: int, most: int) -> int:
    """A whole number between two others. Raises ValueError with a sentence for anything else."""
    digits = typed.removeprefix("-")
    if digits.isascii() and digits.isdigit() and len(digits) <= 18 and least <= int(typed) <= most:
        return int(typed)
    raise ValueError(f"Give a whole number from {least} to {most}.")


class IdConverter(IntegerConverter):
    """``<int:record_id>`` in an address. An id that no column holds is an address that does not exist."""

    def to_python(self, value: str) -> Any:
        number = read_id(value)
        if number is None:
            raise ValidationError
        return number
