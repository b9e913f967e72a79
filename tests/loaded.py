"""Imported where bots are forked from: all that a start of one loads and works out, whatever its settings."""

from __future__ import annotations

from importlib import import_module

from bot.texts.phrasebook import grammar

for name in ("bot.app", "bot.commands.run", "bot.commands.serving", "bot.gateway.logs", "tests.forking"):
    import_module(name)
grammar()
