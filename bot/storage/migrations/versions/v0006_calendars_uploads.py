"""Revisions of events and feeds for calendars, files that Telegram has already.

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

STRING = sa.String().with_variant(sa.String(collation='C'), 'postgresql')
ID = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.create_table('revisions',
    sa.Column('event_id', STRING, nullable=False),
    sa.Column('fingerprint', STRING, nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('event_id', name=op.f('pk_revisions'))
    )
    # Nothing is known of earlier versions: all of the programme counts as changed with the current one.
    op.execute(
        "INSERT INTO revisions (event_id, fingerprint, number, changed_at) "
        "SELECT programme.event_id, '', versions.number, versions.published_at FROM programme, versions "
        "WHERE versions.number = (SELECT max(number) FROM versions)"
    )

    op.create_table('uploads',
    sa.Column('bot_id', ID, autoincrement=False, nullable=False),
    sa.Column('digest', STRING, nullable=False),
    sa.Column('file_id', STRING, nullable=False),
    sa.Column('used_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('bot_id', 'digest', name=op.f('pk_uploads')),
    sqlite_with_rowid=False
    )
    op.create_index('ix_uploads_used', 'uploads', ['used_at'], unique=False)

    op.create_table('feeds',
    sa.Column('chat_id', ID, nullable=False),
    sa.Column('token_hash', STRING, nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['chat_id'], ['chats.chat_id'], name=op.f('fk_feeds_chat_id_chats'), onupdate='CASCADE', ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('chat_id', name=op.f('pk_feeds')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_feeds_token_hash')),
    sqlite_with_rowid=False
    )


def downgrade() -> None:
    op.drop_table('feeds')
    op.drop_index('ix_uploads_used', 'uploads')
    op.drop_table('uploads')
    op.drop_table('revisions')
