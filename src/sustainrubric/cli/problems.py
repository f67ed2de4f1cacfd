"""How a problem looks on one line, for commands that stop at an invalid file; see report/problem_*.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sustainrubric.model.finding import Finding
from sustainrubric.report.problem_text import counted, line

if TYPE_CHECKING:
    from sustainrubric.model.finding import Excerpt
    from sustainrubric.model.problem import LocatedProblem

__all__ = ["as_finding", "as_text", "counted"]


def as_text(found: LocatedProblem) -> str:
    """`file:line:column: severity CODE message`, on one line."""
    return line(as_finding(found))


def as_finding(found: LocatedProblem, excerpt: Excerpt | None = None) -> Finding:
    """A problem as it is before any settings weigh it."""
    location, problem = found
    return Finding(location, problem.code, problem.code.severity, problem.message, problem.path, excerpt)
