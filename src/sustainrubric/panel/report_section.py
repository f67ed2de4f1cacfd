"""What a report says of a panel, from the record alone: counts and how the team came to each level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sustainrubric.base.numbers import percent, two_places
from sustainrubric.base.text import one_line
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.pages.frame import Audience
from sustainrubric.pages.phrases import day_view
from sustainrubric.panel.card import LevelCount, level_counts
from sustainrubric.panel.spread import AgreementFigures, agreement_figures
from sustainrubric.panel.words import CLASSES, HOW_WORDS, counts_words, in_words
from sustainrubric.rating.votes import levels_only, vote_class
from sustainrubric.records.assessment import Assessment, Decided, Rating, RatingLevel

LEAST_IN_PUBLIC = 5
"""With fewer raters even two shares would tell the public who voted how."""
_RULES = {"consensus": "consensus", "two-thirds": "two thirds", "majority": "majority"}


@dataclass(frozen=True, slots=True)
class PanelRow:
    """How the team came to one level; `counts` has the agreed level marked, `moved` is the second vote."""

    id: str
    anchor: str
    title: str
    counts: tuple[LevelCount, ...]
    words: str
    spread: str
    agreed: str
    how: str
    day: str
    moved: str
    dissent: str


@dataclass(frozen=True, slots=True)
class PanelFigure:
    """One figure of agreement with what it means."""

    name: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class PanelSection:
    """The section on a panel; without rows it says only how many rated and how far they agreed."""

    sentence: str
    levels: tuple[str, ...]
    rows: tuple[PanelRow, ...]
    figures: tuple[PanelFigure, ...]
    notes: tuple[str, ...]


def panel_section(assessment: Assessment, rubric: Rubric, audience: Audience) -> PanelSection | None:
    """What an audience may see of how the team came to its levels; None where there is nothing to say."""
    decided = [
        (element, rating, rating.decided)
        for element in rubric.elements
        if (rating := assessment.ratings.get(element)) is not None and rating.decided is not None
    ]
    if not decided:
        return None
    voted = max(sum(record.votes.values()) for _, _, record in decided)
    units = [_points(record, rubric) for _, _, record in decided]
    figures = agreement_figures(units, voted)
    if audience == "public":
        if voted < LEAST_IN_PUBLIC:
            return None
        sentence = f"{voted} raters voted by themselves before the team agreed on each level."
        return PanelSection(sentence, (), (), tuple(_shares(figures)), ())
    return PanelSection(
        sentence=_sentence(assessment, voted, len(decided)),
        levels=tuple(level.name for level in rubric.levels),
        rows=tuple(_row(element, rating, record, rubric) for element, rating, record in decided),
        figures=(*_shares(figures), *_alpha(figures)),
        notes=tuple(f"{note[:1].upper()}{note[1:]}." for note in figures.notes),
    )


def _sentence(assessment: Assessment, voted: int, decided: int) -> str:
    panel = assessment.panel
    asked = len(set(panel.raters)) if panel is not None else 0
    who = f"{asked} raters were asked, and {voted} voted" if asked else f"{voted} raters voted"
    rule = f" Where they differed, the rule was {_RULES[panel.rule]}." if panel is not None else ""
    count = f"{decided} level{'s' if decided != 1 else ''}"
    return f"{who} by themselves before the team agreed on {count}.{rule}"


def _points(record: Decided, rubric: Rubric) -> list[int]:
    votes = [level for level, count in record.votes.items() for _ in range(count)]
    return [rubric.points[level] for level in levels_only(votes)]


def _row(element: str, rating: Rating, record: Decided, rubric: Rubric) -> PanelRow:
    votes = [level for level, count in record.votes.items() for _ in range(count)]
    return PanelRow(
        id=element,
        anchor=f"element-{element}",
        title=rubric.elements[element].title,
        counts=level_counts(record.votes, rubric, rating.level),
        words=_beyond(record.votes, rubric),
        spread=CLASSES[vote_class(votes, rubric.points)],
        agreed=in_words(rating.level),
        how=HOW_WORDS[record.how],
        day=day_view(record.date).short if record.date is not None else "",
        moved=f"second vote: {counts_words(record.again)}" if record.again else "",
        dissent=one_line(rating.dissent or ""),
    )


def _beyond(votes: dict[RatingLevel, int], rubric: Rubric) -> str:
    beyond = {level: count for level, count in votes.items() if count and level not in rubric.points}
    return counts_words(beyond) if beyond else ""


def _shares(figures: AgreementFigures) -> Iterator[PanelFigure]:
    yield PanelFigure("Exact share", percent(figures.exact), "of pairs of raters gave the same level")
    words = "of pairs lay at most one level apart"
    yield PanelFigure("Within one level", percent(figures.within_one), words)


def _alpha(figures: AgreementFigures) -> Iterator[PanelFigure]:
    if figures.alpha is None:
        return
    interval = figures.interval
    around = f", 95 % interval {two_places(interval.low)} to {two_places(interval.high)}" if interval else ""
    words = f"over {figures.units} elements{around}; 1 is full agreement, 0 what chance alone would give"
    yield PanelFigure("Krippendorff's alpha", two_places(figures.alpha), words)
