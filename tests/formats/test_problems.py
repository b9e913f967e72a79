"""Findings."""

from __future__ import annotations

from bot.formats.problems import Findings, Problem, Severity


def test_problem_is_one_line() -> None:
    problem = Problem("schedule.yaml", 41, 12, Severity.ERROR, "found a tab; expected spaces")
    assert str(problem) == "schedule.yaml:41:12: error: found a tab; expected spaces"


def test_findings_are_in_order_of_position() -> None:
    findings = Findings("f")
    findings.add(Severity.WARNING, 2, 10, "c")
    findings.add(Severity.ERROR, 10, 1, "d")
    findings.add(Severity.WARNING, 2, 9, "a")
    findings.add(Severity.ERROR, 2, 10, "b")
    assert [problem.message for problem in findings.in_order()] == ["a", "b", "c", "d"]


def test_same_finding_twice_counts_once() -> None:
    findings = Findings("f")
    findings.add(Severity.ERROR, 1, 1, "a")
    findings.add(Severity.ERROR, 1, 1, "a")
    assert len(findings.in_order()) == 1


def test_warnings_are_no_failure() -> None:
    findings = Findings("f")
    findings.add(Severity.WARNING, 1, 1, "a")
    assert not findings.failed


def test_many_warnings_hide_no_error() -> None:
    findings = Findings("f")
    for line in range(1, 1000):
        findings.add(Severity.WARNING, line, 1, "a")
    findings.add(Severity.ERROR, 1000, 1, "b")
    assert findings.failed
