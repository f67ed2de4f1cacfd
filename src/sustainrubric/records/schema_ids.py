"""The ids that an instrument gives to the keys and words of a file, with what an editor shows for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sustainrubric.base.problem import Code, DocumentPath
from sustainrubric.instruments.rubric import Criterion, Element, Rubric, Variable
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition

ANY = "*"
"""Any item of a list, or any key of a mapping, in the path of a place."""


class Id(NamedTuple):
    """An id with its title and what it stands for."""

    name: str
    title: str
    description: str = ""


class Ids(NamedTuple):
    """What one version of an instrument names: the keys of mappings, and words that may stand, by place.

    `reference` is how files name that version, under the key `key`; both are empty where files name none.
    """

    key: str
    reference: str
    keys: dict[DocumentPath, list[Id]]
    words: dict[DocumentPath, list[str]]


def ids_of_rubric(rubric: Rubric) -> Ids:
    """For assessments: elements, and for each its criteria and look-fors by number."""
    described = [
        _element(element, variable)
        for category in rubric.categories
        for variable in category.variables
        for element in variable.elements
    ]
    named = [Id(element.name, element.title) for element in described]
    keys: dict[DocumentPath, list[Id]] = {
        ("ratings",): described,
        ("weights",): named,
        ("previous", "levels"): named,
        ("previous", "rationales"): named,
    }
    for element in rubric.elements.values():
        keys["ratings", element.id, "criteria"] = [_criterion(each, rubric) for each in element.criteria]
        keys["ratings", element.id, "look_fors"] = [
            Id(each.number, f"Look-for {each.number}", each.text) for each in element.look_fors
        ]
    return Ids("rubric", rubric.reference, keys, {})


def ids_of_ballot(rubric: Rubric) -> Ids:
    """For ballots: as for assessments, in the first vote and the second."""
    of_assessment = ids_of_rubric(rubric).keys
    first = {path: ids for path, ids in of_assessment.items() if path[0] == "ratings"}
    second: dict[DocumentPath, list[Id]] = {("again", *path[1:]): ids for path, ids in first.items()}
    words: dict[DocumentPath, list[str]] = {("stands_back", ANY): list(rubric.elements)}
    return Ids("rubric", rubric.reference, {**first, **second}, words)


def ids_of_worksheet(definition: WorksheetDefinition) -> Ids:
    """For worksheets: the recommended steps, and the questions of each step of the worksheet."""
    process = [Id(step.id, step.name, step.text) for step in definition.process]
    questions = {
        step.id: [Id(question.id, question.id.capitalize(), question.text) for question in step.questions]
        for step in definition.steps
    }
    steps = [
        Id(step.id, step.title, step.overview)
        for step in definition.steps
        if step.id != "context" and questions[step.id]
    ]
    keys: dict[DocumentPath, list[Id]] = {
        ("process",): process,
        ("context", "answers"): questions.get("context", []),
        ("answers",): steps,
        **{("answers", step.name): questions[step.name] for step in steps},
    }
    steps_of_supports: DocumentPath = ("supports", ANY, "steps", ANY)
    words = {
        place: [step.name for step in process] for place in (steps_of_supports, ("actions", ANY, "step"))
    }
    return Ids("worksheet", definition.reference, keys, words)


def ids_of_codes() -> Ids:
    """For settings: the codes of problems."""
    codes = [code.value for code in sorted(Code)]
    return Ids("", "", {}, {("ignore", ANY, "code"): codes, ("severities", ANY, "code"): codes})


def _element(element: Element, variable: Variable) -> Id:
    parts = [f"{variable.id} {variable.title}", *_bullets("Questions to consider", element.questions)]
    criteria = [f"{each.number}: {each.name}" for each in element.criteria]
    return Id(element.id, element.title, "\n".join([*parts, *_bullets("Criteria", criteria)]))


def _bullets(title: str, texts: Iterable[str]) -> list[str]:
    return ["", f"{title}:", "", *(f"- {text}" for text in texts)]


def _criterion(criterion: Criterion, rubric: Rubric) -> Id:
    levels = [f"- {level.id}: {criterion.descriptor(level.id) or '(no text)'}" for level in rubric.levels]
    return Id(criterion.number, criterion.name, "\n".join(levels))
