"""The LEA-process worksheet as an instrument: its steps, questions, tables and advice."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from sustainrubric.base.model import FormatOne, Model, Rows, Text
from sustainrubric.instruments.rubric import Released, Source

EVIDENCE_PHASE = "evidence-phase"
"""The variation of step 3 that asks about evidence in a second pass."""


class Advice(Model):
    """What helps whoever leads the conversation, and at which steps."""

    steps: Rows[Text]
    text: Text


class Variation(Model):
    """Another way of doing a step."""

    id: Text
    step: Text
    text: Text


class RecommendedStep(Model):
    """One of the five steps of a continuous improvement process."""

    id: Text
    name: Text
    text: Text


class StepQuestion(Model):
    """A question to consider at a step of the worksheet."""

    id: Text
    text: Text


class TableColumn(Model):
    """A column of a table of the worksheet."""

    id: Text
    title: Text


class WorksheetTable(Model):
    """A table to fill; `rows` names what its rows are where they are given."""

    id: Text
    title: Text
    instructions: Text | None = None
    columns: Rows[TableColumn]
    rows: Text | None = None


class WorksheetField(Model):
    """A place for free text, or for a list of points."""

    id: Text
    title: Text
    instructions: Text | None = None


class WorksheetStep(Model):
    """One of the steps in which a team fills the worksheet."""

    id: Text
    number: int
    title: Text
    overview: Text
    instructions: Text
    questions: Rows[StepQuestion]
    tables: Rows[WorksheetTable]
    fields: Rows[WorksheetField]


class WorksheetDefinition(Released):
    """One released version of the worksheet, before anybody fills it."""

    kind: Literal["worksheet-definition"]
    format: FormatOne
    id: Text
    version: Text
    title: Text
    source: Source
    purpose: Text
    outcome: Text
    materials: Text
    who: Text
    time: Text
    facilitation: Rows[Advice]
    variations: Rows[Variation]
    process: Rows[RecommendedStep]
    steps: Rows[WorksheetStep]

    @cached_property
    def process_names(self) -> dict[str, str]:
        """The names of the recommended steps by id, in their order."""
        return {step.id: step.name for step in self.process}

    @cached_property
    def steps_by_id(self) -> dict[str, WorksheetStep]:
        return {step.id: step for step in self.steps}

    def advice(self, step: str) -> tuple[str, ...]:
        """What the source advises whoever leads the conversation at a step."""
        return tuple(advice.text for advice in self.facilitation if step in advice.steps)
