"""The commands of the command line, one file each; `COMMANDS` is the order in which ``--help`` lists them."""

from __future__ import annotations

from bot.commands import (
    ask,
    check,
    demo,
    diff,
    export,
    feedback,
    forecast,
    import_,
    publish,
    rehearse,
    rollback,
    run,
    schema,
    stats,
    versions,
)

__all__ = ["COMMANDS"]

COMMANDS = (
    run.COMMAND,
    demo.COMMAND,
    check.COMMAND,
    diff.COMMAND,
    publish.COMMAND,
    versions.COMMAND,
    rollback.COMMAND,
    ask.COMMAND,
    stats.COMMAND,
    feedback.COMMAND,
    forecast.COMMAND,
    rehearse.COMMAND,
    import_.COMMAND,
    export.COMMAND,
    schema.COMMAND,
)
