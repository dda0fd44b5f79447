"""``serve`` and ``work``: the web server, and the work in the background."""

from __future__ import annotations

import logging
import os
import threading
import time

import click
import waitress
from flask import Flask

from mobi_tracker.access import queries
from mobi_tracker.cli.context import application, check_database
from mobi_tracker.configuration import Configuration, from_environment
from mobi_tracker.core import jobs, memory
from mobi_tracker.core.database import db
from mobi_tracker.demo_people import DEMO_PEOPLE

IDLE_SECONDS = 5.0


@click.command()
def serve() -> None:
    """Serve the pages, with the work in the background as a thread."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    configuration = from_environment(os.environ)
    with application("serve", serves=True) as app:
        check_database()
        _greet(configuration)
        memory.settle()
        threading.Thread(target=_work_forever, args=(app,), daemon=True).start()
        try:
            waitress.serve(
                app, host=configuration.host, port=configuration.port, threads=configuration.threads, ident=None
            )
        except OSError:
            raise click.ClickException(
                f"Port {configuration.port} is taken: stop the other program, or choose another with PORT."
            ) from None


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop.")
def work(once: bool) -> None:
    """Do the work in the background (where several processes serve, run one of these)."""
    with application("work") as app:
        check_database()
        if once:
            while jobs.work_once():
                pass
        else:
            _work_forever(app)


def _work_forever(app: Flask) -> None:
    while True:
        try:
            with app.app_context():
                worked = jobs.work_once()
        except Exception:
            logging.getLogger(__name__).exception("The work in the background stumbled; it goes on.")
            worked = False
        if not worked:
            time.sleep(IDLE_SECONDS)


def _greet(configuration: Configuration) -> None:
    click.echo(f"MOBI Tracker is at http://{configuration.host}:{configuration.port}")
    if configuration.demo:
        click.echo("Demonstration data: invented. Sign in as:")
        for name, email, password in DEMO_PEOPLE:
            click.echo(f"  {name:<18} {email:<30} {password}")
    elif not queries.any_user_exists():
        click.echo("Nobody has an account yet: python -m mobi_tracker users add makes the first.")
    db.session.remove()
