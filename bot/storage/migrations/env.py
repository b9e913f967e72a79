"""What Alembic runs for each of its commands."""

from __future__ import annotations

from alembic import context

from bot.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter a table; a batch rebuilds it
)
with context.begin_transaction():
    context.run_migrations()
