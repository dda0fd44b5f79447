"""How migrations reach the application's database and models."""

from typing import Any, Literal

from alembic import context
from flask import current_app

from mobi_tracker.core.database import Instant

database = current_app.extensions["migrate"].db


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column type as the plain one it stores, so that a migration needs nothing of the product."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return False


def include_object(_item: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """The tables that a full-text index keeps for itself are none of ours."""
    return not (kind == "table" and (name or "").startswith("search_fts"))


def run() -> None:
    """Run the migrations within one transaction."""
    with database.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=database.metadata,
            render_as_batch=True,
            render_item=render_item,
            include_object=include_object,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        if connection.in_transaction():
            connection.commit()


run()
