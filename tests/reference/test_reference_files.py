"""The reference files say what the rules say, and each row can be told from the others."""

import csv
from datetime import date
from pathlib import Path

import pytest

from mobi_tracker.city.budget_calendar import budget_calendar
from mobi_tracker.city.districts import all_districts, district_label
from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.city.holidays import city_holidays
from mobi_tracker.portfolio.vocabulary import PriorityKind
from mobi_tracker.stakeholders.vocabulary import OrganizationKind

FOLDER = Path(__file__).parents[2] / "seed_data" / "reference"
KEYS = {
    "departments.csv": [("slug",), ("abbreviation",), ("name",)],
    "initiatives.csv": [("slug",), ("name",)],
    "priorities.csv": [("slug",), ("name",)],
    "organization_kinds.csv": [("slug",), ("label",)],
    "council_districts.csv": [("number",), ("label",)],
    "holidays.csv": [("date",)],
    "budget_calendar.csv": [("fiscal_year", "name"), ("fiscal_year", "date")],
}


def rows_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_every_file_of_the_folder_is_known_here():
    assert {path.name for path in FOLDER.glob("*.csv")} == set(KEYS)


@pytest.mark.parametrize(("name", "key"), [(name, key) for name, keys in KEYS.items() for key in keys])
def test_no_key_stands_twice_or_empty(name: str, key: tuple[str, ...]):
    keys = [tuple(row[column] for column in key) for row in rows_of(name)]

    assert keys
    assert len(set(keys)) == len(keys)
    assert all(all(parts) for parts in keys)


@pytest.mark.parametrize("name", KEYS)
def test_every_row_has_every_column_and_no_stray_spaces(name: str):
    for row in rows_of(name):
        assert None not in row
        assert all(value is not None and value == value.strip() for value in row.values())


@pytest.mark.parametrize("name", KEYS)
def test_every_column_is_explained(name: str):
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    section = text.split(f"## {name}:")[1].split("\n## ")[0]

    assert [column for column in rows_of(name)[0] if f"| `{column}` |" not in section] == []


def test_the_holidays_are_those_the_rules_give():
    expected = [holiday for year in range(2020, 2031) for holiday in city_holidays(year)]

    assert [(date.fromisoformat(row["date"]), row["name"]) for row in rows_of("holidays.csv")] == expected


def test_the_budget_dates_are_those_the_rules_give():
    holidays = {date.fromisoformat(row["date"]) for row in rows_of("holidays.csv")}
    years = [FiscalYear(starts_in) for starts_in in range(2024, 2029)]
    expected = [(year, *step) for year in years for step in budget_calendar(year, holidays)]

    assert [
        (FiscalYear.parse(row["fiscal_year"]), date.fromisoformat(row["date"]), row["name"])
        for row in rows_of("budget_calendar.csv")
    ] == expected


def test_the_districts_are_fifteen_and_citywide():
    districts = [(int(row["number"]), row["label"]) for row in rows_of("council_districts.csv")]

    assert districts == [(number, district_label(number)) for number in all_districts(15)]


def test_the_kinds_are_those_the_product_knows():
    organizations = [(row["slug"], row["label"]) for row in rows_of("organization_kinds.csv")]

    assert organizations == [(kind.value, kind.label) for kind in OrganizationKind]
    assert {row["kind"] for row in rows_of("priorities.csv")} == {PriorityKind.PRIORITY}


def test_the_two_pension_systems_alone_are_fiduciary():
    departments = rows_of("departments.csv")

    assert len(departments) == 8
    assert [row["slug"] for row in departments if row["fiduciary"] == "yes"] == ["lacers", "lafpp"]
    assert {row["fiduciary"] for row in departments} == {"yes", "no"}


def test_equitable_and_affordable_access_comes_first():
    assert rows_of("priorities.csv")[0]["name"] == "Equitable and affordable access to City services"


def test_what_nobody_stated_is_left_to_the_user():
    descriptions = {row["slug"]: row["description"] for row in rows_of("initiatives.csv")}

    assert [slug for slug, text in descriptions.items() if not text] == [
        "office-of-the-future",
        "future-corps",
    ]
