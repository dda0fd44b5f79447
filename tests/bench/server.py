"""The server that is measured: the product as it is served, with a page for the floor and a count of queries.

Runs as a process of its own (``python -m tests.bench.server DATABASE_URL``), says on which port, and stops with it
when its input is closed.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import waitress
from flask import Blueprint, Flask, Response, render_template, request_started
from sqlalchemy import select

from mobi_tracker.access.guard import requires
from mobi_tracker.access.vocabulary import Permission
from mobi_tracker.app import create_app
from mobi_tracker.configuration import Configuration
from mobi_tracker.core import memory
from mobi_tracker.core.database import db
from mobi_tracker.stakeholders.models import Organization
from tests.bench.counting import begin_count, current_count, start_counting

FLOOR = "/bench/floor"
QUERIES = "X-Bench-Queries"
THREADS = 8  # as the product has by itself

blueprint = Blueprint("bench", __name__, template_folder=str(Path(__file__).with_name("templates")))


@blueprint.get(FLOOR)
@requires(Permission.SEE)
def floor() -> str:
    """What any signed-in page costs: one query and a table of twenty rows, without the product's frame."""
    rows = select(Organization.id, Organization.name, Organization.kind).order_by(Organization.id).limit(20)
    return render_template("bench/floor.html", rows=db.session.execute(rows).all())


def measured_app(database_url: str) -> Flask:
    """The product, as configured for one machine, that tells with each answer how many queries it took."""
    configuration = Configuration(
        database_url=database_url,
        secret_key="only for measuring, nobody else",
        demo=False,
        host="127.0.0.1",
        port=0,
        threads=THREADS,
        is_behind_proxy=False,
        is_https=False,
    )
    app = create_app(configuration)
    app.register_blueprint(blueprint)
    with app.app_context():
        start_counting(db.engine)
    request_started.connect(lambda _sender, **_extra: begin_count(), app, weak=False)
    app.after_request(_tell)
    return app


def _tell(response: Response) -> Response:
    response.headers[QUERIES] = str(current_count())
    return response


def main() -> None:
    """Serve until the process that started this one closes our input."""
    app = measured_app(sys.argv[1])
    memory.settle()
    server = waitress.create_server(app, host="127.0.0.1", port=0, threads=THREADS, ident=None)
    print(server.effective_port, flush=True)
    threading.Thread(target=server.run, daemon=True).start()
    sys.stdin.read()


if __name__ == "__main__":
    main()
