"""Two rounds rated by different rubrics, put side by side: an older round under the ids of the newer rubric.

Only elements that are equal in both can be compared; of the others it is said why not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from sustainrubric.instruments.rubric import Category, Element, Rubric, Variable
from sustainrubric.migration.alignment import Alignment, Row
from sustainrubric.rounds.model import RatedRound, Reason


@dataclass(frozen=True, slots=True)
class SideBySide:
    """An older round as the newer rubric names its elements, and why elements cannot be compared, by id."""

    old: RatedRound
    reasons: Mapping[str, Reason]


def side_by_side(old: RatedRound, alignment: Alignment, new: Rubric) -> SideBySide:
    """The older round under the ids of `new`, the rubric that the alignment leads to."""
    names = _new_names(old.rubric, alignment, new)
    reasons: dict[str, Reason] = {}
    for row in alignment.rows:
        reason = why_not_comparable(row)
        if reason is not None:
            reasons |= dict.fromkeys(
                (*row.targets, *(names[one] for one in row.sources if one in names)), reason
            )
    return SideBySide(_renamed(old, names), reasons)


def why_not_comparable(row: Row) -> Reason | None:
    """Why ratings of the elements of a row cannot be compared; None where they can, or have no counterpart."""
    if row.is_equal or not row.sources or not row.targets:
        return None
    if row.is_split:
        return "split"
    return "merged" if row.is_merge else "reworded"


def _new_names(old: Rubric, alignment: Alignment, new: Rubric) -> dict[str, str]:
    """What each element of the old rubric is called beside the new one."""
    names = {}
    for element_id in old.elements:
        row = alignment.from_source(element_id)
        if row.is_equal:
            names[element_id] = row.targets[0]
        elif element_id in row.targets or element_id not in new.elements:
            names[element_id] = element_id
        else:
            # Another element has this id now, which only a stranger's rubric does.
            names[element_id] = f"{element_id} ({old.reference})"
    return names


def _renamed(old: RatedRound, names: Mapping[str, str]) -> RatedRound:
    if all(before == after for before, after in names.items()):
        return old
    assessment = old.assessment
    ratings = {names.get(one, one): rating for one, rating in assessment.ratings.items()}
    weights = {names.get(one, one): weight for one, weight in assessment.weights.items()}
    categories = tuple(_category(category, names) for category in old.rubric.categories)
    # Copies keep what was worked out from the old ids, so the elements are looked up anew.
    rubric = type(old.rubric).model_construct(
        None,
        **{name: getattr(old.rubric, name) for name in type(old.rubric).model_fields}
        | {"categories": categories},
    )
    return replace(
        old, assessment=assessment.model_copy(update={"ratings": ratings, "weights": weights}), rubric=rubric
    )


def _category(category: Category, names: Mapping[str, str]) -> Category:
    variables = tuple(_variable(variable, names) for variable in category.variables)
    return category.model_copy(update={"variables": variables})


def _variable(variable: Variable, names: Mapping[str, str]) -> Variable:
    return variable.model_copy(
        update={"elements": tuple(_element(each, names) for each in variable.elements)}
    )


def _element(element: Element, names: Mapping[str, str]) -> Element:
    name = names[element.id]
    if name == element.id:
        return element
    data = element.model_dump()
    for key in ("criteria", "look_fors"):
        data[key] = [{**part, "id": f"{name}.{part['id'].rpartition('.')[2]}"} for part in data[key]]
    return Element.model_validate({**data, "id": name})


Ways = Callable[[RatedRound, RatedRound], Alignment]
"""How two rounds that follow one another are aligned."""


@dataclass(frozen=True, slots=True)
class InLine:
    """Rounds under the ids of the last one's rubric; `breaks` says by element from which round on, and why.

    `other_elements` are those that came or went, and with which rounds: a sum over them is another from there.
    """

    rounds: tuple[RatedRound, ...]
    breaks: Mapping[str, Mapping[int, Reason]]
    other_elements: Mapping[str, frozenset[int]]


def in_line(rounds: Iterable[RatedRound], ways: Ways) -> InLine:
    """Rounds in their order, each put beside the last one."""
    moved = list(rounds)
    breaks: dict[str, dict[int, Reason]] = {}
    others: dict[str, frozenset[int]] = {}
    original = list(moved)
    for place in range(len(original) - 1, 0, -1):
        before, after = original[place - 1], original[place]
        if before.rubric is after.rubric or before.rubric.reference == after.rubric.reference:
            continue
        alignment = ways(before, after)
        # Later steps have renamed what this one leads to.
        later = dict(zip(after.rubric.elements, moved[place].rubric.elements, strict=True))
        alignment = _under_later_names(alignment, later)
        for index in range(place):
            found = side_by_side(moved[index], alignment, moved[place].rubric)
            moved[index] = found.old
            if index == place - 1:
                for one, reason in found.reasons.items():
                    breaks.setdefault(one, {})[place] = reason
                for one in found.old.rubric.elements.keys() ^ moved[place].rubric.elements.keys():
                    others[one] = others.get(one, frozenset()) | {place}
    return InLine(tuple(moved), breaks, others)


def _under_later_names(alignment: Alignment, later: Mapping[str, str]) -> Alignment:
    """The same way, to the names that its targets have at the end."""
    # What goes without saying has its later name already: each step renamed all rounds before it.
    rows = [replace(row, targets=tuple(later.get(one, one) for one in row.targets)) for row in alignment.rows]
    return Alignment(alignment.old, alignment.new, tuple(rows))
