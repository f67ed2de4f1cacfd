"""This round beside an earlier one, in a report: what moved, and sums over the elements rated in both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sustainrubric.base.text import counted, listed, one_line
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.pages.phrases import day_view
from sustainrubric.rating.score_view import scores_view
from sustainrubric.rating.scorecard import Scorecard
from sustainrubric.records.assessment import Assessment
from sustainrubric.report.element_parts import ElementView
from sustainrubric.report.element_view import ElementContext
from sustainrubric.report.view_parts import Since
from sustainrubric.rounds.comparable import ScoredRound, in_all
from sustainrubric.rounds.model import MoveKind
from sustainrubric.rounds.words import HEADINGS

# The words for one element and for several.
_VERBS: dict[MoveKind, tuple[str, str]] = {
    "improved": ("improved", "improved"),
    "declined": ("declined", "declined"),
    "newly_rated": ("is newly rated", "are newly rated"),
    "no_longer_rated": ("is no longer rated", "are no longer rated"),
    "not_comparable": ("cannot be compared", "cannot be compared"),
    "unchanged": ("is unchanged", "are unchanged"),
}


@dataclass(frozen=True, slots=True)
class Scored:
    """An assessment with the scores worked out from it."""

    assessment: Assessment
    scorecard: Scorecard


def since_view(
    previous: Scored, scored: Scored, rubric: Rubric, elements: Sequence[ElementView], context: ElementContext
) -> Since:
    """What changed since `previous`; `elements` are those of the report, with how each moved."""
    before, after = previous.scorecard, scored.scorecard
    sides = [ScoredRound.of(card, rubric.points) for card in (before, after)]
    found = in_all(list(rubric.elements), sides, context.unequal)
    old, now = (scores_view(summary, context.steps) for summary in found.summaries)
    weights = [[side.elements[element].weight for element in found.ids] for side in sides]
    groups = [(kind, tuple(element for element in elements if element.move == kind)) for kind in HEADINGS]
    moves = tuple((kind, HEADINGS[kind], moved) for kind, moved in groups if moved)
    return Since(
        round=one_line(previous.assessment.round.id),
        day=day_view(previous.assessment.round.date),
        sentence=_sentence([(kind, len(moved)) for kind, _, moved in moves]),
        scores=old,
        now=now,
        compared=found.words,
        rated=scores_view(before.overall, context.steps).coverage_words,
        weights=weights[0] != weights[1],
        moves=moves,
    )


def _sentence(counts: Sequence[tuple[MoveKind, int]]) -> str:
    if not counts:
        return "No element is rated in either round."
    phrases = [f"{count} {_VERBS[kind][count != 1]}" for kind, count in counts]
    first, count = phrases[0], counts[0][1]
    phrases[0] = first.replace(f"{count} ", f"{counted(count, 'element')} ", 1)
    return f"{listed(phrases)}."
