"""Indexes that record pages read, and the words of a contact's name that notes are looked up by.

Revision ID: 0003
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

from mobi_tracker.core.letters import first_and_last

revision = "0003"
down_revision = "0001"
branch_labels = None
depends_on = None

CONTACT = sa.table("contact", *(sa.column(each) for each in ("id", "folded_name", "first_word", "last_word")))


# Plain statements, no batches: SQLite would build the table anew, which other tables point to.
def upgrade() -> None:
    op.drop_index("ix_action_item_state_due", "action_item")
    op.create_index(
        "ix_action_item_state_due", "action_item", ["state", "due", "owner_contact_id", "owner_organization_id"]
    )
    op.create_index("ix_capture_state", "capture", ["state", "meeting_id"])
    for name in ("first_word", "last_word"):
        op.add_column("contact", sa.Column(name, sa.String(length=200), nullable=False, server_default=""))
    _fill_words()
    for name in ("first_word", "last_word"):
        op.create_index(f"ix_contact_{name}", "contact", [name])


def _fill_words() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.select(CONTACT.c.id, CONTACT.c.folded_name)).all()
    words = [(number, *first_and_last(name)) for number, name in rows]
    if words:
        connection.execute(
            sa.update(CONTACT)
            .where(CONTACT.c.id == sa.bindparam("number"))
            .values(first_word=sa.bindparam("first"), last_word=sa.bindparam("last")),
            [{"number": number, "first": first, "last": last} for number, first, last in words],
        )


def downgrade() -> None:
    for name in ("last_word", "first_word"):
        op.drop_index(f"ix_contact_{name}", "contact")
        op.drop_column("contact", name)
    op.drop_index("ix_capture_state", "capture")
    op.drop_index("ix_action_item_state_due", "action_item")
    op.create_index("ix_action_item_state_due", "action_item", ["state", "due"])
