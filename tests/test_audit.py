from __future__ import annotations

from typing import Any

from tools.audit import advisories


def test_advisories_name_the_package_and_what_mends_it() -> None:
    packages: list[dict[str, Any]] = [
        {"name": "sound", "version": "1.0", "vulns": []},
        {"name": "unknown", "skip_reason": "not found"},
        {
            "name": "leaky",
            "version": "2.1",
            "vulns": [
                {"id": "PYSEC-1", "fix_versions": ["2.2", "3.0"]},
                {"id": "PYSEC-2", "fix_versions": []},
            ],
        },
    ]
    assert list(advisories(packages)) == [
        "requirements/run.txt: leaky 2.1 has PYSEC-1; mended in 2.2, 3.0",
        "requirements/run.txt: leaky 2.1 has PYSEC-2; mended in no version yet",
    ]
