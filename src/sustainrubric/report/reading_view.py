"""Where an element stood in a round, as a report places it."""

from __future__ import annotations

from collections.abc import Sequence

from sustainrubric.model.round_diff import Reading
from sustainrubric.report.diff_parts import ReadingView
from sustainrubric.report.parts import Standing, Step
from sustainrubric.report.wording import NOT_APPLICABLE, NOT_RATED, UNKNOWN, standing_at

NOT_IN_RUBRIC = Standing("not-rated", "Not in this rubric")


def standing(reading: Reading | ReadingView | None, steps: Sequence[Step]) -> Standing:
    """A level, or why there is none."""
    if reading is None:
        return NOT_IN_RUBRIC
    if reading.level is not None:
        return standing_at(reading.level, steps, "derived from its criteria" if reading.derived else "")
    if reading.given == "not-applicable":
        return NOT_APPLICABLE
    return UNKNOWN if reading.given == "unknown" else NOT_RATED
