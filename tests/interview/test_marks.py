"""One line marks many things: a level for every row, look-fors seen and not seen, a target and its priority."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.interview.answers import Option, Rejected, Value
from sustainrubric.interview.marks import Choices, Grid, GridRow, MarkList
from sustainrubric.interview.shown import answer_words

LEVELS = tuple(Option(level, level.title()) for level in ("inadequate", "emerging", "strong", "exemplary"))
GRID = Grid(tuple(GridRow(str(number), f"row {number}", ()) for number in range(1, 6)), LEVELS)
SIGNS = MarkList(
    tuple(Option(f"L{number}", f"sign {number}") for number in range(1, 9)),
    (("seen", ("saw",)), ("partly", ("part",)), ("not-seen", ("not", "no"))),
)
BOTH = Choices(
    (
        ("target", LEVELS),
        ("priority", tuple(Option(each, each.title()) for each in ("high", "medium", "low"))),
    )
)


def value(form: Grid | MarkList | Choices, text: str, current: Any = None) -> Any:
    outcome = form.parse(text, current)
    assert isinstance(outcome, Value), f"{text!r}: {outcome}"
    return outcome.value


def reason(form: Grid | MarkList | Choices, text: str, current: Any = None) -> str:
    outcome = form.parse(text, current)
    assert isinstance(outcome, Rejected), f"{text!r}: {outcome}"
    assert len(outcome.reason) < 300
    return outcome.reason


class TestGrid:
    """A mark for each row."""

    @pytest.mark.parametrize(
        "text",
        [
            "2 2 3 . 1",
            "2,2,3,.,1",
            " 2  2 3 . 1 ",
            "223.1",
            "２ ２ ３ . １",
            "emerging Emerging strong . inadequate",
        ],
    )
    def test_one_line_marks_every_row(self, text: str) -> None:
        expected = {"1": "emerging", "2": "emerging", "3": "strong", "5": "inadequate"}
        assert value(GRID, text) == expected

    @pytest.mark.parametrize("text", ["2*", "2 *", "emerging*"])
    def test_all_alike(self, text: str) -> None:
        assert value(GRID, text) == dict.fromkeys("12345", "emerging")

    @pytest.mark.parametrize("text", ["3=2", "3 = 2", "3=emerging"])
    def test_one_row_leaves_the_others_as_they_are(self, text: str) -> None:
        assert value(GRID, text, {"1": "strong", "3": "strong"}) == {"1": "strong", "3": "emerging"}

    def test_several_rows_by_their_numbers(self) -> None:
        assert value(GRID, "5=4, 1=1") == {"1": "inadequate", "5": "exemplary"}

    def test_a_dot_leaves_a_mark_and_a_dash_takes_it_away(self) -> None:
        assert value(GRID, ". - . . 4", {"1": "strong", "2": "strong"}) == {"1": "strong", "5": "exemplary"}
        assert value(GRID, "2=-", {"1": "strong", "2": "strong"}) == {"1": "strong"}
        assert value(GRID, "-", {"1": "strong", "2": "strong"}) == {}

    def test_a_mark_of_a_row_the_rubric_does_not_have_stays_last(self) -> None:
        assert list(value(GRID, "2*", {"9": "strong"})) == ["1", "2", "3", "4", "5", "9"]
        assert value(GRID, "-", {"9": "strong", "1": "strong"}) == {"9": "strong"}

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("2 2 3", "those are 3 marks for 5 rows"),
            ("2", "that is 1 mark for 5 rows"),
            ("2 2 3 . 1 1", "those are 6 marks for 5 rows"),
            ("2 2 3 . 5", "'5' is no level"),
            ("2 2 3 . x", "'x' is no level"),
            ("9=2", "'9=2' marks no row; there are 1, 2, 3, 4, 5"),
            ("3=", "'3=' marks no row"),
            ("=2", "'=2' marks no row"),
            ("3=9", "'9' is no level"),
            ("9*", "'9' is no level"),
            ("2" * 1000, "that is 1 mark for 5 rows"),
        ],
    )
    def test_what_does_not_fit_is_refused_whole(self, text: str, said: str) -> None:
        assert said in reason(GRID, text, {"1": "strong"})

    @given(st.dictionaries(st.sampled_from("12345"), st.sampled_from([level.value for level in LEVELS])))
    def test_marks_can_be_typed_as_they_are_shown(self, marks: dict[str, str]) -> None:
        if marks:
            assert value(GRID, answer_words(GRID, marks)) == dict(sorted(marks.items()))

    @given(st.text("1234 .-*=,x", max_size=12))
    def test_no_line_marks_a_row_that_is_not_there_or_with_what_is_no_level(self, text: str) -> None:
        outcome = GRID.parse(text, None)
        if isinstance(outcome, Value):
            assert set(outcome.value) <= set("12345")
            assert set(outcome.value.values()) <= {level.value for level in LEVELS}


class TestMarkList:
    """Seen, in part, not seen."""

    @pytest.mark.parametrize(
        "text",
        [
            "1 3-5, part 2 8, not 6",
            "1,3-5;part 2,8;not 6",
            "L1 L3-L5 partly l2 l8 not-seen L6",
            "part 2 8 not 6 seen 1 3 - 5",
            "saw 1 and 3-5, in part 2 8, no 6",
        ],
    )
    def test_one_line_marks_all(self, text: str) -> None:
        expected = {
            "L1": "seen", "L2": "partly", "L3": "seen", "L4": "seen", "L5": "seen", "L6": "not-seen", "L8": "partly",
        }  # fmt: skip
        assert value(SIGNS, text) == expected
        assert list(value(SIGNS, text)) == sorted(expected)

    def test_what_is_not_named_stays_as_it_is(self) -> None:
        assert value(SIGNS, "not 2", {"L1": "seen", "L2": "seen"}) == {"L1": "seen", "L2": "not-seen"}

    def test_the_rest_is_every_one_not_named(self) -> None:
        marks = value(SIGNS, "1 2, not the rest")
        assert marks == {"L1": "seen", "L2": "seen", **{f"L{number}": "not-seen" for number in range(3, 9)}}
        assert value(SIGNS, "all") == {f"L{number}": "seen" for number in range(1, 9)}

    def test_a_dash_takes_marks_away(self) -> None:
        before = {"L1": "seen", "L2": "seen", "L3": "partly"}
        assert value(SIGNS, "- 2", before) == {"L1": "seen", "L3": "partly"}
        assert value(SIGNS, "4 -2", before) == {"L1": "seen", "L3": "partly", "L4": "seen"}
        assert value(SIGNS, "-", before) == {}
        assert value(SIGNS, "none", before) == {}

    def test_a_mark_of_what_is_not_in_the_list_stays_last(self) -> None:
        assert list(value(SIGNS, "1", {"L99": "seen"})) == ["L1", "L99"]
        assert value(SIGNS, "-", {"L99": "seen", "L1": "seen"}) == {"L99": "seen"}

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("9", "'9' is not between 1 and 8"),
            ("0", "'0' is not between 1 and 8"),
            ("5-3", "'5-3' runs backwards"),
            ("1-", "'1-' is no number"),
            ("some", "'some' is no number"),
            (",", "names nothing of the list"),
            ("part", "names nothing of the list"),
            ("1 99999", "'99999' is no number"),
            ("1, part 9", "'9' is not between 1 and 8"),
        ],
    )
    def test_what_does_not_fit_is_refused_whole(self, text: str, said: str) -> None:
        assert said in reason(SIGNS, text)

    @given(
        st.dictionaries(
            st.integers(1, 8).map("L{}".format), st.sampled_from(["seen", "partly", "not-seen"]), min_size=1
        )
    )
    def test_marks_can_be_typed_as_they_are_shown(self, marks: dict[str, str]) -> None:
        assert value(SIGNS, answer_words(SIGNS, marks)) == dict(sorted(marks.items()))


class TestChoices:
    """A target and a priority."""

    @pytest.mark.parametrize(
        "text", ["strong high", "3 1", "Strong, High", "high strong", "3 high", "strong 1"]
    )
    def test_both_in_one_line(self, text: str) -> None:
        assert value(BOTH, text) == {"target": "strong", "priority": "high"}

    def test_one_of_them_leaves_the_other_as_it_is(self) -> None:
        before = {"target": "strong", "priority": "low"}
        assert value(BOTH, "high", before) == {"target": "strong", "priority": "high"}
        assert value(BOTH, "4", before) == {"target": "exemplary", "priority": "low"}
        assert value(BOTH, ". 2", before) == {"target": "strong", "priority": "medium"}

    def test_a_dash_takes_one_or_both_away(self) -> None:
        before = {"target": "strong", "priority": "low"}
        assert value(BOTH, "- high", before) == {"priority": "high"}
        assert value(BOTH, "strong -", before) == {"target": "strong"}
        assert value(BOTH, "-", before) == {}

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("9", "'9' is none of these: target: inadequate"),
            ("3 9", "'9' is none of these: priority: high, medium, low"),
            ("strong high low", "'low' is too much"),
            ("stron", "'stron' is none of these"),
            ("strong weak", "'weak' is none of these"),
        ],
    )
    def test_what_does_not_fit_is_refused_whole(self, text: str, said: str) -> None:
        assert said in reason(BOTH, text)
