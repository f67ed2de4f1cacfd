"""Whose words an agency's own instrument is made of: its own source, and that of every instrument it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sustainrubric.base.text import one_line

if TYPE_CHECKING:
    from sustainrubric.instruments.rubric import Base, Rubric
    from sustainrubric.instruments.worksheet_definition import WorksheetDefinition


def draft_words(instrument: Rubric | WorksheetDefinition) -> str:
    """That an own instrument is not released, or "" for one that is, and for ours."""
    if not instrument.is_draft:
        return ""
    return f"Draft instrument: {instrument.reference} is not released, so its words may still change."


def base_credits(instrument: Rubric | WorksheetDefinition) -> tuple[str, ...]:
    """The credit and the terms of each instrument that an own one rests on, a paragraph each."""
    return tuple(_credit("It rests on", base) for base in instrument.bases)


def own_credits(instruments: Iterable[Rubric | WorksheetDefinition]) -> tuple[str, ...]:
    """All credits of the own instruments among these, a paragraph each; none where all are ours."""
    different = {instrument.reference: instrument for instrument in instruments}
    return tuple(line for instrument in different.values() for line in _lines(instrument))


def source_note(rubric: Rubric) -> str:
    """What its file says about its wording, for people who see no file: a text that is null is empty to them.

    A released file is never changed, so the word is changed here.
    """
    return (rubric.source.note or "").replace(" is null,", " is left empty,")


def _lines(instrument: Rubric | WorksheetDefinition) -> Iterator[str]:
    if not instrument.is_own:
        return
    draft = draft_words(instrument)
    if draft:
        yield draft
    source = instrument.source
    rights = one_line(source.rights)
    name = f"{instrument.title} ({instrument.reference})"
    yield f"The instrument is {name}, {source.publisher}, {source.published}. {rights}"
    yield from base_credits(instrument)


def _credit(words: str, base: Base) -> str:
    source = base.source
    said = [
        f"{words} {base.title} ({base.reference}), {source.publisher}, {source.published}.",
        source.rights,
    ]
    if source.citation:
        said.append(f"Cite as: {source.citation}")
    return one_line(" ".join(said))
