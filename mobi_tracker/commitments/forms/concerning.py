"""What the forms of commitments share: what it concerns, and its marking."""

from __future__ import annotations

from typing import Any

from mobi_tracker.access.forms import MarkedForm
from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.fields import NamedField, PickField
from mobi_tracker.portfolio import queries as portfolio
from mobi_tracker.projects import queries as projects


class ConcerningForm(MarkedForm):
    """A commitment that may concern a project, an initiative and a department."""

    project_id = NamedField("Project", suggest_kinds="project")
    department_id = PickField("Department", blank="The project’s, if any")
    initiative_id = PickField("Initiative", blank="The project’s, if any")

    def __init__(self, *arguments: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.viewer = viewer
        self.department_id.offer(portfolio.department_options())
        self.initiative_id.offer(portfolio.initiative_options())
        self.project_id.bind(lambda text: projects.find_project_by_name(text, viewer), projects.project_title)

    def concerns(self) -> dict[str, Any]:
        """What it concerns and its marking, as every draft names them."""
        return {
            "project_id": self.project_id.data,
            "initiative_id": self.initiative_id.data,
            "department_id": self.department_id.data,
            "marking": self.marking_draft(),
        }

    def filled_from(self, record: Any) -> ConcerningForm:
        """Such a form as the record would fill it, for the same reader."""
        return type(self)(formdata=None, obj=record, viewer=self.viewer)
