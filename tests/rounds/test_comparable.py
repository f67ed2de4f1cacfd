"""Means and levels of several rounds are compared over the elements rated in all of them, wherever they stand."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.rating.score import score
from sustainrubric.rounds.comparable import ScoredRound, in_all, in_series
from sustainrubric.rounds.export import trends_to_csv
from sustainrubric.rounds.model import RatedRound
from sustainrubric.rounds.page import trends_to_html, trends_to_markdown
from sustainrubric.rounds.text import table
from sustainrubric.rounds.trend import trend
from sustainrubric.rounds.trend_view import trend_view
from tests.rounds.rounds import IDS, round_of
from tests.rounds.test_trend import in_year

# What was rated well fell, and what was rated badly became unknown: the mean of all that is rated rises.
FELL = [
    in_year(
        2025, {"1.A.1": "exemplary", "1.A.2": "inadequate", "1.B.1": "inadequate", "2.A.1": "inadequate"}
    ),
    in_year(2026, {"1.A.1": "strong", "1.A.2": "unknown", "1.B.1": "unknown", "2.A.1": "unknown"}),
]
# An element rated in the first round alone, and one that is rated in none.
LEFT = [
    in_year(2025, {"1.A.1": "emerging", "1.B.1": "inadequate"}),
    in_year(2026, {"1.A.1": "emerging"}),
]
BEGUN = [*FELL[:1], in_year(2026, {"1.A.1": "strong", "1.A.2": "emerging"}), in_year(2027, {})]


def sides(rounds: list[RatedRound]) -> list[ScoredRound]:
    return [ScoredRound.of(score(one.assessment, one.rubric), one.rubric.points) for one in rounds]


def test_only_what_both_rounds_rate_is_compared() -> None:
    found = in_all(IDS, sides(FELL))
    assert (found.ids, found.words) == (("1.A.1",), "1 of 5")
    assert [summary.mean for summary in found.summaries] == [4, 3]


def test_a_reform_whose_rated_elements_fell_rises_nowhere() -> None:
    view = trend_view(trend(FELL))
    for row in view.rows:
        known = [number for number in row.numbers if number is not None]
        assert known == sorted(known, reverse=True)
    assert view.rows[0].change == "4.00 → 3.00"
    assert view.rows[0].compared == "1 of 5"
    assert [cell.remark for cell in view.rows[0].cells] == ["4.00, 1 of 5", "3.00, 1 of 5"]
    # As blocks on a terminal, as digits where there are none, and as words of levels.
    _headers, overall, *_ = table(view, unicode=False)
    assert overall == ["Overall", "43", "exemplary", "strong", "4.00 → 3.00 (1 of 5)"]
    for page in (trends_to_markdown([view]), trends_to_html([view]).partition("<body")[2]):
        assert "1.75" not in page
        assert "Rated in every one: 1 of 5 elements." in page


def test_a_table_for_programs_has_both_and_says_which_can_be_compared() -> None:
    rows = list(csv.DictReader(io.StringIO(trends_to_csv([trend(FELL)]))))
    overall = [row for row in rows if row["part"] == "overall"]
    assert [row["mean"] for row in overall] == ["1.75", "3.0"]
    assert [(row["compared"], row["compared_mean"]) for row in overall] == [("1", "4.0"), ("1", "3.0")]


def test_an_element_that_left_moves_no_line() -> None:
    row = trend_view(trend(LEFT)).rows[0]
    assert (row.numbers, row.change, row.compared) == ((2, 2), "2.00", "1 of 5")


def test_a_round_that_rates_nothing_yet_is_a_gap() -> None:
    view = trend_view(trend(BEGUN))
    row = view.rows[0]
    assert row.numbers == (Fraction(5, 2), Fraction(5, 2), None)
    assert (row.change, row.cells[-1].remark) == ("–", "nothing rated")
    assert any(said.startswith("Rated in every one that rates anything: 2 of 5") for said in view.remarks)


def test_rounds_without_an_element_in_common_have_no_line() -> None:
    view = trend_view(trend([in_year(2025, {"1.A.1": "strong"}), in_year(2026, {"1.A.2": "strong"})]))
    assert (view.rows[0].numbers, view.rows[0].change) == ((None, None), "–")
    assert view.rows[0].cells[0].remark == "nothing rated in every round"


def test_one_round_alone_says_what_it_rates() -> None:
    row = trend_view(trend(LEFT[:1])).rows[0]
    assert (row.cells[0].remark, row.compared) == ("1.50, 2 of 5", "")


def test_changed_weights_are_said() -> None:
    heavy = in_year(2026, {"1.A.1": "strong", "1.A.2": "inadequate"}, weights={"1.A.1": 3})
    view = trend_view(trend([in_year(2025, {"1.A.1": "exemplary", "1.A.2": "emerging"}), heavy]))
    assert any("Weights changed" in said for said in view.remarks)


LEVELS = st.sampled_from(["inadequate", "emerging", "strong", "exemplary", "unknown", "not-applicable", None])


@pytest.mark.deep
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(IDS, LEVELS)), min_size=2, max_size=5))
def test_where_no_element_rises_no_line_does(levels: list[dict[str, str | None]]) -> None:
    """And where none falls, no line falls."""
    rounds = [
        round_of(
            {one: level for one, level in each.items() if level},
            round={"id": f"r{n}", "date": f"{2020 + n}-01-01"},
        )
        for n, each in enumerate(levels)
    ]
    found = in_series(IDS, sides(rounds))
    means = [summary.mean for summary in found.summaries if summary.mean is not None]
    used = [one for one in sides(rounds) if any(map(one.rates, IDS))]
    for place, (old, new) in enumerate(pairwise(means)):
        steps = [
            (used[place + 1].elements[one].points or 0) - (used[place].elements[one].points or 0)
            for one in found.ids
        ]
        assert new <= old or max(steps) > 0
        assert new >= old or min(steps) < 0
