"""When a state of an action item was replaced by the next, so that a past day finds what was open then by an index.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

NEXT = """
UPDATE action_item_state SET replaced_at = (
    SELECT MIN(later.recorded_at) FROM action_item_state AS later
    WHERE later.record_id = action_item_state.record_id
      AND (later.recorded_at > action_item_state.recorded_at
           OR (later.recorded_at = action_item_state.recorded_at AND later.id > action_item_state.id))
)
"""


def upgrade() -> None:
    with op.batch_alter_table("action_item_state") as batch_op:
        batch_op.add_column(sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(NEXT)
    with op.batch_alter_table("action_item_state") as batch_op:
        batch_op.create_index(
            "ix_action_item_state_replaced", ["state", "replaced_at", "due", "recorded_at", "record_id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("action_item_state") as batch_op:
        batch_op.drop_index("ix_action_item_state_replaced")
        batch_op.drop_column("replaced_at")
