"""Gates: what a check may be asked to hold assessments to beyond the rules for every file (SR390 to SR392)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import floor
from typing import NamedTuple

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.rating.score import score
from sustainrubric.rating.scorecard import Scorecard
from sustainrubric.records.assessment import Assessment


class Gates(NamedTuple):
    """Thresholds for assessments; `min_coverage` is a share of one."""

    min_coverage: Fraction | None = None
    min_levels: tuple[tuple[str, LevelId], ...] = ()
    targets: bool = False


def check_gates(assessment: Assessment, rubric: Rubric, gates: Gates) -> list[Problem]:
    """The gates that the assessment does not pass."""
    card = score(assessment, rubric)
    return [*_coverage(card, gates), *_levels(card, rubric, gates), *_targets(card, gates)]


def _coverage(card: Scorecard, gates: Gates) -> Iterator[Problem]:
    overall, least = card.overall, gates.min_coverage
    if least is not None and overall.coverage is not None and overall.coverage < least:
        message = (
            f"{overall.rated} of {overall.applicable} applicable elements are rated "
            f"({_below(overall.coverage)}); at least {float(least * 100):g}% is asked for"
        )
        yield Problem(Code.COVERAGE_TOO_LOW, message, ("ratings",), "key")


def _below(share: Fraction) -> str:
    """A share in percent, never rounded up: one that is too low must not look high enough."""
    tenths = floor(share * 1000)
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths / 10:.1f}%"


def _levels(card: Scorecard, rubric: Rubric, gates: Gates) -> Iterator[Problem]:
    """Elements below the level asked for; one that is not applicable has none to reach."""
    wanted = dict(gates.min_levels)
    for element in card.elements:
        least = wanted.get(element.id)
        if least is None or not element.applicable:
            continue
        if element.points is None or element.points < rubric.points[least]:
            is_ = element.level or element.given or "not rated"
            message = f"{element.id} is {is_}; at least {least} is asked for"
            yield Problem(Code.LEVEL_TOO_LOW, message, _place(element.id, element.given))


def _targets(card: Scorecard, gates: Gates) -> Iterator[Problem]:
    for element in card.elements if gates.targets else ():
        if element.level is not None and element.target is None:
            message = f"{element.id} is rated {element.level} and has no target; one is asked for"
            yield Problem(Code.TARGET_MISSING, message, _place(element.id, element.given))


def _place(element_id: str, given: str | None) -> DocumentPath:
    return ("ratings", element_id, "level") if given else ("ratings", element_id)


def codes_of(wanted: Gates | None) -> set[Code]:
    """The codes that these gates may find."""
    if wanted is None:
        return set()
    asked = {
        Code.COVERAGE_TOO_LOW: wanted.min_coverage is not None,
        Code.LEVEL_TOO_LOW: bool(wanted.min_levels),
        Code.TARGET_MISSING: wanted.targets,
    }
    return {code for code, is_asked in asked.items() if is_asked}
