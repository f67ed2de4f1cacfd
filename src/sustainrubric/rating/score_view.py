"""A roll-up of scores -> what a report says of it, and the sentences that lead the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sustainrubric.base.numbers import two_places
from sustainrubric.base.text import DASH, counted, listed
from sustainrubric.pages.parts import Scores, Share, Standing, Step
from sustainrubric.pages.phrases import share_words, standing_at
from sustainrubric.rating.scorecard import Summary

_NOTHING = Standing("not-rated", DASH)


def scores_view(summary: Summary, steps: Sequence[Step]) -> Scores:
    shares = tuple(Share(step, summary.distribution.get(step.key, 0)) for step in steps)  # type: ignore[call-overload]
    found = [share for share in shares if share.count]
    return Scores(
        distribution=shares,
        distribution_words=listed([f"{share.count} {share.step.name.lower()}" for share in found[::-1]])
        or "nothing rated",
        majority=standing_at(summary.majority, steps) if summary.majority else _NOTHING,
        mean=two_places(summary.mean, DASH),
        bounds=" to ".join(two_places(bound) for bound in summary.bounds) if summary.bounds else DASH,
        lowest=summary.lowest,
        lowest_words=", ".join(summary.lowest) or DASH,
        rated=summary.rated,
        applicable=summary.applicable,
        coverage=share_words(summary.coverage),
        coverage_words=f"{summary.rated} of {summary.applicable} ({share_words(summary.coverage)})"
        if summary.applicable
        else "none applies",
        percent_to_target=share_words(summary.percent_to_target),
    )


def lead_sentences(scores: Scores, weighted: bool, reached: int = 0, aimed: int = 0) -> Iterator[str]:
    """What the scores say: the distribution first, the middle second, the mean last with its coverage.

    Of `aimed` rated elements with a target, `reached` have reached it.
    """
    if not scores.applicable:
        yield "No element of the rubric applies to this reform."
        return
    if not scores.rated:
        yield f"Nothing is rated yet: 0 of {counted(scores.applicable, 'applicable element')}."
        return
    yield f"Of {counted(scores.rated, 'rated element')}, {_distribution(scores)}."
    targets = (
        f"; {reached} of {aimed} with a target {'has' if reached == 1 else 'have'} reached it"
        if aimed
        else ""
    )
    yield f"{_reach(scores, weighted)}{targets}."
    rated = f"{scores.rated} of {counted(scores.applicable, 'applicable element')} rated ({scores.coverage})"
    yield f"The mean is {scores.mean} on the scale from 1 to {len(scores.distribution)}, with {rated}."


def _distribution(scores: Scores) -> str:
    return listed(
        [
            f"{share.count} {'is' if share.count == 1 else 'are'} {share.step.name.lower()}"
            for share in reversed(scores.distribution)
            if share.count
        ]
    )


def _reach(scores: Scores, weighted: bool) -> str:
    level = scores.majority.name.lower()
    at_top = scores.majority.points == scores.distribution[-1].step.points
    counted_so = (
        "Counting each by its weight, more than half are" if weighted else "More than half of them are"
    )
    return f"{counted_so} {level}" if at_top else f"{counted_so} {level} or better"
