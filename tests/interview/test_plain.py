"""Edits of plain data give copies and touch nothing beside the path."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.interview.data import drop, get, put

DATA = {"a": {"b": [1, {"c": 2}]}, "empty": {}, "nothing": None}

paths = st.lists(st.sampled_from(["a", "b", "c", "x"]) | st.integers(0, 3), min_size=1, max_size=4).map(tuple)
values = st.none() | st.integers() | st.text(max_size=3)
data = st.dictionaries(
    st.sampled_from(["a", "b", "x"]),
    st.recursive(
        values,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "c"]), inner, max_size=3)
        ),
        max_leaves=8,
    ),
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("a", "b", 1, "c"), 2),
        (("a", "b", 0), 1),
        (("nothing",), None),
        (("nothing", "x"), "default"),
        (("a", "b", 2), "default"),
        (("a", "b", -1), "default"),
        (("a", "b", "1"), "default"),
        ((), DATA),
    ],
)
def test_get_gives_the_value_or_the_default(path: tuple[str | int, ...], expected: Any) -> None:
    assert get(DATA, path, "default") == expected


@pytest.mark.parametrize(
    ("before", "path", "expected"),
    [
        ({}, ("a", "b"), {"a": {"b": 9}}),
        ({"a": None}, ("a", "b"), {"a": {"b": 9}}),
        ({"a": [1]}, ("a", 0), {"a": [9]}),
        ({"a": [1]}, ("a", 1), {"a": [1, 9]}),
        ({"a": [{"x": 1}]}, ("a", 0, "b"), {"a": [{"x": 1, "b": 9}]}),
        ({"a": 1}, (), 9),
    ],
)
def test_put_makes_what_is_not_there(before: Any, path: tuple[str | int, ...], expected: Any) -> None:
    assert put(before, path, 9) == expected


@pytest.mark.parametrize(
    ("before", "path", "expected"),
    [
        pytest.param({"a": {"b": 1}, "c": 2}, ("a", "b"), {"c": 2}, id="what becomes empty goes as well"),
        pytest.param({"a": {"b": 1, "c": 2}}, ("a", "b"), {"a": {"c": 2}}, id="siblings stay"),
        pytest.param({"a": None, "c": 2}, ("a", "b"), {"a": None, "c": 2}, id="a key without a value stays"),
        pytest.param({"a": {}, "c": 2}, ("a", "b"), {"a": {}, "c": 2}, id="what was empty before stays"),
        pytest.param({"a": {"x": 1}}, ("a", "b", "c"), {"a": {"x": 1}}, id="nothing there, nothing to do"),
        pytest.param({"a": [1, 2]}, ("a", 0), {"a": [2]}, id="a row"),
        pytest.param({"a": [{"b": 1}, 2]}, ("a", 0, "b"), {"a": [2]}, id="a row that becomes empty"),
        pytest.param({"a": [{"b": 1}]}, ("a", 1), {"a": [{"b": 1}]}, id="no such row"),
    ],
)
def test_drop_takes_away_what_is_there(before: Any, path: tuple[str | int, ...], expected: Any) -> None:
    assert drop(before, path) == expected


@given(data, paths, values)
def test_what_was_put_can_be_got_and_the_original_stays(
    before: Any, path: tuple[str | int, ...], value: Any
) -> None:
    kept = copy.deepcopy(before)
    after = put(before, path, value)
    assert before == kept
    if all(part == 0 or isinstance(part, str) for part in path):
        assert get(after, path) == value
        assert get(drop(after, path), path, "gone") in ("gone", get(drop(after, path), path))


@given(data, paths)
def test_what_was_dropped_is_gone_and_the_original_stays(before: Any, path: tuple[str | int, ...]) -> None:
    kept = copy.deepcopy(before)
    after = drop(before, path)
    assert before == kept
    if all(isinstance(part, str) for part in path):
        assert get(after, path, "gone") == "gone"
    if get(kept, path, "gone") == "gone":
        assert after == kept
