"""Bring the catalogues up to date with the program's messages: ``python tools/messages.py [--check]``.

A message is the string in ``t("…")``, ``t.n("…", "…", n)``, ``t.html("…")``, ``t.html_n("…", "…", n)`` or
``mark("…")`` anywhere in bot/; a comment ``# Translators: …`` above it goes along. Translations stay,
messages that the program no longer has go, and nothing is guessed. With --check nothing is written:
catalogues that would change are named, and the exit code is 1.
"""

from __future__ import annotations

import re
import sys
from argparse import ArgumentParser
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "bot" / "texts" / "locale"
KEYWORDS = {"t": None, "html": None, "mark": None, "n": (1, 2), "html_n": (1, 2)}
UNWANTED_HEADERS = re.compile(
    rb'"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid-Bugs-To|Generated-By):'
)
HEADER = "# What the bot says; `make messages` brings this file up to date with the program."


def template() -> Catalog:
    """Every message of the program, in the order of its files."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(
        ROOT / "bot",
        [("**.py", "python")],
        keywords=KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
    )
    for path, line, message, notes, context in sorted(found, key=lambda each: (each[0], each[1])):
        catalogue.add(message, None, [(f"bot/{path}", line)], auto_comments=notes, context=context)
    return catalogue


def updated(old: bytes, language: str, messages: Catalog) -> tuple[bytes, int]:
    """The catalogue file `old` with exactly `messages`, and how many of them lack a translation."""
    catalogue = read_po(BytesIO(old), locale=language)
    catalogue.update(messages, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.project, catalogue.version = "confbot", ""
    catalogue.header_comment, catalogue.fuzzy = HEADER, False
    written = BytesIO()
    write_po(written, catalogue, width=100, ignore_obsolete=True, include_lineno=False)
    lines = written.getvalue().splitlines(keepends=True)
    missing = sum(1 for message in catalogue if message.id and not (message.string and all(message.string)))
    return b"".join(line for line in lines if not UNWANTED_HEADERS.match(line)), missing


def main() -> int:
    """Update every catalogue, or check that none would change."""
    parser = ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if a catalogue would change"
    )
    check = parser.parse_args().check
    messages = template()
    stale = 0
    for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/confbot.po")):
        language, old = path.parts[-3], path.read_bytes()
        new, missing = updated(old, language, messages)
        if check and new != old:
            sys.stderr.write(f"{path.relative_to(ROOT)}: not up to date; run `make messages`\n")
            stale += 1
        elif not check:
            path.write_bytes(new)
            note = "its messages are the source" if language == "en" else f"{missing} without a translation"
            sys.stderr.write(f"{path.relative_to(ROOT)}: {len(messages)} messages, {note}\n")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
