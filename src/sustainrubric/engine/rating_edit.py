"""One rating given at once: the same questions and checks as a session, without the dialogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sustainrubric.engine.plain import Plain, get, put
from sustainrubric.engine.questions import Question, Rejected, Table
from sustainrubric.engine.rating_script import SIGHTINGS, RatingScript
from sustainrubric.model.clean import quoted
from sustainrubric.model.nearest import did_you_mean
from sustainrubric.model.rubric import Element


@dataclass(frozen=True)
class RatingAnswers:
    """What to record of one element; what is None or empty stays as it is in the file.

    `evidence` and `actions` are rows typed as in a session, added to those there.
    """

    level: str | None = None
    rationale: str | None = None
    criteria: Mapping[str, str] = field(default_factory=dict)
    look_fors: Mapping[str, str] = field(default_factory=dict)
    evidence: Sequence[str | Mapping[str, Any]] = ()
    target: str | None = None
    priority: str | None = None
    actions: Sequence[str | Mapping[str, Any]] = ()


def rate(script: RatingScript, data: Plain, element_id: str, answers: RatingAnswers) -> Plain | Rejected:
    """The data with the answers of one element in it, or the first reason to refuse them."""
    element = script.rubric.elements.get(element_id)
    if element is None:
        hint = did_you_mean(element_id, script.rubric.elements)
        return Rejected(f"{script.rubric.reference} has no element {quoted(element_id)}{hint}")
    for key, typed in _typed(answers):
        outcome = _answered(script, data, element_id, key, typed)
        if isinstance(outcome, Rejected):
            return Rejected(f"{element_id} {key}: {outcome.reason}")
        data = outcome
    for number, sighting in answers.look_fors.items():
        marked = _look_for(data, element, number, sighting)
        if isinstance(marked, Rejected):
            return Rejected(f"{element_id} look-for {number}: {marked.reason}")
        data = marked
    return data


def _typed(answers: RatingAnswers) -> Iterator[tuple[str, Any]]:
    """Question ids with their answers, in the order in which a session asks."""
    yield from ((f"criterion-{number}", level) for number, level in answers.criteria.items())
    single = {"level": answers.level, "rationale": answers.rationale}
    yield from ((key, value) for key, value in single.items() if value is not None)
    yield from (("evidence", row) for row in answers.evidence)
    single = {"target": answers.target, "priority": answers.priority}
    yield from ((key, value) for key, value in single.items() if value is not None)
    yield from (("actions", row) for row in answers.actions)


def _answered(script: RatingScript, data: Plain, element_id: str, key: str, typed: Any) -> Plain | Rejected:
    questions = {question.id: question for question in script.questions(element_id, data)}
    question = questions.get(key)
    if question is None:
        return _no_question(key, questions)
    text = as_row(question.form, typed) if isinstance(typed, Mapping) else typed
    if not isinstance(text, str):
        return Rejected(f"{quoted(str(typed))} is not text")
    outcome = question.form.parse(text, question.current)
    return outcome if isinstance(outcome, Rejected) else question.answered(data, outcome.value)


def _no_question(key: str, questions: Mapping[str, Question]) -> Rejected:
    if key.startswith("criterion-"):
        numbers = [name.removeprefix("criterion-") for name in questions if name.startswith("criterion-")]
        return Rejected(f"there is no such criterion; there are {', '.join(numbers)}")
    return Rejected("a not-applicable element has nothing but a rationale")


def as_row(form: Any, row: Mapping[str, Any]) -> str:
    """A row given as a mapping, as it would be typed."""
    assert isinstance(form, Table)
    return " | ".join(str(row.get(column.key) or "").replace("|", "\\|") for column in form.columns)


def _look_for(data: Plain, element: Element, number: str, sighting: str) -> Plain | Rejected:
    if number not in element.look_fors_by_number:
        hint = did_you_mean(number, element.look_fors_by_number)
        return Rejected(
            f"there is no such look-for; there are {', '.join(element.look_fors_by_number)}{hint}"
        )
    if sighting not in SIGHTINGS:
        return Rejected(f"{quoted(sighting)} is not one of {', '.join(SIGHTINGS)}")
    path = ("ratings", element.id, "look_fors")
    marked = {**(get(data, path) or {}), number: sighting}
    order = list(element.look_fors_by_number)
    ordered = dict(
        sorted(marked.items(), key=lambda mark: order.index(mark[0]) if mark[0] in order else len(order))
    )
    result: Plain = put(data, path, ordered)
    return result
