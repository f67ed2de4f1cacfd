"""The cells of tables: those that Python's own reader finds, each with its place; told where one does not end."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.base.cells import read_cells

_TEXT = st.text(alphabet="ab ,;\"\n\r\t='", max_size=12)


@given(
    st.lists(st.lists(st.text(alphabet="ab ,;\"\n\r\t='", max_size=5), min_size=2, max_size=4), max_size=4)
)
def test_cells_are_those_of_the_library(rows: list[list[str]]) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    found, wrong = read_cells(out.getvalue(), ",")
    assert wrong is None
    assert [[cell.text for cell in row] for row in found] == [
        row for row in rows if any(cell.strip() for cell in row)
    ]


@given(_TEXT, st.sampled_from([None, ",", ";", "\t"]))
def test_each_cell_stands_where_it_is_said_to(text: str, delimiter: str | None) -> None:
    rows, wrong = read_cells(text, delimiter)
    offsets = [cell.offset for row in rows for cell in row]
    assert offsets == sorted(set(offsets))
    for cell in (cell for row in rows for cell in row):
        there = text[cell.offset :]
        assert there.startswith(cell.text) or there.lstrip(" ").startswith('"')
    if wrong is not None:
        assert text[wrong:].lstrip(" ").startswith('"')
        assert all(offset < wrong for offset in offsets)


def test_the_separator_is_the_one_that_the_first_line_has_most_of() -> None:
    for text, expected in {
        "a;b,c;d\n": ["a", "b,c", "d"],
        "a\tb;c\td": ["a", "b;c", "d"],
        "a,b\nc;d;e": ["a", "b"],
        "\r\n\na;b": ["a", "b"],
        "\ta": ["", "a"],
    }.items():
        rows, _ = read_cells(text)
        assert [cell.text for cell in rows[0]] == expected


def test_a_cell_that_does_not_end_is_told_where_it_begins_after_the_rows_before_it() -> None:
    for text in ('a,b\nc, "d\ne', 'a,b\nc, "d"e', 'a,b\nc, "d""'):
        rows, wrong = read_cells(text)
        assert [[cell.text for cell in row] for row in rows] == [["a", "b"]]
        assert wrong == text.index(' "')
