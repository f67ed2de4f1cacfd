"""How far raters agree: shares, Krippendorff's alpha, weighted kappa and a bootstrap interval, all exact.

A *unit* is what is rated, here an element: the points that it was given, without those missing. The order
of the points inside a unit does not matter, nor does the order of the units. Points are whole numbers;
whoever has decimals multiplies them all by the same number, which changes no figure but `share_within`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, combinations
from math import ceil, lcm
from random import Random
from typing import Literal

Unit = Sequence[int]
Metric = Literal["ordinal", "nominal", "interval"]

DRAWS = 1000
"""How often the units are drawn anew for an interval."""
LEAST_UNITS = 10
"""Fewer units than these make no interval and no kappa."""
MOST_UNDEFINED = Fraction(1, 20)
"""The share of draws without an alpha from which on there is no interval."""
_SEED = 20171


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of the alphas of `draws` bootstrap samples; `undefined` draws had none and are left out."""

    low: Fraction
    high: Fraction
    draws: int
    undefined: int


def paired(units: Iterable[Unit]) -> list[Unit]:
    """The units with two or more values; the others say nothing about agreement."""
    return [unit for unit in units if len(unit) > 1]


def share_within(units: Iterable[Unit], distance: int) -> Fraction | None:
    """The pairs of values that lie at most `distance` apart, of all pairs in the same unit; None without pairs."""
    near = pairs = 0
    for unit in units:
        counts = Counter(unit)
        pairs += len(unit) * (len(unit) - 1) // 2
        near += sum(count * (count - 1) // 2 for count in counts.values())
        for a, b in combinations(counts, 2):
            near += counts[a] * counts[b] if abs(a - b) <= distance else 0
    return Fraction(near, pairs) if pairs else None


def exact_share(units: Iterable[Unit]) -> Fraction | None:
    """The share of pairs that gave the same level."""
    return share_within(units, 0)


def krippendorff_alpha(units: Iterable[Unit], metric: Metric = "ordinal") -> Fraction | None:
    """Krippendorff's alpha (2011) for data with gaps.

    None where no unit has two values, or where all paired values are the same: then nothing can be told
    from chance.
    """
    return _alpha(_Coincidences.of(paired(units)), metric)


def alpha_interval(units: Iterable[Unit], draws: int = DRAWS) -> Interval | None:
    """The bootstrap interval of the ordinal alpha, drawn over units with a fixed seed.

    None with fewer than 10 units, or where more than one draw in twenty has no alpha.
    """
    drawn_from = sorted(paired(units), key=sorted)
    if len(drawn_from) < LEAST_UNITS:
        return None
    parts = _Coincidences.parts(drawn_from)
    random, size = Random(_SEED), len(drawn_from)  # noqa: S311
    alphas = []
    for _ in range(draws):
        # `random()` is promised to stay the same in every Python; `choices` is not.
        drawn = _Coincidences.sum(parts, (int(random.random() * size) for _ in range(size)))
        alphas.append(_alpha(drawn, "ordinal"))
    defined = sorted(alpha for alpha in alphas if alpha is not None)
    undefined = draws - len(defined)
    if undefined > draws * MOST_UNDEFINED:
        return None
    low, high = (defined[ceil(len(defined) * Fraction(mark, 1000)) - 1] for mark in (25, 975))
    return Interval(low, high, draws, undefined)


def weighted_kappa(pairs: Iterable[tuple[int, int]], weight: Callable[[int, int], int]) -> Fraction | None:
    """Cohen's weighted kappa (1968) of two raters; `weight` is how much a pair of values disagrees.

    A pair is what the two gave to one unit. None where chance alone would leave no disagreement.
    """
    counts = Counter(pairs)
    rows: Counter[int] = Counter()
    columns: Counter[int] = Counter()
    for (first, second), count in counts.items():
        rows[first] += count
        columns[second] += count
    observed = sum((count * weight(*pair) for pair, count in counts.items()), start=0)
    expected = sum((rows[a] * columns[b] * weight(a, b) for a in rows for b in columns), start=0)
    return 1 - Fraction(observed * rows.total(), expected) if expected else None


def unequal(first: int, second: int) -> int:
    """The weight of the unweighted kappa."""
    return int(first != second)


def linear(first: int, second: int) -> int:
    """The weight of the linear kappa: how many levels apart."""
    return abs(first - second)


def quadratic(first: int, second: int) -> int:
    """The weight of the quadratic kappa: levels apart, squared."""
    return (first - second) * (first - second)


@dataclass(frozen=True, slots=True)
class _Coincidences:
    """Krippendorff's coincidences as integers: everything is multiplied by `scale`.

    `between` holds pairs of different values by their places in `values`, lower place first, in one
    direction; `totals` is how often each value stands in a pair.
    """

    values: tuple[int, ...]
    scale: int
    totals: tuple[int, ...]
    between: Mapping[tuple[int, int], int]

    @classmethod
    def of(cls, units: Sequence[Unit]) -> _Coincidences:
        return cls.sum(cls.parts(units), range(len(units)))

    @classmethod
    def parts(cls, units: Sequence[Unit]) -> list[_Coincidences]:
        """Each unit's own share, all in the scale and the values that they have in common."""
        values = tuple(sorted({value for unit in units for value in unit}))
        scale = lcm(*(len(unit) - 1 for unit in units))
        return [cls._of_unit(Counter(unit), values, scale) for unit in units]

    @classmethod
    def _of_unit(cls, counts: Counter[int], values: tuple[int, ...], scale: int) -> _Coincidences:
        factor = scale // (counts.total() - 1)
        places = [place for place, value in enumerate(values) if value in counts]
        between = {(a, b): counts[values[a]] * counts[values[b]] * factor for a, b in combinations(places, 2)}
        return cls(values, scale, tuple(counts[value] * scale for value in values), between)

    @classmethod
    def sum(cls, parts: Sequence[_Coincidences], chosen: Iterable[int]) -> _Coincidences:
        """The sum of the parts chosen; one may be chosen more than once."""
        totals = []
        between: dict[tuple[int, int], int] = {}
        for place in chosen:
            part = parts[place]
            totals.append(part.totals)
            for pair, count in part.between.items():
                between[pair] = between.get(pair, 0) + count
        if not totals:
            return cls((), 1, (), {})
        return cls(parts[0].values, parts[0].scale, tuple(map(sum, zip(*totals, strict=True))), between)


def _alpha(found: _Coincidences, metric: Metric) -> Fraction | None:
    # How the distances are scaled does not matter: it cancels out of the fraction.
    below = [0, *accumulate(found.totals)]

    def distance(a: int, b: int) -> int:
        if metric == "nominal":
            return 1
        if metric == "interval":
            return quadratic(found.values[a], found.values[b])
        apart = 2 * (below[b + 1] - below[a]) - found.totals[a] - found.totals[b]
        return apart * apart

    observed = 0
    for (a, b), count in found.between.items():
        observed += count * distance(a, b)
    expected = 0
    for a, b in combinations([place for place, total in enumerate(found.totals) if total], 2):
        expected += found.totals[a] * found.totals[b] * distance(a, b)
    return 1 - Fraction((below[-1] - found.scale) * observed, expected) if expected else None
