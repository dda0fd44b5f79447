"""Council districts: CD 1 to the number that holds, and Citywide."""

import pytest

from mobi_tracker.city.districts import (
    CITYWIDE,
    all_districts,
    district_label,
    parse_district,
    parse_districts,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("CD 4", 4),
        ("cd4", 4),
        ("CD15", 15),
        ("CD 04", 4),
        ("C.D. 4", 4),
        ("4", 4),
        ("#4", 4),
        ("District 4", 4),
        ("Council District 15", 15),
        ("Citywide", CITYWIDE),
        ("city-wide", CITYWIDE),
        (" CITY WIDE ", CITYWIDE),
    ],
)
def test_a_district_is_read_as_people_write_it(text: str, number: int):
    assert parse_district(text, count=15) == number


@pytest.mark.parametrize("text", ["", "CD", "CD 0", "0", "CD 16", "CD 4A", "-4", "Westside"])
def test_what_is_no_district_is_refused_with_the_range(text: str):
    with pytest.raises(ValueError, match="CD 1 to CD 15, or Citywide"):
        parse_district(text, count=15)


def test_the_number_of_districts_is_the_callers():
    assert parse_district("CD 23", count=23) == 23
    assert all_districts(3) == [1, 2, 3, CITYWIDE]


@pytest.mark.parametrize(("number", "label"), [(1, "CD 1"), (15, "CD 15"), (CITYWIDE, "Citywide")])
def test_a_label_is_what_parsing_reads_back(number: int, label: str):
    assert district_label(number) == label
    assert parse_district(label, count=15) == number


def test_a_negative_district_has_no_label():
    with pytest.raises(ValueError, match="no council district -1"):
        district_label(-1)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", []),
        ("CD 4", [4]),
        ("Citywide, CD 9; CD 1, cd9", [1, 9, CITYWIDE]),
        ("1,2,", [1, 2]),
    ],
)
def test_a_list_of_districts_is_read_in_order_and_each_once(text: str, numbers: list[int]):
    assert parse_districts(text, count=15) == numbers


def test_a_list_with_a_wrong_district_is_refused():
    with pytest.raises(ValueError, match="“CD 99”"):
        parse_districts("CD 1, CD 99", count=15)
