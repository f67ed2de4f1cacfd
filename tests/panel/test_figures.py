"""The figures against published values, against exact ones, and against their laws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.panel.figures import (
    Metric,
    Unit,
    alpha_interval,
    exact_share,
    krippendorff_alpha,
    linear,
    quadratic,
    share_within,
    unequal,
    weighted_kappa,
)

KRIPPENDORFF_2011 = ("12332141 2...", "12332241 25.3", ".3332342 251.", "12332441 251.")
FOUR_BY_SEVEN = ("12.4321", "13343.1", ".234422", "123.321")

UNITS = st.lists(st.lists(st.integers(1, 4), max_size=7), max_size=12)


def units(*rows: str) -> list[list[int]]:
    """A line a rater, a column a unit, a point where a value is missing."""
    columns = zip(*(row.replace(" ", "") for row in rows), strict=True)
    return [[int(sign) for sign in column if sign != "."] for column in columns]


@pytest.mark.parametrize(
    ("rows", "metric", "exact", "published"),
    [
        (KRIPPENDORFF_2011, "ordinal", Fraction(108577, 133160), "0.815"),
        (KRIPPENDORFF_2011, "nominal", Fraction(113, 152), "0.743"),
        (KRIPPENDORFF_2011, "interval", Fraction(951, 1120), "0.849"),
        (FOUR_BY_SEVEN, "ordinal", Fraction(15281, 17144), "0.891"),
        (FOUR_BY_SEVEN, "nominal", Fraction(48, 71), "0.676"),
    ],
)
def test_alpha_has_the_published_value(
    rows: tuple[str, ...], metric: Metric, exact: Fraction, published: str
) -> None:
    found = krippendorff_alpha(units(*rows), metric)
    assert found == exact
    assert f"{float(exact):.3f}" == published


@pytest.mark.parametrize(
    ("given_units", "expected"),
    [
        ([[1], [2]], None),
        ([], None),
        ([[2, 2], [2, 2]], None),
        ([[1, 1], [2, 2]], Fraction(1)),
        ([[1, 1], [1, 4], [4, 4], [1, 4]], Fraction(1, 8)),
    ],
)
def test_alpha_of_small_tables(given_units: list[Unit], expected: Fraction | None) -> None:
    assert krippendorff_alpha(given_units) == expected


COHEN_1968 = {
    (1, 1): 88,
    (1, 2): 14,
    (1, 3): 18,
    (2, 1): 10,
    (2, 2): 40,
    (2, 3): 10,
    (3, 1): 2,
    (3, 2): 6,
    (3, 3): 12,
}


@pytest.mark.parametrize(
    ("weights", "published"),
    [("011/101/110", "0.492"), ("013/106/360", "0.348"), ("014/106/220", "0.353")],
)
def test_kappa_has_the_values_of_cohen(weights: str, published: str) -> None:
    table = [[int(sign) for sign in row] for row in weights.split("/")]
    found = weighted_kappa(Counter(COHEN_1968).elements(), lambda a, b: table[a - 1][b - 1])
    assert found is not None
    assert f"{float(found):.3f}" == published


@pytest.mark.parametrize(
    ("weight", "expected"),
    [(unequal, Fraction(44, 89)), (linear, Fraction(121, 166)), (quadratic, Fraction(341, 386))],
)
def test_kappa_of_two_raters_is_exact(weight: Callable[[int, int], int], expected: Fraction) -> None:
    first, second = (
        (1, 2, 3, 4, 5, 3, 2, 4, 5, 1, 3, 3, 2, 4, 5),
        (1, 3, 3, 4, 4, 2, 2, 5, 5, 1, 3, 4, 2, 3, 5),
    )
    assert weighted_kappa(zip(first, second, strict=True), weight) == expected


def test_kappa_without_any_variation_is_not_a_number_to_show() -> None:
    assert weighted_kappa([(2, 2)] * 12, linear) is None
    assert weighted_kappa([], linear) is None


def test_shares_are_of_pairs_pooled_over_units() -> None:
    # Three pairs in the first unit, one of them equal and two one apart; one pair two apart in the second.
    found = [[2, 2, 3], [1, 3], [4]]
    assert exact_share(found) == Fraction(1, 4)
    assert share_within(found, 1) == Fraction(3, 4)
    assert exact_share([[1], []]) is None


@given(UNITS)
def test_shares_are_shares_and_alpha_is_at_most_one(found: list[Unit]) -> None:
    exact, near, alpha = exact_share(found), share_within(found, 1), krippendorff_alpha(found)
    if exact is None or near is None:
        assert exact is near is alpha is None
    else:
        assert 0 <= exact <= near <= 1
        assert alpha is None or alpha <= 1


@pytest.mark.deep
@given(UNITS, st.randoms(use_true_random=False))
def test_the_order_of_raters_and_elements_changes_nothing(found: list[list[int]], random: Random) -> None:
    mixed = [sorted(unit, key=lambda _: random.random()) for unit in found]
    random.shuffle(mixed)
    assert _all(mixed) == _all(found)


@given(UNITS, st.integers(1, 4))
def test_a_unit_with_one_vote_changes_nothing(found: list[list[int]], vote: int) -> None:
    assert _all([*found, [vote]]) == _all(found)


@given(st.lists(st.lists(st.sampled_from((1, 2, 4)), max_size=5), max_size=8))
def test_a_level_that_nobody_uses_changes_no_alpha(found: list[list[int]]) -> None:
    closer = [[3 if value == 4 else value for value in unit] for unit in found]
    assert krippendorff_alpha(closer) == krippendorff_alpha(found)


@given(st.lists(st.lists(st.integers(1, 4), min_size=2, max_size=5), min_size=1, max_size=8))
def test_alpha_is_what_its_formula_says_in_fractions(found: list[list[int]]) -> None:
    assert krippendorff_alpha(found) == _by_the_formula(found)


def test_the_interval_lies_around_alpha_and_is_the_same_every_time() -> None:
    found = units(*KRIPPENDORFF_2011)
    once, again = alpha_interval(found), alpha_interval(list(reversed(found)))
    alpha = krippendorff_alpha(found)
    assert once is not None
    assert alpha is not None
    assert once == again
    assert once.low < alpha < once.high <= 1
    assert (once.draws, once.undefined) == (1000, 0)


def test_no_interval_from_few_units_or_from_draws_without_an_alpha() -> None:
    assert alpha_interval([[1, 2]] * 9) is None
    # A draw without the one unit that differs has one value only, and there is one in about three.
    assert alpha_interval([[2, 2]] * 11 + [[2, 3]]) is None
    assert alpha_interval([[2, 2]] * 11 + [[2, 3]] * 5) is not None


def _all(found: list[list[int]]) -> tuple[object, ...]:
    return (
        exact_share(found),
        share_within(found, 1),
        krippendorff_alpha(found),
        krippendorff_alpha(found, "nominal"),
        krippendorff_alpha(found, "interval"),
        alpha_interval(found, 20),
    )


def _by_the_formula(found: list[list[int]]) -> Fraction | None:
    """panel.md's formula word by word, with fractions everywhere."""
    levels = range(1, 5)
    counts = [Counter(unit) for unit in found]
    o = {
        (c, k): sum((Fraction(n[c] * (n[k] - (c == k)), n.total() - 1) for n in counts), start=Fraction())
        for c in levels
        for k in levels
    }
    n = {c: sum((o[c, k] for k in levels), start=Fraction()) for c in levels}

    def d2(c: int, k: int) -> Fraction:
        low, high = sorted((c, k))
        return (sum((n[g] for g in range(low, high + 1)), start=Fraction()) - (n[c] + n[k]) / 2) ** 2

    expected = sum(n[c] * n[k] * d2(c, k) for c in levels for k in levels)
    if not expected:
        return None
    return 1 - (sum(n.values()) - 1) * sum(o[c, k] * d2(c, k) for c in levels for k in levels) / expected
