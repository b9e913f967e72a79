"""Where a version came from, and what the organizers were told.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

STRING = sa.String().with_variant(sa.String(collation='C'), 'postgresql')

def upgrade() -> None:
    op.add_column('versions', sa.Column('from_file', sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_table('complaints',
    sa.Column('digest', STRING, nullable=False),
    sa.PrimaryKeyConstraint('digest', name=op.f('pk_complaints'))
    )


def downgrade() -> None:
    op.drop_table('complaints')
    op.drop_column('versions', 'from_file')
