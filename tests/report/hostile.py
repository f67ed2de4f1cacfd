"""An assessment in which every text a person can write tries to be more than text."""

from __future__ import annotations

import json

ATTACKS = (
    "<script>document.title='pwned'</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title></svg>]]>--><svg onload=alert(1)>",
    "a | b\n| --- |\n# c\n- d\n1. e\n---\n"
    "`f` [g](javascript:alert(1)) ![h](http://evil.example/i) <br> **j**",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}{# k #}",
    "[/bold][link=file:///etc/passwd]x :smile: \x1b[31m\u202e\r\x07",
)


def hostile(attack: str) -> str:
    """An assessment with `attack` in every field that takes any text; JSON strings are YAML strings."""
    text = json.dumps(attack)
    comment = " ".join("".join(c if c.isprintable() else " " for c in attack).split())
    address = json.dumps(f"javascript:{attack}")
    return f"""\
# {comment}
kind: assessment
format: 1
rubric: sustainability@1.0.0
agency: {{name: {text}, state: {text}}}
reform: {{id: literacy, name: {text}}}
round: {{id: 2026-fall, date: 2026-10-15}}
team:
  - {{id: m, name: {text}, role: {text}}}  # {comment}
  - {{id: m2, name: {text}}}
ratings:
  1.A.i:
    level: strong  # {comment}
    rationale: {text}
    criteria: {{1: emerging}}
    evidence:
      - {{what: {text}, where: {text}, date: 2026-01-01}}  # {comment}
      - {{what: {text}, where: {address}}}
      - {{what: {text}, where: "https://example.gov/a_(b)|c*d?e=1&copy=2"}}
    target: exemplary
    actions:
      - {{what: {text}, owner: m, due: 2026-01-01}}  # {comment}
      - {{what: {text}, owner: m2}}
"""
