"""Where an interview stands, what its script has to say, and which question comes before and after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from sustainrubric.interview.data import Plain
from sustainrubric.interview.forms import Question, QuestionSection


class Position(NamedTuple):
    """A question, by its section and its id."""

    section: str
    question: str


class Script(Protocol):
    """The questions of one instrument."""

    @property
    def sections(self) -> Sequence[QuestionSection]:
        """The sections of this session, in order; at least one, and the first is not `aside`."""

    def questions(self, section: str, data: Plain) -> Sequence[Question]:
        """The questions of a section, given what has been answered; at least one."""

    def first_open(self, data: Plain) -> Position | None:
        """Where a session should begin that nobody left off."""


@dataclass(frozen=True)
class State:
    """Where an interview stands; `position` is None when its last question has been passed."""

    data: Plain
    position: Position | None
    trail: tuple[Position, ...] = ()
    before: State | None = None


def find(script: Script, data: Plain, position: Position) -> Question | None:
    """The question at a position, if it is asked at all."""
    if position.section not in (section.id for section in script.sections):
        return None
    questions = script.questions(position.section, data)
    return next((question for question in questions if question.id == position.question), None)


def first_of(script: Script, data: Plain, section: str) -> Position:
    """The first question of a section."""
    return Position(section, script.questions(section, data)[0].id)


def after(script: Script, state: State, data: Plain, question: Question) -> Position | None:
    """The question that follows once `question` has turned the state's data into `data`; None at the end.

    What the answer has answered along with it is not asked: a level can come with its reason.
    """
    before = {each.id: each.current for each in script.questions(question.section, state.data)}
    questions = script.questions(question.section, data)
    places = [index for index, each in enumerate(questions) if each.id == question.id]
    for each in questions[places[-1] + 1 :] if places else ():
        if before.get(each.id, each.current) == each.current:
            return Position(question.section, each.id)
    if _section(script, question.section).aside:
        return came_from(script, state, data)
    sections = [section.id for section in script.sections if not section.aside]
    rest = sections[sections.index(question.section) + 1 :]
    return first_of(script, data, rest[0]) if rest else None


def before(script: Script, data: Plain, question: Question) -> Position | None:
    """The question before another one in the script; None at the first."""
    here = [each.id for each in script.questions(question.section, data)]
    if question.id in here[1:]:
        return Position(question.section, here[here.index(question.id) - 1])
    sections = [section.id for section in script.sections if not section.aside]
    earlier = sections[: sections.index(question.section)] if question.section in sections else []
    return Position(earlier[-1], script.questions(earlier[-1], data)[-1].id) if earlier else None


def came_from(script: Script, state: State, data: Plain) -> Position:
    """Where the end of a section aside leads back to: the question one left for it, else what is open."""
    here = state.position.section if state.position else ""
    for position in reversed(state.trail):
        if position.section != here and find(script, data, position) is not None:
            return position
    return script.first_open(data) or first_of(script, data, script.sections[0].id)


def named(script: Script, state: State, name: str) -> Position | None:
    """A question by its id or what it begins with (`round` is `round-id`): of this section, else the first."""
    here = state.position.section if state.position else ""
    sections = sorted((section.id for section in script.sections), key=lambda section: section != here)
    asked = [question for section in sections for question in script.questions(section, state.data)]
    ids = [(each.id.lower(), each) for each in asked]
    exact = next((each for id_, each in ids if id_ == name), None)
    found = exact or next((each for id_, each in ids if name and id_.startswith(f"{name}-")), None)
    return Position(found.section, found.id) if found is not None else None


def _section(script: Script, id_: str) -> QuestionSection:
    return next(section for section in script.sections if section.id == id_)
