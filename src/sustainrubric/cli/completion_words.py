"""What a value on the command line is completed with: sets of words, or the names of files and folders."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from sustainrubric.instruments.catalog import SHIPPED
from sustainrubric.instruments.explanations import all_codes, explanation
from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.instruments.rubric_parts import parts_of
from sustainrubric.records.assessment import RatingLevel
from sustainrubric.records.instrument_finder import InstrumentFinder
from sustainrubric.records.load import KINDS

FILES, FOLDERS = "files", "folders"
"""What is completed by the shell itself."""

_PATHS = ("FILE", "PATH", "OUT", "PREVIOUS", "ANSWERS", "NEW")


@dataclass(frozen=True)
class Words:
    """What a value is completed with: a named set of words, each with what it stands for.

    `then` is the set for what follows a `=` in the same value.
    """

    name: str
    words: tuple[tuple[str, str], ...] = ()
    then: Words | None = None

    @property
    def is_paths(self) -> bool:
        """Whether the shell itself knows the words: files or folders."""
        return self.name in (FILES, FOLDERS)


def words_for(
    path: str, parameter: str, choices: tuple[str, ...], *, is_path: bool, metavar: str | None
) -> Words | None:
    """The words for a parameter of a command; None where there are none to offer."""
    if choices:
        return Words("_".join([*path.split(), parameter]), tuple((choice, "") for choice in choices))
    known = _known(os.getcwd()).get(parameter)
    if known is not None:
        return known
    shown = (metavar or "").strip("[].").split("]")[0]
    if "DIR" in shown:
        return Words(FOLDERS)
    return Words(FILES) if is_path or any(word in shown for word in _PATHS) else None


@lru_cache(maxsize=1)
def _known(folder: str) -> dict[str, Words]:
    """The sets of words by the name of the parameter that takes them; own instruments are those of `folder`."""
    own = _own_rubrics(folder)
    elements = Words("elements", tuple(_elements(own)))
    levels = Words("levels", tuple((level, "") for level in get_args(LevelId)))
    codes = Words("codes", tuple((code, _title(code)) for code in all_codes()))
    parts = Words("parts", tuple(_parts(own)))
    references = [*SHIPPED.references("rubric"), *SHIPPED.references("worksheet-definition")]
    references = sorted(references) + [rubric.reference for rubric in own]
    return {
        "element": elements,
        "level": Words("rating_levels", tuple((level, "") for level in get_args(RatingLevel))),
        "target": levels,
        "min_level": Words("elements_at", elements.words, levels),
        "only": parts,
        "words": parts,
        "code": codes,
        "select": codes,
        "ignore": codes,
        "kind": Words("kinds", tuple((kind, "") for kind in KINDS)),
        "reference": Words("instruments", tuple((reference, "") for reference in references)),
        "priority": Words("priority", (("high", ""), ("medium", ""), ("low", ""))),
    }


def _own_rubrics(folder: str) -> list[Rubric]:
    """The agency's own rubrics that are in order."""
    # Any name will do: what counts is the folder.
    own = InstrumentFinder().own_around(os.path.join(folder, "sustain.yaml"))
    found = (own.rubric(reference) for reference in own.own_references("rubric"))
    return [rubric for rubric in found if rubric is not None]


def _elements(own: Sequence[Rubric]) -> Iterable[tuple[str, str]]:
    """The elements of the newest rubric of ours with their titles, and of own ones the ids alone.

    The words stand in a script for a shell, and a title that a stranger wrote has no place there.
    """
    rubric = _rubric()
    ours = {key: element.title for key, element in rubric.elements.items()}
    others = (key for each in own for key in each.elements if key not in ours)
    return [*ours.items(), *((key, "") for key in dict.fromkeys(others))]


def _rubric() -> Rubric:
    rubric = SHIPPED.rubric(SHIPPED.newest("sustainability") or "")
    assert rubric is not None
    return rubric


def _parts(own: Sequence[Rubric]) -> Iterable[tuple[str, str]]:
    found: dict[str, str] = {}
    for rubric in (_rubric(), *own):
        for part in parts_of(rubric):
            if part.kind in ("category", "variable", "element"):
                found.setdefault(part.id, "")
    for category in _rubric().categories:
        found[category.id] = category.title
        for variable in category.variables:
            found[variable.id] = variable.title
            found |= {element.id: element.title for element in variable.elements}
    return found.items()


def _title(code: str) -> str:
    page = explanation(code)
    return page.title if page is not None else ""
