"""The LEA-process worksheet as a team has filled it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sustainrubric.base.model import (
    ById,
    FormatOne,
    InstrumentReference,
    IsoDate,
    Model,
    Part,
    PartById,
    Rows,
    Text,
)
from sustainrubric.records.assessment import ActionStatus, Agency


class Participant(Model):
    """Somebody who takes part."""

    department: Text | None = None
    """The office they speak for."""
    name: Text
    """The person's name."""
    contact: Text | None = None
    """How to reach them."""
    role: Text | None = None
    """What they do here."""


class MaterialDocument(Model):
    """Something everyone should know, and why."""

    title: Text
    """What it is called."""
    why: Text | None = None
    """Why everyone should know it."""


class Organization(Model):
    """Step 1: who takes part, what they need to know, when and where they meet."""

    participants: Rows[Participant] = ()
    """Who takes part."""
    documents: Rows[MaterialDocument] = ()
    """What everyone should know beforehand."""
    logistics: Text | None = None
    """When and where the team meets."""


class Context(Model):
    """Step 2: how the agency works with LEAs; answers by question id."""

    description: Text | None = None
    """How the agency works with its LEAs today."""
    answers: ById[Text] = Field(default_factory=dict)
    """Answers to the questions of step 2, by their ids."""
    gaps: Rows[Text] = ()
    """What is missing."""


class EvidenceReview(Model):
    """The second pass over one process step: how it uses evidence and data."""

    explicit: Text | None = None
    """Where evidence is asked for in so many words."""
    decisions: Text | None = None
    """Which decisions rest on it."""
    available: Text | None = None
    """Which evidence there is."""
    supports: Text | None = None
    """What helps LEAs to use it."""


class ProcessStep(Model):
    """A step of the agency's own process; `evidence` says in short how it uses evidence."""

    name: Text
    """What the agency calls the step."""
    evidence: Text | None = None
    """In short: how it uses evidence and data."""
    evidence_review: EvidenceReview | None = None
    """The second pass: the same in detail."""


class MappedStep(Model):
    """What the agency has for one recommended step, and what is missing."""

    steps: Rows[ProcessStep] = ()
    """The agency's own steps that belong here."""
    gaps: Rows[Text] = ()
    """What is missing."""


class Support(Model):
    """Something the agency offers LEAs; `steps` are the recommended steps it helps with."""

    when: Text | None = None
    """When it is offered."""
    what: Text
    """What is offered."""
    steps: Rows[Text] = ()
    """The recommended steps it helps with."""
    evidence: bool | None = None
    """Whether it helps to use evidence."""
    how: Text | None = None
    """How it does so."""


class PriorityArea(Model):
    """What to work on first; `takes_up` quotes the gaps it is meant to close."""

    area: Text
    """What to work on."""
    why: Text | None = None
    """Why this comes first."""
    takes_up: Rows[Text] = ()
    """The gaps it is meant to close, in their own words."""
    goals: Rows[Text] = ()
    """The ids of the agency's priority goals that it serves."""
    reforms: Rows[Text] = ()
    """The ids of the agency's priority reforms that it is part of."""


class NextStep(Model):
    """What somebody will do next, and what that needs."""

    what: Text
    """What will be done."""
    owner: Text | None = None
    """Who will do it."""
    due: IsoDate | None = None
    """The day by which it is to be done, written YYYY-MM-DD."""
    resources: Text | None = None
    """What it needs."""
    status: ActionStatus = "planned"
    """How far it is: planned, under-way, done or dropped."""
    step: Text | None = None
    """The recommended step that it is to improve: inform, select, plan, implement or analyze."""
    id: Text | None = None
    """A name that stays when the words change; without one, `sustain plan` derives it from them."""


class Worksheet(Model):
    """A worksheet as far as the team has filled it.

    `process` is by recommended step; `answers` holds what was said to the questions of steps 3 to 5,
    by step and question id, as `context` does for step 2.
    """

    kind: Literal["worksheet"]
    """What kind of file this is."""
    format: FormatOne
    """The number of the file format; there is one so far."""
    worksheet: InstrumentReference
    """The worksheet's definition and its version."""
    agency: Agency
    """The agency that fills it."""
    date: IsoDate
    """The day of the last meeting, written YYYY-MM-DD."""
    organize: Part[Organization] = Organization()
    """Step 1: who takes part, and what they need to know."""
    context: Part[Context] = Context()
    """Step 2: how the agency works with LEAs."""
    process: PartById[MappedStep] = Field(default_factory=dict)
    """Step 3: the agency's own process, by recommended step."""
    supports: Rows[Support] = ()
    """Step 4: what the agency offers LEAs over the year."""
    supports_gaps: Rows[Text] = ()
    """What is missing among the supports."""
    priorities: Rows[PriorityArea] = ()
    """Step 5: what to work on first."""
    actions: Rows[NextStep] = ()
    """What will be done next."""
    communication: Text | None = None
    """How others will hear of it."""
    answers: PartById[ById[Text]] = Field(default_factory=dict)
    """Answers to the questions of steps 3 to 5, by step and question."""
