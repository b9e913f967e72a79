"""Write bot/domain/traditional.py from OpenCC's dictionary: ``python tools/traditional.py TSCharacters.txt``.

The dictionary is OpenCC's (https://github.com/BYVoid/OpenCC, data/dictionary, Apache License 2.0), which the
package opencc-python-reimplemented holds too. Of several simplified forms the first is taken, and only
characters of the everyday sets (Big5, GB 2312) stay.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "bot" / "domain" / "traditional.py"
PER_LINE = 50
HEAD = '''\
"""Traditional characters and their simplified forms, from OpenCC (https://github.com/BYVoid/OpenCC).

OpenCC is under the Apache License 2.0. Written by tools/traditional.py.
"""

__all__ = ["SIMPLIFIED"]

'''


def pairs(dictionary: str) -> Iterator[tuple[str, str]]:
    """Each everyday traditional character with its first simplified form, where they differ."""
    for line in dictionary.splitlines():
        traditional, _, forms = line.partition("\t")
        simplified = forms.split(" ")[0]
        if traditional != simplified and _within(traditional, "big5") and _within(simplified, "gb2312"):
            yield traditional, simplified


def _within(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _constant(name: str, characters: str) -> str:
    lines = (characters[at : at + PER_LINE] for at in range(0, len(characters), PER_LINE))
    return f"{name} = (\n" + "".join(f'    "{line}"\n' for line in lines) + ")\n"


def main() -> int:
    """Write the table and say how many pairs it has."""
    table = sorted(pairs(Path(sys.argv[1]).read_text(encoding="utf-8")))
    TARGET.write_text(
        HEAD
        + _constant("_TRADITIONAL", "".join(traditional for traditional, _ in table))
        + _constant("_SIMPLIFIED", "".join(simplified for _, simplified in table))
        + "SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)\n"
        + '"""For `str.translate`: each traditional character to its simplified form."""\n',
        encoding="utf-8",
    )
    sys.stderr.write(f"{len(table)} pairs\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
