"""``make audit``: whether anything the bot runs on is known to be vulnerable.

The advisories come over the network. Where they cannot be reached that is said, and is no failure: a check
that needs a network would fail on a train.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LOCK = "requirements/run.txt"
COMMAND = ("--requirement", LOCK, "--require-hashes", "--disable-pip", "--format", "json")


def main() -> int:
    """1 when a package in the lock is vulnerable."""
    binary = Path(sys.executable).with_name("pip-audit")
    audit = subprocess.run(  # noqa: S603  # its arguments are written above
        [binary, *COMMAND, "--progress-spinner", "off"], capture_output=True, text=True, check=False
    )
    try:
        packages = json.loads(audit.stdout)["dependencies"]
    except ValueError:
        why = audit.stderr.strip().splitlines()[-1:] or ["no answer"]
        return told(f"{LOCK} was not audited, the advisories cannot be reached: {why[0]}", 0)
    found = list(advisories(packages))
    unknown = sum("skip_reason" in package for package in packages)
    if found:
        return told("\n".join(found), 1)
    if unknown:
        return told(f"{LOCK}: of {len(packages)} packages {unknown} could not be looked up", 0)
    return told(f"{LOCK}: {len(packages)} packages, none known to be vulnerable", 0)


def advisories(packages: list[dict[str, Any]]) -> Iterator[str]:
    """A line each: the package, the advisory, and the versions that mend it."""
    for package in packages:
        for one in package.get("vulns", ()):
            mended = ", ".join(one["fix_versions"]) or "no version yet"
            yield f"{LOCK}: {package['name']} {package['version']} has {one['id']}; mended in {mended}"


def told(line: str, code: int) -> int:
    print(line)  # noqa: T201  # what it is run for
    return code


if __name__ == "__main__":
    sys.exit(main())
