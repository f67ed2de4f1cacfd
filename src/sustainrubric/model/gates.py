"""What a check may be asked to hold files to, beyond what every file must be."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from sustainrubric.model.rubric import LevelId


class Gates(NamedTuple):
    """Thresholds for assessments; `min_coverage` is a share of one."""

    min_coverage: Fraction | None = None
    min_levels: tuple[tuple[str, LevelId], ...] = ()
    targets: bool = False
