"""One rating given at once: the same questions and checks as a session, without the dialogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.interview.answers import Rejected, Value
from sustainrubric.interview.data import Plain, get, put
from sustainrubric.interview.forms import Choice, Question
from sustainrubric.interview.rows import Table
from sustainrubric.rating.element_questions import SIGHTINGS
from sustainrubric.rating.script import RatingScript, single_questions

Row = str | Mapping[str, Any]


@dataclass(frozen=True)
class RatingAnswers:
    """What to record of one element; what is None or empty stays as it is in the file.

    `evidence` and `actions` are rows, typed as in a session or by key, added to those there.
    """

    level: str | None = None
    rationale: str | None = None
    criteria: Mapping[str, str] = field(default_factory=dict)
    look_fors: Mapping[str, str] = field(default_factory=dict)
    evidence: Sequence[Row] = ()
    target: str | None = None
    priority: str | None = None
    actions: Sequence[Row] = ()


def rate(script: RatingScript, data: Plain, element_id: str, answers: RatingAnswers) -> Plain | Rejected:
    """The data with the answers of one element in it, or the first reason to refuse them."""
    if element_id not in script.rubric.elements:
        hint = did_you_mean(element_id, script.rubric.elements)
        return Rejected(f"{script.rubric.reference} has no element {quoted(element_id)}{hint}")
    for key, typed in _typed(answers):
        outcome = _answered(script, data, element_id, key, typed)
        if isinstance(outcome, Rejected):
            return Rejected(f"{element_id} {key.replace('-', ' ')}: {outcome.reason}")
        data = outcome
    for number, sighting in answers.look_fors.items():
        marked = _with_look_for(script, data, element_id, number, sighting)
        if isinstance(marked, Rejected):
            return Rejected(f"{element_id} look-for {quoted(number)}: {marked.reason}")
        data = marked
    return data


def _typed(answers: RatingAnswers) -> Iterator[tuple[str, Row]]:
    """Question ids with their answers, in the order in which a session asks."""
    yield from ((f"criterion-{number}", level) for number, level in answers.criteria.items())
    yield from _given(level=answers.level, rationale=answers.rationale)
    yield from (("evidence", row) for row in answers.evidence)
    yield from _given(target=answers.target, priority=answers.priority)
    yield from (("actions", row) for row in answers.actions)


def _given(**answers: str | None) -> Iterator[tuple[str, str]]:
    return ((key, value) for key, value in answers.items() if value is not None)


def _answered(script: RatingScript, data: Plain, element_id: str, key: str, typed: Row) -> Plain | Rejected:
    asked = single_questions(script.rubric, element_id, data)
    questions = {question.id: question for question in asked}
    question = questions.get(key)
    if question is None:
        return _no_question(key, questions)
    outcome = _understood(question, typed)
    return outcome if isinstance(outcome, Rejected) else question.answered(data, outcome.value)


def _understood(question: Question, typed: Row) -> Value | Rejected:
    """A value by its word only: nobody sees the numbers of a session here, and 5 would be `unknown`."""
    form = question.form
    if isinstance(form, Table):
        row = form.row(typed) if isinstance(typed, str) else form.row_of(typed)
        return row if isinstance(row, Rejected) else form.added(question.current or [], row.value)
    assert isinstance(typed, str)
    if not isinstance(form, Choice):
        return form.parse(typed, question.current)
    words = [option.value for option in form.options]
    return Value(typed) if typed in words else _none_of(typed, words)


def _none_of(typed: str, words: Sequence[str]) -> Rejected:
    return Rejected(f"{quoted(typed)} is not one of {', '.join(words)}{did_you_mean(typed, words)}")


def _no_question(key: str, questions: Mapping[str, Question]) -> Rejected:
    if key.startswith("criterion-"):
        numbers = [name.removeprefix("criterion-") for name in questions if name.startswith("criterion-")]
        return Rejected(f"there is no such criterion; there are {', '.join(numbers)}")
    return Rejected("an element that is not applicable has no more than a rationale")


def _with_look_for(
    script: RatingScript, data: Plain, element_id: str, number: str, sighting: str
) -> Plain | Rejected:
    known = script.rubric.elements[element_id].look_fors_by_number
    if number not in known:
        return Rejected(f"there is no such look-for; there are {', '.join(known)}")
    if sighting not in SIGHTINGS:
        return _none_of(sighting, list(SIGHTINGS))
    if get(data, ("ratings", element_id, "level")) == "not-applicable":
        return _no_question("look-fors", {})
    path = ("ratings", element_id, "look_fors")
    marks = {**(get(data, path) or {}), number: sighting}
    order = [*(each for each in known if each in marks), *(each for each in marks if each not in known)]
    result: Plain = put(data, path, {each: marks[each] for each in order})
    return result
