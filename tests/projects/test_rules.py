"""Rules of projects, as tables of examples."""

from datetime import date

import pytest

from mobi_tracker.projects import rules
from mobi_tracker.projects.vocabulary import AmountKind, DateKind, Level, Phase, Rating

ON, RISK, OFF, NOT = Rating.ON_TRACK, Rating.AT_RISK, Rating.OFF_TRACK, Rating.NOT_RATED
DAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("baseline", "forecast", "actual", "days"),
    [
        (date(2026, 12, 5), date(2027, 1, 15), None, 41),
        (date(2026, 12, 5), date(2027, 1, 15), date(2026, 12, 4), -1),
        (date(2026, 12, 5), None, None, 0),
        (None, date(2027, 1, 15), None, None),
    ],
)
def test_slip_is_forecast_or_actual_minus_baseline(baseline, forecast, actual, days):
    assert rules.slip_days(baseline, forecast, actual) == days


@pytest.mark.parametrize(
    ("parts", "worst"),
    [((ON, RISK, OFF), OFF), ((ON, NOT, RISK), RISK), ((NOT, NOT, NOT), NOT), ((ON, NOT), ON), ((), NOT)],
)
def test_the_worst_part_passes_over_what_is_not_rated(parts, worst):
    assert rules.worst_part(*parts) is worst


@pytest.mark.parametrize(
    ("overall", "parts", "needs"),
    [
        (ON, (RISK, ON, ON), True),
        (RISK, (OFF, ON, ON), True),
        (OFF, (ON, ON, ON), False),
        (RISK, (RISK, ON, NOT), False),
        (ON, (NOT, NOT, NOT), False),
        (NOT, (OFF, OFF, OFF), False),
    ],
)
def test_an_overall_better_than_its_worst_part_needs_a_reason(overall, parts, needs):
    assert rules.needs_reason(overall, *parts) is needs


@pytest.mark.parametrize(("overall", "needs"), [(ON, False), (RISK, True), (OFF, True), (NOT, False)])
def test_a_path_to_green_is_needed_when_not_green(overall, needs):
    assert rules.needs_path(overall) is needs


@pytest.mark.parametrize(
    ("previous", "day", "needs"),
    [(DAY, date(2026, 12, 1), True), (DAY, DAY, False), (DAY, date(2026, 11, 1), False), (None, DAY, False)],
)
def test_only_a_later_forecast_needs_a_reason(previous, day, needs):
    assert rules.needs_forecast_reason(previous, day) is needs


@pytest.mark.parametrize(
    ("phase", "last_on", "owes"),
    [
        (Phase.DELIVERY, date(2026, 11, 23), False),
        (Phase.DELIVERY, date(2026, 11, 22), True),
        (Phase.PLANNING, None, True),
        (Phase.PROCUREMENT, date(2026, 11, 1), True),
        (Phase.OPERATING, date(2026, 1, 1), False),
        (Phase.ON_HOLD, None, False),
        (Phase.CLOSED, None, False),
    ],
)
def test_an_active_project_owes_an_update_after_more_than_seven_days(phase, last_on, owes):
    assert rules.owes_update(phase, last_on, DAY, 7) is owes


def given(kind, day, on, reason=""):
    return rules.GivenDate(0, kind, day, on, reason)


def test_a_milestone_stands_by_the_last_date_of_each_kind():
    standing = rules.stand(
        [
            given(DateKind.BASELINE, date(2026, 12, 5), date(2026, 6, 1)),
            given(DateKind.FORECAST, date(2026, 12, 20), date(2026, 10, 1), "staging late"),
            given(DateKind.FORECAST, date(2027, 1, 15), date(2026, 11, 27), "vendor delay"),
        ]
    )
    assert (standing.expected, standing.slip, standing.forecasts) == (date(2027, 1, 15), 41, 2)
    assert standing.why.reason == "vendor delay"


def test_an_actual_that_was_taken_back_leaves_the_milestone_open():
    actual = given(DateKind.ACTUAL, date(2026, 11, 20), date(2026, 11, 20))
    standing = rules.stand([actual, given(DateKind.ACTUAL, None, date(2026, 11, 25))])
    assert standing.actual is None and not standing.is_overdue(DAY)


@pytest.mark.parametrize(("day", "overdue"), [(date(2026, 11, 29), True), (DAY, False), (date(2026, 12, 1), False)])
def test_a_milestone_is_overdue_the_day_after_its_date(day, overdue):
    assert rules.stand([given(DateKind.BASELINE, day, DAY)]).is_overdue(DAY) is overdue


def test_money_sums_each_kind_and_leaves_unknown_what_nobody_recorded():
    money = rules.money_of(
        [(AmountKind.APPROPRIATED, 100_00), (AmountKind.APPROPRIATED, 40_00), (AmountKind.FORECAST, 145_00)]
    )
    assert (money.appropriated, money.expended, money.forecast) == (140_00, None, 145_00)
    assert round(money.overrun, 1) == rules.Decimal("3.6")


@pytest.mark.parametrize(("appropriated", "forecast"), [(None, 10), (0, 10), (10, None)])
def test_an_overrun_needs_both_figures(appropriated, forecast):
    assert rules.Money(appropriated=appropriated, forecast=forecast).overrun is None


def test_the_week_strip_carries_a_rating_on_and_says_why_only_in_its_week():
    reports = [rules.Report(date(2026, 11, 10), ON), rules.Report(date(2026, 11, 27), OFF, "vendor delay")]
    weeks = rules.weekly_ratings(reports, date(2026, 11, 30), 4)
    assert [(each.rating, each.why) for each in weeks] == [(ON, ""), (ON, ""), (OFF, "vendor delay"), (OFF, "")]


@pytest.mark.parametrize(
    ("name", "taken", "slug"),
    [
        ("Permit login", (), "permit-login"),
        ("Permit login", ("permit-login", "permit-login-2"), "permit-login-3"),
        ("Línea 311", (), "linea-311"),
        ("New", (), "new-2"),
        ("!!!", (), "project"),
    ],
)
def test_a_name_becomes_an_address_of_its_own(name, taken, slug):
    assert rules.slug_of(name, taken) == slug


def test_levels_of_notes_stand_for_the_ratings_the_product_says():
    assert [each.rating for each in Level] == [(2, 2), (3, 3), (3, 4), (4, 4)]
