"""A worksheet in which every text a person can write tries to be more than text."""

from __future__ import annotations

import json


def hostile_worksheet(attack: str) -> str:
    """A worksheet with `attack` in every field that takes any text; JSON strings are YAML strings."""
    text = json.dumps(attack)
    comment = " ".join("".join(c if c.isprintable() else " " for c in attack).split())
    review = f"{{explicit: {text}, decisions: {text}, available: {text}, supports: {text}}}"
    return f"""\
# {comment}
kind: worksheet
format: 1
worksheet: lea-process@1.0.0
agency: {{name: {text}, state: {text}}}
date: 2026-09-30
organize:
  participants:
    - {{department: {text}, name: {text}, contact: {text}, role: {text}}}  # {comment}
  documents:
    - {{title: {text}, why: {text}}}
  logistics: {text}
context:
  description: {text}
  answers: {{framework: {text}}}
  gaps: [{text}]
process:
  select:
    steps:
      - {{name: {text}, evidence: {text}, evidence_review: {review}}}  # {comment}
    gaps:
      - {text}  # {comment}
supports:
  - {{when: {text}, what: {text}, steps: [inform], evidence: true, how: {text}}}  # {comment}
supports_gaps: [{text}]
priorities:
  - {{area: {text}, why: {text}, takes_up: [{text}]}}
actions:
  - {{what: {text}, owner: {text}, due: 2026-01-01, resources: {text}}}  # {comment}
communication: {text}
answers: {{map: {{continuous-cycle: {text}}}}}
"""
