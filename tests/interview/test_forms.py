"""How a typed line answers a question of each form."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.interview.answers import Option, Rejected, Value
from sustainrubric.interview.forms import Choice, Day, Line, LongText, Reasoned

LEVELS = Choice(
    tuple(
        Option(level, level.replace("-", " ").capitalize())
        for level in ("inadequate", "emerging", "strong", "exemplary", "unknown", "not-applicable")
    ),
    proposal="emerging",
)


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


def test_a_reason_can_come_with_a_choice() -> None:
    form = Choice(LEVELS.options, "emerging", reason=True)
    assert form.parse("2 | Two of five agree.", None) == Value(Reasoned("emerging", "Two of five agree."))
    assert form.parse("strong|a | b", None) == Value(Reasoned("strong", "a | b"))
    assert form.parse("| As proposed.", None) == Value(Reasoned("emerging", "As proposed."))
    assert form.parse("| As it is.", "strong") == Value(Reasoned("strong", "As it is."))
    assert form.parse("2 | ", None) == Value("emerging")
    assert form.parse("2", None) == Value("emerging")


def test_a_reason_without_a_bar_is_refused_with_how_to_write_it() -> None:
    outcome = Choice(LEVELS.options, reason=True).parse("2 because so", None)
    assert isinstance(outcome, Rejected)
    assert "a reason goes behind a |" in outcome.reason
    assert isinstance(LEVELS.parse("2 | so", None), Rejected)


def test_a_line_is_one_line() -> None:
    assert Line().parse("one\ntwo", None) == Value("one two")


def test_a_long_text_keeps_its_lines() -> None:
    assert LongText().parse("one\n\n  two", None) == Value("one\n\n  two")
    assert LongText().parse("one \n\n  two\t\n", None) == Value("one\n\n  two")
    assert isinstance(LongText().parse(" \n", None), Rejected)
