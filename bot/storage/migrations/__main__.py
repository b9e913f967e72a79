"""``python -m bot.storage.migrations "what changed"``: write the migration from HEAD to today's tables."""

from __future__ import annotations

import argparse

from alembic import command
from sqlalchemy import create_engine

from bot.storage.migrations import HEAD
from bot.storage.migrations.configuration import configuration


def write(message: str) -> None:
    """Compare what the migrations make with the tables, and write the difference as a new migration."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        command.upgrade(configuration(connection), "head")
        command.revision(configuration(connection), message, autogenerate=True, rev_id=f"{int(HEAD) + 1:04}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bot.storage.migrations", description=__doc__)
    parser.add_argument("message", help="what changes, in a few words")
    write(parser.parse_args().message)
