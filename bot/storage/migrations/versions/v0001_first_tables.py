"""First tables.

Revision ID: 0001
Revises: nothing
"""

import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None

STRING = sa.String().with_variant(sa.String(collation='C'), 'postgresql')


def upgrade() -> None:
    op.create_table('chats',
    sa.Column('chat_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), autoincrement=False, nullable=False),
    sa.Column('is_group', sa.Boolean(), nullable=False),
    sa.Column('language', STRING, nullable=False),
    sa.Column('zone', STRING, nullable=True),
    sa.Column('lead_time', sa.Integer(), nullable=False),
    sa.Column('reminders', sa.Boolean(), nullable=False),
    sa.Column('digest', sa.Boolean(), nullable=False),
    sa.Column('quiet', STRING, nullable=False),
    sa.Column('awaiting', STRING, nullable=True),
    sa.Column('reminders_stale', sa.Boolean(), nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('seen_at', sa.BigInteger(), nullable=False),
    sa.Column('retired_at', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('chat_id', name=op.f('pk_chats'))
    )
    with op.batch_alter_table('chats', schema=None) as batch_op:
        batch_op.create_index('ix_chats_digest', ['zone', 'language'], unique=False, sqlite_where=sa.text('digest = 1'), postgresql_where=sa.text('digest'))
        batch_op.create_index('ix_chats_stale', ['chat_id'], unique=False, sqlite_where=sa.text('reminders_stale = 1'), postgresql_where=sa.text('reminders_stale'))

    op.create_table('programme',
    sa.Column('event_id', STRING, nullable=False),
    sa.Column('starts_at', sa.BigInteger(), nullable=False),
    sa.Column('ends_at', sa.BigInteger(), nullable=False),
    sa.Column('cancelled', sa.Boolean(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.Column('derived_until', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_programme'))
    )
    op.create_table('versions',
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('version', STRING, nullable=False),
    sa.Column('digest', STRING, nullable=False),
    sa.Column('content', sa.Text(), nullable=False),
    sa.Column('published_at', sa.BigInteger(), nullable=False),
    sa.Column('comment', sa.Text(), nullable=True),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_versions')),
    sqlite_autoincrement=True
    )
    op.create_table('favourites',
    sa.Column('chat_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('event_id', STRING, nullable=False),
    sa.Column('lead_time', sa.Integer(), nullable=True),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['chat_id'], ['chats.chat_id'], name=op.f('fk_favourites_chat_id_chats'), onupdate='CASCADE', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('chat_id', 'event_id', name=op.f('pk_favourites')),
    sqlite_with_rowid=False
    )
    with op.batch_alter_table('favourites', schema=None) as batch_op:
        batch_op.create_index('ix_favourites_event', ['event_id', 'chat_id'], unique=False)

    op.create_table('outbox',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), sa.Identity(), nullable=False),
    sa.Column('chat_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('kind', STRING, nullable=False),
    sa.Column('event_id', STRING, nullable=False),
    sa.Column('starts_at', sa.BigInteger(), nullable=False),
    sa.Column('lead_time', sa.Integer(), nullable=False),
    sa.Column('due_at', sa.BigInteger(), nullable=False),
    sa.Column('useful_until', sa.BigInteger(), nullable=False),
    sa.Column('state', STRING, nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('unknowns', sa.Integer(), nullable=False),
    sa.Column('retry_at', sa.BigInteger(), nullable=True),
    sa.Column('lease_until', sa.BigInteger(), nullable=True),
    sa.Column('lease_owner', STRING, nullable=True),
    sa.Column('sent_at', sa.BigInteger(), nullable=True),
    sa.Column('message_id', sa.BigInteger(), nullable=True),
    sa.Column('why', STRING, nullable=True),
    sa.ForeignKeyConstraint(['chat_id'], ['chats.chat_id'], name=op.f('fk_outbox_chat_id_chats'), onupdate='CASCADE', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox')),
    sa.UniqueConstraint('chat_id', 'kind', 'event_id', 'starts_at', 'lead_time', name='uq_outbox_key'),
    sqlite_autoincrement=True
    )
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.create_index('ix_outbox_queued_due', ['due_at'], unique=False, sqlite_where=sa.text("state = 'queued'"), postgresql_where=sa.text("state = 'queued'"))
        batch_op.create_index('ix_outbox_queued_retry', ['retry_at'], unique=False, sqlite_where=sa.text("state = 'queued' AND retry_at IS NOT NULL"), postgresql_where=sa.text("state = 'queued' AND retry_at IS NOT NULL"))
        batch_op.create_index('ix_outbox_queued_useful', ['useful_until', 'id'], unique=False, sqlite_where=sa.text("state = 'queued'"), postgresql_where=sa.text("state = 'queued'"))
        batch_op.create_index('ix_outbox_sending', ['lease_until'], unique=False, sqlite_where=sa.text("state = 'sending'"), postgresql_where=sa.text("state = 'sending'"))



def downgrade() -> None:
    with op.batch_alter_table('outbox', schema=None) as batch_op:
        batch_op.drop_index('ix_outbox_sending', sqlite_where=sa.text("state = 'sending'"), postgresql_where=sa.text("state = 'sending'"))
        batch_op.drop_index('ix_outbox_queued_useful', sqlite_where=sa.text("state = 'queued'"), postgresql_where=sa.text("state = 'queued'"))
        batch_op.drop_index('ix_outbox_queued_retry', sqlite_where=sa.text("state = 'queued' AND retry_at IS NOT NULL"), postgresql_where=sa.text("state = 'queued' AND retry_at IS NOT NULL"))
        batch_op.drop_index('ix_outbox_queued_due', sqlite_where=sa.text("state = 'queued'"), postgresql_where=sa.text("state = 'queued'"))

    op.drop_table('outbox')
    with op.batch_alter_table('favourites', schema=None) as batch_op:
        batch_op.drop_index('ix_favourites_event')

    op.drop_table('favourites')
    op.drop_table('versions')
    op.drop_table('programme')
    with op.batch_alter_table('chats', schema=None) as batch_op:
        batch_op.drop_index('ix_chats_stale', sqlite_where=sa.text('reminders_stale = 1'), postgresql_where=sa.text('reminders_stale'))
        batch_op.drop_index('ix_chats_digest', sqlite_where=sa.text('digest = 1'), postgresql_where=sa.text('digest'))

    op.drop_table('chats')
