"""Measures from the City's own file."""

from decimal import Decimal
from pathlib import Path

from sqlalchemy import func, select

from mobi_tracker.core.database import db
from mobi_tracker.imports.importers import IMPORTERS
from mobi_tracker.imports.plan import as_json
from mobi_tracker.imports.vocabulary import Purpose, Verdict
from mobi_tracker.paper.tables.read import read_table
from mobi_tracker.projects.models.measure import Measure, MeasureReading
from mobi_tracker.projects.vocabulary import ReadingKind
from tests.factories import make_department

CASES = Path(__file__).resolve().parents[1] / "cases"
CITY = CASES / "la-performance-measures-2021-22.csv"
IMPORTER = IMPORTERS[Purpose.MEASURES]


def plan(content):
    return IMPORTER.plan_for(read_table(content, "measures.csv"), {}, lambda _departments: True)


def make_city_departments():
    make_department("information-technology-agency", "Information Technology Agency", budget_code="32")
    make_department("finance", "Office of Finance", budget_code="39")


def test_every_row_is_counted_and_rows_of_other_departments_are_left_out_and_said(app):
    make_city_departments()
    told = as_json(plan(CITY.read_bytes()))
    assert told["rows"] == 188 and told["problems"] == []
    assert told["verdicts"]["new"] == 15 and told["verdicts"]["left_out"] == 172
    assert told["left_out"][0]["reason"] == "Aging is not tracked."
    assert told["columns"]["2020-21 Adopted Budget"] == "reading:2020-21:target"


def test_a_measure_has_a_reading_for_each_year_and_kind(app):
    make_city_departments()
    IMPORTER.apply(plan(CITY.read_bytes()))
    db.session.commit()
    measure = db.session.scalars(select(Measure).where(Measure.name == "Percent of 3-1-1 Calls Answered")).one()
    assert measure.department.slug == "information-technology-agency" and measure.program == "Customer Engagement"
    rows = select(MeasureReading).where(MeasureReading.measure_id == measure.id).order_by(MeasureReading.id)
    readings = [(each.fiscal_year, each.kind, each.value) for each in db.session.scalars(rows)]
    assert readings == [
        (2017, ReadingKind.ACTUAL, Decimal(78)),
        (2018, ReadingKind.ACTUAL, Decimal(89)),
        (2019, ReadingKind.ACTUAL, Decimal(89)),
        (2020, ReadingKind.TARGET, Decimal(90)),
        (2020, ReadingKind.ESTIMATE, Decimal(91)),
        (2021, ReadingKind.TARGET, Decimal(91)),
    ]


def test_twice_changes_nothing_the_second_time(app):
    make_city_departments()
    IMPORTER.apply(plan(CITY.read_bytes()))
    db.session.commit()
    count = db.session.scalar(select(func.count(MeasureReading.id)))
    again = plan(CITY.read_bytes())
    assert again.counts[Verdict.SAME] == 15 and IMPORTER.apply(again) == 0
    assert db.session.scalar(select(func.count(MeasureReading.id))) == count


def test_on_an_empty_database_every_row_is_left_out(app):
    assert plan(CITY.read_bytes()).counts == {Verdict.LEFT_OUT: 187}


def test_a_reading_that_is_no_number_is_named(app):
    make_city_departments()
    (problem,) = plan(b"Dept Code,Measure,2021-22 Actuals\n32,Calls,many\n").problems
    assert (problem.row, problem.column) == (2, "2021-22 Actuals") and "not a number" in problem.reason


def test_a_row_without_a_name_is_not_named_twice(app):
    made = plan(CITY.read_bytes())
    labels = [row.label for row in made.rows]
    assert all(label.count("Row ") == 1 for label in labels)
    assert any(label == f"Row {row.number}" for row, label in zip(made.rows, labels, strict=True))
