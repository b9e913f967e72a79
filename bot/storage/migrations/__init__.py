"""How a database comes from one set of tables to the next. Alembic runs them; see `configuration`.

A new one: change `bot.storage.tables`, run ``python -m bot.storage.migrations "what changed"``, read what it
wrote, and set HEAD to its revision.
"""

HEAD = "0009"
"""The newest revision. Known here so that a file that has it is opened without loading Alembic."""
