"""Alembic's configuration, without an alembic.ini."""

from __future__ import annotations

from pathlib import Path

from alembic.config import Config
from sqlalchemy import Connection

__all__ = ["configuration"]


def configuration(connection: Connection) -> Config:
    """For Alembic's commands on `connection`; they run in its transaction."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("file_template", "v%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config
