"""Statements that are built once for all readers of the same roles and departments.

What a reader may see makes a statement large, and building one takes longer than running it. The reader's id is bound
when it runs, as is whatever else differs from one time to the next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Integer, Result, bindparam

from mobi_tracker.access.policy import Viewer
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.core.database import db

STATEMENTS_KEPT = 256


def rows_for(viewer: Viewer, build: Callable[..., Any], *options: Any, **values: Any) -> Sequence[Any]:
    """The rows of the statement that ``build(viewer, *options)`` gives, with these values bound.

    Options must be hashable. The statement must take all of a reader from the viewer that it is given.
    """
    return result_for(viewer, build, *options, **values).all()


def result_for(viewer: Viewer, build: Callable[..., Any], *options: Any, **values: Any) -> Result[Any]:
    """As ``rows_for``, before the rows are fetched: for one record, or one that is loaded with its many others."""
    statement = _kept(build, viewer.roles, viewer.department_ids, *options)
    return db.session.execute(statement, values | {"reader_id": viewer.user_id})


@lru_cache(maxsize=STATEMENTS_KEPT)
def _kept(build: Callable[..., Any], roles: frozenset[Role], department_ids: frozenset[int], *options: Any) -> Any:
    reader_id: Any = bindparam("reader_id", type_=Integer())
    return build(Viewer(reader_id, "", roles, department_ids), *options)
