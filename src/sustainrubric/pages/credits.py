"""Whose words an agency's own instrument is made of: its own source, and that of every instrument it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from sustainrubric.base.text import one_line
from sustainrubric.pages.phrases import day_view

if TYPE_CHECKING:
    from sustainrubric.instruments.rubric import Base, Rubric
    from sustainrubric.instruments.worksheet_definition import WorksheetDefinition


_MONTH = re.compile(r"[1-9][0-9]{3}-(?:0[1-9]|1[0-2])")


def instrument_words(instrument: Rubric | WorksheetDefinition) -> str:
    """`Sustainability Rubric, version 1.0.0`: what people call it, and which one it is."""
    return f"{instrument.title.strip('[]')}, version {instrument.version}"


def month_words(published: str) -> str:
    """`2015-04` -> `April 2015`; what is no month stays as it was written."""
    if not _MONTH.fullmatch(published):
        return published
    month, _, year = day_view(date.fromisoformat(f"{published}-01")).long.split()
    return f"{month} {year}"


def draft_words(instrument: Rubric | WorksheetDefinition) -> str:
    """That an own instrument is not released, or "" for one that is, and for ours."""
    if not instrument.is_draft:
        return ""
    return f"Draft instrument: {instrument_words(instrument)} is not released, so its words may still change."


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
    published = month_words(source.published)
    yield f"The instrument is {instrument_words(instrument)}: {source.publisher}, {published}. {rights}"
    yield from base_credits(instrument)


def _credit(words: str, base: Base) -> str:
    source = base.source
    said = [
        f"{words} {base.title}, version {base.reference.partition('@')[2]}: "
        f"{source.publisher}, {month_words(source.published)}.",
        source.rights,
    ]
    if source.citation:
        said.append(f"Cite as: {source.citation}")
    return one_line(" ".join(said))
