"""Which projects the dashboard is narrowed to: by initiative, department, priority, Council district, manager."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mobi_tracker.city.districts import CITYWIDE, all_districts, district_label
from mobi_tracker.city.words import join_words
from mobi_tracker.standing.facts import Place, ProjectStanding, Snapshot

NAMES = ("initiative", "department", "priority", "district", "manager")
Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Offered:
    """What may be chosen: initiatives, departments and priorities by slug, districts by number, and who bears the
    manager's name that was typed.
    """

    initiatives: tuple[Place, ...]
    departments: tuple[Place, ...]
    priorities: tuple[tuple[int, str, str], ...]
    districts: int
    named: tuple[tuple[int, str], ...]

    @property
    def options(self) -> dict[str, Options]:
        """The entries of each menu, as (value in the address, label); the manager's name is typed."""
        return {
            "initiative": tuple((each.slug, each.name) for each in self.initiatives),
            "department": tuple((each.slug, each.name) for each in self.departments),
            "priority": tuple((slug, name) for _, slug, name in self.priorities),
            "district": tuple((str(number), district_label(number)) for number in all_districts(self.districts)),
        }


@dataclass(frozen=True)
class Narrowing:
    """What is chosen: each the id looked for, or None. ``words`` says each in words, ``chosen`` is what the address
    says, ``messages`` where it could not be followed. A project serves a district that it names, or all, Citywide.
    """

    initiative_id: int | None = None
    department_id: int | None = None
    priority_id: int | None = None
    district: int | None = None
    manager_ids: frozenset[int] | None = None
    words: tuple[str, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()
    messages: tuple[str, ...] = ()

    @property
    def is_set(self) -> bool:
        """Whether anything is chosen."""
        return bool(self.chosen)

    @property
    def sentence(self) -> str:
        """What is shown, in words: "Only projects of Angeleno Connect, led or supported by ITA"."""
        return f"Only projects {join_words(self.words)}" if self.words else ""

    def takes(self, project: ProjectStanding) -> bool:
        """Whether a project is among those chosen."""
        return (
            self.initiative_id in (None, project.initiative_id)
            and (self.department_id is None or self.department_id in project.department_ids)
            and (self.priority_id is None or self.priority_id in project.priority_ids)
            and (self.district is None or bool({self.district, CITYWIDE} & project.districts))
            and (self.manager_ids is None or project.manager_id in self.manager_ids)
        )


def narrowing(asked: Mapping[str, str], offered: Offered) -> Narrowing:
    """What the address asks for. What is not known is left out, with a message."""
    found: dict[str, int | frozenset[int]] = {}
    words, chosen, messages = [], [], []
    places = {each.slug: each for each in offered.initiatives}
    departments = {each.slug: each for each in offered.departments}
    priorities = {slug: (number, name) for number, slug, name in offered.priorities}
    districts = {str(number): number for number in all_districts(offered.districts)}
    for name in NAMES:
        value = " ".join(asked.get(name, "").split())
        if not value:
            continue
        if name == "initiative" and value in places:
            found["initiative_id"] = places[value].id
            words.append(f"of {places[value].name}")
        elif name == "department" and value in departments:
            found["department_id"] = departments[value].id
            words.append(f"that {departments[value].name} leads or supports")
        elif name == "priority" and value in priorities:
            found["priority_id"] = priorities[value][0]
            words.append(f"that serve {priorities[value][1]}")
        elif name == "district" and value in districts:
            found["district"] = districts[value]
            words.append(f"that serve {district_label(districts[value])}")
        elif name == "manager" and offered.named:
            found["manager_ids"] = frozenset(number for number, _ in offered.named)
            words.append(f"managed by {offered.named[0][1]}")
        else:
            messages.append(f"No {_LABELS[name]} “{value[:60]}” is known here, so this does not narrow the page.")
            continue
        chosen.append((name, value))
    return Narrowing(**found, words=tuple(words), chosen=tuple(chosen), messages=tuple(messages))  # type: ignore[arg-type]


_LABELS = {"initiative": "initiative", "department": "department", "priority": "priority",
           "district": "Council district", "manager": "project manager"}  # fmt: skip


def narrowed(shown: Snapshot, before: Snapshot, wanted: Narrowing) -> tuple[Snapshot, Snapshot]:
    """Both snapshots of the chosen projects only: those of the day shown, and of the others those gone since.

    A project that moved elsewhere in between is neither gone nor new, so it is in neither.
    """
    if not wanted.is_set:
        return shown, before
    ids = {project.id for project in shown.projects if wanted.takes(project)}
    gone = {project.id for project in before.projects if project.id not in shown.by_id and wanted.takes(project)}
    return _only(shown, ids | gone, wanted), _only(before, ids | gone, wanted)


def _only(snapshot: Snapshot, ids: set[int], wanted: Narrowing) -> Snapshot:
    projects = tuple(project for project in snapshot.projects if project.id in ids)
    initiatives = {wanted.initiative_id, *(project.initiative_id for project in projects)}
    departments = {wanted.department_id, *(each for project in projects for each in project.department_ids)}
    return replace(
        snapshot,
        initiatives=tuple(place for place in snapshot.initiatives if place.id in initiatives),
        departments=tuple(place for place in snapshot.departments if place.id in departments),
        projects=projects,
        asks=tuple(ask for ask in snapshot.asks if ask.project_id in ids),
    )
