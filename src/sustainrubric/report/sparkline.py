"""Numbers as a line of small blocks; what is missing stays a gap."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

_BLOCKS = "▁▂▃▄▅▆▇█"
_GAP = "·"
MOST = 40


def sparkline(numbers: Sequence[Fraction | int | None], low: int, high: int, *, unicode: bool = True) -> str:
    """One sign a number, the last `MOST` of them; digits and a dot for the gaps where there are no blocks."""
    return "".join(_sign(number, low, high, unicode) for number in numbers[-MOST:])


def _sign(number: Fraction | int | None, low: int, high: int, unicode: bool) -> str:
    if number is None:
        return _GAP if unicode else "."
    if not unicode:
        return str(int(number + Fraction(1, 2)))
    place = (number - low) / Fraction(max(1, high - low)) * (len(_BLOCKS) - 1)
    return _BLOCKS[max(0, min(len(_BLOCKS) - 1, int(place + Fraction(1, 2))))]
