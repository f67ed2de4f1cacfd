"""Small assessments and worksheets for tests to start from, as text."""

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

BALLOT_HEAD = """\
kind: ballot
format: 1
rubric: sustainability@1.0.0
reform: literacy
round: 2026-fall
rater: r1
"""

WORKSHEET_HEAD = """\
kind: worksheet
format: 1
worksheet: lea-process@1.0.0
agency: {name: Example Department of Education, state: EX}
date: 2026-09-30
"""

# Every place filled, and nothing to be said of it.
WORKSHEET = (
    WORKSHEET_HEAD
    + """\
organize:
  participants:
    - {department: Title I, name: A. Ferraro, contact: aferraro@example.gov, role: Facilitator}
    - {department: Data and research, name: R. Patel, contact: rpatel@example.gov, role: Note taker}
  documents:
    - {title: Planning guide, why: All LEAs plan by it}
  logistics: Five Thursdays in room 214.
context:
  description: Every LEA writes a plan in spring.
  answers:
    framework: The Jefferson cycle.
    required-supports: Review of plans.
    evidence: It begins the plan.
    products: One plan for each LEA.
process:
  inform: {steps: [{name: Needs assessment, evidence: Uses three years of results}]}
  select:
    steps:
      - name: Choose
        evidence: Compares ratings of evidence
        evidence_review: {explicit: A field of the form, decisions: What is paid for}
    gaps: [No help with comparing interventions]
  plan: {steps: [{name: Write the plan, evidence: Ties strategies to needs}]}
  implement: {steps: [{name: Status report, evidence: One early measure}]}
  analyze: {steps: [{name: Looking back, evidence: Feeds the next needs assessment}]}
supports:
  - {when: Fall, what: Regional forum, steps: [inform, select, plan], evidence: true, how: Own data}
  - {when: Spring, what: Coaching, steps: [implement, analyze], evidence: true}
supports_gaps: [Small LEAs are not reached]
priorities:
  - area: Choosing
    why: Half of LEAs ask for it
    takes_up: [No help with comparing interventions, Small LEAs are not reached]
actions:
  - {what: Draft a guide, owner: R. Patel, due: 2027-03-01, resources: Two days, status: planned}
communication: A letter to superintendents.
"""
)

PRIORITIES_HEAD = """\
kind: priorities
format: 1
goals:
  - id: graduation
    name: More students graduate on time
    target:
      metric: Students who graduate within four years
      unit: percent
      baseline: {date: 2024-06-15, level: 78.4}
      end: {date: 2030-06-15, level: 86.0}
reforms:
  - {id: early-warning, name: Early warning systems, goals: [graduation]}
strategies:
  - {id: mentors, reform: early-warning, name: Mentors, start: 2024-08-15, end: 2029-06-30, scale: All LEAs}
theory_of_action: >-
  If early warning systems show who is about to leave, and mentors for absent students call them, then
  more students graduate on time.
"""
"""Priorities of which nothing is to be said."""

OWN_RUBRIC_HEAD = """\
kind: rubric
format: 1
id: ours
version: "1.0.0"
extends: sustainability@1.0.0
title: Our wording
source: {publisher: Jefferson, published: "2027-01", rights: Our changes CC0.}
"""
"""A rubric of an agency's own that extends ours, before its changes."""

NEW_ELEMENT = """\
  - after: 3.D.iii
    element:
      id: 3.D.iv
      title: Keep the record
      questions: [Who keeps it?]
      criteria:
        - {id: 3.D.iv.1, name: Record, inadequate: None., emerging: Some., strong: Most., exemplary: All.}
      look_fors: [{id: 3.D.iv.L1, text: A record.}]
"""
"""An element that such a rubric adds, below `add:`."""
