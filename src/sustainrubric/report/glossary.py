"""The glossary terms that a report uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sustainrubric.instruments.rubric import GlossaryTerm, Rubric
from sustainrubric.pages.notes import blocks
from sustainrubric.pages.parts import Term
from sustainrubric.report.element_parts import ElementView


def terms_used(rubric: Rubric, elements: Iterable[ElementView]) -> Iterator[Term]:
    """The terms that stand in the text of the report, in the glossary's order."""
    text = "\n".join(_texts(elements))
    for term in rubric.glossary:
        if _pattern(term).search(text):
            yield Term(term.term, tuple(blocks(term.definition)))


def _texts(elements: Iterable[ElementView]) -> Iterator[str]:
    for element in elements:
        yield element.title
        yield from element.rationale
        yield from (sign.text for sign in element.look_fors)
        yield from (action.what for action in element.actions)
        yield from (item.what for item in element.evidence)
        for criterion in element.criteria:
            yield criterion.met
            yield criterion.to_reach


def _pattern(term: GlossaryTerm) -> re.Pattern[str]:
    """Any name of the term, one or many of it; an acronym and "State" only as they are written."""
    names = []
    for name in term.term.split(" or "):
        stem = re.escape(name.removesuffix("y")) + ("(?:y|ies)" if name.endswith("y") else "(?:s|es)?")
        names.append(stem)
    as_written = term.term.isupper() or term.term == "State"
    return re.compile(rf"\b(?:{'|'.join(names)})\b", 0 if as_written else re.IGNORECASE)
