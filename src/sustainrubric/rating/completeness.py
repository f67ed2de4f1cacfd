"""How far an assessment has come, on its plain data: a session asks after every answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sustainrubric.base.numbers import percent
from sustainrubric.instruments.rubric import LevelId, Rubric
from sustainrubric.interview.data import Plain, get
from sustainrubric.rating.score import majority_level


@dataclass(frozen=True, slots=True)
class Progress:
    """Element ids, in the rubric's order, by what is known of them.

    `levels` are those that count, given or derived; `open` are the elements nobody has said
    anything of, `unknown` those that were looked at in vain.
    """

    levels: Mapping[str, LevelId]
    open: tuple[str, ...]
    unknown: tuple[str, ...]
    without_rationale: tuple[str, ...]
    weakest: tuple[str, ...]
    applicable: int

    @property
    def rated(self) -> int:
        """How many elements have a level that counts."""
        return len(self.levels)

    @property
    def words(self) -> str:
        """`7 of 19 rated (37%)`."""
        if not self.applicable:
            return "nothing that applies"
        return f"{self.rated} of {self.applicable} rated ({percent(Fraction(self.rated, self.applicable))})"


def progress(data: Plain, rubric: Rubric) -> Progress:
    """Count as scores do: unknown is looked at but not rated, not-applicable does not count."""
    ratings: dict[str, Plain] = {each: get(data, ("ratings", each)) or {} for each in rubric.elements}
    given = {each: rating.get("level") for each, rating in ratings.items()}
    found = {each: level_that_counts(rating, rubric) for each, rating in ratings.items()}
    levels = {each: level for each, level in found.items() if level is not None}
    lowest = min((rubric.points[level] for level in levels.values()), default=0)
    return Progress(
        levels=levels,
        open=tuple(each for each in ratings if given[each] is None and each not in levels),
        unknown=tuple(each for each in ratings if given[each] == "unknown"),
        without_rationale=tuple(
            each
            for each, rating in ratings.items()
            if (given[each] or each in levels) and not rating.get("rationale")
        ),
        weakest=tuple(each for each, level in levels.items() if rubric.points[level] == lowest),
        applicable=sum(level != "not-applicable" for level in given.values()),
    )


def level_that_counts(rating: Plain, rubric: Rubric) -> LevelId | None:
    """The level that counts: the one given, else what the criteria make of it."""
    if rating.get("level"):
        return rating["level"] if rating["level"] in rubric.points else None
    return majority_level(((level, 1) for level in (rating.get("criteria") or {}).values()), rubric.points)
