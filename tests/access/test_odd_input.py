"""Input that no browser sends: ids that no column holds, digits that are not ours, characters that cannot be stored."""

import pytest

from mobi_tracker.core.numbers import read_id, read_whole


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1", 1),
        ("2147483647", 2147483647),
        ("2147483648", None),
        ("9" * 5000, None),
        ("²", None),
        ("٣", None),
        ("-1", None),
        ("", None),
    ],
)
def test_an_id_is_read_only_where_a_column_can_hold_it(typed, number):
    assert read_id(typed) == number


@pytest.mark.parametrize("typed", ["", "-", "--5", "²", "٣", "1.5", "101", "9" * 5000])
def test_what_is_no_whole_number_is_refused_with_a_sentence(typed):
    with pytest.raises(ValueError, match="Give a whole number from -5 to 100"):
        read_whole(typed, -5, 100)


@pytest.mark.parametrize("number", ["2147483648", "99999999999999999999999", "9" * 5000])
def test_an_id_that_no_column_holds_is_a_page_that_does_not_exist(visit, number):
    visit("liaison").open(f"/contacts/{number}", 404)


@pytest.mark.parametrize("value", ["²", "99999999999999999999", "9" * 5000])
@pytest.mark.parametrize(
    "path",
    ["/council?department=", "/action-items?department=", "/contacts?owner=", "/reference?year=", "/risks?page="],
)
def test_a_number_in_the_address_that_is_none_is_passed_over(visit, path, value):
    visit("liaison").open(f"{path}{value}")


def test_a_version_that_is_no_number_is_passed_over(visit):
    visit("liaison").fill("/organizations/new", name="Sample Office", version="²")
