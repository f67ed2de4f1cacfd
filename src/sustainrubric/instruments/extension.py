"""An own instrument that changes another one: what it leaves out, rewords and adds."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sustainrubric.base.model import FormatOne, InstrumentReference, Model, PartById, Rows, Text
from sustainrubric.instruments.rubric import (
    Base,
    Category,
    Criterion,
    Element,
    LookFor,
    Rubric,
    Section,
    Source,
    Variable,
)
from sustainrubric.instruments.worksheet_definition import StepQuestion, WorksheetDefinition


class PartWords(Model):
    """New words for one part of a rubric; which of these keys fit depends on the part."""

    title: Text | None = None
    """Of a category, a variable or an element."""
    description: Text | None = None
    """Of a category or a variable."""
    variables_introduction: Text | None = None
    """Of a category."""
    variables_conclusion: Text | None = None
    """Of a category."""
    questions: Rows[Text] = ()
    """Of an element: all of its questions to consider."""
    name: Text | None = None
    """Of a criterion or a level."""
    inadequate: Text | None = None
    """Of a criterion; a level without a descriptor is null, and has a note."""
    emerging: Text | None = None
    """Of a criterion."""
    strong: Text | None = None
    """Of a criterion."""
    exemplary: Text | None = None
    """Of a criterion."""
    note: Text | None = None
    """Of a criterion."""
    text: Text | None = None
    """Of a look-for."""
    group: Text | None = None
    """Of a term of the glossary."""
    definition: Text | None = None
    """Of a term of the glossary."""


class Addition(Model):
    """One new part, and what it comes after: a part of its own kind, or the part that holds it, to be first there."""

    after: Text
    """The id of what it follows."""
    category: Category | None = None
    variable: Variable | None = None
    element: Element | None = None
    criterion: Criterion | None = None
    look_for: LookFor | None = None


class RubricExtension(Model):
    """A rubric written as changes of another one: first parts are left out, then reworded, then added."""

    kind: Literal["rubric"]
    """What kind of file this is."""
    format: FormatOne
    """The number of the file format; there is one so far."""
    id: Text
    """The name of the own rubric: lower-case letters, digits and hyphens."""
    version: Text
    """Its version, in quotation marks, such as "1.0.0"."""
    extends: InstrumentReference
    """The rubric that it changes, such as sustainability@1.0.0."""
    title: Text
    """What reports call it."""
    subtitle: Text | None = None
    """A second line below the title; the base's where none is given."""
    source: Source
    """Who wrote the changes, and under which terms they may be used. The base's own source is printed beside it."""
    introduction: Rows[Section] = ()
    """Another introduction; the base's where none is given."""
    leave_out: Rows[Text] = ()
    """The ids of parts that do not apply: categories, variables, elements, criteria, look-fors."""
    reword: PartById[PartWords] = Field(default_factory=dict)
    """New words, by the id of the part."""
    add: Rows[Addition] = ()
    """New parts."""

    @property
    def reference(self) -> str:
        return f"{self.id}@{self.version}"


class DefinitionWords(Model):
    """New words for one part of a worksheet's definition; which of these keys fit depends on the part."""

    title: Text | None = None
    """Of a step, a table, a column or a field."""
    overview: Text | None = None
    """Of a step."""
    instructions: Text | None = None
    """Of a step, a table or a field."""
    text: Text | None = None
    """Of a question or a step of the recommended process."""
    name: Text | None = None
    """Of a step of the recommended process."""


class QuestionAddition(Model):
    """A new question, and what it comes after: a question of the step, or the step, to be first there."""

    after: Text
    """The question, written STEP.QUESTION, or the step."""
    question: StepQuestion


class WorksheetExtension(Model):
    """A worksheet's definition written as changes of another one; its tables and fields stay, as files fill them."""

    kind: Literal["worksheet-definition"]
    """What kind of file this is."""
    format: FormatOne
    """The number of the file format; there is one so far."""
    id: Text
    """The name of the own definition: lower-case letters, digits and hyphens."""
    version: Text
    """Its version, in quotation marks, such as "1.0.0"."""
    extends: InstrumentReference
    """The definition that it changes, such as lea-process@1.0.0."""
    title: Text
    """What reports call it."""
    source: Source
    """Who wrote the changes, and under which terms they may be used. The base's own source is printed beside it."""
    purpose: Text | None = None
    outcome: Text | None = None
    materials: Text | None = None
    who: Text | None = None
    time: Text | None = None
    leave_out: Rows[Text] = ()
    """The questions that do not apply, written STEP.QUESTION."""
    reword: PartById[DefinitionWords] = Field(default_factory=dict)
    """New words, by the part: STEP, STEP.QUESTION, STEP.TABLE, STEP.TABLE.COLUMN, STEP.FIELD, or a recommended step."""
    add: Rows[QuestionAddition] = ()
    """New questions."""

    @property
    def reference(self) -> str:
        return f"{self.id}@{self.version}"


class _Own(Model):
    """What a resolved instrument of an agency says of itself; `rests_on` is what it is made of, the nearest first."""

    rests_on: tuple[Base, ...] = ()
    draft: bool = True

    @property
    def bases(self) -> tuple[Base, ...]:
        return self.rests_on

    @property
    def is_own(self) -> bool:
        return True

    @property
    def is_draft(self) -> bool:
        return self.draft


class OwnRubric(_Own, Rubric):
    """A rubric of the agency's own, resolved."""


class OwnWorksheetDefinition(_Own, WorksheetDefinition):
    """As `OwnRubric`, of a worksheet's definition."""


Extension = RubricExtension | WorksheetExtension
Instrument = Rubric | WorksheetDefinition
