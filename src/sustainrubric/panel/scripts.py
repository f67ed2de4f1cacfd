"""The questions of a vote and of a decision, for the interview that `assess` holds too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Literal

from sustainrubric.base.problem import DocumentPath
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.interview.answers import Option
from sustainrubric.interview.data import Plain, drop, get, put
from sustainrubric.interview.forms import Choice, LongText, Question, QuestionSection
from sustainrubric.interview.interview import Position
from sustainrubric.panel.decisions import decided_entry, how_by_rule, without_decision
from sustainrubric.rating.element_questions import NOT_APPLICABLE, UNKNOWN
from sustainrubric.rating.votes import ElementVotes, proposed_level
from sustainrubric.records.assessment import DecidedHow, PanelRule

STANDS_BACK = Option("stands-back", "Stand back", "leave this element to the other raters")
VoteKey = Literal["ratings", "again"]


def sections_of(rubric: Rubric, elements: Sequence[str]) -> list[QuestionSection]:
    """A section for each element, with the category and the variable it belongs to."""
    places = {
        element.id: f"{category.id}. {category.title} > {variable.id} {variable.title}"
        for category in rubric.categories
        for variable in category.variables
        for element in variable.elements
    }
    return [QuestionSection(each, rubric.elements[each].title, places[each]) for each in elements]


def level_options(rubric: Rubric) -> tuple[Option, ...]:
    """The levels as choices, lowest first."""
    return tuple(Option(level.id, level.name) for level in rubric.levels)


@dataclass(frozen=True)
class _ElementByElement:
    """A section for each of the elements, in their order."""

    rubric: Rubric
    elements: Sequence[str]

    @cached_property
    def sections(self) -> Sequence[QuestionSection]:
        return sections_of(self.rubric, self.elements)

    def questions(self, section: str, data: Plain) -> Sequence[Question]:
        return list(self._questions(section, data))

    def _questions(self, element: str, data: Plain) -> Iterator[Question]:
        raise NotImplementedError


@dataclass(frozen=True)
class VoteScript(_ElementByElement):
    """One rater's vote: a level and a reason for each element; `key` is the first vote or the second."""

    key: VoteKey = "ratings"

    def first_open(self, data: Plain) -> Position | None:
        """The first element without a vote."""
        for element in self.elements:
            if self.vote(element, data) is None:
                return Position(element, "level")
        return None

    def vote(self, element: str, data: Plain) -> str | None:
        """What the rater answered so far, or that it is left to others."""
        if element in (data.get("stands_back") or []):
            return STANDS_BACK.value
        level: str | None = get(data, (self.key, element, "level"))
        return level

    def _questions(self, element: str, data: Plain) -> Iterator[Question]:
        place: DocumentPath = (self.key, element)
        options = (*level_options(self.rubric), UNKNOWN, NOT_APPLICABLE, STANDS_BACK)
        first = get(data, ("ratings", element, "level")) if self.key == "again" else None
        choice = Choice(options, first, "as in your first vote") if first else Choice(options)
        current = self.vote(element, data)
        yield Question(
            "level", element, "Level: where does the reform stand on this element?", (*place, "level"), choice,
            current, apply=partial(_with_vote, place, element),
        )  # fmt: skip
        if current != STANDS_BACK.value:
            title = "Rationale: why? In a sentence or two."
            said = get(data, (*place, "rationale"))
            yield Question("rationale", element, title, (*place, "rationale"), LongText(), said)


def _with_vote(place: DocumentPath, element: str, data: Plain, level: str | None) -> Plain:
    back = [each for each in data.get("stands_back") or [] if each != element]
    if level == STANDS_BACK.value:
        data = drop(drop(data, place), ("again", element))
        return dict(put(data, ("stands_back",), [*back, element]))
    data = put(data, ("stands_back",), back) if back else drop(data, ("stands_back",))
    path = (*place, "level")
    return dict(put(data, path, level) if level is not None else drop(data, path))


@dataclass(frozen=True)
class DecideScript(_ElementByElement):
    """The discussion of a panel: `elements` in the order to talk about them; `day` is that of the meeting."""

    votes: Mapping[str, ElementVotes]
    rule: PanelRule
    day: date

    def first_open(self, data: Plain) -> Position | None:
        """The first element that nothing was decided on."""
        for element in self.elements:
            if get(data, ("ratings", element, "decided")) is None:
                return Position(element, "level")
        return None

    def decided(self, data: Plain) -> int:
        """How many elements are decided."""
        return sum(get(data, ("ratings", element, "decided")) is not None for element in self.elements)

    def _questions(self, element: str, data: Plain) -> Iterator[Question]:
        place: DocumentPath = ("ratings", element)
        votes = self.votes[element]
        rating = get(data, place) or {}
        proposed = proposed_level(list(votes.now.values()), self.rubric.points)
        options = (*level_options(self.rubric), UNKNOWN, NOT_APPLICABLE)
        level = rating.get("level")
        choice = (
            Choice(options, proposed, "more than half of the votes reach it") if proposed else Choice(options)
        )
        yield Question(
            "level", element, "Level: what does the team agree on?", (*place, "level"), choice,
            level if rating.get("decided") else None, apply=partial(self._with_level, element),
        )  # fmt: skip
        title = "Rationale: why, in the team's words?"
        yield Question(
            "rationale", element, title, (*place, "rationale"), LongText(), rating.get("rationale")
        )
        if len(set(votes.now.values())) > 1 or (votes.now and level and level not in votes.now.values()):
            title = "Dissent: what do those say who see it differently? s where nobody does"
            yield Question("dissent", element, title, (*place, "dissent"), LongText(), rating.get("dissent"))

    def _with_level(self, element: str, data: Plain, level: str | None) -> Plain:
        if level is None:
            return without_decision(data, element)
        votes = self.votes[element]
        how: DecidedHow = how_by_rule(level, votes, self.rule)
        data = put(data, ("ratings", element, "level"), level)
        entry = decided_entry(how, self.day, votes, self.rubric)
        return dict(put(data, ("ratings", element, "decided"), entry))
