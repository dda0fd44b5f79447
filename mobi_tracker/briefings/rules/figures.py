"""The figures and addresses in a text: what a reviewer who fixes wording must leave as they are."""

from __future__ import annotations

import re

# "One" is left out: it is a pronoun more often than a figure.
_NUMBER_WORDS = (
    "zero|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|"
    "half|halved|third|quarter|twice|double|doubled|triple|tripled"
)
_MONTHS = (
    "January|February|March|April|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tues|Tue|Wed|Thurs|Thur|Thu|Fri|Sat|Sun"
# "May" is a verb more often than a month: it counts beside a day, or after a word that only a time follows.
_BEFORE_MAY = "in|by|since|until|till|of|from|to|through|last|next|this|before|after|early|late|mid"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d,.]*\d)"
_YEAR = r"(?:,?\s+(?P<{}>\d{{4}})\b)?"
_FIGURE = re.compile(
    rf"\b(?P<month>{_MONTHS}|May)\b\.?\s+(?P<day>{_DAY}){_YEAR.format('year')}"
    rf"|\b(?P<day_first>{_DAY})\s+(?:of\s+)?(?P<month_last>{_MONTHS}|May)\b\.?{_YEAR.format('year_last')}"
    rf"|\b(?P<alone>{_MONTHS}|(?:{_BEFORE_MAY})[\s-]May)\b"
    rf"|\b(?P<weekday>{_WEEKDAYS})\b"
    r"|(?P<number>(?:(?<!\w)[-\u2212])?(?:\$\s?)?(?:\d[\d,]*(?:\.\d+)?(?:[:/]\d+)*[½¼¾⅓⅔]?|[½¼¾⅓⅔])"
    r"(?:\s?(?:%|percent\b|(?:[kKmMbB]|bn|thousand|million|billion|[ap]\.?m)\b))?)"
    rf"|\b(?P<word>(?i:{_NUMBER_WORDS}))\b"
)
# What a number counts: "14 days", "14 calendar days", "$180,000 a year".
_UNIT = re.compile(r"(?:[\s-]+\w+)??[\s-]+(second|minute|hour|day|week|month|quarter|year|dollar|cent|point)s?\b", re.I)
_ADDRESS = re.compile(r"(?:https?://|mailto:|www\.)[^\s<>()\]]+", re.I)


def figures(text: str) -> dict[str, list[str]]:
    """The days, weekdays, amounts and numbers in a text, each kind in its order, however they are spaced.

    A sentence may name the amount before the day or after it; two days that change places are other figures.
    """
    found: dict[str, list[str]] = {}
    for match in _FIGURE.finditer(text):
        kind, words = _figure(match)
        if kind in ("amount", "number"):
            unit = _UNIT.match(text, match.end())
            words += unit[1].lower() if unit else ""
        found.setdefault(kind, []).append(words)
    return found


def _figure(match: re.Match[str]) -> tuple[str, str]:
    month = match["month"] or match["month_last"]
    if month:
        day = re.sub(r"\D", "", match["day"] or match["day_first"]).lstrip("0")
        return "day", f"{month[:3]} {day} {match['year'] or match['year_last'] or ''}"
    if match["alone"]:
        return "month", "May" if match["alone"].endswith("May") else match["alone"][:3]
    if match["weekday"]:
        return "weekday", match["weekday"][:3]
    if match["word"]:
        return "number", match["word"].lower()
    number = re.sub(r"[\s,]", "", match["number"]).replace("\u2212", "-")
    return ("amount" if "$" in number else "number"), number.replace("bn", "B").replace("percent", "%")


def same_figures(before: str, after: str) -> bool:
    """Whether two wordings hold exactly the same figures."""
    return figures(before) == figures(after)


def same_addresses(before: str, after: str) -> bool:
    """Whether two wordings lead to exactly the same addresses: a link is a source."""
    return _ADDRESS.findall(before) == _ADDRESS.findall(after)
