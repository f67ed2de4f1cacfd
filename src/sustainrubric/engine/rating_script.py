"""The questions of a rating session: element by element, out of the rubric and the answers so far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sustainrubric.engine.interview import Position
from sustainrubric.engine.levels import majority_level
from sustainrubric.engine.plain import Plain, drop, get, put
from sustainrubric.engine.questions import (
    Choice,
    Column,
    LongText,
    Numbers,
    Option,
    Question,
    Rejected,
    Section,
    Table,
    Value,
    one_of,
    parse_day,
    whole_number,
)
from sustainrubric.model.assessment import Assessment
from sustainrubric.model.clean import quoted
from sustainrubric.model.nearest import did_you_mean
from sustainrubric.model.problem import DocumentPath
from sustainrubric.model.rubric import Element, LevelId, Rubric

UNKNOWN = Option("unknown", "Unknown", "the team looked and could not tell")
NOT_APPLICABLE = Option(
    "not-applicable", "Not applicable", "the element does not apply to this reform; say why"
)
PRIORITIES = ("high", "medium", "low")
STATUSES = ("planned", "under-way", "done", "dropped")
SIGHTINGS = {
    "seen": "Which look-fors did you see?",
    "partly": "Which did you see in part?",
    "not-seen": "Which did you look for and not see?",
}

EVIDENCE = Table(
    (Column("what", "what", required=True), Column("where", "where"), Column("date", "date", read=parse_day))
)


@dataclass(frozen=True)
class LastTime:
    """What a team said in the round before, element by element."""

    round: str
    levels: Mapping[str, str]
    rationales: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RatingScript:
    """A session over some elements of a rubric; `criteria` says whether criteria are asked one by one."""

    rubric: Rubric
    elements: Sequence[str]
    criteria: bool = True
    last_time: LastTime | None = None

    @property
    def sections(self) -> Sequence[Section]:
        return [
            Section(element.id, element.title, self._place(element.id))
            for element in map(self.rubric.elements.__getitem__, self.elements)
        ]

    def questions(self, section: str, data: Plain) -> Sequence[Question]:
        return list(self._questions(self.rubric.elements[section], data))

    def first_open(self, data: Plain) -> Position | None:
        """The level, or what comes before it, of the first element not rated yet; else its rationale."""
        for element_id in self.elements:
            rating = get(data, ("ratings", element_id), {}) or {}
            if rating.get("level") is None and not (rating.get("criteria") and not self.criteria):
                open_ones = [
                    q for q in self.questions(element_id, data) if q.group == "criteria" and q.current is None
                ]
                return Position(element_id, open_ones[0].id if open_ones else "level")
            if rating.get("rationale") is None:
                return Position(element_id, "rationale")
        return None

    def _place(self, element_id: str) -> str:
        for category in self.rubric.categories:
            for variable in category.variables:
                if any(element.id == element_id for element in variable.elements):
                    return f"{category.id}. {category.title} > {variable.id} {variable.title}"
        return ""

    def _questions(self, element: Element, data: Plain) -> Iterator[Question]:
        place: DocumentPath = ("ratings", element.id)
        rating = get(data, place, {}) or {}
        if self.criteria:
            yield from self._criteria(element, rating, place)
        yield self._level(element, rating, place)
        if rating.get("level") == "not-applicable":
            yield self._rationale(element, rating, place)
            return
        yield from _look_fors(element, rating, place)
        yield self._rationale(element, rating, place)
        yield _table(element, rating, place, "evidence", "Evidence: what shows it?", EVIDENCE)
        levels = tuple(Option(level.id, level.name) for level in self.rubric.levels)
        yield Question(
            "target", element.id, "Target: which level do you aim at?", (*place, "target"), Choice(levels),
            rating.get("target"), group="optional",
        )  # fmt: skip
        options = tuple(Option(priority, priority.capitalize()) for priority in PRIORITIES)
        yield Question(
            "priority", element.id, "Priority: how urgent is work on this element?", (*place, "priority"),
            Choice(options), rating.get("priority"), group="optional",
        )  # fmt: skip
        yield _table(
            element, rating, place, "actions", "Actions: who will do what by when?", actions_table(data)
        )

    def _criteria(self, element: Element, rating: Plain, place: DocumentPath) -> Iterator[Question]:
        for criterion in element.criteria:
            options = tuple(
                Option(level.id, level.name, criterion.descriptor(level.id) or f"({criterion.note})")
                for level in self.rubric.levels
            )
            path = (*place, "criteria", criterion.number)
            title = f"Criterion {criterion.number} of {len(element.criteria)}: {criterion.name}"
            now = get(rating, ("criteria", criterion.number))
            yield Question(
                f"criterion-{criterion.number}",
                element.id,
                title,
                path,
                Choice(options),
                now,
                group="criteria",
            )

    def _level(self, element: Element, rating: Plain, place: DocumentPath) -> Question:
        options = (*(Option(level.id, level.name) for level in self.rubric.levels), UNKNOWN, NOT_APPLICABLE)
        proposal, why = self._proposed_level(element, rating)
        form = Choice(options, proposal, why)
        title = "Level: where does the reform stand on this element?"
        return Question("level", element.id, title, (*place, "level"), form, rating.get("level"))

    def _proposed_level(self, element: Element, rating: Plain) -> tuple[str | None, str]:
        rated: Mapping[str, LevelId] = rating.get("criteria") or {}
        reached = majority_level(((level, 1) for level in rated.values()), self.rubric.points)
        if reached is not None:
            return (
                reached,
                f"what more than half of the criteria rated reach: {len(rated)} of {len(element.criteria)} are rated",
            )
        last = self.last_time.levels.get(element.id) if self.last_time else None
        return (last, f"as before, in {self.last_time.round}") if last and self.last_time else (None, "")

    def _rationale(self, element: Element, rating: Plain, place: DocumentPath) -> Question:
        proposal, why = None, ""
        last = self.last_time
        if last is not None and rating.get("level") and last.levels.get(element.id) == rating.get("level"):
            said = last.rationales.get(element.id)
            proposal = (
                f"As in {last.round}: {said}" if said else f"As in {last.round}; confirmed in this round."
            )
            why = "as before"
        title = "Rationale: why this level?"
        form = LongText(proposal, why)
        return Question("rationale", element.id, title, (*place, "rationale"), form, rating.get("rationale"))


def actions_table(data: Plain) -> Table:
    """How an action is typed; an owner is a member of the team, by id or by number, where there is a team."""
    team = [
        member["id"] for member in data.get("team") or [] if isinstance(member, dict) and member.get("id")
    ]
    columns = (
        Column("what", "what", required=True),
        Column("owner", "owner", read=partial(_owner, team)),
        Column("due", "due", read=parse_day),
        Column("status", "status", read=one_of(STATUSES, "a status")),
    )
    return Table(columns, defaults={"status": "planned"})


def last_time(assessment: Assessment) -> LastTime:
    """A previous round as a session shows it."""
    rated = {key: rating for key, rating in assessment.ratings.items() if rating.level is not None}
    return LastTime(
        assessment.round.id,
        {key: str(rating.level) for key, rating in rated.items()},
        {key: rating.rationale for key, rating in rated.items() if rating.rationale is not None},
    )


def _owner(team: Sequence[str], text: str) -> Value | Rejected:
    number = whole_number(text)
    if team and number is not None and 1 <= number <= len(team):
        return Value(team[number - 1])
    if team and text.strip() not in team:
        return Rejected(f"{quoted(text)} is not in the team ({', '.join(team)}){did_you_mean(text, team)}")
    return Value(text.strip())


def _table(
    element: Element, rating: Plain, place: DocumentPath, key: str, title: str, form: Table
) -> Question:
    return Question(key, element.id, title, (*place, key), form, rating.get(key))


def _look_fors(element: Element, rating: Plain, place: DocumentPath) -> Iterator[Question]:
    """Three lists to pick from: seen, in part, not seen; the later ones only where something is left."""
    options = tuple(Option(sign.number, sign.text) for sign in element.look_fors)
    now: dict[str, str] = rating.get("look_fors") or {}
    path = (*place, "look_fors")
    for sighting, title in SIGHTINGS.items():
        chosen = [number for number, said in now.items() if said == sighting]
        apply = partial(_sighted, path, sighting)
        yield Question(
            f"look-fors-{sighting}", element.id, title, path, Numbers(options), chosen or None,
            group="look-fors", apply=apply,
        )  # fmt: skip


def _sighted(path: DocumentPath, sighting: str, data: Plain, chosen: Any) -> Plain:
    """The data with exactly the chosen look-fors marked so; a mark given to one elsewhere is replaced."""
    before: dict[str, str] = get(data, path, {}) or {}
    kept = {number: said for number, said in before.items() if said != sighting or number in chosen}
    marked = {**kept, **dict.fromkeys(chosen, sighting)}
    marked = dict(sorted(marked.items(), key=lambda mark: (len(mark[0]), mark[0])))
    result: Plain = put(data, path, marked) if marked else drop(data, path)
    return result
