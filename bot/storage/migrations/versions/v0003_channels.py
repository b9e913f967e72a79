"""Channels.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

STRING = sa.String().with_variant(sa.String(collation='C'), 'postgresql')


def upgrade() -> None:
    op.add_column('chats', sa.Column('channel', STRING, nullable=True))
    op.create_index('ix_chats_channel', 'chats', ['chat_id'], unique=False, sqlite_where=sa.text('channel IS NOT NULL'), postgresql_where=sa.text('channel IS NOT NULL'))


def downgrade() -> None:
    op.drop_index('ix_chats_channel', 'chats', sqlite_where=sa.text('channel IS NOT NULL'), postgresql_where=sa.text('channel IS NOT NULL'))
    op.drop_column('chats', 'channel')
