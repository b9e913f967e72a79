"""Ids for this house made from those of another: the same ones again from the next version of a source."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from bot.formats import scalars

__all__ = ["distinct", "identified"]

HASHED = 6


def identified(name: str, longest: int, otherwise: str) -> str:
    """`name` in small Latin letters, digits, - and _, at most `longest` characters; an id stays as it is.

    What cannot be written so is told apart by a hash of the name, after `otherwise` when nothing remains.
    """
    if len(name) <= longest and scalars.identifier(name):
        return name
    latin = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9_]+", "-", latin).strip("-_")
    kept = sum(map(str.isalnum, slug))
    said = sum(map(str.isalnum, name))
    if slug and len(slug) <= longest and kept * 2 >= said:
        return slug
    mark = hashlib.sha256(name.encode(errors="replace")).hexdigest()[:HASHED]
    stem = slug if slug and kept * 2 >= said else otherwise
    room = longest - HASHED - 1
    if len(stem) > room:
        stem = stem[: room + 1].rpartition("-")[0] or stem[:room]
    return f"{stem.rstrip('-_')}-{mark}"


def distinct(ids: Sequence[str], longest: int) -> list[str]:
    """The same ids in the same order, the later ones of equals with a number behind."""
    taken = set(ids)
    seen: Counter[str] = Counter()
    result = []
    for id_ in ids:
        seen[id_] += 1
        if seen[id_] == 1:
            result.append(id_)
            continue
        number = seen[id_]
        while (new := f"{id_[: longest - len(str(number)) - 1]}-{number}") in taken:
            number += 1
        taken.add(new)
        result.append(new)
    return result
