"""Every key and value has the place where an editor should put its cursor."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from sustainrubric.base.problem import Code, Problem
from sustainrubric.yaml.places import places
from sustainrubric.yaml.reader import Document, parse
from sustainrubric.yaml.source import TextSource
from tests.profiles import examples
from tests.yaml.yaml_data import DATA, STYLES, as_yaml


def read(text: str) -> Document:
    return parse(TextSource("a.yaml", text))


NESTED = "kind: x\n# c\nlist:\n  - {a: 1, b: two}\n  - c: |\n      block\n"


@pytest.mark.parametrize(
    ("path", "anchor", "place"),
    [
        ((), "value", (1, 1)),
        (("kind",), "value", (1, 7)),
        (("kind",), "key", (1, 1)),
        (("list",), "value", (4, 3)),
        (("list",), "key", (3, 1)),
        (("list", 0), "value", (4, 5)),
        (("list", 0, "b"), "value", (4, 15)),
        (("list", 0, "b"), "key", (4, 12)),
        (("list", 1, "c"), "value", (5, 8)),
        (("list", 0, "missing"), "value", (4, 5)),
        (("list", 9, "c"), "key", (4, 3)),
        (("missing",), "key", (1, 1)),
        (("kind", "below-a-scalar"), "value", (1, 7)),
        ((0,), "value", (1, 1)),
    ],
)
def test_a_path_has_its_place_or_that_of_the_part_above(
    path: tuple[str | int, ...], anchor: str, place: tuple[int, int]
) -> None:
    assert read(NESTED).locate(path, anchor)[1:] == place


def test_a_problem_is_placed_by_its_path_and_anchor() -> None:
    located = read(NESTED).located(Problem(Code.UNKNOWN_KEY, "?", ("list", 1, "c"), "key"))
    assert located.location == ("a.yaml", 5, 5)


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (("kind",), "x"),
        (("list", 0, "a"), "1"),
        (("list", 1, "c"), "block\n"),
        (("list",), None),
        (("no",), None),
        (("list", "no"), None),
        ((), None),
    ],
)
def test_a_scalar_is_quoted_as_written(path: tuple[str | int, ...], written: str | None) -> None:
    assert read(NESTED).written(path) == written


def test_a_number_is_quoted_as_written_not_as_read() -> None:
    assert read("a: 010\nb: 1e3\n").written(("b",)) == "1e3"


def test_a_part_of_a_text_is_placed_in_the_whole() -> None:
    document = parse(TextSource("a.md", "---\nb: 1\nb: 2\n---\nx: [\n"), 4, 14)
    assert document.data == {"b": 1}
    assert [each.location for each in document.problems] == [("a.md", 3, 1)]
    assert document.locate(("b",)) == ("a.md", 2, 4)


def test_without_content_every_path_is_at_the_start() -> None:
    document = read("# nothing\n")
    assert (document.locate(("a", 1)), document.written(("a",))) == (("a.yaml", 1, 1), None)


@settings(max_examples=examples(300))
@given(DATA, STYLES)
def test_every_key_and_value_stands_where_yaml_compose_finds_it(data: Any, style: dict[str, Any]) -> None:
    text = as_yaml(data, style)
    document = read(text)
    for path, anchor, offset in composed(yaml.compose(text, yaml.SafeLoader), ()):
        assert document.offset(path, anchor) == offset


def composed(node: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str, int]]:
    """Each path of a composed tree, with where its value and its key begin."""
    yield path, "value", node.start_mark.index
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*path, key.value), "key", key.start_mark.index
            yield from composed(value, (*path, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield from composed(item, (*path, index))


@pytest.mark.parametrize(
    "text", ["a: [1, 2", "a: 'x", "x: \x07", "&a [*a, {b: *a}]", "a: b\n---\nc: d", "? [a]\n: b"]
)
def test_the_places_of_a_broken_text_are_those_up_to_the_break(text: str) -> None:
    found = places(text)
    assert found.repeated == []
    assert found.root is not None or text.startswith("x")
