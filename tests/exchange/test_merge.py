"""The three-way table, case by case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.exchange.form_model import CellKey
from sustainrubric.exchange.merge import ItemCell, merge, moved_items, same, settled

KEY = CellKey("Ratings", "1.A.i", "rationale")


def fate(base: str, ours: str, theirs: str, *, clearing: bool = False) -> str | None:
    found = list(merge({KEY: base}, {KEY: ours}, {KEY: theirs}, clearing=clearing))
    return found[0].fate if found else None


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("a", "a", "a", None),
        ("a", "b", "a", None),
        ("a", "a", "b", "set"),
        ("a", "b", "b", None),
        ("a", "b", "c", "conflict"),
        ("a", "a", "", "kept"),
        ("a", "b", "", "conflict"),
        ("", "", "b", "set"),
        ("", "b", "c", "conflict"),
        ("a", "", "b", "conflict"),
        ("a", "", "a", None),
        ("a", "", "", None),
    ],
)
def test_what_becomes_of_a_cell(base: str, ours: str, theirs: str, expected: str | None) -> None:
    assert fate(base, ours, theirs) == expected


def test_an_emptied_cell_is_cleared_where_that_is_allowed() -> None:
    assert fate("a", "a", "", clearing=True) == "cleared"
    assert fate("a", "b", "", clearing=True) == "conflict"


@pytest.mark.parametrize("came_back", ["a\r\nb", "a\nb\n", "a  \nb", "a\rb"])
def test_line_ends_are_no_change(came_back: str) -> None:
    assert fate("a\nb", "a\nb", came_back) is None


def test_what_the_form_could_not_hold_is_a_conflict() -> None:
    found = merge({KEY: "a"}, {KEY: "a"}, {KEY: "b"}, shortened=frozenset({KEY}))
    assert [change.fate for change in found] == ["conflict"]


@pytest.mark.parametrize(
    ("accept", "theirs", "clearing", "expected"),
    [("theirs", "c", False, "set"), ("theirs", "", False, "kept"), ("theirs", "", True, "cleared")],
)
def test_a_conflict_is_settled_for_them(accept: str, theirs: str, clearing: bool, expected: str) -> None:
    found = list(merge({KEY: "a"}, {KEY: "b"}, {KEY: theirs}))
    assert [change.fate for change in settled(found, "theirs", clearing=clearing)] == [expected]


def test_a_conflict_is_settled_for_us_by_leaving_it() -> None:
    found = list(merge({KEY: "a"}, {KEY: "b"}, {KEY: "c"}))
    assert settled(found, "ours", clearing=True) == []


TEXTS = st.text("ab \n", max_size=4)


@given(TEXTS, TEXTS, TEXTS)
def test_only_theirs_against_an_untouched_file_goes_in(base: str, ours: str, theirs: str) -> None:
    result = fate(base, ours, theirs)
    if result == "set":
        assert same(ours) == same(base)
        assert same(theirs) != same(base)
    if same(theirs) == same(base):
        assert result is None


def test_cells_that_belong_together_are_a_conflict_together() -> None:
    what, where = (KEY._replace(column=column) for column in ("what", "where"))
    base, ours, theirs = {what: "a", where: ""}, {what: "b\na", where: ""}, {what: "a", where: "x"}

    def fates(theirs: dict[CellKey, str]) -> list[tuple[str, str]]:
        found = merge(base, ours, theirs, unit_of=lambda key: key.row)
        return [(change.key.column, change.fate) for change in found]

    assert fates(theirs) == [("what", "conflict"), ("where", "conflict")]
    assert fates(base) == []
    assert fates(ours) == []


def item_of(key: CellKey) -> ItemCell | None:
    return ItemCell("", int(key.row), "")


def items(texts: list[str]) -> dict[CellKey, str]:
    return {CellKey("S", str(number), "c"): text for number, text in enumerate(texts, 1)}


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdefgh"), unique=True))
def test_an_item_is_found_by_its_text_wherever_it_stands(base: list[str], ours: list[str]) -> None:
    moves = moved_items(items(base), items([*ours, "", ""]), item_of)
    places = {text: int(moves.key(key).row) for key, text in items(base).items()}
    assert len(set(places.values())) == len(base), "no two items are at one place"
    for text, place in places.items():
        if text in ours:
            assert ours[place - 1] == text
        else:
            key = CellKey("S", str(place), "c")
            assert moves.doubtful_item(key) is not None
