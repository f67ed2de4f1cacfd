"""What people type is read as it is meant, or refused with what would be right."""

from __future__ import annotations

from datetime import date

import pytest

from sustainrubric.interview.answers import MAX_TEXT, Rejected, Value, one_of, stored_text, whole_number
from sustainrubric.interview.days import parse_day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3", 3),
        ("03", 3),
        (" 3 ", 3),
        ("３", 3),
        ("-1", None),
        ("3.0", None),
        ("3 4", None),
        ("1e3", None),
        ("", None),
        ("٣", None),
        ("9" * 5000, None),
    ],
)
def test_item_49_a_number_is_digits_alone(text: str, number: int | None) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        pytest.param("a\x0bb", "a\nb", id="item 21: Word's soft break"),
        pytest.param("a\u2028b\u2029c\x85d", "a\nb\nc\nd", id="line separators"),
        pytest.param("a\r\nb\rc", "a\nb\nc", id="line ends"),
        pytest.param("trailing ", "trailing ", id="item 43: a trailing space"),
        pytest.param("no", "no", id="item 43: no"),
        pytest.param("\x1b[31m[red]{{ 7*7 }}=cmd", "\x1b[31m[red]{{ 7*7 }}=cmd", id="item 51"),
    ],
)
def test_text_is_stored_as_typed(text: str, stored: str) -> None:
    assert stored_text(text) == stored


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (" \n ", "no text"),
        ("a\udcff", "bytes that are not text"),
        ("x" * (MAX_TEXT + 1), "100,001 characters"),
    ],
)
def test_text_that_says_nothing_or_cannot_be_stored_is_refused(text: str, reason: str) -> None:
    outcome = stored_text(text)
    assert isinstance(outcome, Rejected)
    assert reason in outcome.reason


@pytest.mark.parametrize("text", ["2026-10-15", " 2026-10-15 ", "２０２６-10-15"])
def test_a_day_is_read(text: str) -> None:
    assert parse_day(text) == Value(date(2026, 10, 15))


@pytest.mark.parametrize("text", ["2026-02-30", "15.10.2026", "2026-1-5", "20261015", "soon", "٢٠٢٦-10-15"])
def test_what_is_no_day_is_refused_with_how_to_write_one(text: str) -> None:
    outcome = parse_day(text)
    assert isinstance(outcome, Rejected)
    assert "YYYY-MM-DD" in outcome.reason


def test_one_of_a_few_words_by_word_or_number() -> None:
    read = one_of(("planned", "done"), "a status")
    assert read("Done") == Value("done")
    assert read("1") == Value("planned")
    assert read("dnoe") == Rejected("'dnoe' is not a status: planned, done; did you mean done?")
