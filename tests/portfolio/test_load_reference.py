"""Loading reference data: twice the same, following the file, keeping people's changes, errors that name the place."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from mobi_tracker.core import settings
from mobi_tracker.core.database import db
from mobi_tracker.core.withdrawals import withdraw
from mobi_tracker.portfolio import queries
from mobi_tracker.portfolio.models import BudgetDate, Department, Holiday, Initiative, Priority
from mobi_tracker.portfolio.reference import ReferenceWrong, load_reference

FOLDER = Path(__file__).parents[2] / "seed_data" / "reference"


@pytest.fixture
def folder(tmp_path, app):
    return Path(shutil.copytree(FOLDER, tmp_path / "reference"))


def change(folder, name, before, after):
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def one(model, **values):
    return db.session.query(model).filter_by(**values).one()


def test_the_files_of_the_product_load(folder):
    load_reference(folder)
    assert [each.short for each in queries.all_of(Department)][:3] == ["ITA", "GSD", "Finance"]
    assert one(Department, slug="lacers").is_fiduciary and not one(Department, slug="finance").is_fiduciary
    assert one(Department, slug="information-technology-agency").website == "https://ita.lacity.gov"
    assert one(Initiative, slug="angeleno-connect").aliases == "Angeleno Account"
    assert one(Priority, position=1).name == "Equitable and affordable access to City services"
    assert one(Holiday, day=date(2026, 12, 25)).name == "Christmas Day"
    assert one(BudgetDate, fiscal_year=2026, name="Budget in force").day == date(2026, 7, 1)


def test_every_department_is_an_organization(folder):
    load_reference(folder)
    records = queries.all_of(Department)
    assert [each.organization.name for each in records] == [each.name for each in records]


def test_loading_twice_changes_nothing(folder):
    load_reference(folder)
    report = load_reference(folder)
    assert (report.added, report.updated, report.kept) == (0, 0, 0)


def test_a_field_that_nobody_changed_follows_the_file(folder):
    load_reference(folder)
    change(folder, "priorities.csv", "Efficient government", "Government that works")
    report = load_reference(folder)
    assert (report.updated, report.kept) == (1, 0)
    assert one(Priority, position=2).name == "Government that works"


def test_a_field_that_somebody_changed_stays_theirs_while_its_neighbours_follow(folder):
    load_reference(folder)
    record = one(Department, slug="finance")
    record.head_title = "Treasurer, as we say"
    db.session.commit()
    change(folder, "departments.csv", "Director of Finance / City Treasurer", "Director of Finance")
    change(folder, "departments.csv", "Collects taxes and fees", "Collects taxes")
    report = load_reference(folder)
    assert (record.head_title, record.does[:14]) == ("Treasurer, as we say", "Collects taxes")
    assert (report.updated, report.kept) == (1, 1)


def test_a_name_in_the_file_renames_the_organization_too(folder):
    load_reference(folder)
    change(folder, "departments.csv", "Office of Finance", "Finance Office")
    load_reference(folder)
    assert one(Department, slug="finance").organization.name == "Finance Office"


def test_what_was_taken_out_stays_out(folder):
    load_reference(folder)
    withdraw(one(Holiday, day=date(2026, 12, 25)))
    withdraw(one(Initiative, slug="future-corps"))
    db.session.commit()
    load_reference(folder)
    assert date(2026, 12, 25) not in queries.holiday_dates()
    assert one(Initiative, slug="future-corps").is_withdrawn


def test_a_new_row_is_added_and_a_file_with_a_byte_order_mark_is_read(folder):
    load_reference(folder)
    text = (folder / "holidays.csv").read_text(encoding="utf-8")
    (folder / "holidays.csv").write_text(text + "2027-02-01,A day of our own\n", encoding="utf-8-sig")
    assert load_reference(folder).added == 1


@pytest.mark.parametrize(
    ("name", "before", "after", "said"),
    [
        ("departments.csv", "finance,Finance", "Fin ance,Finance", "line 4, column slug: write small"),
        ("departments.csv", "lacity.gov,no", "lacity.gov,maybe", "line 2, column fiduciary: write yes or no"),
        ("holidays.csv", "2020-01-20", "2020-13-20", "line 3, column date: write a day as year-month-day"),
        ("holidays.csv", "2020-01-20", "2020-01-01", "line 3, column date: line 2 has this already"),
        ("budget_calendar.csv", "2024-25,2024-01-01", "2024,2024-01-01", "line 2, column fiscal_year"),
        ("priorities.csv", "slug,name,kind", "slug,name,sort", "line 1: the column kind is missing."),
        ("priorities.csv", ",priority,General", ",wish,General", "line 3, column kind: write one of priority"),
        ("organization_kinds.csv", "vendor,Vendor", "vendor,Seller", "line 10, column label: the product calls"),
        ("council_districts.csv", "7,CD 7", "7,CD 8", "line 8, column label: it is written CD 7."),
        ("initiatives.csv", "future-corps,Future Corps,", "future-corps,,", "line 4, column name: this must not"),
    ],
)  # fmt: skip
def test_an_error_names_file_line_and_column_and_nothing_is_stored(folder, name, before, after, said):
    change(folder, name, before, after)
    with pytest.raises(ReferenceWrong) as wrong:
        load_reference(folder)
    assert f"{name}, {said}" in str(wrong.value)
    assert not queries.all_of(Department)


def test_a_text_with_an_unquoted_comma_is_told_apart(folder):
    change(folder, "holidays.csv", "New Year's Day\n2020-01-20", "New Year's Day, a day off\n2020-01-20")
    with pytest.raises(ReferenceWrong, match=r"line 2: there are 3 cells for 2 columns"):
        load_reference(folder)


def test_a_file_that_is_not_utf_8_says_what_to_do(folder):
    (folder / "holidays.csv").write_bytes("date,name\n2026-03-30,D\xeda\n".encode("latin-1"))
    with pytest.raises(ReferenceWrong, match="save it as “CSV UTF-8”"):
        load_reference(folder)


def test_an_empty_folder_is_refused(tmp_path, app):
    with pytest.raises(ReferenceWrong, match=r"holds none of departments\.csv"):
        load_reference(tmp_path)


def test_the_setting_of_districts_holds_over_the_file(folder):
    settings.change("portfolio.council_districts", "23")
    assert load_reference(folder).notes == [
        "council_districts.csv names 15 districts; the setting says 23, and the setting holds."
    ]
