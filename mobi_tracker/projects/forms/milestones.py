"""Typed input of milestones."""

from __future__ import annotations

from mobi_tracker.access.forms import MarkedForm
from mobi_tracker.city.fields import DayField
from mobi_tracker.core.fields import Form, LongTextField, TextField
from mobi_tracker.projects.operations import MilestoneDraft


class MilestoneForm(MarkedForm):
    """A new milestone with its baseline."""

    name = TextField("Milestone", required="Say what will have happened, such as “Pilot opens”.")
    baseline = DayField("Baseline", description="The date agreed. It stays; later dates are forecasts.")
    on = DayField("Agreed on", required="Give the day on which this was so.")

    def draft(self, project_id: int) -> MilestoneDraft:
        """What was typed."""
        return MilestoneDraft(project_id, self.name.data, self.baseline.data, self.on.data, self.marking_draft())


class MilestoneNameForm(MarkedForm):
    """The name and marking of a milestone; its dates are added, never edited."""

    name = TextField("Milestone", required="Give the milestone's name.")


class ForecastForm(MarkedForm):
    """A new forecast."""

    day = DayField("New forecast", required="Give the date that is expected now.")
    reason = LongTextField("Why", most=5_000, description="Needed where the date is later than what was expected.")
    credited_to = TextField("According to", description="Whose word this is, such as ITA.")
    on = DayField("As of", required="Give the day on which this was said.")


class RebaselineForm(MarkedForm):
    """Another baseline."""

    day = DayField("New baseline", required="Give the date that was agreed.")
    reason = LongTextField("Why", most=5_000, description="Shown with the milestone from now on.")
    on = DayField("Agreed on", required="Give the day on which it was agreed.")


class CompletionForm(Form):
    """The day a milestone was reached."""

    day = DayField("Reached on", required="Give the day it was reached.")


class TakeBackForm(Form):
    """Why a milestone is not done after all."""

    reason = LongTextField("What happened", most=5_000, required="Say in a line why it is not done.")


class ReasonForm(Form):
    """The reason that a forecast from notes still owes."""

    reason = LongTextField("Why the date is later", most=5_000, required="Say why it is later.")
