"""The Sustainability Rubric as data: categories, variables, elements, criteria, descriptors."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from sustainrubric.base.model import FormatOne, Model, Rows, Text

LevelId = Literal["inadequate", "emerging", "strong", "exemplary"]


class Source(Model):
    """Where an instrument comes from, and under which terms its wording may be used."""

    publisher: Text
    published: Text
    identifier: Text | None = None
    title: Text | None = None
    authors: Rows[Text] = ()
    rights: Text
    citation: Text | None = None
    note: Text | None = None


class Base(Model):
    """An instrument that an agency's own one rests on, and whose terms of use come along."""

    reference: Text
    title: Text
    source: Source


class Level(Model):
    """One of the four steps a rating may take; points run from 1, the lowest."""

    id: LevelId
    name: Text
    points: int


class Section(Model):
    """A titled part of the introduction, in Markdown."""

    title: Text
    text: Text


class Criterion(Model):
    """One aspect of an element, described at each level; a level may have no descriptor of its own."""

    id: Text
    name: Text
    inadequate: Text | None
    emerging: Text | None
    strong: Text | None
    exemplary: Text | None
    note: Text | None = None

    @property
    def number(self) -> str:
        """The last part of the id, by which an assessment names the criterion."""
        return self.id.rpartition(".")[2]

    def descriptor(self, level: LevelId) -> str | None:
        """The wording of this criterion at `level`, or None where the source has none."""
        descriptor: str | None = getattr(self, level)
        return descriptor


class LookFor(Model):
    """A sign that a visitor could see."""

    id: Text
    text: Text

    @property
    def number(self) -> str:
        """The last part of the id (L1, L2, ...), by which an assessment names the look-for."""
        return self.id.rpartition(".")[2]


class Element(Model):
    """What is rated: questions to consider, criteria by level, and look-fors."""

    id: Text
    title: Text
    questions: Rows[Text]
    criteria: Rows[Criterion]
    look_fors: Rows[LookFor]

    @cached_property
    def criteria_by_number(self) -> dict[str, Criterion]:
        return {criterion.number: criterion for criterion in self.criteria}

    @cached_property
    def look_fors_by_number(self) -> dict[str, LookFor]:
        return {look_for.number: look_for for look_for in self.look_fors}


class Variable(Model):
    """A common factor in sustaining reform, broken down into elements."""

    id: Text
    title: Text
    description: Text
    elements: Rows[Element]


class Category(Model):
    """One of the three groups of variables."""

    id: Text
    title: Text
    description: Text
    variables_introduction: Text | None = None
    variables: Rows[Variable]
    variables_conclusion: Text | None = None


class GlossaryTerm(Model):
    """A term as the rubric uses it; the definition is Markdown."""

    term: Text
    group: Text
    definition: Text


class Released(Model):
    """What holds of every version of a rubric and of a worksheet's definition; these declare `id` and `version`."""

    if TYPE_CHECKING:
        id: str
        version: str

    @property
    def reference(self) -> str:
        """How a file names this version: `sustainability@1.0.0`."""
        return f"{self.id}@{self.version}"

    @property
    def bases(self) -> tuple[Base, ...]:
        """What an agency's own one rests on, the nearest first; ours rest on nothing."""
        return ()

    @property
    def is_own(self) -> bool:
        """Whether it is an agency's own."""
        return False

    @property
    def is_draft(self) -> bool:
        """Whether it is an agency's own and not released."""
        return False


class Rubric(Released):
    """One released version of the rubric."""

    kind: Literal["rubric"]
    format: FormatOne
    id: Text
    version: Text
    title: Text
    subtitle: Text
    source: Source
    levels: Rows[Level]
    introduction: Rows[Section]
    categories: Rows[Category]
    glossary_introduction: Text | None = None
    glossary: Rows[GlossaryTerm]

    @cached_property
    def elements(self) -> dict[str, Element]:
        """The elements by id, in the rubric's order."""
        return {element.id: element for element in self._each_element()}

    @cached_property
    def points(self) -> dict[LevelId, int]:
        """The points of each level, lowest first."""
        return {level.id: level.points for level in self.levels}

    def _each_element(self) -> Iterator[Element]:
        for category in self.categories:
            for variable in category.variables:
                yield from variable.elements
