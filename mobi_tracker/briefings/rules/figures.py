"""The figures in a text: what a reviewer who fixes wording must leave as they are."""

from __future__ import annotations

import re
from collections import Counter

# "One" is left out: it is a pronoun more often than a figure. "May" is left out for the same reason; its day is not.
_NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|half|twice"
)
_MONTHS = (
    "January|February|March|April|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_WEEKDAYS = (
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tues|Tue|Wed|Thurs|Thur|Thu|Fri|Sat|Sun"
)
# A number with its currency before it and its unit after it; a name of a month or a weekday; a number in words.
_FIGURE = re.compile(
    r"(?P<number>[-\u2212]?\$?\s?\d[\d,]*(?:\.\d+)?(?:[:/]\d+)*\s?(?:%|percent\b|[kKMB]\b|thousand\b|million\b|billion\b)?)"
    rf"|\b(?P<day>{_MONTHS}|{_WEEKDAYS})\b"
    rf"|\b(?P<word>(?i:{_NUMBER_WORDS}))\b"
)


def figures(text: str) -> Counter[str]:
    """The numbers, dates and amounts of money in a text, however they are spaced, with how often each stands."""
    found: Counter[str] = Counter()
    for match in _FIGURE.finditer(text):
        if match["number"]:
            found[re.sub(r"[\s,]", "", match["number"]).replace("\u2212", "-")] += 1
        elif match["day"]:
            found[match["day"][:3]] += 1
        else:
            found[match["word"].lower()] += 1
    return found


def same_figures(before: str, after: str) -> bool:
    """Whether two wordings hold exactly the same figures."""
    return figures(before) == figures(after)
