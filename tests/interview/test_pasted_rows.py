"""Rows pasted from a spreadsheet or typed as several lines become rows, and a date finds its place."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.interview.answers import Rejected, Value
from sustainrubric.rating.rating_rows import EVIDENCE, actions_table, team_table

TEAM = {"team": [{"id": "mlopez", "name": "M. Lopez"}]}
DAY = date(2026, 8, 1)


def rows(text: str, current: Any = None) -> Any:
    outcome = EVIDENCE.parse(text, current)
    assert isinstance(outcome, Value), outcome
    return outcome.value


def reason(text: str) -> str:
    outcome = EVIDENCE.parse(text, None)
    assert isinstance(outcome, Rejected), outcome
    return outcome.reason


@pytest.mark.parametrize(
    "text",
    [
        "Minutes\thttps://x\t2026-08-01\r\nAgenda\t\t\r\n",
        "what\twhere\tdate\nMinutes\thttps://x\t2026-08-01\nAgenda",
        "Minutes | https://x | 2026-08-01\n\nAgenda\n",
        "Minutes\thttps://x\t2026-08-01\t\t\n\t\t\nAgenda",
    ],
)
def test_several_lines_are_several_rows(text: str) -> None:
    assert rows(text) == [{"what": "Minutes", "where": "https://x", "date": DAY}, {"what": "Agenda"}]


def test_one_row_out_of_a_spreadsheet() -> None:
    assert rows("Minutes\thttps://x\t2026-08-01") == [{"what": "Minutes", "where": "https://x", "date": DAY}]


def test_they_join_what_is_there() -> None:
    assert [row["what"] for row in rows("b\nc", [{"what": "a"}])] == ["a", "b", "c"]


def test_a_cell_with_a_line_break_stays_one_part() -> None:
    assert rows('"Minutes\nof March"\there\nAgenda\tthere') == [
        {"what": "Minutes of March", "where": "here"},
        {"what": "Agenda", "where": "there"},
    ]
    assert [row["what"] for row in rows('a "b\tx\nc\ty')] == ['a "b', "c"]


def test_a_bar_in_a_cell_of_a_spreadsheet_is_a_bar() -> None:
    assert rows("a | b\tc") == [{"what": "a | b", "where": "c"}]


def test_where_one_row_cannot_be_taken_none_is() -> None:
    said = reason("Minutes | x | 2026-08-01\nAgenda | y | soon")
    assert said.startswith("row 2: 'soon' is not a day")
    assert "none of the rows was taken" in said


def test_a_word_that_is_a_title_alone_is_a_row() -> None:
    assert rows("what\nwhere") == [{"what": "what"}, {"what": "where"}]


class TestDates:
    """A date in second place is the date."""

    @pytest.mark.parametrize(
        ("text", "row"),
        [
            ("Minutes | 2026-08-01", {"what": "Minutes", "date": DAY}),
            ("Minutes | 2026-08-01 | here", {"what": "Minutes", "where": "here", "date": DAY}),
            ("Minutes | here | 2026-08-01", {"what": "Minutes", "where": "here", "date": DAY}),
            ("2026-08-01", {"what": "2026-08-01"}),
            ("Minutes | of 2026-08-01", {"what": "Minutes", "where": "of 2026-08-01"}),
        ],
    )
    def test_of_evidence(self, text: str, row: dict[str, Any]) -> None:
        assert rows(text) == [row]

    def test_of_an_action(self) -> None:
        outcome = actions_table(TEAM).parse("Convene | 2026-08-01", None)
        assert outcome == Value([{"what": "Convene", "due": DAY, "status": "planned"}])
        outcome = actions_table(TEAM).parse("Convene | 2026-08-01 | 1 | done", None)
        assert outcome == Value([{"what": "Convene", "owner": "mlopez", "due": DAY, "status": "done"}])

    def test_where_there_is_one_already_both_stay(self) -> None:
        assert rows("Minutes | 2026-08-02 | 2026-08-01")[0]["where"] == "2026-08-02"

    def test_one_written_otherwise_is_answered(self) -> None:
        assert "did you mean 2026-10-15?" in reason("Minutes | 10/15/2026")
        assert "did you mean 2026-10-15?" in reason("Minutes | here | 10/15/2026")

    def test_a_list_without_dates_has_no_place_for_one(self) -> None:
        outcome = team_table().parse("M. Lopez | 2026-08-01", None)
        assert isinstance(outcome, Value)
        assert outcome.value[0]["role"] == "2026-08-01"


CELLS = st.text("abé :#'", min_size=1, max_size=8).map(str.strip).filter(bool)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=2, max_size=6))
def test_what_a_spreadsheet_copies_comes_out_cell_by_cell(cells: list[tuple[str, str]]) -> None:
    pasted = rows("\n".join("\t".join(row) for row in cells))
    assert [(row["what"], row["where"]) for row in pasted] == cells
