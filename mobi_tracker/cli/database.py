"""``db``: bring the database to the version of the program."""

from __future__ import annotations

from collections.abc import Callable

import click
import flask_migrate
from alembic.runtime.migration import MigrationContext

from mobi_tracker.cli.context import application
from mobi_tracker.core.database import db


@click.group("db")
def database() -> None:
    """Bring the database up to date."""


@database.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the database to REVISION (the newest where none is given)."""
    with application("db upgrade"):
        click.echo(_moved(lambda: flask_migrate.upgrade(revision=revision)))


@database.command()
@click.argument("revision", default="-1")
def downgrade(revision: str) -> None:
    """Take the database back to REVISION (one step where none is given). Data of removed tables is lost."""
    with application("db downgrade"):
        click.echo(_moved(lambda: flask_migrate.downgrade(revision=revision)))


def _moved(act: Callable[[], None]) -> str:
    """Do it, and say from which version to which the database went."""
    before = _version()
    act()
    after = _version()
    if before == after:
        return f"The database is already at {after or 'no version'}."
    return f"The database went from {before or 'no version'} to {after or 'no version'}."


def _version() -> str:
    """The version that the database is at; blank where it has none yet."""
    with db.engine.connect() as connection:
        return ", ".join(sorted(MigrationContext.configure(connection).get_current_heads()))


@database.command()
@click.argument("message")
@click.option("--id", "revision_id", help="What the migration is called by; made up where it is left out.")
def revision(message: str, revision_id: str | None) -> None:
    """Write a migration for what the models have and the database has not (for developers)."""
    with application("db revision"):
        flask_migrate.revision(message=message, autogenerate=True, rev_id=revision_id)
