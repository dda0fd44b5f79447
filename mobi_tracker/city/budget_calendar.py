"""The yearly budget calendar by rule, to fill the editable table of dates.

Sources: the adopted budget 2021-22, p. 175; Charter sections 314 and 315. The Mayor's policy letter (summer)
and the Council's committee hearings have no date that a rule gives: people add them to the table as they are
announced. Charter reform may move any of these.
"""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from mobi_tracker.city.business_days import add_business_days, business_day_on_or_after
from mobi_tracker.city.fiscal_year import FiscalYear

DAYS_TO_VETO = 5  # without weekends and holidays, for the Mayor to approve or veto
DAYS_TO_OVERRIDE = 5  # such days, for two thirds of the Council to override
ADOPTED = "Council adopts or modifies the budget by this day"


class BudgetDate(NamedTuple):
    """A day by which a step of the budget is done, and the step's name."""

    on: date
    name: str


def budget_calendar(year: FiscalYear, holidays: Collection[date]) -> list[BudgetDate]:
    """The dates that lead to a fiscal year's budget, in order; all but the last fall before the year begins.

    The Mayor's and the Council's days are the latest possible: counted from the last day to adopt.
    """
    begins = year.first_day
    proposed = business_day_on_or_after(date(begins.year, 4, 20), holidays)
    adopted = date(begins.year, 6, 1)
    vetoed = add_business_days(adopted, DAYS_TO_VETO, holidays)
    overridden = add_business_days(vetoed, DAYS_TO_OVERRIDE, holidays)
    return [
        BudgetDate(date(begins.year, 1, 1), "Department budget requests due"),
        BudgetDate(proposed, "Mayor's proposed budget due"),
        BudgetDate(adopted, ADOPTED),
        BudgetDate(vetoed, "Last day for the Mayor to approve or veto"),
        BudgetDate(overridden, "Last day for the Council to override a veto"),
        BudgetDate(begins, "Budget in force"),
    ]
