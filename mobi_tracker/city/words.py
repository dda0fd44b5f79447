"""Numbers, plurals and lists in words, for sentences such as "Two decisions wait for you"."""

from collections.abc import Iterable

_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip


def number_in_words(number: int) -> str:
    """Zero to twenty in words, any other in digits: "two", "21", "1,204"."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else f"{number:,}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """The noun that goes with a number: "project" with 1, else "projects", or `many` where irregular."""
    if number == 1:
        return one
    if many is not None:
        return many
    if one.endswith("y") and one[-2:-1] not in "aeiou":
        return one[:-1] + "ies"
    return one + ("es" if one.endswith(("s", "x", "z", "ch", "sh")) else "s")


def counted(number: int, one: str, many: str | None = None) -> str:
    """Digits and noun, as labels have it: "1 project", "16 projects"."""
    return f"{number:,} {plural(number, one, many)}"


def counted_in_words(number: int, one: str, many: str | None = None) -> str:
    """Words and noun, as sentences have it: "two decisions", "no decisions"."""
    return f"{number_in_words(number) if number else 'no'} {plural(number, one, many)}"


def join_words(items: Iterable[str], last: str = "and") -> str:
    """A list as a sentence has it: "a", "a and b", "a, b and c"; nothing is an empty text."""
    *before, final = list(items) or [""]
    return f"{', '.join(before)} {last} {final}" if before else final


def capitalized(text: str) -> str:
    """The text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]


def as_sentence(text: str) -> str:
    """The text with a capital first letter, the rest untouched, and a full stop where it has no end."""
    text = text.strip()
    end = "" if not text or text[-1] in ".!?" else "."
    return capitalized(text) + end
