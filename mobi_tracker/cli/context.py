"""What every command starts from: the application, and who acts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import click
from flask import Flask
from sqlalchemy import inspect

from mobi_tracker.app import create_app
from mobi_tracker.configuration import from_environment
from mobi_tracker.core import actor
from mobi_tracker.core.database import db


@contextmanager
def application(command: str, serves: bool = False) -> Iterator[Flask]:
    """The application within its context; what it writes is credited to the command."""
    app = create_app(from_environment(os.environ, serves))
    with app.app_context(), actor.acting_as(actor.Actor(None, f"the command {command}")):
        yield app


@contextmanager
def application_to_look(command: str) -> Iterator[Flask]:
    """The application for a command that only looks: where no database was made yet, an empty one in memory."""
    with application(command) as app:
        if inspect(db.engine).has_table("project"):
            yield app
            return
    empty = replace(from_environment(os.environ, serves=False), database_url="sqlite://")
    app = create_app(empty)
    with app.app_context():
        db.create_all()
        yield app


def check_database() -> None:
    """Raise a clear sentence where the database has no tables yet."""
    if not inspect(db.engine).has_table("project"):
        raise click.ClickException("The database has no tables yet: run python -m mobi_tracker db upgrade first.")
