"""Typed input of measures and their readings."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from mobi_tracker.access.forms import MarkedForm
from mobi_tracker.city.fields import DayField
from mobi_tracker.core.fields import ChoiceField, Form, TextField, TypedField
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.projects.forms.funding import FiscalYearField
from mobi_tracker.projects.forms.projects import TickManyField
from mobi_tracker.projects.operations import MeasureDraft
from mobi_tracker.projects.vocabulary import ReadingKind

MOST = Decimal(10) ** 15


class FigureField(TypedField):
    """A figure such as 46 or 1,204.5; a percent sign after it is passed over."""

    def read_typed(self, typed: str) -> Decimal:
        try:
            figure = Decimal(typed.rstrip("%").replace(",", "").strip())
        except InvalidOperation:
            raise ValueError(f"Write a figure such as 46 or 1,204.5; “{typed}” is not one.") from None
        if not figure.is_finite() or abs(figure) > MOST or figure != round(figure, 4):
            raise ValueError("Write a figure with at most four decimals.")
        return figure

    def shown(self) -> str:
        return format_figure(self.data)


def format_figure(figure: Decimal) -> str:
    """A figure without the zeros that a column adds: "46", "1,204.5"."""
    return f"{figure.normalize():,f}"


class MeasureForm(MarkedForm):
    """What shows whether a project or a department does its work."""

    name = TextField("Measure", most=300, required="Say what is measured.")
    unit = TextField("Unit", most=60, description="Such as % or days.")
    program = TextField("Budget program", most=200)
    baseline = FigureField("Baseline", description="The figure before the work began.")
    target = FigureField("Target")
    served_ids = TickManyField(
        "Priorities it serves", description="With none ticked, it counts for those that its project serves."
    )

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        record = options.get("obj")
        held = [each.priority_id for each in record.priorities if each.ended_at is None] if record is not None else []
        if held and ("formdata" in options or not self.is_submitted()):
            self.served_ids.data = held
        self.served_ids.offer(portfolio.priority_options(), held)

    def draft(self, **owner: Any) -> MeasureDraft:
        """What was typed; ``owner`` is ``project_id`` or ``department_id``."""
        return MeasureDraft(
            self.name.data, self.unit.data or "", self.program.data or "", self.baseline.data, self.target.data,
            priority_ids=tuple(self.served_ids.data or ()), marking=self.marking_draft(), **owner,
        )  # fmt: skip


class ReadingForm(Form):
    """A reading of a day or of a whole fiscal year."""

    kind = ChoiceField("Kind", ReadingKind)
    value = FigureField("Figure", required="Give the figure.")
    on_day = DayField("On the day")
    fiscal_year = FiscalYearField("Or for the whole fiscal year", description="Such as 2025-26.")
