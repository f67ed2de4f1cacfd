"""Parts of the rubric as lines of plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sustainrubric.engine.lookup import Part, Place
from sustainrubric.model.rubric import Category, Criterion, Element, GlossaryTerm, LookFor, Rubric, Variable


@dataclass(frozen=True, slots=True)
class Line:
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


def part_lines(part: Part, rubric: Rubric) -> list[Line]:
    """Everything the rubric says of one part."""
    if isinstance(part, Category):
        return [*_described(part), Line(), *(Line(v.title, f"{v.id}  ") for v in part.variables)]
    if isinstance(part, Variable):
        return [*_described(part), Line(), *(Line(e.title, f"{e.id}  ") for e in part.elements)]
    if isinstance(part, Element):
        return list(_element(part, rubric))
    if isinstance(part, Criterion):
        return list(_criterion(part, rubric))
    if isinstance(part, LookFor):
        return [Line(part.text, f"{part.id}  ")]
    return list(_term(part))


def found_lines(places: Sequence[Place], wanted: str) -> list[Line]:
    """Where words stand, one text a paragraph."""
    count = f"{len(places)} place{'' if len(places) == 1 else 's'}"
    lines = [Line(f"{count} with {wanted!r}; `sustain rubric show ID` shows a part in full"), Line()]
    return lines + [Line(f"({place.kind}) {place.text}", f"{place.id}  ") for place in places]


def _described(part: Category | Variable) -> Iterator[Line]:
    yield Line(part.title, f"{part.id}  ")
    yield Line()
    yield from _markdown(part.description)


def _element(element: Element, rubric: Rubric) -> Iterator[Line]:
    yield Line(element.title, f"{element.id}  ")
    yield Line()
    yield Line("Questions to consider")
    yield from (Line(question, "  - ") for question in element.questions)
    for criterion in element.criteria:
        yield Line()
        yield from _criterion(criterion, rubric)
    yield Line()
    yield Line("Look-fors")
    yield from (Line(look_for.text, f"  {look_for.number:<4}") for look_for in element.look_fors)


def _criterion(criterion: Criterion, rubric: Rubric) -> Iterator[Line]:
    yield Line(criterion.name, f"Criterion {criterion.number}: ")
    for level in rubric.levels:
        descriptor = criterion.descriptor(level.id)
        yield Line(descriptor or f"– ({criterion.note})", f"  {level.name:<11} ")


def _term(term: GlossaryTerm) -> Iterator[Line]:
    yield Line(f"{term.term} ({term.group})")
    yield Line()
    yield from _markdown(term.definition)


def _markdown(text: str) -> Iterator[Line]:
    """Paragraphs and bullets of the instruments' Markdown, which is plain enough to read as it is."""
    for paragraph in text.split("\n"):
        if paragraph.startswith("- "):
            yield Line(paragraph[2:], "  - ")
        else:
            yield Line(paragraph)
