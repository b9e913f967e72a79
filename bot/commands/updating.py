"""``import --update``: a source's next version into a schedule file that people have edited."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.command import WrongInputError
from bot.commands.files import Source
from bot.commands.imported import report
from bot.commands.output import put
from bot.commands.report import print_problems
from bot.formats.importing.merging import merged
from bot.formats.patches import EditError
from bot.formats.problems import Severity

if TYPE_CHECKING:
    from bot.domain.model import Schedule
    from bot.formats.importing.reading import Imported
    from bot.formats.schedule import Reading

__all__ = ["checked", "update"]


def update(
    path: Path, file: Source, before: Schedule, imported: Imported, source: str, *, json: bool
) -> None:
    """Bring `file` at `path` up to date with what `source` became. Raises WrongInputError: then it stays."""
    try:
        merge = merged(file.content, before, imported.schedule, version=imported.version, name=file.name)
    except EditError as error:
        raise WrongInputError(str(error.problem)) from None
    after = Source(file.name, merge.content)
    reading, _ = checked(after)
    if merge.content != file.content:
        put(merge.content, path, replace=True)
    report(source, imported, reading, merge, json=json)


def checked(file: Source) -> tuple[Reading, Schedule]:
    """The reading of a file without errors. Raises WrongInputError; the errors go to standard error."""
    reading = file.read()
    if reading.schedule is None:
        errors = [problem for problem in reading.problems if problem.severity is Severity.ERROR]
        print_problems(errors, file, result=False)
        raise WrongInputError(f"{file.name}: nothing was written")
    return reading, reading.schedule
