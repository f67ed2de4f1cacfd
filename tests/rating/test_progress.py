"""How far an assessment has come, counted as scores count."""

from __future__ import annotations

from typing import Any

import pytest

from sustainrubric.rating.completeness import Progress, progress
from sustainrubric.rating.score import score
from sustainrubric.records.assessment import Assessment
from tests.rating.scripts import RUBRIC
from tests.rating.test_rating_script import ASSESSMENT


def of(**ratings: Any) -> Progress:
    return progress({"ratings": {name.replace("_", "."): rating for name, rating in ratings.items()}}, RUBRIC)


def test_nothing_rated() -> None:
    now = of()
    assert now.words.startswith("0 of 3 rated (0")
    assert now.open == ("1.A.i", "1.A.ii", "2.A.i")
    assert now.weakest == ()


def test_given_and_derived_levels_count_unknown_does_not() -> None:
    now = of(**{"1_A_i": {"level": "strong", "rationale": "So."}, "1_A_ii": {"criteria": {"1": "emerging"}}})
    assert now.levels == {"1.A.i": "strong", "1.A.ii": "emerging"}
    assert now.without_rationale == ("1.A.ii",)
    assert now.weakest == ("1.A.ii",)
    assert now.open == ("2.A.i",)


def test_unknown_is_not_open_and_not_rated() -> None:
    now = of(**{"1_A_i": {"level": "unknown"}})
    assert (now.rated, now.applicable, now.open) == (0, 3, ("1.A.ii", "2.A.i"))
    assert now.unknown == ("1.A.i",)
    assert now.without_rationale == ("1.A.i",)


def test_what_does_not_apply_does_not_count() -> None:
    none: dict[str, Any] = {"level": "not-applicable", "rationale": "No."}
    assert of(**{"1_A_i": none, "1_A_ii": none, "2_A_i": none}).words == "nothing that applies"
    assert of(**{"1_A_i": {"level": "not-applicable"}}).applicable == 2


@pytest.mark.parametrize(
    "ratings",
    [
        {},
        {"1.A.i": {"level": "strong"}, "2.A.i": {"level": "unknown"}},
        {"1.A.i": {"level": "not-applicable", "rationale": "No."}, "1.A.ii": {"criteria": {"1": "strong"}}},
        {
            "1.A.i": None,
            "1.A.ii": {"level": None},
            "2.A.i": {"level": "unknown", "criteria": {"1": "strong"}},
        },
    ],
)
def test_it_says_the_same_as_the_score(ratings: dict[str, Any]) -> None:
    data = {**ASSESSMENT, "ratings": ratings}
    card = score(Assessment.model_validate(data), RUBRIC)
    now = progress(data, RUBRIC)
    assert (now.rated, now.applicable) == (card.overall.rated, card.overall.applicable)
    assert now.weakest == tuple(card.overall.lowest)
