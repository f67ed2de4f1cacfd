"""How far an assessment has come, on its plain data: a session asks after every answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sustainrubric.engine.plain import Plain, get
from sustainrubric.engine.rounding import percent


@dataclass(frozen=True, slots=True)
class Progress:
    """`levels` are those given, by element id; `open` and `without_rationale` are element ids."""

    levels: Mapping[str, str]
    open: tuple[str, ...]
    without_rationale: tuple[str, ...]
    rated: int
    applicable: int

    @property
    def words(self) -> str:
        """`7 of 19 rated (37 %)`."""
        if not self.applicable:
            return "nothing that applies"
        return f"{self.rated} of {self.applicable} rated ({percent(Fraction(self.rated, self.applicable))})"


def progress(data: Plain, elements: Sequence[str]) -> Progress:
    """Count as scores do: unknown is looked at but not rated, not-applicable does not count."""
    ratings = {element: get(data, ("ratings", element), {}) or {} for element in elements}
    levels = {element: rating["level"] for element, rating in ratings.items() if rating.get("level")}
    rated = [e for e, rating in ratings.items() if _is_rated(rating)]
    applicable = [element for element in elements if levels.get(element) != "not-applicable"]
    return Progress(
        levels=levels,
        open=tuple(e for e in elements if e not in levels and e not in rated),
        without_rationale=tuple(
            e for e in elements if (e in levels or e in rated) and not ratings[e].get("rationale")
        ),
        rated=len(rated),
        applicable=len(applicable),
    )


def _is_rated(rating: Plain) -> bool:
    level = rating.get("level")
    return level not in ("unknown", "not-applicable") if level else bool(rating.get("criteria"))
