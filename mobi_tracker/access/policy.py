"""The one policy table. Everything that is not in it is refused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mobi_tracker.access.vocabulary import Permission, Reach, Role
from mobi_tracker.core.errors import NotAllowed

_ALL, _OWN, _ASKED = Reach.ALL, Reach.OWN_DEPARTMENTS, Reach.ASKED_OF_THEM
_L, _A, _E, _D, _O, _X = (
    Role.LIAISON, Role.ANALYST, Role.EXECUTIVE_OFFICER, Role.DEPUTY_MAYOR, Role.OBSERVER, Role.ADMINISTRATOR,
)  # fmt: skip

POLICY: dict[Permission, dict[Role, Reach]] = {
    Permission.ACCOUNT:        {_L: _ALL, _A: _ALL, _E: _ALL, _D: _ALL, _O: _ALL, _X: _ALL},
    Permission.SEE:            {_L: _ALL, _A: _ALL, _E: _ALL, _D: _ALL, _O: _ALL},
    Permission.SEE_PRIVATE:    {_L: _ALL, _A: _ALL, _E: _ALL, _D: _ALL},
    Permission.SEE_RESTRICTED: {_L: _ALL, _A: _OWN, _E: _ALL, _D: _ALL},
    Permission.LOG:            {_L: _ALL, _A: _OWN, _E: _ALL},
    Permission.WRITE:          {_L: _ALL, _A: _OWN, _E: _ALL},
    Permission.COMMENT:        {_L: _ALL, _A: _ALL, _E: _ALL, _D: _ALL},
    Permission.REVIEW:         {_E: _ALL, _D: _ALL},
    Permission.FORWARD:        {_E: _ALL},
    Permission.ASK:            {_E: _ALL, _D: _ALL},
    Permission.DECIDE:         {_E: _ASKED, _D: _ALL},
    Permission.REFERENCE:      {_L: _ALL, _E: _ALL, _X: _ALL},
    Permission.ADMINISTER:     {_X: _ALL},
}  # fmt: skip


@dataclass(frozen=True)
class Viewer:
    """The person who looks or acts, frozen for one request.

    ``department_ids`` are their own departments, ``contact_id`` is the contact they are. ``app`` fills both in.
    """

    user_id: int
    name: str
    roles: frozenset[Role]
    department_ids: frozenset[int] = field(default=frozenset())
    contact_id: int | None = None

    def reach(self, permission: Permission) -> frozenset[Reach]:
        """How far the permission reaches for this person; empty where it is refused."""
        allowed = POLICY.get(permission, {})
        return frozenset(allowed[role] for role in self.roles if role in allowed)

    def can(self, permission: Permission) -> bool:
        """Whether the person has the permission for anything at all."""
        return bool(self.reach(permission))

    def can_everywhere(self, permission: Permission) -> bool:
        """Whether the person has the permission for every record."""
        return Reach.ALL in self.reach(permission)

    def can_for(self, permission: Permission, department_ids: Iterable[int]) -> bool:
        """Whether the person has the permission for a record of these departments (none: nobody's own)."""
        reach = self.reach(permission)
        if Reach.ALL in reach:
            return True
        return Reach.OWN_DEPARTMENTS in reach and bool(self.department_ids & set(department_ids))

    def has(self, role: Role) -> bool:
        """Whether the person holds the role."""
        return role in self.roles


def authorize(viewer: Viewer, permission: Permission, department_ids: Iterable[int] = ()) -> None:
    """Raise NotAllowed unless the person has the permission for a record of these departments."""
    if not viewer.can_for(permission, department_ids):
        raise NotAllowed(f"Your role does not let you {permission.value} here.")
