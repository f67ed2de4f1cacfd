"""A Markdown file's YAML is read from between its `---` lines, with places in the whole file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.base.problem import Code
from sustainrubric.yaml.front_matter import is_markdown, parse_front_matter
from sustainrubric.yaml.reader import Document
from sustainrubric.yaml.source import TextSource


def read(text: str) -> Document:
    return parse_front_matter(TextSource("a.md", text))


def found(text: str) -> list[tuple[Code, int, int]]:
    problems = read(text).problems
    return [(each.problem.code, each.location.line, each.location.column) for each in problems]


@pytest.mark.parametrize(
    ("name", "expected"), [("a.md", True), ("B.MARKDOWN", True), ("a.yaml", False), ("md", False)]
)
def test_markdown_is_known_by_its_suffix(name: str, expected: bool) -> None:
    assert is_markdown(name) is expected


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("blank", ["", "\n\n", "  \n"], ids=["none", "two", "with-spaces"])
def test_the_yaml_and_the_text_below_are_read_with_any_line_break(line_break: str, blank: str) -> None:
    text = f"{blank}--- \na: b\nc: [\n  d]\n---\t\n\n# Title\n\ntext\n".replace("\n", line_break)
    document = read(text)
    assert (document.data, document.problems) == ({"a": "b", "c": ["d"]}, [])
    assert document.body == f"# Title{line_break}{line_break}text"
    assert document.locate(("c", 0))[1:] == (4 + blank.count("\n"), 3)


def test_three_dots_end_the_yaml_as_well() -> None:
    assert read("---\na: b\n...\ntext").body == "text"


def test_the_yaml_may_be_empty() -> None:
    document = read("---\n---\ntext")
    assert (document.data, document.complete, document.locate(("a",))[1:]) == (None, True, (2, 1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Title\n",
        "a\n---\nb: c\n---\n",
        "--- # c\na: b\n---\n",
        "----\na: b\n",
        " ---\na: b\n---\n",
        "---",
    ],
)
def test_a_file_that_does_not_begin_with_a_line_of_dashes_is_told_so_at_its_start(text: str) -> None:
    assert found(text) == [(Code.FRONT_MATTER, 1, 1)]
    assert "begins with a line '---'" in read(text).problems[0].problem.message


@pytest.mark.parametrize("blank_lines", [0, 1, 10_000])
def test_yaml_without_an_end_is_told_where_it_begins(blank_lines: int) -> None:
    text = "\n" * blank_lines + "---\na: b\n\n# Title\n"
    assert found(text) == [(Code.FRONT_MATTER, blank_lines + 1, 1)]
    assert read(text).problems[0].problem.message == "the line '---' that ends the YAML is missing"


def test_an_error_stands_in_the_lines_of_the_file() -> None:
    assert found("\n" * 10_000 + "---\na: b\nc: @d\n---\n") == [(Code.NOT_YAML, 10_003, 4)]
    assert found("---\r\na: b\r\na: c\r\n---\r\n") == [(Code.KEY_TWICE, 3, 1)]


def test_dashes_inside_a_block_of_yaml_do_not_end_it() -> None:
    assert read("---\na: |\n  ---\n  b\nc: d\n---\n").data == {"a": "---\nb\n", "c": "d"}


def test_dashes_in_a_code_block_of_the_text_are_text() -> None:
    document = read("---\na: b\n---\n```yaml\n---\nc: [\n---\n```\n")
    assert (document.data, document.problems) == ({"a": "b"}, [])
    assert document.body == "```yaml\n---\nc: [\n---\n```"


def test_yaml_without_an_end_does_not_take_a_code_block_for_it_unseen() -> None:
    assert found("---\na: b\n\n```yaml\n---\nc: d\n```\n") == [(Code.NOT_YAML, 4, 1)]


@pytest.mark.parametrize("sign", ["\x07", "\u2028", "\ufeff"])
def test_signs_that_yaml_may_not_hold_are_fine_in_the_text_below(sign: str) -> None:
    assert found(f"---\na: b\n---\n{sign}\n") == []
    assert found(f"---\na: {sign}\n---\n{sign}\n") == [(Code.FORBIDDEN_CHARACTER, 2, 4)]


FRAGMENTS = st.sampled_from(
    ["---", "---\n", "\n", "\r\n", "\r", "...\n", " ", "a: b\n", "- c", "[", "'", "\u2028", "\0", "```"]
)


@given(st.lists(FRAGMENTS, max_size=12).map("".join))
def test_any_text_is_read_or_has_a_problem_inside_it(text: str) -> None:
    document = read(text)
    source = document.source
    assert document.complete or document.problems
    for location, _ in document.problems:
        assert 1 <= location.line <= source.location(len(text)).line
        assert 1 <= location.column <= len(source.line(location.line)) + 1
