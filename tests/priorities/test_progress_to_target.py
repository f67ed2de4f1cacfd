"""Measurements against the path to a target."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.priorities.goal_progress import TargetProgress, path_to, progress_to_target
from sustainrubric.records.priorities import Goal


def progress(start: float, end: float, *measured: tuple[str, float], **more: Any) -> TargetProgress:
    """A goal from 2024-01-01 to 2028-01-01 (1461 days)."""
    target = {
        "metric": "m",
        "baseline": {"date": "2024-01-01", "level": start},
        "end": {"date": "2028-01-01", "level": end},
        "measurements": [{"date": day, "level": level} for day, level in measured],
        **more,
    }
    found = progress_to_target(Goal.model_validate({"id": "g", "name": "G", "target": target}))
    assert found is not None
    return found


def test_the_path_is_straight_between_its_corners() -> None:
    (reading,) = progress(40, 60, ("2026-01-01", 50)).measured
    assert reading.expected == 40 + 20 * Fraction(731, 1461)
    assert reading.ahead == 50 - reading.expected


def test_an_interim_level_bends_the_path() -> None:
    interim = [{"date": "2026-01-01", "level": 42}]
    (reading,) = progress(40, 60, ("2025-01-01", 41.5), interim=interim).measured
    assert reading.expected == 40 + 2 * Fraction(366, 731)
    assert (reading.before.name, reading.after.name) == ("baseline", "interim level")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("start", "end", "level", "standing"),
    [
        (40, 60, 60, "on-track"),
        (40, 60, 41, "behind"),
        (60, 40, 40, "on-track"),
        (60, 40, 59, "behind"),
        (-5, -10, -10, "on-track"),
        (40, 60, 50.5, "on-track"),
    ],
    ids=["up", "up-behind", "down", "down-behind", "below-zero", "decimals"],
)
def test_the_better_side_is_that_of_the_target(start: float, end: float, level: float, standing: str) -> None:
    assert progress(start, end, ("2026-01-01", level)).standing == standing


def test_just_on_the_path_is_on_track() -> None:
    interim = [{"date": "2026-01-01", "level": 52.1}]
    found = progress(48.2, 62, ("2026-01-01", 52.1), interim=interim)
    assert (found.standing, found.measured[0].ahead) == ("on-track", 0)


def test_the_latest_measurement_counts_in_whatever_order_they_are_written() -> None:
    found = progress(40, 60, ("2027-01-01", 41), ("2025-01-01", 59))
    assert [reading.date.year for reading in found.measured] == [2025, 2027]
    assert found.standing == "behind"


def test_without_a_measurement_on_the_path_nothing_is_judged() -> None:
    assert progress(40, 60).standing == "not-measured"
    before = progress(40, 60, ("2023-01-01", 39))
    assert (before.standing, before.measured[0].footing) == ("not-measured", "before-baseline")


def test_after_the_end_the_target_itself_is_the_measure() -> None:
    (reading,) = progress(40, 60, ("2031-01-01", 59)).measured
    assert (reading.expected, reading.footing) == (60, "behind")


def test_a_target_without_both_ends_has_no_path() -> None:
    for target in (None, {}, {"baseline": {"date": "2024-01-01", "level": 1}}, {"end": {"level": 2}}):
        assert progress_to_target(Goal.model_validate({"id": "g", "name": "G", "target": target})) is None


days = st.dates(date(2000, 1, 1), date(2030, 1, 1))
levels = st.one_of(st.integers(-1000, 1000), st.decimals(-1000, 1000, places=2).map(float))


@given(
    days, st.integers(1, 4000), levels, levels, st.lists(st.tuples(st.integers(0, 5000), levels), max_size=6)
)
def test_the_path_stays_between_its_ends_and_the_footing_follows_from_it(
    start: date, length: int, first: float, last: float, measured: list[tuple[int, float]]
) -> None:
    rows = {start + timedelta(days): level for days, level in measured}
    goal = Goal.model_validate(
        {
            "id": "g",
            "name": "G",
            "target": {
                "baseline": {"date": start, "level": first},
                "end": {"date": start + timedelta(length), "level": last},
                "measurements": [{"date": day, "level": level} for day, level in rows.items()],
            },
        }
    )
    found = progress_to_target(goal)
    assert found is not None
    assert goal.target is not None
    path = path_to(goal.target)
    assert path is not None
    low, high = sorted((path[0].level, path[-1].level))
    for reading in found.measured:
        assert reading.expected is not None
        assert reading.ahead is not None
        assert low <= reading.expected <= high
        assert (reading.footing == "on-track") == (reading.ahead >= 0)
        assert abs(reading.ahead) == abs(reading.level - reading.expected)


WHOLE = {"baseline": {"date": "2024-01-01", "level": 1}, "end": {"date": "2028-01-01", "level": 2}}


@pytest.mark.parametrize("part", ["baseline", "end"])
@pytest.mark.parametrize("left", [["date"], ["level"], [], None])
def test_an_end_of_the_path_with_only_a_date_or_only_a_level_is_none(
    part: str, left: list[str] | None
) -> None:
    target: dict[str, Any] = {"metric": "m", "measurements": [{"date": "2026-01-01", "level": 1.5}], **WHOLE}
    goal = {"id": "g", "name": "G", "target": target}
    found = progress_to_target(Goal.model_validate(goal))
    assert found is not None
    assert found.standing == "behind"
    if left is None:
        del target[part]
    else:
        target[part] = {key: value for key, value in WHOLE[part].items() if key in left}
    assert progress_to_target(Goal.model_validate(goal)) is None


def test_a_path_needs_a_day_between_its_ends_and_a_flat_one_is_to_be_kept() -> None:
    def found(end: dict[str, Any]) -> Any:
        target = {
            "metric": "m",
            "baseline": WHOLE["baseline"],
            "end": end,
            "measurements": [{"date": "2026-01-01", "level": 1.5}],
        }
        return progress_to_target(Goal.model_validate({"id": "g", "name": "G", "target": target}))

    assert found({"date": "2024-01-01", "level": 2}) is None
    assert found({"date": "2023-12-31", "level": 2}) is None
    assert found({"date": "2024-01-02", "level": 2}) is not None
    # Where nothing is to change, more is not worse.
    assert found({"date": "2028-01-01", "level": 1}).standing == "on-track"
