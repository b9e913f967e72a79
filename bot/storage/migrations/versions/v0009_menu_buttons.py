"""What Telegram was told of the button beside a chat's text field.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

STRING = sa.String().with_variant(sa.String(collation='C'), 'postgresql')


def upgrade() -> None:
    op.add_column('chats', sa.Column('menu_button', STRING, nullable=True))


def downgrade() -> None:
    op.drop_column('chats', 'menu_button')
