"""``users``: make the first account, list accounts."""

from __future__ import annotations

import click

from mobi_tracker.access import operations as access
from mobi_tracker.access.vocabulary import Role
from mobi_tracker.cli.context import application, check_database
from mobi_tracker.core.database import db
from mobi_tracker.stakeholders import operations as stakeholders


@click.group()
def users() -> None:
    """Accounts of the people who use MOBI Tracker."""


@users.command()
@click.option("--email", prompt="Mail address", help="The address the person signs in with.")
@click.option("--name", prompt="Name", help="The person's name.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice([role.value for role in Role]),
    help="What the person may do; may be given several times.",
)
@click.password_option(help="At least 12 characters; asked for where it is not given.")
def add(email: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Give somebody an account."""
    with application("users add"):
        check_database()
        user = access.add_user(email, name, password, [Role(role) for role in roles])
        stakeholders.contact_for_user(user)
        db.session.commit()
        click.echo(f"{user.name} can sign in as {user.email}.")
