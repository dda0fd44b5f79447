"""Who owes something: a person or an organization, typed by name."""

from __future__ import annotations

from mobi_tracker.access.policy import Viewer
from mobi_tracker.core.fields import NamedField, folded
from mobi_tracker.stakeholders import queries as stakeholders

Owner = tuple[str, int]
FINDERS = (
    ("contact", stakeholders.find_contact_by_name),
    ("organization", stakeholders.find_organization_by_name),
)


class OwnerField(NamedField):
    """An owner as (kind, id): "contact" or "organization"."""

    def __init__(self, label: str, **options: object) -> None:
        super().__init__(label, suggest_kinds="contact,organization", **options)

    def bind_to(self, viewer: Viewer) -> None:
        """Let words become an owner that this person may see."""
        self.bind(lambda text: find_owner(text, viewer), owner_title)  # type: ignore[arg-type,return-value]


def find_owner(text: str, viewer: Viewer) -> Owner:
    """The person or organization that these words name; "me" is whoever types.

    Raises ValueError with what to do where nobody has that name, or a person and an organization both do.
    """
    if folded(text) == "me" and viewer.contact_id is not None:
        return "contact", viewer.contact_id
    found, problems = [], []
    for kind, find in FINDERS:
        try:
            found.append((kind, find(text, viewer)))
        except ValueError as problem:
            problems.append(str(problem))
    whole = [each for each in found if folded(owner_title(each)) == folded(text)]
    if len(whole) == 1 or len(found) == 1:
        return (whole or found)[0]
    if found:
        names = "; ".join(owner_title(each) for each in found)
        raise ValueError(f"A person and an organization have that name. Write one of them in full: {names}.")
    several = [each for each in problems if each.startswith("Several")]
    nobody = f"Nobody and no organization is called “{text.strip()}”. Add them first, or leave this empty."
    raise ValueError(several[0] if several else nobody)


def owner_title(owner: Owner) -> str:
    """The words that name an owner and that find them again."""
    kind, record_id = owner
    return stakeholders.contact_title(record_id) if kind == "contact" else stakeholders.organization_title(record_id)
