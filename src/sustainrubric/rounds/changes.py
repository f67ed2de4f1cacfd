"""What two rounds say apart from their levels: targets, evidence, actions, team, weights; and a reworded rubric."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from sustainrubric.base.text import normalized
from sustainrubric.instruments.rubric import Criterion, Element, Rubric
from sustainrubric.rating.score import exact
from sustainrubric.records.assessment import OPEN_STATUSES, Action, Evidence, Rating, TeamMember
from sustainrubric.rounds.model import ActionKind, ActionMove, Changed, RatedRound
from sustainrubric.rounds.pairs import changed_values, paired_by, paired_by_id

_NOTHING = Rating()

Elements = Iterable[Element]


def rationales(old: RatedRound, new: RatedRound, elements: Elements) -> Iterator[Changed[str]]:
    return _texts(old, new, elements, lambda rating: rating.rationale)


def targets(old: RatedRound, new: RatedRound, elements: Elements) -> Iterator[Changed[str]]:
    return _texts(old, new, elements, lambda rating: rating.target)


def priorities(old: RatedRound, new: RatedRound, elements: Elements) -> Iterator[Changed[str]]:
    return _texts(old, new, elements, lambda rating: rating.priority)


def decisions(old: RatedRound, new: RatedRound, elements: Elements) -> Iterator[Changed[str]]:
    """How a panel of raters agreed on a level, where one did in either round."""
    return _texts(old, new, elements, lambda rating: rating.decided.how if rating.decided else None)


def criteria(old: RatedRound, new: RatedRound, elements: Elements) -> Iterator[Changed[str]]:
    for element_id, before, after in _ratings(old, new, elements):
        yield from changed_values(element_id, before.criteria, after.criteria)


def look_fors(old: RatedRound, new: RatedRound, elements: Elements) -> Iterator[Changed[str]]:
    for element_id, before, after in _ratings(old, new, elements):
        yield from changed_values(element_id, before.look_fors, after.look_fors)


def evidence(old: RatedRound, new: RatedRound, elements: Elements) -> Iterator[Changed[Evidence]]:
    """Evidence added, removed, or with another place or date."""
    for element_id, before, after in _ratings(old, new, elements):
        for was, is_ in paired_by(lambda item: normalized(item.what), before.evidence, after.evidence):
            if was != is_:
                yield Changed(element_id, "", was, is_)


def actions(old: RatedRound, new: RatedRound, elements: Elements) -> Iterator[ActionMove]:
    """Every action of either round; overdue is measured on the new round's day."""
    day = new.assessment.round.date
    for element_id, before, after in _ratings(old, new, elements):
        for was, is_ in _paired_actions(before.actions, after.actions):
            yield ActionMove(element_id, _action_kind(was, is_, day), was, is_)


def team(old: RatedRound, new: RatedRound) -> Iterator[Changed[TeamMember]]:
    for was, is_ in paired_by_id(old.assessment.team, new.assessment.team):
        if was != is_:
            member = is_ or was
            yield Changed(member.id if member else "", "", was, is_)


def weights(old: RatedRound, new: RatedRound, elements: Elements) -> Iterator[Changed[Fraction | int]]:
    """Elements that count for more or less than they did; where none is written, a weight is 1."""
    for element in elements:
        was, is_ = (exact(side.assessment.weights.get(element.id, 1)) for side in (old, new))
        if was != is_:
            yield Changed(element.id, "", was, is_)


def subject(old: RatedRound, new: RatedRound) -> Iterator[Changed[str]]:
    """The names of agency and reform, and the rubric, where they are others than they were."""
    before, after = old.assessment, new.assessment
    for part, was, is_ in (
        ("agency", before.agency.name, after.agency.name),
        ("state", before.agency.state, after.agency.state),
        ("reform", before.reform.id, after.reform.id),
        ("reform name", before.reform.name, after.reform.name),
        ("rubric", before.rubric, after.rubric),
    ):
        if was != is_:
            yield Changed("", part, was, is_)


def _paired_actions(
    old: Sequence[Action], new: Sequence[Action]
) -> Iterator[tuple[Action | None, Action | None]]:
    """Matched by their ids where both rounds give one, else by what they say."""
    in_both = {action.id for action in old if action.id} & {action.id for action in new if action.id}
    known = [[action for action in side if action.id in in_both] for side in (old, new)]
    others = [[action for action in side if action.id not in in_both] for side in (old, new)]
    yield from paired_by(lambda action: action.id, *known)
    yield from paired_by(lambda action: normalized(action.what), *others)


def _action_kind(was: Action | None, is_: Action | None, day: date) -> ActionKind:
    if is_ is None:
        return "dropped" if was is not None and was.status in OPEN_STATUSES else "settled"
    if is_.status not in OPEN_STATUSES:
        if was is not None and was.status == is_.status:
            return "settled"
        return "done" if is_.status == "done" else "dropped"
    if is_.due is not None and is_.due < day:
        return "overdue"
    if was is None:
        return "new"
    return "carried" if was.status in OPEN_STATUSES else "reopened"


def _texts(
    old: RatedRound, new: RatedRound, elements: Elements, of: Callable[[Rating], str | None]
) -> Iterator[Changed[str]]:
    for element_id, before, after in _ratings(old, new, elements):
        was, is_ = of(before), of(after)
        if was != is_:
            yield Changed(element_id, "", was, is_)


def _ratings(old: RatedRound, new: RatedRound, elements: Elements) -> Iterator[tuple[str, Rating, Rating]]:
    """The ratings of every element that either round says something of, in the rubric's order."""
    before, after = old.assessment.ratings, new.assessment.ratings
    for element in elements:
        was, is_ = before.get(element.id, _NOTHING), after.get(element.id, _NOTHING)
        if was is not _NOTHING or is_ is not _NOTHING:
            yield element.id, was, is_


class _Wording(NamedTuple):
    """All the words of one part."""

    id: str
    part: str
    text: str


def rewording(old: Rubric, new: Rubric) -> Iterator[Changed[str]]:
    """Every part whose words differ, named by its id and what it is."""
    for was, is_ in paired_by_id(_wordings(old), _wordings(new)):
        some = is_ or was
        if some is not None and was != is_:
            yield Changed(some.id, some.part, was.text if was else None, is_.text if is_ else None)


def _wordings(rubric: Rubric) -> Iterator[_Wording]:
    for level in rubric.levels:
        yield _Wording(level.id, "level", f"{level.name}, {level.points} points")
    for category in rubric.categories:
        yield _Wording(category.id, "category", f"{category.title}\n{category.description}")
        for variable in category.variables:
            yield _Wording(variable.id, "variable", f"{variable.title}\n{variable.description}")
            for element in variable.elements:
                yield from _element(element, rubric)


def _element(element: Element, rubric: Rubric) -> Iterator[_Wording]:
    yield _Wording(element.id, "element", "\n".join([element.title, *element.questions]))
    for criterion in element.criteria:
        yield _Wording(
            criterion.id, "criterion", "\n".join([criterion.name, *_descriptors(criterion, rubric)])
        )
    for look_for in element.look_fors:
        yield _Wording(look_for.id, "look-for", look_for.text)


def _descriptors(criterion: Criterion, rubric: Rubric) -> Iterator[str]:
    for level in rubric.levels:
        yield f"{level.name}: {criterion.descriptor(level.id) or '–'}"
