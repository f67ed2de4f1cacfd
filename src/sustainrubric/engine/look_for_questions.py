"""The questions about look-fors: which were seen, which in part, which were looked for in vain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from sustainrubric.engine.plain import Plain, drop, get, put
from sustainrubric.engine.questions import Numbers, Option, Question
from sustainrubric.model.problem import DocumentPath
from sustainrubric.model.rubric import Element

SIGHTINGS = {
    "seen": "Look-fors: which did you see?",
    "partly": "Look-fors: which did you see in part?",
    "not-seen": "Look-fors: which did you look for and not see?",
}


def look_for_questions(element: Element, rating: Plain, place: DocumentPath) -> Iterator[Question]:
    """Three lists to pick from, each of what the one before has left; an empty list is not asked."""
    options = tuple(Option(look_for.number, look_for.text) for look_for in element.look_fors)
    order = list(element.look_fors_by_number)
    marks: Mapping[str, str] = rating.get("look_fors") or {}
    path = (*place, "look_fors")
    settled: list[tuple[str, str]] = []
    for sighting, title in SIGHTINGS.items():
        chosen = [number for number in order if marks.get(number) == sighting]
        if len(settled) < len(options):
            yield Question(
                f"look-fors-{sighting}", element.id, title, path, Numbers(options, tuple(settled)),
                chosen or None, group="look-fors", skips="skips the look-fors",
                apply=partial(_with_sighting, path, order, sighting),
            )  # fmt: skip
        settled += [(number, sighting) for number in chosen]


def with_marks(data: Plain, path: DocumentPath, order: Sequence[str], marks: Mapping[str, str]) -> Plain:
    """The data with these marks of look-fors and no others, in the rubric's order; foreign ones last."""
    known = {number: marks[number] for number in order if number in marks}
    marked = {**known, **marks}
    result: Plain = put(data, path, marked) if marked else drop(data, path)
    return result


def _with_sighting(
    path: DocumentPath, order: Sequence[str], sighting: str, data: Plain, chosen: Sequence[str]
) -> Plain:
    """The data with exactly the chosen look-fors marked so; a mark given to one elsewhere is replaced."""
    before: Mapping[str, str] = get(data, path) or {}
    kept = {number: said for number, said in before.items() if said != sighting}
    return with_marks(data, path, order, {**kept, **dict.fromkeys(chosen or (), sighting)})
