"""One element's rating and score -> what a report says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sustainrubric.base.escaping import host, link
from sustainrubric.base.text import counted, one_line
from sustainrubric.instruments import rubric as instrument
from sustainrubric.pages.notes import Notes, paragraphs
from sustainrubric.pages.parts import Standing, Step
from sustainrubric.pages.phrases import PRIORITIES, SIGHTINGS, STATUSES, day_view, number_words, standing_at
from sustainrubric.rating.scorecard import ElementScore
from sustainrubric.records import assessment as given
from sustainrubric.records.assessment import OPEN_STATUSES
from sustainrubric.report.element_parts import (
    ActionView,
    CriterionView,
    ElementView,
    EvidenceView,
    LookForView,
)
from sustainrubric.rounds.diff import move, reading
from sustainrubric.rounds.model import MoveKind, Reading, Reason
from sustainrubric.rounds.words import HEADINGS, NOT_COMPARABLE, REASONS, standing

_NOTHING = given.Rating()

_NO_DESCRIPTOR = "The rubric has no wording of its own for this level."


def move_words(move: MoveKind | None, last: Standing | None) -> str:
    """`Improved from emerging`; nothing where there is no last round, or no rating in either."""
    if move is None or last is None:
        return ""
    heading = HEADINGS[move]
    return f"{heading} from {last.name.lower()}" if last.points and move != "unchanged" else heading


@dataclass(frozen=True, slots=True)
class ElementContext:
    """What every element of one report shares."""

    ratings: Mapping[str, given.Rating]
    steps: Sequence[Step]
    owners: Mapping[str, str]
    today: date
    notes: Notes
    last: Mapping[str, Reading]
    unequal: Mapping[str, Reason] = field(default_factory=dict)


def element_view(element: instrument.Element, score: ElementScore, context: ElementContext) -> ElementView:
    rating = context.ratings.get(element.id, _NOTHING)
    now, before = reading(score), context.last.get(element.id)
    last = standing(before, context.steps) if before else None
    moved = _move(before, now)
    said = move_words(moved, last)
    if element.id in context.unequal:
        last, moved = NOT_COMPARABLE, "not_comparable"
        said = f"{HEADINGS[moved]}: {REASONS[context.unequal[element.id]]}"
    place = ("ratings", element.id)
    look_fors = tuple(_look_for(sign, rating) for sign in element.look_fors)
    # Actions and evidence take the notes beside them before the element takes the rest.
    actions = tuple(_actions(element, rating, context))
    evidence = tuple(
        _evidence(item, context.notes, (*place, "evidence", index))
        for index, item in enumerate(rating.evidence)
    )
    return ElementView(
        id=element.id,
        anchor=f"element-{element.id}",
        title=element.title,
        standing=standing(now, context.steps),
        target=standing_at(rating.target, context.steps) if rating.target else None,
        gap=score.gap,
        gap_words=_gap_words(score),
        last=last,
        move=moved,
        move_words=said,
        weight=number_words(score.weight),
        priority=PRIORITIES[rating.priority] if rating.priority else "",
        rationale=paragraphs(rating.rationale),
        dissent=paragraphs(rating.dissent),
        criteria=tuple(_criteria(element, rating, context.steps)),
        unrated_criteria=tuple(c.name for c in element.criteria if c.number not in rating.criteria),
        look_fors=tuple(sign for sign in look_fors if sign.key != "not-marked"),
        unmarked_look_fors=tuple(sign for sign in look_fors if sign.key == "not-marked"),
        evidence=evidence,
        actions=actions,
        notes=context.notes.take(*place),
    )


def _move(before: Reading | None, now: Reading) -> MoveKind | None:
    """None where there is no last round, or nothing to be said of either."""
    if before is None:
        return None
    found = move(before, now)
    return None if found.reason in ("rated-in-neither", "not-applicable-in-both") else found.kind


def _gap_words(score: ElementScore) -> str:
    if score.target_points is None:
        return "no target set"
    if score.gap is None or score.points is None:
        return "not known, as it is not rated"
    if score.gap:
        return f"{counted(score.gap, 'level')} below target"
    return "target reached" if score.points == score.target_points else "above target"


def _criteria(
    element: instrument.Element, rating: given.Rating, steps: Sequence[Step]
) -> Iterator[CriterionView]:
    for criterion in element.criteria:
        level = rating.criteria.get(criterion.number)
        if level is None:
            continue
        here = standing_at(level, steps)
        higher = [step for step in steps if here.points and step.points > here.points]
        following = standing_at(higher[0].key, steps) if higher else None
        met = criterion.descriptor(level)
        yield CriterionView(
            id=criterion.id,
            name=criterion.name,
            standing=here,
            met=met or _NO_DESCRIPTOR,
            following=following,
            to_reach=_descriptor(criterion, following) if following else "",
            remark="" if met else criterion.note or "",
        )


def _descriptor(criterion: instrument.Criterion, level: Standing) -> str:
    wording: str | None = getattr(criterion, level.key)
    return wording or _NO_DESCRIPTOR


def _look_for(sign: instrument.LookFor, rating: given.Rating) -> LookForView:
    key = rating.look_fors.get(sign.number, "not-marked")
    return LookForView(sign.id, sign.text, key, SIGHTINGS[key])


def _evidence(item: given.Evidence, notes: Notes, place: tuple[str | int, ...]) -> EvidenceView:
    return EvidenceView(
        what=one_line(item.what),
        where=one_line(item.where or ""),
        link=link(item.where),
        host=host(item.where),
        day=day_view(item.date) if item.date else None,
        sensitive=item.sensitive,
        review_by=day_view(item.review_by) if item.review_by else None,
        notes=notes.take(*place),
    )


def _actions(
    element: instrument.Element, rating: given.Rating, context: ElementContext
) -> Iterator[ActionView]:
    for index, action in enumerate(rating.actions):
        yield ActionView(
            what=one_line(action.what),
            owner=one_line(context.owners.get(action.owner, action.owner)) if action.owner else "",
            due=day_view(action.due) if action.due else None,
            key=action.status,
            status=STATUSES[action.status],
            late=_is_late(action, context.today),
            element_id=element.id,
            element_title=element.title,
            priority=PRIORITIES[rating.priority] if rating.priority else "",
            notes=context.notes.take("ratings", element.id, "actions", index),
        )


def _is_late(action: given.Action, today: date) -> bool:
    is_open = action.status in OPEN_STATUSES
    return is_open and action.due is not None and action.due < today
