"""The standing of past weeks, kept once; and indexes of the few records that some readers may not see.

Revision ID: 0008
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0006"
branch_labels = None
depends_on = None

CLOSED = sa.text("marking NOT IN ('public', 'internal') OR marking_floor NOT IN ('public', 'internal')")
INDEXES = (("status_update", "project_id"), ("milestone_date", "milestone_id"), ("action_item", "project_id"))
RATINGS = ("on_track", "at_risk", "off_track", "not_rated")
EVIDENCE = ("on_track", "at_risk", "off_track", "unknown")


def upgrade() -> None:
    op.create_table(
        "kept_week",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_kept_week")),
    )
    op.create_table(
        "weekly_standing",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("project_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reported", _one_of(RATINGS, "reported"), nullable=True),
        sa.Column("evidence", _one_of(EVIDENCE, "evidence"), nullable=True),
        sa.PrimaryKeyConstraint("day", "project_id", name=op.f("pk_weekly_standing")),
    )
    op.create_table(
        "known_facts",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_known_facts")),
    )
    for table, column in INDEXES:
        op.create_index(f"ix_{table}_closed", table, [column], sqlite_where=CLOSED, postgresql_where=CLOSED)


def downgrade() -> None:
    for table, _column in INDEXES:
        op.drop_index(f"ix_{table}_closed", table)
    for table in ("known_facts", "weekly_standing", "kept_week"):
        op.drop_table(table)


def _one_of(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)
