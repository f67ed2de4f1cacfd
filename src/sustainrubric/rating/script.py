"""The questions of a rating session: element by element, out of the rubric and the answers so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from sustainrubric.instruments.rubric import Element, LevelId, Rubric
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.forms import Choice, Question, QuestionSection
from sustainrubric.interview.state import Position
from sustainrubric.rating import element_questions as asked
from sustainrubric.rating.element_questions import NOT_APPLICABLE
from sustainrubric.rating.head_questions import SETUP, setup_questions
from sustainrubric.rating.score import majority_level
from sustainrubric.rating.topics import CRITERIA, LEVEL, RATIONALE, TOPICS, open_topics


@dataclass(frozen=True)
class LastTime:
    """Levels, rationales and criteria (number -> level) of the round before, by element id."""

    round: str
    levels: Mapping[str, str]
    rationales: Mapping[str, str] = field(default_factory=dict)
    criteria: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class RatingScript:
    """A session over some elements of a rubric, and over what it says of itself, aside.

    `topics` are asked of each element in their order, or those that `only` has for it; `each` asks for
    criteria one by one, without `criteria` they are not asked at all.
    """

    rubric: Rubric
    elements: Sequence[str]
    criteria: bool = True
    last_time: LastTime | None = None
    topics: Sequence[str] = TOPICS
    only: Mapping[str, Sequence[str]] = field(default_factory=dict)
    each: bool = False

    @cached_property
    def sections(self) -> Sequence[QuestionSection]:
        places = {
            element.id: f"{category.id}. {category.title} > {variable.id} {variable.title}"
            for category in self.rubric.categories
            for variable in category.variables
            for element in variable.elements
        }
        elements = [
            QuestionSection(each, self.rubric.elements[each].title, places[each]) for each in self.elements
        ]
        return [*elements, QuestionSection(SETUP, "The assessment itself", aside=True)]

    def asked_of(self, element: str) -> tuple[str, ...]:
        """The topics that are asked of an element in this session."""
        topics = self.only.get(element, self.topics)
        return tuple(topic for topic in topics if topic != CRITERIA or self.criteria)

    def questions(self, section: str, data: Plain) -> Sequence[Question]:
        """The questions about an element: an element that does not apply needs no more than its reason."""
        if section == SETUP:
            return list(setup_questions(data))
        element = self.rubric.elements[section]
        topics = self.asked_of(section)
        if get(data, ("ratings", section, "level")) == NOT_APPLICABLE.value:
            topics = tuple(each for each in topics if each in (CRITERIA, LEVEL, RATIONALE)) or (LEVEL,)
        return [question for topic in topics for question in self._about(topic, element, data)]

    def first_open(self, data: Plain) -> Position | None:
        """The first question of the first element that lacks a level or a reason, at what it lacks first.

        Where topics were chosen, what lacks any of them.
        """
        chosen = bool(self.only) or tuple(self.topics) != TOPICS
        for element in self.elements:
            asked_here = self.asked_of(element)
            needed = [each for each in asked_here if chosen or each in (CRITERIA, LEVEL, RATIONALE)]
            open_ones = open_topics(self.rubric, element, data, needed)
            if open_ones:
                return self._opening(element, open_ones[0], data)
        return None

    def _opening(self, element: str, topic: str, data: Plain) -> Position | None:
        about = self._about(topic, self.rubric.elements[element], data)
        question = next((each for each in about if each.group != CRITERIA or each.current is None), None)
        return Position(element, question.id) if question is not None else None

    def _about(self, topic: str, element: Element, data: Plain) -> Iterator[Question]:
        rating = get(data, ("ratings", element.id)) or {}
        if topic == CRITERIA and self.each:
            yield from asked.each_criterion(self.rubric, element, rating, self._last_marks(element))
        elif topic == CRITERIA:
            yield self.criteria_question(element, data)
        elif topic == LEVEL:
            form = partial(Choice, asked.level_options(self.rubric), *self._proposed_level(element, rating))
            yield asked.level(element, rating, form(reason=RATIONALE in self.asked_of(element.id)))
        elif topic == RATIONALE:
            confirmation = self._confirmation(element, rating.get("level"))
            yield asked.rationale(self.rubric, element, rating, confirmation)
        else:
            yield asked.further(topic, self.rubric, element, rating, data)

    def criteria_question(self, element: Element, data: Plain) -> Question:
        """All criteria of an element at once, with last time's marks."""
        rating = get(data, ("ratings", element.id)) or {}
        last = self._last_marks(element)
        return asked.criteria(self.rubric, element, rating, last, self._last_round)

    @property
    def _last_round(self) -> str:
        return self.last_time.round if self.last_time else ""

    def _last_marks(self, element: Element) -> Mapping[str, str]:
        return self.last_time.criteria.get(element.id, {}) if self.last_time else {}

    def _proposed_level(self, element: Element, rating: Plain) -> tuple[str | None, str]:
        rated: Mapping[str, LevelId] = rating.get("criteria") or {}
        known = [level for number, level in rated.items() if number in element.criteria_by_number]
        reached = majority_level(((level, 1) for level in known), self.rubric.points)
        if reached is not None:
            of = f"{len(known)} of {len(element.criteria)} rated"
            return reached, f"more than half of the criteria reach it; {of}"
        last = self.last_time.levels.get(element.id) if self.last_time else None
        return (last, f"as before, in {self._last_round}") if last else (None, "")

    def _confirmation(self, element: Element, level: str | None) -> str | None:
        """The rationale to propose where the level is last time's."""
        last = self.last_time
        if last is None or level is None or last.levels.get(element.id) != level:
            return None
        said = last.rationales.get(element.id)
        return f"As in {last.round}: {said}" if said else f"As in {last.round}; confirmed in this round."


def single_questions(rubric: Rubric, element: str, data: Plain) -> list[Question]:
    """All that can be said of an element, with one value or one list to a question."""
    found = rubric.elements[element]
    rating = get(data, ("ratings", element)) or {}
    level = asked.level(found, rating, Choice(asked.level_options(rubric)))
    first = [
        *asked.each_criterion(rubric, found, rating, {}),
        level,
        asked.rationale(rubric, found, rating, None),
    ]
    if rating.get("level") == NOT_APPLICABLE.value:
        return first
    return [
        *first,
        asked.evidence(found, rating),
        *asked.target_and_priority_apart(rubric, found, rating),
        asked.actions(found, rating, data),
    ]
