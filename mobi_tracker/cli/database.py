"""``db``: bring the database to the version of the program."""

from __future__ import annotations

import click
import flask_migrate

from mobi_tracker.cli.context import application


@click.group("db")
def database() -> None:
    """Bring the database up to date."""


@database.command()
@click.argument("revision", default="head")
def upgrade(revision: str) -> None:
    """Bring the database to REVISION (the newest where none is given)."""
    with application("db upgrade"):
        flask_migrate.upgrade(revision=revision)


@database.command()
@click.argument("revision", default="-1")
def downgrade(revision: str) -> None:
    """Take the database back to REVISION (one step where none is given). Data of removed tables is lost."""
    with application("db downgrade"):
        flask_migrate.downgrade(revision=revision)


@database.command()
@click.argument("message")
@click.option("--id", "revision_id", help="What the migration is called by; made up where it is left out.")
def revision(message: str, revision_id: str | None) -> None:
    """Write a migration for what the models have and the database has not (for developers)."""
    with application("db revision"):
        flask_migrate.revision(message=message, autogenerate=True, rev_id=revision_id)
