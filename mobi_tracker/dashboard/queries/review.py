"""What Review asks for beside the lists of other packages."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select, tuple_

from mobi_tracker.core.database import db
from mobi_tracker.review.models import Version

Numbered = tuple[str, int, int]


def numbered_versions(wanted: Iterable[Numbered]) -> dict[Numbered, Version]:
    """Versions by (kind, id of the subject, number), in one query; what there is none of is left out."""
    keys = list(wanted)
    if not keys:
        return {}
    columns = tuple_(Version.subject_kind, Version.subject_id, Version.number)
    rows = db.session.scalars(select(Version).where(columns.in_(keys)))
    return {(each.subject_kind, each.subject_id, each.number): each for each in rows}
