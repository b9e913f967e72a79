"""Changes that organizers make from the chat.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

STRING = sa.String().with_variant(sa.String(collation='C'), 'postgresql')
CHAT_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('amendments',
    sa.Column('id', sa.Integer(), sa.Identity(), nullable=False),
    sa.Column('chat_id', CHAT_ID, nullable=False),
    sa.Column('kind', STRING, nullable=False),
    sa.Column('event_id', STRING, nullable=True),
    sa.Column('value', STRING, nullable=True),
    sa.Column('words', STRING, nullable=False),
    sa.Column('said', STRING, nullable=False),
    sa.Column('preview', STRING, nullable=True),
    sa.Column('state', STRING, nullable=False),
    sa.Column('undo', sa.Text(), nullable=True),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['chat_id'], ['chats.chat_id'], name=op.f('fk_amendments_chat_id_chats'), onupdate='CASCADE', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_amendments')),
    sqlite_autoincrement=True
    )


def downgrade() -> None:
    op.drop_table('amendments')
