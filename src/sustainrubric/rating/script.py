"""The questions of a rating session: element by element, out of the rubric and the answers so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial

from sustainrubric.base.problem import DocumentPath
from sustainrubric.instruments.rubric import Criterion, Element, Level, LevelId, Rubric
from sustainrubric.interview.data import Plain, drop, get, put
from sustainrubric.interview.forms import Choice, LongText, Numbers, Option, Question, QuestionSection
from sustainrubric.interview.interview import Position
from sustainrubric.rating.rating_rows import EVIDENCE, EVIDENCE_EXAMPLE, actions_table, team_words
from sustainrubric.rating.score import majority_level

SIGHTINGS = {
    "seen": "Look-fors: which did you see?",
    "partly": "Look-fors: which did you see in part?",
    "not-seen": "Look-fors: which did you look for and not see?",
}

UNKNOWN = Option("unknown", "Unknown", "the team looked and could not tell")

NOT_APPLICABLE = Option(
    "not-applicable", "Not applicable", "the element does not apply to this reform; say why"
)

PRIORITIES = ("high", "medium", "low")

CRITERIA = "criteria"

_WHY = {
    None: "Rationale: why this level?",
    UNKNOWN.value: "Rationale: why could the team not tell?",
    NOT_APPLICABLE.value: "Rationale: why does the element not apply?",
}


@dataclass(frozen=True)
class LastTime:
    """Levels and rationales of the round before, by element id."""

    round: str
    levels: Mapping[str, str]
    rationales: Mapping[str, str] = field(default_factory=dict)


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


@dataclass(frozen=True)
class RatingScript:
    """A session over some elements of a rubric; `criteria` says whether criteria are asked one by one."""

    rubric: Rubric
    elements: Sequence[str]
    criteria: bool = True
    last_time: LastTime | None = None

    @cached_property
    def sections(self) -> Sequence[QuestionSection]:
        places = {
            element.id: f"{category.id}. {category.title} > {variable.id} {variable.title}"
            for category in self.rubric.categories
            for variable in category.variables
            for element in variable.elements
        }
        return [
            QuestionSection(each, self.rubric.elements[each].title, places[each]) for each in self.elements
        ]

    def questions(self, section: str, data: Plain) -> Sequence[Question]:
        return list(self._questions(self.rubric.elements[section], data))

    def first_open(self, data: Plain) -> Position | None:
        """The level, or what comes before it, of the first element not rated yet; else its rationale."""
        for element_id in self.elements:
            rating = get(data, ("ratings", element_id)) or {}
            if rating.get("level") is None and (self.criteria or not rating.get("criteria")):
                questions = self.questions(element_id, data)
                open_ones = [q for q in questions if q.group == CRITERIA and q.current is None]
                return Position(element_id, open_ones[0].id if open_ones else "level")
            if rating.get("rationale") is None:
                return Position(element_id, "rationale")
        return None

    def _questions(self, element: Element, data: Plain) -> Iterator[Question]:
        place: DocumentPath = ("ratings", element.id)
        rating = get(data, place) or {}
        if self.criteria:
            for criterion in element.criteria:
                yield self._criterion(criterion, element, rating, place)
        yield self._level(element, rating, place)
        if rating.get("level") == NOT_APPLICABLE.value:
            yield self._rationale(element, rating, place)
            return
        yield from look_for_questions(element, rating, place)
        yield self._rationale(element, rating, place)
        yield Question(
            "evidence", element.id, "Evidence: what shows it?", (*place, "evidence"), EVIDENCE,
            rating.get("evidence"), f"for example: {EVIDENCE_EXAMPLE}",
        )  # fmt: skip
        yield self._target(element, rating, place)
        yield _priority(element, rating, place)
        team = team_words(data)
        yield Question(
            "actions", element.id, "Actions: who will do what by when?", (*place, "actions"),
            actions_table(data), rating.get("actions"), f"owner, by number or id: {team}" if team else "",
        )  # fmt: skip

    def _criterion(
        self, criterion: Criterion, element: Element, rating: Plain, place: DocumentPath
    ) -> Question:
        title = f"Criterion {criterion.number} of {len(element.criteria)}: {criterion.name}"
        return Question(
            f"criterion-{criterion.number}", element.id, title, (*place, "criteria", criterion.number),
            Choice(tuple(self._descriptor(criterion, level) for level in self.rubric.levels)),
            get(rating, ("criteria", criterion.number)),
            group=CRITERIA, skips="skips the criteria of this element",
        )  # fmt: skip

    def _descriptor(self, criterion: Criterion, level: Level) -> Option:
        return Option(level.id, level.name, descriptor_words(criterion, level.id))

    def _level(self, element: Element, rating: Plain, place: DocumentPath) -> Question:
        options = (*self._level_options, UNKNOWN, NOT_APPLICABLE)
        proposal, why = self._proposed_level(element, rating)
        title = "Level: where does the reform stand on this element?"
        return Question(
            "level", element.id, title, (*place, "level"), Choice(options, proposal, why),
            rating.get("level"), _criteria_words(element, rating),
        )  # fmt: skip

    def _proposed_level(self, element: Element, rating: Plain) -> tuple[str | None, str]:
        rated: Mapping[str, LevelId] = rating.get("criteria") or {}
        known = [level for number, level in rated.items() if number in element.criteria_by_number]
        reached = majority_level(((level, 1) for level in known), self.rubric.points)
        if reached is not None:
            of = f"{len(known)} of {len(element.criteria)} rated"
            return reached, f"more than half of the criteria reach it; {of}"
        last = self.last_time.levels.get(element.id) if self.last_time else None
        return (last, f"as before, in {self.last_time.round}") if last and self.last_time else (None, "")

    def _rationale(self, element: Element, rating: Plain, place: DocumentPath) -> Question:
        level = rating.get("level")
        title = _WHY.get(level, f"Rationale: why {self._level_name(level)}?")
        form = LongText(self._confirmation(element, level), "as before")
        return Question("rationale", element.id, title, (*place, "rationale"), form, rating.get("rationale"))

    def _confirmation(self, element: Element, level: str | None) -> str | None:
        """The rationale to propose where the level is last time's."""
        last = self.last_time
        if last is None or level is None or last.levels.get(element.id) != level:
            return None
        said = last.rationales.get(element.id)
        return f"As in {last.round}: {said}" if said else f"As in {last.round}; confirmed in this round."

    def _target(self, element: Element, rating: Plain, place: DocumentPath) -> Question:
        level = self._level_name(rating.get("level"))
        return Question(
            "target", element.id, "Target: which level do you aim at?", (*place, "target"),
            Choice(self._level_options), rating.get("target"), f"it stands at {level} now" if level else "",
        )  # fmt: skip

    @cached_property
    def _level_options(self) -> tuple[Option, ...]:
        return tuple(Option(level.id, level.name) for level in self.rubric.levels)

    def _level_name(self, level: str | None) -> str:
        return next((each.name.lower() for each in self.rubric.levels if each.id == level), "")


def descriptor_words(criterion: Criterion, level: LevelId) -> str:
    """What the rubric says of a criterion at a level; its note where it says nothing there."""
    return criterion.descriptor(level) or f"({criterion.note or 'no descriptor of its own'})"


def _priority(element: Element, rating: Plain, place: DocumentPath) -> Question:
    options = tuple(Option(priority, priority.capitalize()) for priority in PRIORITIES)
    title = "Priority: how urgent is work on this element?"
    return Question(
        "priority", element.id, title, (*place, "priority"), Choice(options), rating.get("priority")
    )


def _criteria_words(element: Element, rating: Plain) -> str:
    """How the criteria were rated, for the team to see when they decide on the level."""
    rated = rating.get("criteria") or {}
    said = [
        f"{number} {criterion.name}, {rated[number]}"
        for number, criterion in element.criteria_by_number.items()
        if number in rated
    ]
    return f"criteria rated: {'; '.join(said)}" if said else ""
