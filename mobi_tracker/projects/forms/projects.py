"""Typed input of projects themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from wtforms.widgets import CheckboxInput, ListWidget

from mobi_tracker.access.forms import MarkedForm
from mobi_tracker.access.policy import Viewer
from mobi_tracker.city.districts import all_districts, district_label
from mobi_tracker.city.fields import DayField
from mobi_tracker.core.fields import (
    ChoiceField,
    LongTextField,
    NamedField,
    PickField,
    PickManyField,
    TextField,
    TypedField,
)
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.projects import queries
from mobi_tracker.projects.operations import ProjectDraft
from mobi_tracker.projects.vocabulary import Phase
from mobi_tracker.stakeholders import queries as stakeholders

COUNCIL_DISTRICTS = 15


class TickManyField(PickManyField):
    """Several of a short list, as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class ManyNamedField(TypedField):
    """Several records typed by name, parted by semicolons; the value is a list of ids."""

    def __init__(self, label: str, **options: Any) -> None:
        super().__init__(label, **options)
        self._words = ""

    def bind(
        self, find: Callable[[str], int], words: Callable[[list[int]], list[str]], held: Iterable[int] = ()
    ) -> None:
        """Say how words become a record, and ids words. The names of those ``held`` already stay what they name."""
        if self.typed:
            kept = {name: each for each in held for name in words([each])}
            names = [each.strip() for each in self.typed.split(";") if each.strip()]
            try:
                self.data = [kept[each] if each in kept else find(each) for each in names]
            except ValueError as error:
                self.process_errors = [*self.process_errors, str(error)]
        self._words = "; ".join(words(self.data)) if self.data else ""

    def read_typed(self, typed: str) -> Any:
        return None  # bind() finds the records, once the form knows how

    def shown(self) -> str:
        return self._words


def _ties_of(record: Any) -> dict[str, list[int]]:
    """What a stored project is tied to now, by the form's field."""
    if record is None:
        return {}
    ties = (
        ("supporting_ids", "department_id", record.departments),
        ("served_ids", "priority_id", record.priorities),
        ("served_districts", "number", record.districts),
        ("waits_on_ids", "waits_on_id", record.waits_on),
    )
    return {name: [getattr(each, key) for each in rows if each.ended_at is None] for name, key, rows in ties}


class ProjectForm(MarkedForm):
    """A project with all that it is tied to."""

    name = TextField("Name", required="Give the project's name.")
    phase = ChoiceField("Phase", Phase, default=Phase.PROPOSED)
    initiative_id = PickField("Initiative", blank="No initiative")
    lead_department_id = PickField("Lead department", blank="No department")
    supporting_ids = TickManyField("Supporting departments")
    organization_id = NamedField("Led by an organization outside the departments", suggest_kinds="organization")
    description = LongTextField("What it does", most=20_000)
    why = LongTextField("Why it matters", most=20_000)
    served_ids = TickManyField("Priorities it serves")
    served_districts = TickManyField("Council districts it serves")
    manager_id = NamedField("Project manager", suggest_kinds="contact")
    sponsor_id = NamedField("Sponsor", suggest_kinds="contact")
    starts_on = DayField("Starts")
    ends_on = DayField("Ends")
    waits_on_ids = ManyNamedField("Waits on", description="Names of other projects, parted by semicolons.")
    council_files = TextField("Council Files", most=300, description="Such as 20-1365 or 18-0785-S1, parted by commas.")

    def __init__(self, *arguments: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.viewer = viewer
        held = _ties_of(options.get("obj"))
        if held and ("formdata" in options or not self.is_submitted()):
            for name, ids in held.items():
                self[name].data = ids
        departments = portfolio.department_options()
        self.initiative_id.offer(portfolio.initiative_options())
        self.lead_department_id.offer(departments)
        self.supporting_ids.offer(departments, held.get("supporting_ids", ()))
        self.served_ids.offer(portfolio.priority_options(), held.get("served_ids", ()))
        self.served_districts.offer([(each, district_label(each)) for each in all_districts(COUNCIL_DISTRICTS)])
        self.organization_id.bind(
            lambda text: stakeholders.find_organization_by_name(text, viewer), stakeholders.organization_title
        )
        for field in (self.manager_id, self.sponsor_id):
            field.bind(lambda text: stakeholders.find_contact_by_name(text, viewer), stakeholders.contact_title)
        self.waits_on_ids.bind(
            lambda text: queries.find_project_by_name(text, viewer),
            queries.project_names,
            held.get("waits_on_ids", ()),
        )

    def filled_from(self, record: Any) -> ProjectForm:
        return type(self)(formdata=None, obj=record, viewer=self.viewer)

    def validate_ends_on(self, field: DayField) -> None:
        """Said beside the field before the operation says it, with the other things that are wrong."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValueError("The end comes before the start.")

    def department_ids(self) -> frozenset[int]:
        """The departments of the project as it would be: whose record it becomes."""
        return frozenset({*(self.supporting_ids.data or ()), self.lead_department_id.data} - {None})

    def draft(self) -> ProjectDraft:
        """What was typed."""
        return ProjectDraft(
            name=self.name.data,
            phase=self.phase.data,
            description=self.description.data or "",
            why=self.why.data or "",
            initiative_id=self.initiative_id.data,
            lead_department_id=self.lead_department_id.data,
            department_ids=tuple(self.supporting_ids.data or ()),
            organization_id=self.organization_id.data,
            manager_id=self.manager_id.data,
            sponsor_id=self.sponsor_id.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            council_files=self.council_files.data or "",
            priority_ids=tuple(self.served_ids.data or ()),
            districts=tuple(self.served_districts.data or ()),
            waits_on_ids=tuple(self.waits_on_ids.data or ()),
            marking=self.marking_draft(),
        )
