"""What each value on the command line is completed with: ids of the rubric, levels, codes, kinds."""

from __future__ import annotations

from functools import cache
from typing import get_args

from sustainrubric.files.explanations import all_codes, explanation
from sustainrubric.files.load import KINDS
from sustainrubric.files.packaged import instrument_versions, load_rubric
from sustainrubric.model.assessment import RatingLevel
from sustainrubric.model.rubric import LevelId, Rubric
from sustainrubric.report.command_tree import FILES, FOLDERS, Words

_PATHS = ("FILE", "PATH", "OUT", "PREVIOUS", "ANSWERS", "NEW")


def words_for(
    path: str, parameter: str, choices: tuple[str, ...], *, is_path: bool, metavar: str | None
) -> Words | None:
    """The words for a parameter of a command; None where there are none to offer."""
    if choices:
        return Words("_".join([*path.split(), parameter]), tuple((choice, "") for choice in choices))
    known = _known().get(parameter)
    if known is not None:
        return known
    shown = (metavar or "").strip("[].").split("]")[0]
    if "DIR" in shown:
        return Words(FOLDERS)
    return Words(FILES) if is_path or any(word in shown for word in _PATHS) else None


@cache
def _known() -> dict[str, Words]:
    """The sets of words by the name of the parameter that takes them."""
    rubric = _rubric()
    elements = Words("elements", tuple((key, element.title) for key, element in rubric.elements.items()))
    levels = Words("levels", tuple((level, "") for level in get_args(LevelId)))
    codes = Words("codes", tuple((code, _title(code)) for code in all_codes()))
    parts = Words("parts", tuple(_parts(rubric)))
    references = [
        f"{name}@{version}" for name, versions in instrument_versions().items() for version in versions
    ]
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


def _rubric() -> Rubric:
    newest = instrument_versions()["sustainability"][-1]
    rubric = load_rubric(f"sustainability@{newest}")
    assert rubric is not None
    return rubric


def _parts(rubric: Rubric) -> list[tuple[str, str]]:
    found = []
    for category in rubric.categories:
        found.append((category.id, category.title))
        for variable in category.variables:
            found.append((variable.id, variable.title))
            found += [(element.id, element.title) for element in variable.elements]
    return found


def _title(code: str) -> str:
    page = explanation(code)
    return page.title if page is not None else ""
