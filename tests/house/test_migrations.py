"""Migrations build exactly the models' schema, on SQLite and PostgreSQL, and go down and up again."""

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect

from mobi_tracker.core.database import db
from tests.app import make_app


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated(request, tmp_path):
    """An application whose database was made by the migrations."""
    if request.param == "postgresql":
        url = request.getfixturevalue("empty_postgres_url")
    else:
        url = f"sqlite:///{tmp_path / 'migrated.sqlite3'}"
    app = make_app(url)
    with app.app_context():
        flask_migrate.upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


def differences():
    """What the database lacks of the models, or has beyond them."""
    with db.engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), db.metadata)


def checks_in_models():
    """(table, name) of every check the models declare, those of enums included."""
    return {
        (table.name, str(constraint.name))
        for table in db.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }


def checks_in_database():
    """(table, name) of every check the database has."""
    looked = inspect(db.engine)
    return {
        (table, check["name"])
        for table in looked.get_table_names()
        if table != "alembic_version"
        for check in looked.get_check_constraints(table)
    }


def test_the_migrations_build_exactly_the_models_schema(migrated):
    assert differences() == []
    assert checks_in_database() == checks_in_models()


def test_they_go_down_to_nothing_and_up_again(migrated):
    flask_migrate.downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    flask_migrate.upgrade()
    assert differences() == []
