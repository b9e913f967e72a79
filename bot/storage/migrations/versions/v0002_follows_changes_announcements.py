"""Follows, changes told to those concerned, announcements, one pace for all processes.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

STRING = sa.String().with_variant(sa.String(collation='C'), 'postgresql')
CHAT_ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    # Columns are added in place: rebuilding a table would forget that it has no row ids.
    op.add_column('chats', sa.Column('seen_version', sa.Integer(), nullable=True))
    op.add_column('favourites', sa.Column('by_follow', sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column('versions', sa.Column('told', sa.Boolean(), server_default=sa.true(), nullable=False))
    # Who is here already has seen what there is.
    op.execute('UPDATE chats SET seen_version = (SELECT max(number) FROM versions)')

    op.create_table('follows',
    sa.Column('chat_id', CHAT_ID, nullable=False),
    sa.Column('kind', STRING, nullable=False),
    sa.Column('target_id', STRING, nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['chat_id'], ['chats.chat_id'], name=op.f('fk_follows_chat_id_chats'), onupdate='CASCADE', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('chat_id', 'kind', 'target_id', name=op.f('pk_follows')),
    sqlite_with_rowid=False
    )
    op.create_index('ix_follows_target', 'follows', ['kind', 'target_id', 'chat_id'], unique=False)

    op.create_table('announcements',
    sa.Column('id', sa.Integer(), sa.Identity(), nullable=False),
    sa.Column('texts', sa.Text(), nullable=False),
    sa.Column('audience', STRING, nullable=False),
    sa.Column('state', STRING, nullable=False),
    sa.Column('admin_chat_id', CHAT_ID, nullable=True),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('started_at', sa.BigInteger(), nullable=True),
    sa.Column('fanned_out', sa.Boolean(), nullable=False),
    sa.Column('finished_at', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['admin_chat_id'], ['chats.chat_id'], name=op.f('fk_announcements_admin_chat_id_chats'), onupdate='CASCADE', ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_announcements')),
    sqlite_autoincrement=True
    )
    op.create_index('ix_outbox_announcement', 'outbox', ['event_id', 'state'], unique=False, sqlite_where=sa.text("kind = 'announcement'"), postgresql_where=sa.text("kind = 'announcement'"))

    op.create_table('pacing',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('next_free_at', sa.Double(), nullable=False),
    sa.Column('paused_until', sa.Double(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pacing'))
    )


def downgrade() -> None:
    op.drop_table('pacing')
    op.drop_index('ix_outbox_announcement', 'outbox', sqlite_where=sa.text("kind = 'announcement'"), postgresql_where=sa.text("kind = 'announcement'"))
    op.drop_table('announcements')
    op.drop_index('ix_follows_target', 'follows')
    op.drop_table('follows')
    op.drop_column('versions', 'told')
    op.drop_column('favourites', 'by_follow')
    op.drop_column('chats', 'seen_version')
