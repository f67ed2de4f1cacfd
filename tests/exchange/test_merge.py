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


PLACES: dict[str, tuple[list[str], list[str], list[int], list[int]]] = {
    # what went out, what is there now, where each item is then, and which places are doubtful
    "as it was": (["a", "b", ""], ["a", "b", ""], [1, 2, 3], []),
    "in another order": (["a", "b"], ["b", "a"], [2, 1], []),
    "one before them": (["a", "b", ""], ["x", "a", "b", ""], [2, 3, 4], []),
    "one reworded": (["a", "b"], ["x", "b"], [1, 2], [1]),
    "both reworded": (["a", "b"], ["x", "y"], [1, 2], [1, 2]),
    "one gone": (["a", "b"], ["b"], [2, 1], [2]),
    "one gone, with room": (["a", "b"], ["b", "", ""], [2, 1], [2]),
    "two gone": (["a", "b", "c"], ["c"], [2, 3, 1], [2, 3]),
    "two gone, with room for one": (["a", "b", "c"], ["c", ""], [2, 3, 1], [2, 3]),
    "all gone": (["a", "b"], [], [1, 2], [1, 2]),
    "its place taken by another": (["a", "b"], ["b", "x"], [3, 1], [3]),
    "emptied, and one behind it": (["a"], ["", "x"], [1], [1]),
    "a new one in an empty place": (["a", "", ""], ["a", "x", "", ""], [1, 4, 3], []),
    "alike": (["a", "a"], ["x", "a", "a"], [3, 2], []),
}


@pytest.mark.parametrize("case", PLACES)
def test_where_each_item_is_now(case: str) -> None:
    base, ours, places, doubtful = PLACES[case]
    moves = moved_items(items(base), items(ours), item_of)
    assert [int(moves.key(key).row) for key in items(base)] == places
    found = [place for place in range(1, 9) if moves.doubtful_item(CellKey("S", str(place), "c")) is not None]
    assert found == doubtful


def test_an_item_is_known_by_its_first_text_and_each_list_for_itself() -> None:
    def of_list(key: CellKey) -> ItemCell | None:
        before, _, number = key.row.partition("#")
        return ItemCell(f"{before}#", int(number), "/x") if number else None

    def cells(**rows: list[tuple[str, str]]) -> dict[CellKey, str]:
        return {
            CellKey("S", f"{name}#{number}", column): text
            for name, pairs in rows.items()
            for number, pair in enumerate(pairs, 1)
            for column, text in zip(("who", "what"), pair, strict=True)
        }

    base = cells(l=[("", "one"), ("m", "two")], k=[("", "one")])
    ours = cells(l=[("m", "other"), ("", "one")], k=[("", "one")])
    moves = moved_items(base, ours, of_list)
    assert {key.row: moves.key(key).row for key in base} == {"l#1": "l#2/x", "l#2": "l#1/x", "k#1": "k#1/x"}
    assert moves.doubtful == set()
    plain = CellKey("S", "plain", "who")
    assert moves.key(plain) is plain
    assert moves.doubtful_item(plain) is None


def test_cells_that_came_back_keep_their_order_and_tell_all_three_texts() -> None:
    keys = [KEY._replace(row=row) for row in "cab"]
    base, ours = dict.fromkeys(keys, "a \n"), {keys[0]: "a", keys[1]: "b"}
    found = list(merge(base, ours, dict.fromkeys(keys, "c\r\n")))
    assert [(change.key.row, change.base, change.ours, change.theirs, change.fate) for change in found] == [
        ("c", "a", "a", "c", "set"),
        ("a", "a", "b", "c", "conflict"),
        ("b", "a", "", "c", "conflict"),
    ]
    assert list(merge({}, {}, {KEY: " "})) == []


def test_only_the_cells_of_a_unit_in_which_both_changed_clash() -> None:
    what, where, level = (KEY._replace(column=column) for column in ("what", "where", "level"))
    base = {what: "a", where: "b", level: "c"}
    ours = {**base, what: "x", level: "y"}
    theirs = {**base, where: "z"}
    units = {what: "evidence", where: "evidence"}
    fates = {change.key.column: change.fate for change in merge(base, ours, theirs, unit_of=units.get)}
    assert fates == {"what": "conflict", "where": "conflict"}
    same_way = {**base, what: "x", where: "z"}
    fates = {change.key.column: change.fate for change in merge(base, ours, same_way, unit_of=units.get)}
    assert fates == {"where": "conflict"}


def test_what_is_no_conflict_is_settled_already() -> None:
    found = list(merge({KEY: "a"}, {KEY: "a"}, {KEY: "c"}))
    for accept in (None, "ours", "theirs"):
        assert settled(found, accept, clearing=False) == found
    clash = list(merge({KEY: "a"}, {KEY: "b"}, {KEY: "c"}))
    assert settled(clash, None, clearing=True) == clash


@pytest.mark.parametrize(
    ("text", "compared"),
    [("a\r\nb\rc \t\n\n", "a\nb\nc"), (" a", " a"), ("\n a\n", "\n a"), ("", ""), (" \n ", "")],
)
def test_what_office_programs_change_in_a_text_is_no_difference(text: str, compared: str) -> None:
    assert same(text) == compared
