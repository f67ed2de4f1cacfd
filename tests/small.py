"""Small assessments for tests to start from, as text."""

from __future__ import annotations

HEAD = """\
kind: assessment
format: 1
rubric: sustainability@1.0.0
agency: {name: Example Department of Education, state: EX}
reform: {id: literacy, name: Early literacy standards}
round: {id: 2026-fall, date: 2026-10-15}
team:
  - {id: mlopez, name: M. Lopez, role: Chief of staff}
"""

RATED = (
    HEAD
    + """\
ratings:
  1.A.i:
    level: emerging
    rationale: Two of five agencies share the agenda.
"""
)
