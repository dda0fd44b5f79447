"""The command line: ``python -m mobi_tracker COMMAND --help``."""

from __future__ import annotations

import click
from sqlalchemy.exc import DatabaseError, OperationalError

from mobi_tracker.cli import database, importing, notes, seeding, serving, standing, users
from mobi_tracker.core.errors import ConfigurationWrong, RuleBroken


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def commands() -> None:
    """MOBI Tracker: projects, meetings, commitments and briefings of the Mayor's technology initiatives."""


for command in (
    serving.serve,
    serving.work,
    seeding.seed,
    users.users,
    importing.import_,
    notes.notes,
    standing.standing,
    database.database,
):
    commands.add_command(command)


def main() -> None:
    """Run a command; what is wrong is said in one sentence, never as a trace."""
    try:
        commands(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from None
    except click.Abort:
        raise SystemExit(1) from None
    except (ConfigurationWrong, RuleBroken) as error:
        click.echo(f"Error: {error}", err=True)
        raise SystemExit(2) from None
    except DatabaseError as error:
        if not isinstance(error, OperationalError) and type(error) is not DatabaseError:
            raise  # a mistake of ours, which its trace explains
        reason = str(error.orig).strip().splitlines()[0]
        click.echo(f"Error: the database of DATABASE_URL cannot be used: {reason}", err=True)
        raise SystemExit(2) from None
