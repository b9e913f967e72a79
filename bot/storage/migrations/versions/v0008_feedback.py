"""Ratings and remarks on events, and what organizers have turned on.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

STRING = sa.String().with_variant(sa.String(collation='C'), 'postgresql')
CHAT_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('ratings',
    sa.Column('chat_id', CHAT_ID, nullable=False),
    sa.Column('event_id', STRING, nullable=False),
    sa.Column('rating', sa.Integer(), nullable=False),
    sa.Column('remark', sa.Text(), nullable=True),
    sa.Column('rated_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['chat_id'], ['chats.chat_id'], name=op.f('fk_ratings_chat_id_chats'), onupdate='CASCADE', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('chat_id', 'event_id', name=op.f('pk_ratings')),
    sqlite_with_rowid=False
    )
    op.create_index('ix_ratings_event', 'ratings', ['event_id', 'rating'], unique=False)
    op.create_table('switches',
    sa.Column('name', STRING, nullable=False),
    sa.Column('since', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_switches'))
    )


def downgrade() -> None:
    op.drop_table('switches')
    op.drop_table('ratings')
