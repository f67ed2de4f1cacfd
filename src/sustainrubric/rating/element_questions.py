"""The questions about one element: its criteria, its level and why, what shows it, and what is to be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from sustainrubric.base.problem import DocumentPath
from sustainrubric.instruments.rubric import Criterion, Element, LevelId, Rubric
from sustainrubric.interview.answers import Option
from sustainrubric.interview.data import Plain, drop, put
from sustainrubric.interview.forms import Choice, LongText, Question, Reasoned
from sustainrubric.interview.marks import Choices, Grid, GridRow, MarkList
from sustainrubric.rating.rating_rows import EVIDENCE, EVIDENCE_EXAMPLE, actions_table, team_words
from sustainrubric.rating.topics import ACTIONS, CRITERIA, LOOK_FORS, TARGET
from sustainrubric.rating.topics import EVIDENCE as EVIDENCE_TOPIC

UNKNOWN = Option("unknown", "Unknown", "the team looked and could not tell")
NOT_APPLICABLE = Option(
    "not-applicable", "Not applicable", "the element does not apply to this reform; say why"
)
SIGHTINGS = ("seen", "partly", "not-seen")
_SIGHTING_WORDS = (
    ("seen", ("saw", "yes", "see")),
    ("partly", ("part", "parts", "partial", "partially")),
    ("not-seen", ("not", "no", "unseen", "missing")),
)
PRIORITIES = ("high", "medium", "low")
_WHY = {
    None: "Rationale: why this level?",
    UNKNOWN.value: "Rationale: why could the team not tell?",
    NOT_APPLICABLE.value: "Rationale: why does the element not apply?",
}


def criteria(
    rubric: Rubric, element: Element, rating: Plain, last: Mapping[str, str], last_round: str
) -> Question:
    """All criteria of an element at once: rows with their descriptors at every level."""
    rows = tuple(
        GridRow(
            criterion.number,
            criterion.name,
            tuple(descriptor_words(criterion, level.id) for level in rubric.levels),
            last.get(criterion.number),
        )
        for criterion in element.criteria
    )
    return Question(
        CRITERIA, element.id, "Criteria: which level does each row reach?", (*_place(element), "criteria"),
        Grid(rows, plain_levels(rubric), last_round), rating.get("criteria") or None,
    )  # fmt: skip


def each_criterion(
    rubric: Rubric, element: Element, rating: Plain, last: Mapping[str, str]
) -> Iterator[Question]:
    """The criteria of an element one after the other."""
    marks = rating.get("criteria") or {}
    for criterion in element.criteria:
        options = tuple(
            Option(level.id, level.name, descriptor_words(criterion, level.id)) for level in rubric.levels
        )
        before = last.get(criterion.number)
        yield Question(
            f"criterion-{criterion.number}", element.id,
            f"Criterion {criterion.number} of {len(element.criteria)}: {criterion.name}",
            (*_place(element), "criteria", criterion.number), Choice(options), marks.get(criterion.number),
            f"last time {before}" if before else "", group=CRITERIA,
        )  # fmt: skip


def level(element: Element, rating: Plain, form: Choice) -> Question:
    """The level; a reason may come with it, and is then the rationale."""
    title = "Level: where does the reform stand on this element?"
    place = _place(element)
    return Question(
        "level", element.id, title, (*place, "level"), form, rating.get("level"),
        criteria_words(element, rating), apply=partial(_with_level, place),
    )  # fmt: skip


def rationale(rubric: Rubric, element: Element, rating: Plain, confirmation: str | None) -> Question:
    """Why the level is what it is."""
    given = rating.get("level")
    title = _WHY.get(given, f"Rationale: why {level_name(rubric, given)}?")
    form = LongText(confirmation, "as before")
    now = rating.get("rationale")
    return Question("rationale", element.id, title, (*_place(element), "rationale"), form, now)


def further(topic: str, rubric: Rubric, element: Element, rating: Plain, data: Plain) -> Question:
    """What is asked beside a level and its reason."""
    return {
        LOOK_FORS: lambda: look_fors(element, rating),
        EVIDENCE_TOPIC: lambda: evidence(element, rating),
        TARGET: lambda: target_and_priority(rubric, element, rating),
        ACTIONS: lambda: actions(element, rating, data),
    }[topic]()


def look_fors(element: Element, rating: Plain) -> Question:
    """All the look-fors of an element, marked in one line."""
    options = tuple(Option(look_for.number, look_for.text) for look_for in element.look_fors)
    return Question(
        LOOK_FORS, element.id, "Look-fors: which were seen?", (*_place(element), "look_fors"),
        MarkList(options, _SIGHTING_WORDS), rating.get("look_fors") or None,
    )  # fmt: skip


def evidence(element: Element, rating: Plain) -> Question:
    """What a rating rests on, row by row."""
    return Question(
        "evidence", element.id, "Evidence: what shows it?", (*_place(element), "evidence"), EVIDENCE,
        rating.get("evidence"), f"for example: {EVIDENCE_EXAMPLE}",
    )  # fmt: skip


def target_and_priority(rubric: Rubric, element: Element, rating: Plain) -> Question:
    """Where to go and how urgent that is, in one line."""
    parts = (("target", plain_levels(rubric)), ("priority", priority_options()))
    now = {key: rating[key] for key, _ in parts if rating.get(key)}
    return Question(
        TARGET, element.id, "Target and priority: which level do you aim at, and how urgent is it?",
        _place(element), Choices(parts), now or None, _stands(rubric, rating),
        apply=partial(_with_several, _place(element), [key for key, _ in parts]),
    )  # fmt: skip


def target_and_priority_apart(rubric: Rubric, element: Element, rating: Plain) -> Iterator[Question]:
    """The same as two questions."""
    for key, options in (("target", plain_levels(rubric)), ("priority", priority_options())):
        place = (*_place(element), key)
        yield Question(key, element.id, key.capitalize(), place, Choice(options), rating.get(key))


def actions(element: Element, rating: Plain, data: Plain) -> Question:
    """What will be done about an element, row by row."""
    team = team_words(data)
    return Question(
        "actions", element.id, "Actions: who will do what by when?", (*_place(element), "actions"),
        actions_table(data), rating.get("actions"), f"owner, by number or id: {team}" if team else "",
    )  # fmt: skip


def plain_levels(rubric: Rubric) -> tuple[Option, ...]:
    """The levels of a rubric as options."""
    return tuple(Option(level.id, level.name) for level in rubric.levels)


def level_options(rubric: Rubric) -> tuple[Option, ...]:
    """What a rating can say: a level, that the team cannot tell, or that the element does not apply."""
    return (*plain_levels(rubric), UNKNOWN, NOT_APPLICABLE)


def priority_options() -> tuple[Option, ...]:
    """The priorities as options."""
    return tuple(Option(priority, priority.capitalize()) for priority in PRIORITIES)


def level_name(rubric: Rubric, level: str | None) -> str:
    """A level as it stands in a sentence; empty where there is none."""
    return next((each.name.lower() for each in rubric.levels if each.id == level), "")


def descriptor_words(criterion: Criterion, level: LevelId) -> str:
    """What the rubric says of a criterion at a level; its note where it says nothing there."""
    return criterion.descriptor(level) or f"({criterion.note or 'no descriptor of its own'})"


def criteria_words(element: Element, rating: Plain) -> str:
    """How the criteria were rated, for the team to see when they decide on the level."""
    rated = rating.get("criteria") or {}
    said = [
        f"{number} {criterion.name}, {rated[number]}"
        for number, criterion in element.criteria_by_number.items()
        if number in rated
    ]
    return f"criteria rated: {'; '.join(said)}" if said else ""


def _place(element: Element) -> DocumentPath:
    return ("ratings", element.id)


def _stands(rubric: Rubric, rating: Plain) -> str:
    name = level_name(rubric, rating.get("level"))
    return f"it stands at {name} now" if name else ""


def _with_level(place: DocumentPath, data: Plain, answer: Any) -> Plain:
    """The data with a level, and with its reason where one came along."""
    given = answer.value if isinstance(answer, Reasoned) else answer
    written: Plain = put(data, (*place, "level"), given) if given else drop(data, (*place, "level"))
    if isinstance(answer, Reasoned):
        written = put(written, (*place, "rationale"), answer.reason)
    return written


def _with_several(
    place: DocumentPath, keys: list[str], data: Plain, values: Mapping[str, Any] | None
) -> Plain:
    """The data with exactly these of several values side by side."""
    for key in keys:
        value = (values or {}).get(key)
        data = put(data, (*place, key), value) if value is not None else drop(data, (*place, key))
    return data
