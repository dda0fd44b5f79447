"""The project of an action item as it was from a day on, so that moving an item leaves past days as they were known.

Until now a move changed the past: what is there takes the project that the item has today. The indexes of closed rows
hold all that decides who sees a row; those of dated facts end with the id, so that the last fact is found without sorting.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INDEX, COLUMNS = "ix_action_item_state_replaced", ["state", "replaced_at", "due", "recorded_at", "record_id"]
CLOSED = sa.text("marking NOT IN ('public', 'internal') OR marking_floor NOT IN ('public', 'internal')")
CLOSED_INDEXES = (("status_update", "project_id"), ("milestone_date", "milestone_id"), ("action_item", "project_id"))
WHO_SEES = ("marking", "marking_floor", "has_readers", "has_floor_readers")
BY_BOTH_TIMES = {
    "ix_milestone_date_milestone": ("milestone_date", ("milestone_id", "kind")),
    "ix_funding_amount_line": ("funding_amount", ("funding_line_id", "kind")),
    "ix_status_update_project": ("status_update", ("project_id",)),
    "ix_risk_rating_risk": ("risk_rating", ("risk_id",)),
    "ix_risk_state_record": ("risk_state", ("record_id",)),
    "ix_project_state_record": ("project_state", ("record_id",)),
}
PROJECT = """
UPDATE action_item_state
SET project_id = (SELECT item.project_id FROM action_item AS item WHERE item.id = action_item_state.record_id)
"""


def upgrade() -> None:
    with op.batch_alter_table("action_item_state") as batch_op:
        batch_op.drop_index(INDEX)
        batch_op.add_column(sa.Column("project_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_action_item_state_project_id_project"), "project", ["project_id"], ["id"])
    op.execute(PROJECT)
    with op.batch_alter_table("action_item_state") as batch_op:
        batch_op.create_index(INDEX, [*COLUMNS, "project_id"])
        batch_op.create_index("ix_action_item_state_project", ["project_id", "state"])
    _index_closed(WHO_SEES)
    _index_by_both_times(("id",))


def downgrade() -> None:
    _index_by_both_times(())
    _index_closed(())
    with op.batch_alter_table("action_item_state") as batch_op:
        batch_op.drop_index(INDEX)
        batch_op.drop_index("ix_action_item_state_project")
        batch_op.drop_constraint(op.f("fk_action_item_state_project_id_project"), type_="foreignkey")
        batch_op.drop_column("project_id")
        batch_op.create_index(INDEX, COLUMNS)


def _index_closed(others: tuple[str, ...]) -> None:
    for table, column in CLOSED_INDEXES:
        name = f"ix_{table}_closed"
        op.drop_index(name, table)
        op.create_index(name, table, [column, *others], sqlite_where=CLOSED, postgresql_where=CLOSED)


def _index_by_both_times(last: tuple[str, ...]) -> None:
    for name, (table, first) in BY_BOTH_TIMES.items():
        op.drop_index(name, table)
        op.create_index(name, table, [*first, "on", "recorded_at", *last])
