"""Numbers, plurals and lists in words, for sentences such as "Two decisions wait for you"."""

from collections.abc import Iterable

_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip

_ENDS = (".", "!", "?", "…")
_SHUTTING = "\"'”’)]»"  # what may stand after the end of a sentence that it closes


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


def singular(many: str) -> str:
    """One of what is named in plural: "user", "priority", "person"; of two things, either: "risk or issue"."""
    return " or ".join(_one_of(each) for each in many.split(" and "))


def _one_of(many: str) -> str:
    if many == "people" or many.endswith(" people"):
        return f"{many.removesuffix('people')}person"
    if many.endswith("ies"):
        return f"{many[:-3]}y"
    if many.endswith(("sses", "xes", "zes", "ches", "shes")):
        return many[:-2]
    return many.removesuffix("s")


def counted_of(number: int, many: str) -> str:
    """As lists have it, from the plural: "1 user", "25 risks and issues"; of none, not one thing nor the other:
    "No risks or issues".
    """
    if number == 1:
        return f"1 {singular(many)}"
    return f"{number:,} {many}" if number else f"No {many.replace(' and ', ' or ')}"


def counted_in_words(number: int, one: str, many: str | None = None) -> str:
    """Words and noun, as sentences have it: "two decisions", "no decisions"."""
    return f"{number_in_words(number) if number else 'no'} {plural(number, one, many)}"


def join_words(items: Iterable[str], last: str = "and") -> str:
    """A list as a sentence has it: "a", "a and b", "a, b and c"; nothing is an empty text."""
    *before, final = list(items) or [""]
    return f"{', '.join(before)} {last} {final}" if before else final


def capitalized(text: str) -> str:
    """The text with a capital first letter, the rest untouched; a name like "iPhone" keeps its own."""
    is_name = text[:1].islower() and text[1:2].isupper()
    return text if is_name else text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """The text with one end: a full stop where it has none, for a comma or colon left over, and for two stops."""
    text = text.strip()
    shut = text.rstrip(_SHUTTING)
    if shut.endswith(_ENDS):
        doubled = shut == text and text.endswith("..") and not text.endswith("...")
        return f"{text.rstrip('.')}." if doubled else text
    bare = text.rstrip(" ,;:")
    return f"{bare}." if bare else text


def as_sentence(text: str) -> str:
    """The text with a capital first letter, the rest untouched, and an end."""
    return capitalized(ended(text))
