"""What each chat was answered last.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

CHAT_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('last_answers',
    sa.Column('chat_id', CHAT_ID, nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('asked_in', sa.BigInteger(), nullable=False),
    sa.Column('answered_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['chat_id'], ['chats.chat_id'], name=op.f('fk_last_answers_chat_id_chats'), onupdate='CASCADE', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('chat_id', name=op.f('pk_last_answers')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('last_answers')
