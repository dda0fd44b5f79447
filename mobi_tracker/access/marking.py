"""Markings: who a record is for, as columns, as a rule in the database, and as a word on the page.

A record is seen if its own marking, the floor it took from what it came from (a meeting's notes), and every record it
hangs on (a project) let the reader see it. ``visible_to`` says all of that in SQL, so that lists, counts, search,
charts, exports and pages cannot differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, String, and_, exists, false, inspect, or_, select, true
from sqlalchemy.orm import Mapped, mapped_column

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import OPEN_MARKINGS, Basis, Marking, Permission, Reach, strictest
from mobi_tracker.core.database import Model, Recorded, one_of


class Reader(Recorded, Model):
    """One person on the list of readers of a record. ``is_floor``: the list of what the record came from."""

    __tablename__ = "reader"
    __table_args__ = (Index("ix_reader_pointer", "kind", "record_id", "user_id", "is_floor", unique=True),)

    kind: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    is_floor: Mapped[bool] = mapped_column(default=False)


class Marked:
    """A record with a marking.

    ``__hangs_on__`` names the relationships to the records whose marking it shares. A model whose departments do not
    come from those overrides ``in_departments``.
    """

    __kind__: ClassVar[str]
    __hangs_on__: ClassVar[tuple[str, ...]] = ()

    marking: Mapped[Marking] = mapped_column(one_of(Marking, "marking"), default=Marking.INTERNAL)
    marking_basis: Mapped[Basis | None] = mapped_column(one_of(Basis, "marking_basis"))
    has_readers: Mapped[bool] = mapped_column(default=False)
    marking_floor: Mapped[Marking] = mapped_column(one_of(Marking, "marking_floor"), default=Marking.PUBLIC)
    has_floor_readers: Mapped[bool] = mapped_column(default=False)

    @property
    def effective_marking(self) -> Marking:
        """The strictest of the record's own marking and those of what it came from and hangs on."""
        parents = (getattr(self, name) for name in self.__hangs_on__)
        return strictest(
            self.marking or Marking.INTERNAL,
            self.marking_floor or Marking.PUBLIC,
            *(each.effective_marking for each in parents if each is not None),
        )

    @classmethod
    def visible_to(cls, viewer: Viewer) -> ColumnElement[bool]:
        """A condition: the reader may see the row."""
        # Every query holds this condition and it is large, so it is made once for a reader; an alias is made anew.
        return _kept_condition(cls, viewer) if isinstance(cls, type) else _visible_to(cls, viewer)

    @classmethod
    def visible_beside(cls, viewer: Viewer) -> ColumnElement[bool]:
        """As ``visible_to``, but without what the row hangs on: for selects that ask that of it themselves.

        A date within a select of the milestones that the reader may see, say: asked over and over, project and all,
        the condition is most of what such a select costs.
        """
        return _kept_condition_beside(cls, viewer) if isinstance(cls, type) else _visible_beside(cls, viewer)

    @classmethod
    def in_departments(cls, department_ids: Iterable[int]) -> ColumnElement[bool]:
        """A condition: the row belongs to one of these departments. A record with no department is nobody's own."""
        ids = tuple(department_ids)
        if not ids or not cls.__hangs_on__:
            return false()
        return or_(
            *(
                _parent_condition(cls, name, lambda parent: parent.in_departments(ids), False)
                for name in cls.__hangs_on__
            )
        )


ASKED = "asks_who_may_see"  # the execution option that names the models


def asks_who_may_see(rows: Select[Any], *models: Any) -> Select[Any]:
    """A select that holds ``visible_to`` of these models itself: what it loads of them is not asked about again.

    Only for one that loads no other records of these models beside them (the organization of an organization), since
    those would keep their words whoever reads.
    """
    return rows.execution_options(**{ASKED: frozenset(models)})


def _visible_to(cls: Any, viewer: Viewer) -> ColumnElement[bool]:
    """The condition that a row's own marking, its floor and what it hangs on put on one reader."""
    if not viewer.can(Permission.SEE):
        return false()
    return and_(
        _visible_beside(cls, viewer),
        *(_parent_condition(cls, name, lambda parent: parent.visible_to(viewer), True) for name in cls.__hangs_on__),
    )


def _visible_beside(cls: Any, viewer: Viewer) -> ColumnElement[bool]:
    """The condition that a row's own marking and its floor put on one reader."""
    if not viewer.can(Permission.SEE):
        return false()
    return and_(
        _lets_see(cls, viewer, cls.marking, cls.has_readers, False),
        _lets_see(cls, viewer, cls.marking_floor, cls.has_floor_readers, True),
    )


_kept_condition: Callable[[Any, Viewer], ColumnElement[bool]] = lru_cache(maxsize=1024)(_visible_to)
_kept_condition_beside: Callable[[Any, Viewer], ColumnElement[bool]] = lru_cache(maxsize=1024)(_visible_beside)


def _lets_see(cls: Any, viewer: Viewer, marking: Any, has_readers: Any, is_floor: bool) -> ColumnElement[bool]:
    """The condition that one marking (own or floor) puts on one reader."""
    reach = viewer.reach(Permission.SEE_RESTRICTED)
    is_open = marking.in_(OPEN_MARKINGS)
    if not reach:
        return is_open
    listed = exists(
        select(Reader.id)
        .where(Reader.kind == cls.__kind__, Reader.record_id == cls.id)
        .where(Reader.user_id == viewer.user_id, Reader.is_floor.is_(is_floor))
        .correlate(cls)
    )
    on_list = or_(has_readers.is_(False), listed)
    own = true() if Reach.ALL in reach else cls.in_departments(viewer.department_ids)
    return or_(is_open, and_(own, on_list))


def _parent_condition(cls: Any, name: str, condition: Any, if_none: bool) -> ColumnElement[bool]:
    relation = inspect(cls).relationships[name]
    parent = relation.mapper.class_
    (key,) = relation.local_columns
    key_attribute = getattr(cls, inspect(cls).get_property_by_column(key).key)
    found = exists(select(parent.id).where(parent.id == key_attribute, condition(parent)).correlate(cls))
    return or_(key_attribute.is_(None), found) if if_none else found
