"""The words of access: roles, permissions, how far a permission reaches, markings."""

from __future__ import annotations

from enum import Enum, StrEnum
from functools import lru_cache


class Role(StrEnum):
    """What a person is here for. A person may hold several; rights add up."""

    LIAISON = "liaison"
    ANALYST = "analyst"
    EXECUTIVE_OFFICER = "executive_officer"
    DEPUTY_MAYOR = "deputy_mayor"
    OBSERVER = "observer"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return (
            self.value.replace("_", " ").capitalize()
            if "_" not in self.value
            else {
                "executive_officer": "Executive Officer",
                "deputy_mayor": "Deputy Mayor",
            }[self.value]
        )


class Permission(Enum):
    """What may be allowed."""

    ACCOUNT = "use one's own account"
    SEE = "see the portfolio, meetings and contacts"
    SEE_PRIVATE = "see private phone numbers and contact notes"
    SEE_RESTRICTED = "see deliberative drafts and confidential records"
    LOG = "log, edit and withdraw"
    WRITE = "write and submit briefings and recommendations"
    COMMENT = "comment"
    REVIEW = "return, approve and deliver"
    FORWARD = "forward asks and give a second opinion"
    ASK = "ask a question"
    DECIDE = "decide asks and recommendations"
    REFERENCE = "change reference data"
    ADMINISTER = "manage users and settings"


class Reach(Enum):
    """How far a permission reaches."""

    ALL = "all"
    OWN_DEPARTMENTS = "own departments"
    ASKED_OF_THEM = "what was asked of them"


class Marking(StrEnum):
    """Who a record is for. The order is from the most open to the strictest."""

    PUBLIC = "public"
    INTERNAL = "internal"
    DELIBERATIVE = "deliberative_draft"
    CONFIDENTIAL = "confidential"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def strictness(self) -> int:
        """0 for public up to 3 for confidential."""
        return list(Marking).index(self)


OPEN_MARKINGS = (Marking.PUBLIC, Marking.INTERNAL)


class Basis(StrEnum):
    """On what a confidential marking rests."""

    ATTORNEY_CLIENT = "attorney_client"
    PERSONNEL = "personnel"
    LABOR = "labor"
    SECURITY = "security"
    PROCUREMENT = "procurement"
    OTHER = "other"

    @property
    def label(self) -> str:
        return "Attorney-client" if self is Basis.ATTORNEY_CLIENT else self.value.capitalize()


@lru_cache(maxsize=4096)  # asked for every milestone of a portfolio, with ever the same few answers
def strictest(*markings: Marking | str) -> Marking:
    """The strictest of some markings, or of their values as the database has them."""
    return max(map(Marking, markings), key=lambda each: each.strictness)
