"""Typed input of the portfolio."""

from __future__ import annotations

from typing import Any

from wtforms.validators import ValidationError

from mobi_tracker.access import queries as access_queries
from mobi_tracker.access.forms import MarkedForm
from mobi_tracker.city.council_file import COUNCIL_FILE_ERROR, parse_council_file
from mobi_tracker.city.fields import DayField
from mobi_tracker.city.fiscal_year import FiscalYear
from mobi_tracker.core.fields import (
    ChoiceField,
    Form,
    LongTextField,
    PickField,
    PickManyField,
    TextField,
    TickField,
    TypedField,
)
from mobi_tracker.portfolio import queries
from mobi_tracker.portfolio.operations import (
    CouncilItemDraft,
    DeliverableDraft,
    DepartmentDraft,
    InitiativeDraft,
    PriorityDraft,
)
from mobi_tracker.portfolio.vocabulary import PriorityKind

_LONG = 20_000


class FiscalYearField(TypedField):
    """A fiscal year as the City writes it, 2026-27; the value is the year it begins in."""

    def read_typed(self, typed: str) -> int:
        return FiscalYear.parse(typed).starts_in

    def shown(self) -> str:
        return str(FiscalYear(self.data))


class CouncilFileField(TypedField):
    """A Council File number; the value is the number as it is stored."""

    def read_typed(self, typed: str) -> str:
        return parse_council_file(typed)

    def shown(self) -> str:
        return self.data


class DepartmentForm(MarkedForm):
    """A department. Its head is given by title: who holds it is among the contacts."""

    name = TextField("Official name", required="Give the department's name.")
    abbreviation = TextField("Abbreviation", most=20, description="Good in notes too: GSD makes #gsd.")
    budget_code = TextField("Number in the City budget", most=10)
    does = LongTextField("What it does", most=_LONG)
    head_title = TextField("Title of its head")
    board = TextField("Board or commission")
    board_meets = TextField("When the board meets")
    board_members = TextField("Members of the board, and who chooses them")
    is_fiduciary = TickField("A board alone has fiduciary duty: the office informs it and does not direct it")
    website = TextField("Website", most=300)
    key_messages = LongTextField("Key messages", most=_LONG, description="What this office says to it now. Markdown.")
    policy_issues = LongTextField("Policy issues", most=_LONG, description="What is open between us. Markdown.")

    def draft(self) -> DepartmentDraft:
        """What was typed."""
        return DepartmentDraft(**_typed(self))


class InitiativeForm(MarkedForm):
    """An initiative."""

    name = TextField("Name", required="Give the initiative's name.")
    abbreviation = TextField("Abbreviation", most=20)
    aliases = TextField("Other names", description="Parted by “;”.")
    description = LongTextField("What it is", most=_LONG)

    def draft(self) -> InitiativeDraft:
        """What was typed."""
        return InitiativeDraft(**_typed(self))


class PriorityForm(MarkedForm):
    """A priority, Executive Directive, budget letter or instruction."""

    name = TextField("Name", required="Give the priority's name.")
    kind = ChoiceField("Kind", PriorityKind, default=PriorityKind.PRIORITY)
    description = LongTextField("What it asks for", most=_LONG)

    def draft(self) -> PriorityDraft:
        """What was typed."""
        return PriorityDraft(**_typed(self))


class DeliverableForm(MarkedForm):
    """What a department owes under a priority."""

    text = TextField("What is owed", most=500, required="Say what is owed.")
    department_id = PickField("Department that owes it", blank="Choose a department")
    due = DayField("Due")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.department_id.offer(queries.department_options())

    def validate_department_id(self, field: PickField) -> None:
        """Somebody owes it, or it is no deliverable."""
        if field.data is None:
            raise ValidationError("Choose the department that owes it.")

    def draft(self) -> DeliverableDraft:
        """What was typed."""
        return DeliverableDraft(self.text.data, self.department_id.data, self.due.data, self.marking_draft())


class DeliveryForm(Form):
    """That something was delivered, and what shows it."""

    delivered_on = DayField("Delivered on", required="Give the day it was delivered.")
    proof = LongTextField("What shows it", most=5_000, description="Such as: plan approved by the board on Nov 12.")
    proof_address = TextField("Address of the proof", most=2_000, description="Begins with https://.")


class HolidayForm(Form):
    """A day on which City offices are closed."""

    day = DayField("Day", required="Give the day.")
    name = TextField("Name", most=100, required="Give the holiday's name.")


class BudgetDateForm(Form):
    """A date of a fiscal year's budget calendar."""

    fiscal_year = FiscalYearField("Budget of the fiscal year", required="Give the fiscal year, like 2026-27.")
    name = TextField("What is due or happens", most=100, required="Say what is due.")
    day = DayField("Day", required="Give the day.")


class AssignmentForm(Form):
    """Whose own department this is: what analysts may log, and see of drafts, goes by it."""

    user_ids = PickManyField("People whose own department this is")

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.user_ids.offer(access_queries.user_titles())


class CouncilItemForm(MarkedForm):
    """Something before the Council, a committee, a board or a commission."""

    title = TextField("Title", most=300, required="Say what it is about.")
    body = TextField("Before whom", required="Name the Council, board or commission.", default="City Council")
    committee = TextField("Committee")
    council_file = CouncilFileField("Council File", description=COUNCIL_FILE_ERROR)
    department_id = PickField("Department", blank="No department")
    meets_on = DayField("Meets on")
    action_sought = LongTextField("Action sought", most=_LONG)
    our_position = TextField("Our position")
    time_limit_on = DayField("Time limit", description="When the matter lapses.")
    last_day_on = DayField("Last day for Council action", description="The last meeting before the time limit.")
    outcome = LongTextField("Outcome", most=_LONG)

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.department_id.offer(queries.department_options())

    def draft(self) -> CouncilItemDraft:
        """What was typed."""
        return CouncilItemDraft(**_typed(self))


_NOT_FIELDS = {"csrf_token", "version", "marking", "marking_basis", "readers"}
_MAY_BE_NONE = (DayField, PickField)


def _typed(form: MarkedForm) -> dict[str, Any]:
    """The values of a form whose draft has the same names; an empty text is "", an empty day or choice None."""
    values = {
        field.name: field.data if isinstance(field, _MAY_BE_NONE) else ("" if field.data is None else field.data)
        for field in form
        if field.name not in _NOT_FIELDS
    }
    return values | {"marking": form.marking_draft()}
