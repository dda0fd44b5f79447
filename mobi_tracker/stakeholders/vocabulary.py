"""The words of stakeholders."""

from __future__ import annotations

from enum import StrEnum


class OrganizationKind(StrEnum):
    """What sort of organization it is."""

    DEPARTMENT = "department"
    CITY_OFFICE = "city_office"
    PUBLIC_AGENCY = "public_agency"
    ELECTED_OFFICE = "elected_office"
    COUNCIL = "council"
    NONPROFIT = "nonprofit"
    COMMUNITY_GROUP = "community_group"
    UNIVERSITY = "university"
    VENDOR = "vendor"
    MEDIA = "media"

    @property
    def label(self) -> str:
        return {
            "department": "Department",
            "city_office": "Other City office",
            "public_agency": "Other public agency",
            "elected_office": "Elected office",
            "council": "Council",
            "nonprofit": "Nonprofit",
            "community_group": "Community group",
            "university": "University",
            "vendor": "Vendor",
            "media": "Media",
        }[self.value]


class WayKind(StrEnum):
    """A way to reach somebody."""

    EMAIL = "email"
    PHONE = "phone"
    MOBILE = "mobile"
    WEB = "web"

    @property
    def label(self) -> str:
        return self.value.capitalize()
