"""The words for votes and how they lie, the same in every format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sustainrubric.base.numbers import percent, two_places
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.panel.spread import AgreementFigures, Spread
from sustainrubric.rating.votes import VoteClass
from sustainrubric.records.assessment import RatingLevel

CLASSES: dict[VoteClass, str] = {
    "split": "split",
    "scope": "applies?",
    "adjacent": "adjacent",
    "unanimous": "unanimous",
    "single": "one vote",
    "none": "no vote",
}
CLASS_MEANINGS: dict[VoteClass, str] = {
    "split": "votes two or more levels apart",
    "scope": "levels beside not applicable: decide first whether it applies",
    "adjacent": "votes next to each other",
    "unanimous": "the same vote from all",
    "single": "one vote only",
    "none": "nobody voted",
}
HOW_WORDS = {
    "unanimous": "unanimous",
    "consensus": "by consensus",
    "two-thirds": "by two thirds",
    "majority": "by majority",
    "chair": "by the chair",
}


def in_words(level: str | None) -> str:
    """A level as a reader says it: `not applicable`."""
    return level.replace("-", " ") if level else "–"


def counts_words(counts: Mapping[RatingLevel, int]) -> str:
    """Counts in words: `2 emerging, 3 strong`."""
    return ", ".join(f"{count} {in_words(level)}" for level, count in counts.items()) or "no votes"


def strip(counts: Mapping[RatingLevel, int], rubric: Rubric) -> str:
    """Counts by level, lowest first, as `0 · 2 · 3 · 0`."""
    return " · ".join(str(counts.get(level, 0)) for level in rubric.points)


def ballots_in(spread: Spread) -> str:
    """How many ballots are in, and whose are missing."""
    missing = f" (missing: {', '.join(spread.missing)})" if spread.missing else ""
    are = "is" if spread.inside == 1 else "are"
    return f"{spread.inside} of {len(spread.raters)} ballots {are} in{missing}"


def classes_words(spread: Spread) -> str:
    """How the votes lie, widest apart first; elements that need talk are named: `1 split (1.A.i), 6 unanimous`."""
    parts = []
    for name, word in CLASSES.items():
        ids = [each.id for each in spread.elements if each.spread == name]
        named = f" ({', '.join(ids)})" if name in ("split", "scope", "adjacent") else ""
        parts += [f"{len(ids)} {word}{named}"] if ids else []
    return ", ".join(parts)


def not_yet(spread: Spread) -> str:
    """What is said in place of the spread before all have voted."""
    return f"{ballots_in(spread)}; the spread is shown then, or with --reveal"


def figures_words(figures: AgreementFigures) -> list[str]:
    """The three figures and how to read them, a sentence each."""
    lines = [
        f"Exact share: {percent(figures.exact)} of pairs of raters gave the same level.",
        f"Within one level: {percent(figures.within_one)} of pairs.",
    ]
    if figures.alpha is not None:
        interval = figures.interval
        around = (
            f" (95 % interval {two_places(interval.low)} to {two_places(interval.high)})" if interval else ""
        )
        lines.append(f"Krippendorff's alpha, ordinal: {two_places(figures.alpha)}{around}.")
    return [*lines, *(f"Note: {note}." for note in figures.notes)]


def shown_raters(raters: Sequence[str], team: Mapping[str, str], *, names: bool) -> dict[str, str]:
    """What each rater is called: by a code unless names are asked for; an id of the team is no code."""
    if names:
        return {rater: team.get(rater, rater) for rater in raters}
    return {rater: f"rater {place}" if rater in team else rater for place, rater in enumerate(raters, 1)}
