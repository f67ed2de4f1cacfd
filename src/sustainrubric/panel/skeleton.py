"""The text of an empty ballot in YAML, with the guidance to fill it in in an editor."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.instruments.rubric import Rubric
from sustainrubric.records.assessment import Assessment
from sustainrubric.yaml.scalar import scalar

_HEAD = """\
#: One rater's ballot. Give each element a level and say why, by yourself: the group talks later.
#: A level is one of: {levels}, unknown (you cannot tell)
#: or not-applicable. `sustain rubric show 1.A.i` shows what each level means.
#: Lines that begin with #: are guidance and can be deleted.
kind: ballot
format: 1
rubric: {rubric}
reform: {reform}
round: {round}
rater: {rater}
stands_back: []        #: elements you leave to the others, such as [2.B.ii]
ratings:
"""


def ballot_head(assessment: Assessment, rater: str) -> dict[str, object]:
    """What a ballot of this assessment begins with."""
    return {
        "kind": "ballot",
        "format": 1,
        "rubric": assessment.rubric,
        "reform": assessment.reform.id,
        "round": assessment.round.id,
        "rater": rater,
    }


def ballot_skeleton(assessment: Assessment, rubric: Rubric, rater: str) -> str:
    """An empty ballot."""
    head = _HEAD.format(
        levels=", ".join(level.id for level in rubric.levels),
        rubric=assessment.rubric,
        reform=scalar(assessment.reform.id),
        round=scalar(assessment.round.id),
        rater=scalar(rater),
    )
    return head + "".join(_elements(rubric))


def _elements(rubric: Rubric) -> Iterator[str]:
    for category in rubric.categories:
        for variable in category.variables:
            yield f"\n  #: {category.id}. {category.title} > {variable.id} {variable.title}\n"
            for element in variable.elements:
                yield f"  #: {element.title}\n  {element.id}:\n    level:\n    rationale:\n"
