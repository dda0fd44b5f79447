"""When people last looked at a page.

Revision ID: 0006
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op


revision = '0006'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('last_look',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('user_id', sa.Integer(), nullable=False),
    sa.Column('page', sa.String(length=40), nullable=False),
    sa.Column('looked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('visited_before_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_last_look_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_last_look')),
    sa.UniqueConstraint('user_id', 'page', name=op.f('uq_last_look_user_id_page'))
    )


def downgrade() -> None:
    op.drop_table('last_look')
