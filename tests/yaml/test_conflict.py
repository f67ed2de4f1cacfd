"""Merge conflicts: one error at the mark, wherever it stands; what only looks like one is text."""

from __future__ import annotations

import pytest

from sustainrubric.records.load import load_bytes

MARKS = "<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> other\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\n" + MARKS, 2),
        ('a: "one\n' + MARKS + '  two"\n', 2),
        ("a: |\n  one\n" + MARKS + "  two\n", 3),
        (MARKS, 1),
        (("a: 1\n" + MARKS).replace("\n", "\r\n"), 2),
        (("a: 1\n" + MARKS).replace("\n", "\r"), 2),
    ],
)
def test_marks_of_a_conflict_are_one_error(text: str, line: int) -> None:
    (found,) = load_bytes(text.encode(), "a.yaml").problems
    assert (found.location.line, found.location.column, found.problem.code) == (line, 1, "SR012")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: |\n  " + MARKS.replace("\n", "\n  ") + "\n", 2),
        ("a: |\n  <<<<<<< no\n  >>>>>>> conflict\n  " + MARKS.replace("\n", "\n  ") + "\n", 4),
    ],
)
def test_marks_that_a_layout_has_set_in_are_the_error_too(text: str, line: int) -> None:
    (found,) = load_bytes(text.encode(), "a.yaml").problems
    assert (found.location.line, found.location.column, found.problem.code) == (line, 3, "SR012")


def test_marks_in_the_notes_of_a_markdown_file_are_the_error() -> None:
    (found,) = load_bytes(("---\na: 1\n---\nNotes\n" + MARKS).encode(), "a.md").problems
    assert (found.location.line, found.problem.code) == (5, "SR012")


@pytest.mark.parametrize(
    "text", ["a: |\n  <<<<<<< no\n  >>>>>>> conflict\n", "a: '<<<<<<< an arrow'\n", "# <<<<<<<\na: 1\n"]
)
def test_what_git_did_not_write_is_text(text: str) -> None:
    assert "SR012" not in [found.problem.code for found in load_bytes(text.encode(), "a.yaml").problems]
