"""Ratings given at once: the same questions and checks as a session, without the dialogue."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sustainrubric.base.problem import DocumentPath
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.interview.answers import Offer, Rejected, Value, stored_text
from sustainrubric.interview.data import Plain, get, put
from sustainrubric.interview.forms import Choice, Question
from sustainrubric.interview.rows import Table
from sustainrubric.rating.element_questions import SIGHTINGS
from sustainrubric.rating.script import RatingScript, single_questions
from sustainrubric.rating.unset import UNSET, without
from sustainrubric.yaml.writer import plain

Row = str | Mapping[str, Any]


@dataclass(frozen=True)
class RatingAnswers:
    """What to record of one element; what is None or empty stays as it is in the file.

    `evidence` and `actions` are rows, typed as in a session or by key, added to those there; a row that is there
    already is not added again. `unset` names what is taken back.
    """

    level: str | None = None
    rationale: str | None = None
    dissent: str | None = None
    criteria: Mapping[str, str] = field(default_factory=dict)
    look_fors: Mapping[str, str] = field(default_factory=dict)
    evidence: Sequence[Row] = ()
    target: str | None = None
    priority: str | None = None
    actions: Sequence[Row] = ()
    unset: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class AnswerRejected(Rejected):
    """A rejected answer, and its place among the answers about its element."""

    reason: str
    offer: Offer | None = None
    place: DocumentPath = ()


def element_named(rubric: Rubric, typed: str) -> str | Rejected:
    """The id of the element that somebody means: in any case, with blanks around it."""
    word = unicodedata.normalize("NFC", typed).strip()
    if word in rubric.elements:
        return word
    meant = [element for element in rubric.elements if element.casefold() == word.casefold()]
    if len(meant) == 1:
        return meant[0]
    hint = did_you_mean(word, rubric.elements)
    return Rejected(f"{rubric.reference} has no element {quoted(typed)}{hint}")


def rate(
    script: RatingScript, data: Plain, element_id: str, answers: RatingAnswers
) -> Plain | tuple[Rejected, ...]:
    """The data with the answers of one element in it, or every reason to refuse them."""
    named = element_named(script.rubric, element_id)
    if isinstance(named, Rejected):
        return (named,)
    element_id = named
    refused: list[Rejected] = []
    for what in answers.unset:
        taken = _taken_back(script.rubric, data, element_id, what, answers)
        if isinstance(taken, Rejected):
            refused.append(AnswerRejected(f"{element_id}: {taken.reason}", place=("unset",)))
        else:
            data = taken
    for place, key, typed in _typed(answers, element_id):
        outcome = _answered(script, data, element_id, key, typed)
        if isinstance(outcome, Rejected):
            reason = f"{element_id} {key.replace('-', ' ')}: {outcome.reason}"
            refused.append(AnswerRejected(reason, outcome.offer, place))
        else:
            data = outcome
    for number, sighting in answers.look_fors.items():
        marked = _with_look_for(script, data, element_id, number, sighting)
        if isinstance(marked, Rejected):
            reason = f"{element_id} look-for {quoted(number)}: {marked.reason}"
            refused.append(AnswerRejected(reason, place=("look_fors", number)))
        else:
            data = marked
    return tuple(refused) if refused else data


def _typed(answers: RatingAnswers, element: str) -> Iterator[tuple[DocumentPath, str, Row]]:
    """Places of answers, question ids and what was typed, in the order in which a session asks."""
    for number, level in answers.criteria.items():
        yield ("criteria", number), f"criterion-{_number(number, element)}", level
    yield from _given(level=answers.level, rationale=answers.rationale, dissent=answers.dissent)
    for index, row in enumerate(answers.evidence):
        yield ("evidence", index), "evidence", row
    yield from _given(target=answers.target, priority=answers.priority)
    for index, row in enumerate(answers.actions):
        yield ("actions", index), "actions", row


def _given(**answers: str | None) -> Iterator[tuple[DocumentPath, str, str]]:
    return (((key,), key, value) for key, value in answers.items() if value is not None)


def _number(typed: str, element: str) -> str:
    """The number of a criterion or a look-for, also where its whole id was given: `1.A.i.L2` is `L2`."""
    word = unicodedata.normalize("NFC", typed).strip()
    return word[len(element) + 1 :] if word.casefold().startswith(f"{element}.".casefold()) else word


def _answered(script: RatingScript, data: Plain, element_id: str, key: str, typed: Row) -> Plain | Rejected:
    if key == "dissent":
        return _with_dissent(data, element_id, str(typed))
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
        rows = question.current or []
        if isinstance(row, Rejected):
            return row
        return Value(rows) if _is_there(rows, row.value) else form.added(rows, row.value)
    assert isinstance(typed, str)
    if not isinstance(form, Choice):
        return form.parse(typed, question.current)
    word = _word(typed)
    for option in form.options:
        if word in (option.value.casefold(), option.label.casefold()):
            return Value(option.value)
    return _none_of(typed, [option.value for option in form.options])


def _word(typed: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", typed).split()).casefold()


def _is_there(rows: Sequence[Mapping[str, Any]], row: Mapping[str, Any]) -> bool:
    """Whether one of the rows says all that this one says; it may say more, such as that an action is done."""
    said = plain(dict(row))
    return any(all(plain(there.get(key)) == value for key, value in said.items()) for there in rows)


def _none_of(typed: str, words: Sequence[str]) -> Rejected:
    return Rejected(f"{quoted(typed)} is not one of {', '.join(words)}{did_you_mean(typed, words)}")


def _no_question(key: str, questions: Mapping[str, Question]) -> Rejected:
    if key.startswith("criterion-"):
        numbers = [name.removeprefix("criterion-") for name in questions if name.startswith("criterion-")]
        return Rejected(f"there is no such criterion; there are {', '.join(numbers)}")
    return Rejected("an element that is not applicable has no more than a rationale")


def _with_dissent(data: Plain, element_id: str, typed: str) -> Plain | Rejected:
    stored = stored_text(typed)
    if isinstance(stored, Rejected):
        return stored
    result: Plain = put(data, ("ratings", element_id, "dissent"), stored)
    return result


def _with_look_for(
    script: RatingScript, data: Plain, element_id: str, typed: str, sighting: str
) -> Plain | Rejected:
    known = script.rubric.elements[element_id].look_fors_by_number
    given = _number(typed, element_id)
    number = given if given in known else given.upper()
    if number not in known:
        return Rejected(f"there is no such look-for; there are {', '.join(known)}")
    word = _word(sighting).replace(" ", "-")
    if word not in SIGHTINGS:
        return _none_of(sighting, list(SIGHTINGS))
    if get(data, ("ratings", element_id, "level")) == "not-applicable":
        return _no_question("look-fors", {})
    path = ("ratings", element_id, "look_fors")
    marks = {**(get(data, path) or {}), number: word}
    order = [*(each for each in known if each in marks), *(each for each in marks if each not in known)]
    result: Plain = put(data, path, {each: marks[each] for each in order})
    return result


def _taken_back(
    rubric: Rubric, data: Plain, element_id: str, typed: str, answers: RatingAnswers
) -> Plain | Rejected:
    """The data without what somebody takes back; what is given at the same time cannot be taken back."""
    name, sign, which = (part.strip() for part in typed.partition("="))
    key = _word(name).replace("_", "-").replace(" ", "-")
    field_name = UNSET.get(key)
    if field_name is None or (sign and not which):
        hint = did_you_mean(key, UNSET)
        return Rejected(f"{quoted(typed)} cannot be taken back; there are {', '.join(UNSET)}{hint}")
    if getattr(answers, field_name):
        return Rejected(f"{key} is given and taken back at once; leave one of them out")
    if which and field_name in ("criteria", "look_fors"):
        which = _number(which, element_id)
    return without(data, element_id, field_name, which)
