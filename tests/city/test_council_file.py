"""Council File numbers: YY-NNNN, with -Sn for a supplement."""

import re

import pytest

from mobi_tracker.city.council_file import (
    COUNCIL_FILE_ERROR,
    council_file_address,
    is_budget_file,
    parse_council_file,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("20-1365", "20-1365"),
        ("18-0785-S1", "18-0785-S1"),
        ("23-1200-S104", "23-1200-S104"),
        ("18-0785-s1", "18-0785-S1"),
        (" 05-0001 ", "05-0001"),
        ("20–1365", "20-1365"),
        ("20 - 1365 - s2", "20-1365-S2"),
        ("CF 20-1365", "20-1365"),
        ("C.F. 20-1365", "20-1365"),
        ("Council File No. 20-1365-S1", "20-1365-S1"),
        ("Council File: 20-1365", "20-1365"),
    ],
)
def test_a_number_is_kept_in_the_clerks_form(text: str, number: str):
    assert parse_council_file(text) == number


@pytest.mark.parametrize(
    "text",
    ["", "20-136", "20-13655", "2020-1365", "20-1365-S", "20-1365-S1234", "20-1365-1", "20-1365x", "CF",
     "20-1365\n18-0785", "٢٠-١٣٦٥"],
)  # fmt: skip
def test_anything_else_is_refused_with_an_example(text: str):
    with pytest.raises(ValueError, match=re.escape(COUNCIL_FILE_ERROR)):
        parse_council_file(text)


def test_the_address_is_the_clerks_page_of_the_number():
    assert council_file_address("18-0785-s1") == (
        "https://cityclerk.lacity.org/lacityclerkconnect/index.cfm?fa=ccfi.viewrecord&cfnumber=18-0785-S1"
    )


def test_no_address_is_made_of_what_is_no_number():
    with pytest.raises(ValueError, match="Council File number"):
        council_file_address("20-1365&x=1")


@pytest.mark.parametrize(("number", "is_budget"), [("26-0600", True), ("26-0600-S1", True), ("26-0601", False)])
def test_budget_files_are_numbered_0600(number: str, is_budget: bool):
    assert is_budget_file(number) is is_budget
