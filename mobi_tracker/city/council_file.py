"""Council File numbers: YY-NNNN, or YY-NNNN-Sn for a supplement (20-1365, 18-0785-S1, 23-1200-S104).

The City Clerk's pages and documents that link to them show the form. Numbers are text: zeros in front count.
"""

import re

COUNCIL_FILE_PATTERN = r"[0-9]{2}-[0-9]{4}(-S[0-9]{1,3})?"  # of the whole text, as an input's pattern is
COUNCIL_FILE_ERROR = "Write a Council File number like 20-1365 or 18-0785-S1."
_PREFIX = re.compile(r"(?:COUNCIL\s+FILE|C\.?\s*F\.?)(?:\s*(?:NUMBER|NO\.?|#))?\s*:?\s*")
_DASHES = re.compile(r"\s*[-\u2010-\u2014]\s*")
_LOOK_UP = "https://cityclerk.lacity.org/lacityclerkconnect/index.cfm?fa=ccfi.viewrecord&cfnumber="


def parse_council_file(text: str) -> str:
    """The number as it is stored: capital S, plain hyphens, zeros kept, a "CF" before it taken off.

    Raises ValueError(COUNCIL_FILE_ERROR) for anything else.
    """
    number = _DASHES.sub("-", text.strip().upper())
    number = number[found.end() :] if (found := _PREFIX.match(number)) else number
    if re.fullmatch(COUNCIL_FILE_PATTERN, number) is None:
        raise ValueError(COUNCIL_FILE_ERROR)
    return number


def council_file_address(number: str) -> str:
    """The City Clerk's page of a Council File: to link to, never fetched. Raises ValueError like parsing."""
    return _LOOK_UP + parse_council_file(number)


def is_budget_file(number: str) -> bool:
    """Whether it is a file of a yearly budget: YY-0600, supplements included."""
    return parse_council_file(number)[3:7] == "0600"
