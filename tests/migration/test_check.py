"""A mapping accounts for every element of both rubrics, once."""

from __future__ import annotations

from typing import Any

import pytest

from sustainrubric.instruments.rubric import Rubric
from sustainrubric.migration.alignment import Row, align
from sustainrubric.migration.check import check_mapping
from sustainrubric.records.mapping import Mapping
from tests.rating.build import small_rubric

OLD = small_rubric([3])


def new_rubric() -> Rubric:
    """1.A.1 as it was, 1.A.2 reworded, 1.A.3 gone, 1.A.4 and 1.A.5 new."""
    data = small_rubric([5]).model_dump(mode="json")
    data["version"] = "2.0.0"
    elements = data["categories"][0]["variables"][0]["elements"]
    elements[1]["title"] = "Other words"
    elements[4]["criteria"].pop()
    del elements[2]
    return Rubric.model_validate(data)


NEW = new_rubric()
ROWS = [
    {"from": ["1.A.3"], "to": ["1.A.4"], "relation": "subset", "why": "Narrower."},
    {"from": [], "to": ["1.A.5"], "relation": "none", "why": "New."},
]


def mapping(rows: list[dict[str, Any]]) -> Mapping:
    head = {"kind": "mapping", "format": 1, "from": OLD.reference, "to": NEW.reference}
    return Mapping.model_validate({**head, "rows": rows})


def told(rows: list[dict[str, Any]]) -> list[tuple[tuple[str | int, ...], str]]:
    return [(found.path, found.message) for found in check_mapping(mapping(rows), OLD, NEW)]


def test_a_whole_mapping_has_nothing_to_be_said_of() -> None:
    assert told(ROWS) == []


def test_what_no_row_names_is_equal_or_reworded_by_its_words() -> None:
    alignment = align(mapping(ROWS).rows, OLD, NEW)
    assert alignment.rows == (
        Row(("1.A.2",), ("1.A.2",), "reworded", "Its words changed."),
        Row(("1.A.3",), ("1.A.4",), "subset", "Narrower."),
        Row((), ("1.A.5",), "none", "New."),
    )
    assert alignment.from_source("1.A.1").is_equal
    assert alignment.reversed().reversed() == alignment


WRONG: dict[str, tuple[list[dict[str, Any]], tuple[str | int, ...], str]] = {
    "nothing said of three": ([], (), "no row says what becomes of 1.A.3"),
    "an element forgotten": (ROWS[:1], ("rows",), "no row says where 1.A.5"),
    "an unknown element": (
        [*ROWS, {"from": ["1.A.9"], "relation": "none", "why": "x"}],
        ("rows", 2, "from", 0),
        "small@1.0.0 has no element '1.A.9'",
    ),
    "named twice": (
        [*ROWS, {"from": ["1.A.3"], "relation": "none", "why": "x"}],
        ("rows", 2, "from", 0),
        "stands under 'from' in row 1 already",
    ),
    "no reason": ([{**ROWS[0], "why": None}, ROWS[1]], ("rows", 0), "has no reason"),
    "none on both sides": (
        [{**ROWS[0], "relation": "none"}, ROWS[1]],
        ("rows", 0, "relation"),
        "left out or new",
    ),
    "equal to nothing": (
        [ROWS[0], {**ROWS[1], "relation": "equal"}],
        ("rows", 1, "relation"),
        "needs elements",
    ),
    "equal with many": (
        [{"from": ["1.A.3"], "to": ["1.A.4", "1.A.5"], "relation": "equal"}],
        ("rows", 0, "relation"),
        "between one element and one",
    ),
    "equal without a criterion": (
        [{"from": ["1.A.3"], "to": ["1.A.5"], "relation": "equal", "why": "x"}, {**ROWS[1], "to": ["1.A.4"]}],
        ("rows", 0, "relation"),
        "1.A.5 lacks 3 of 1.A.3",
    ),
    "equal with other words": (
        [{"from": ["1.A.2"], "to": ["1.A.2"], "relation": "equal"}, *ROWS],
        ("rows", 0, "relation"),
        "have other words",
    ),
    "an empty row": ([*ROWS, {"relation": "none", "why": "x"}], ("rows", 2), "names no element"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_told_at_its_row(case: str) -> None:
    rows, path, words = WRONG[case]
    assert [found for found in told(rows) if found[0] == path and words in found[1]], told(rows)
