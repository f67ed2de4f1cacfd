"""How a typed line answers a question of each form."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.interview.answers import Rejected, Value
from sustainrubric.interview.forms import Choice, Day, Line, LongText, Numbers, Option

LEVELS = Choice(
    tuple(
        Option(level, level.replace("-", " ").capitalize())
        for level in ("inadequate", "emerging", "strong", "exemplary", "unknown", "not-applicable")
    ),
    proposal="emerging",
)
LIST = Numbers(tuple(Option(f"L{number}", f"sign {number}") for number in range(1, 8)))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("3", "strong"),
        ("03", "strong"),
        (" 3 ", "strong"),
        ("３", "strong"),
        ("strong", "strong"),
        ("Strong", "strong"),
        ("not applicable", "not-applicable"),
    ],
)
def test_item_49_a_choice_is_taken_by_number_or_word(text: str, level: str) -> None:
    assert LEVELS.parse(text, None) == Value(level)


@pytest.mark.parametrize(
    "text", ["7", "0", "-1", "3.0", "stron", "3 4", "1-2", "\x1b[A", "s t", "x" * 10_000_000]
)
def test_item_49_what_is_no_choice_is_refused_with_the_numbers_there_are(text: str) -> None:
    outcome = LEVELS.parse(text, None)
    assert isinstance(outcome, Rejected)
    assert "type a number from 1 to 6" in outcome.reason
    assert len(outcome.reason) < 200


@given(st.text(max_size=8))
def test_item_49_a_typed_number_never_means_another_choice(text: str) -> None:
    outcome = LEVELS.parse(text, None)
    if isinstance(outcome, Value) and not any(letter.isalpha() for letter in text):
        place = [option.value for option in LEVELS.options].index(outcome.value) + 1
        assert str(place) in unicodedata.normalize("NFKC", text)


def test_enter_takes_a_proposal_only_where_nothing_is_there() -> None:
    assert LEVELS.enter(None) == Value("emerging")
    assert LEVELS.enter("strong") is None
    assert Line(proposal="x").enter(None) == Value("x")
    assert Day(date(2026, 10, 15)).enter(None) == Value(date(2026, 10, 15))
    assert LongText("as before").enter("mine") is None


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("1 3-5", ["L1", "L3", "L4", "L5"]),
        ("1,3;5", ["L1", "L3", "L5"]),
        ("L2 l3", ["L2", "L3"]),
        ("2 2 1-2", ["L2", "L1"]),
        ("１", ["L1"]),
        ("none", []),
        ("7", ["L7"]),
    ],
)
def test_several_of_a_list_are_taken_by_their_numbers(text: str, chosen: list[str]) -> None:
    assert LIST.parse(text, None) == Value(chosen)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("8", "'8' is not between 1 and 7"),
        ("0", "'0' is not between 1 and 7"),
        ("5-3", "'5-3' runs backwards"),
        ("1-", "'1-' is no number"),
        ("some", "'some' is no number"),
        (",", "holds no number"),
        ("1 99999", "'99999' is no number"),
    ],
)
def test_wrong_numbers_of_a_list_are_refused_whole(text: str, reason: str) -> None:
    outcome = LIST.parse(text, None)
    assert isinstance(outcome, Rejected)
    assert reason in outcome.reason


def test_what_is_settled_need_not_be_shown_again() -> None:
    later = Numbers(LIST.options, (("L1", "seen"), ("L3", "partly")))
    assert [number for number, _ in later.open()] == [2, 4, 5, 6, 7]


def test_a_line_is_one_line() -> None:
    assert Line().parse("one\ntwo", None) == Value("one two")


def test_a_long_text_keeps_its_lines() -> None:
    assert LongText().parse("one\n\n  two ", None) == Value("one\n\n  two ")
    assert isinstance(LongText().parse(" \n", None), Rejected)
