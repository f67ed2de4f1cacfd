"""The rubric and the worksheet's definition as lines of plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import counted, did_you_mean, listed, quoted
from sustainrubric.instruments.catalog import Catalog
from sustainrubric.instruments.lookup import Part, TextPlace
from sustainrubric.instruments.rubric import (
    Category,
    Criterion,
    Element,
    GlossaryTerm,
    LookFor,
    Rubric,
    Variable,
)
from sustainrubric.instruments.worksheet_definition import RecommendedStep, WorksheetDefinition, WorksheetStep


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph; `hang` is what stands before its first line, and how far the others are set in."""

    text: str = ""
    hang: str = ""

    def wrapped(self, width: int | None) -> str:
        """The paragraph folded to `width` columns, or on one line where there is no width."""
        if width is None:
            return f"{self.hang}{self.text}"
        blank = " " * len(self.hang)
        return textwrap.fill(
            self.text,
            max(width, len(self.hang) + 20),
            initial_indent=self.hang,
            subsequent_indent=blank,
            break_on_hyphens=False,
        )


def part_lines(part: Part, rubric: Rubric) -> list[TextLine]:
    """Everything the rubric says of one part."""
    if isinstance(part, Category):
        return [*_described(part), TextLine(), *(TextLine(v.title, f"{v.id}  ") for v in part.variables)]
    if isinstance(part, Variable):
        return [*_described(part), TextLine(), *(TextLine(e.title, f"{e.id}  ") for e in part.elements)]
    if isinstance(part, Element):
        return list(_element(part, rubric))
    if isinstance(part, Criterion):
        return list(_criterion(part, rubric))
    if isinstance(part, LookFor):
        return [TextLine(part.text, f"{part.id}  ")]
    return list(_term(part))


def found_lines(places: Sequence[TextPlace], wanted: str) -> list[TextLine]:
    """Where words stand, one text a paragraph."""
    count = f"{len(places)} place{'' if len(places) == 1 else 's'}"
    lines = [TextLine(f"{count} with {wanted!r}; `sustain rubric show ID` shows a part in full"), TextLine()]
    return lines + [TextLine(f"({place.kind}) {place.text}", f"{place.id}  ") for place in places]


def _described(part: Category | Variable) -> Iterator[TextLine]:
    yield TextLine(part.title, f"{part.id}  ")
    yield TextLine()
    yield from _markdown(part.description)


def _element(element: Element, rubric: Rubric) -> Iterator[TextLine]:
    yield TextLine(element.title, f"{element.id}  ")
    yield TextLine(_parts(element))
    # The levels first: they are what people look up.
    for criterion in element.criteria:
        yield TextLine()
        yield from _criterion(criterion, rubric)
    yield TextLine()
    yield TextLine("Questions to consider")
    yield from (TextLine(question, "  - ") for question in element.questions)
    yield TextLine()
    yield TextLine("Look-fors")
    yield from (TextLine(look_for.text, f"  {look_for.number:<4}") for look_for in element.look_fors)


def _parts(element: Element) -> str:
    """What there is to read of an element, and how to read one part of it."""
    last = f" (`sustain rubric show {element.criteria[-1].id}` shows one)" if element.criteria else ""
    counts = [
        (f"{len(element.criteria)} criteria" if len(element.criteria) != 1 else "1 criterion") + last,
        counted(len(element.questions), "question"),
        counted(len(element.look_fors), "look-for"),
    ]
    return listed(counts)


def _criterion(criterion: Criterion, rubric: Rubric) -> Iterator[TextLine]:
    yield TextLine(criterion.name, f"Criterion {criterion.number}: ")
    for level in rubric.levels:
        descriptor = criterion.descriptor(level.id)
        yield TextLine(descriptor or f"– ({criterion.note})", f"  {level.name:<11} ")


def _term(term: GlossaryTerm) -> Iterator[TextLine]:
    yield TextLine(f"{term.term} ({term.group})")
    yield TextLine()
    yield from _markdown(term.definition)


def _markdown(text: str) -> Iterator[TextLine]:
    """Paragraphs and bullets of the instruments' Markdown, which is plain enough to read as it is."""
    for paragraph in text.split("\n"):
        if paragraph.startswith("- "):
            yield TextLine(paragraph[2:], "  - ")
        else:
            yield TextLine(paragraph)


def definition_lines(definition: WorksheetDefinition) -> Iterator[TextLine]:
    """What the worksheet is for, its steps, and the recommended steps."""
    yield TextLine(definition.title.strip("[]"), f"{definition.reference}  ")
    parts = (
        ("Purpose", definition.purpose),
        ("Outcome", definition.outcome),
        ("Materials", definition.materials),
        ("Who should be involved", definition.who),
        ("Time", definition.time),
    )
    for title, text in parts:
        yield TextLine()
        yield TextLine(title)
        yield TextLine(text)
    yield TextLine()
    yield TextLine("Steps")
    for step in definition.steps:
        yield TextLine(f"{step.title}: {step.overview}", f"  {step.number}  ")
    yield TextLine()
    yield TextLine("Recommended steps of the process")
    for recommended in definition.process:
        yield TextLine(f"{recommended.name}: {recommended.text}", f"  {recommended.id:<10} ")


def step_lines(step: WorksheetStep, definition: WorksheetDefinition) -> Iterator[TextLine]:
    """Everything the definition says of one step."""
    yield TextLine(step.title, f"{step.number}  ")
    yield TextLine()
    yield TextLine(step.instructions)
    if step.questions:
        yield TextLine()
        yield TextLine("Questions to consider")
        yield from (TextLine(question.text, "  - ") for question in step.questions)
    for table in step.tables:
        yield TextLine()
        yield TextLine(table.title.strip("[]"))
        if table.instructions:
            yield TextLine(table.instructions, "  ")
        yield TextLine(" | ".join(column.title for column in table.columns), "  Columns: ")
    for field in step.fields:
        yield TextLine()
        yield TextLine(field.title)
        if field.instructions:
            yield TextLine(field.instructions, "  ")
    for title, texts in (
        ("For whoever leads the conversation", definition.advice(step.id)),
        ("Variation", tuple(item.text for item in definition.variations if item.step == step.id)),
    ):
        for text in texts:
            yield TextLine()
            yield TextLine(title)
            yield TextLine(text)


def recommended_lines(step: RecommendedStep) -> Iterator[TextLine]:
    """One of the five steps of the recommended process."""
    yield TextLine(step.name, f"{step.id}  ")
    yield TextLine()
    yield TextLine(step.text)


def lines_of_definition(reference: str, words: Sequence[str], catalog: Catalog) -> list[TextLine]:
    """The whole definition, or the step that is named by number, id or title.

    Raises:
        WrongUsage: there is no such step.
    """
    definition = catalog.worksheet_definition(reference)
    assert definition is not None, "the caller found its version"
    wanted = " ".join(words).strip().casefold()
    if not wanted:
        return list(definition_lines(definition))
    for step in definition.steps:
        if wanted in (str(step.number), step.id, step.title.casefold()):
            return list(step_lines(step, definition))
    for recommended in definition.process:
        if wanted in (recommended.id, recommended.name.casefold()):
            return list(recommended_lines(recommended))
    known = [*definition.steps_by_id, *definition.process_names]
    hint = did_you_mean(wanted, known) or f"; there are 1 to {len(definition.steps)}, {', '.join(known)}"
    raise WrongUsage(f"{definition.reference} has no step {quoted(wanted)}{hint}")
