"""Money as integer cents: read as people type it, shown exact or short. Never a float."""

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext

MOST_CENTS = 10**16  # a hundred trillion dollars: more than any budget, and well inside a 64-bit column
_UNITS = {
    "": 1,
    "k": 1_000, "thousand": 1_000,
    "m": 1_000_000, "mm": 1_000_000, "mil": 1_000_000, "million": 1_000_000,
    "b": 1_000_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
_AMOUNT = re.compile(r"\$?\s*([0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+)\s*([a-z]*)")
_GROUPED = re.compile(r"[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+")
_EXAMPLES = "1,234.50, 2.4 M or 310k"


def parse_money(text: str) -> int:
    """Cents from "$1,234.50", "2.4 M", "310k", "-20" or "(1,200)" (brackets mean less than nothing).

    Raises ValueError with a sentence for the person: nothing there, no amount, commas out of place, parts of
    a cent, or more than MOST_CENTS.
    """
    written = text.strip()
    if not written:
        raise ValueError(f"Write an amount, like {_EXAMPLES}.")
    negative, bare = _without_sign(written)
    found = _AMOUNT.fullmatch(bare)
    if found is None or found[2] not in _UNITS:
        raise ValueError(f"Write an amount like {_EXAMPLES}; “{written}” is not one.")
    if _GROUPED.fullmatch(found[1].partition(".")[0] or "0") is None:
        raise ValueError(f"The commas in “{written}” do not part thousands; write it like 1,234.50.")
    with localcontext(prec=len(written) + 12):  # exact, however many digits were typed
        cents = Decimal(found[1].replace(",", "")) * _UNITS[found[2]] * 100
    if cents > MOST_CENTS:
        raise ValueError(f"“{written}” is more than this can hold.")
    if cents != cents.to_integral_value():
        raise ValueError(f"“{written}” has parts of a cent; write at most whole cents.")
    return -int(cents) if negative else int(cents)


def _without_sign(written: str) -> tuple[bool, str]:
    """Whether an amount has brackets or a minus (before or after its dollar sign), and the rest of it."""
    bare = written.lower().replace("\u2212", "-")
    if bracketed := re.fullmatch(r"\$?\s*\((.*)\)", bare):
        return True, bracketed[1].strip()
    signed = re.match(r"(\$?)\s*-\s*", bare)
    return (True, signed[1] + bare[signed.end() :]) if signed else (False, bare)


def round_to_cents(dollars: Decimal) -> int:
    """Whole cents of dollars read from a file, halves away from zero. Raises ValueError past MOST_CENTS."""
    if not dollars.is_finite() or abs(dollars) * 100 > MOST_CENTS:
        raise ValueError(f"{dollars} is no amount this can hold.")
    return int((dollars * 100).to_integral_value(ROUND_HALF_UP))


def to_dollars(cents: int) -> Decimal:
    """The amount in dollars, exact, with two decimals: for a spreadsheet's cell."""
    return Decimal(cents).scaleb(-2)


def format_money(cents: int) -> str:
    """Exact: "$1,234,567.00"; less than nothing is "-$20.00"."""
    dollars, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}${dollars:,}.{rest:02d}"


def format_money_short(cents: int) -> str:
    """For the eye: "$2.4 M", "$310 k", "$1.2 B"; under ten thousand dollars "$9,500". Halves grow."""
    sign, dollars = "-" if cents < 0 else "", Decimal(abs(cents)).scaleb(-2)
    whole = dollars.quantize(Decimal(1), ROUND_HALF_UP)
    if whole < 10_000:
        return f"{sign if whole else ''}${whole:,}"
    thousands = (dollars / 1_000).quantize(Decimal(1), ROUND_HALF_UP)
    if thousands < 1_000:
        return f"{sign}${thousands} k"
    millions = (dollars / 1_000_000).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if millions < 1_000:
        return f"{sign}${millions} M"
    return f"{sign}${(dollars / 1_000_000_000).quantize(Decimal('0.1'), ROUND_HALF_UP):,} B"
