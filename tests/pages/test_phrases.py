"""Texts that have to fit on one line: what is left out, and that the end stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.pages.phrases import shortened


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("Early literacy standards, 2026-fall", 35, "Early literacy standards, 2026-fall"),
        ("Early literacy standards, 2026-fall", 30, "Early literacy stan…2026-fall"),
        ("読み書きの基準", 10, "読み書…準"),
        ("e\u0301" * 9, 6, "e\u0301e\u0301e\u0301…e\u0301e\u0301"),
    ],
)
def test_a_long_text_keeps_its_beginning_and_its_end(text: str, room: int, shown: str) -> None:
    assert shortened(text, room) == shown


@given(st.text().filter(lambda text: "…" not in text), st.integers(4, 60))
def test_what_is_left_begins_and_ends_as_the_text_does(text: str, room: int) -> None:
    short = shortened(text, room)
    if short != text:
        head, _, tail = short.rpartition("…")
        assert text.startswith(head)
        assert text.endswith(tail)
        assert len(short) <= len(text)
