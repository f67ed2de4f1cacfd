"""A file laid out anew says the same, keeps its comments by their entries, and is in order from then on."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.base.fields import Layout, Rank
from sustainrubric.base.problem import DocumentPath
from sustainrubric.records.assessment import Assessment
from sustainrubric.yaml.comments import comments
from sustainrubric.yaml.difference import is_same
from sustainrubric.yaml.format import formatted
from sustainrubric.yaml.reader import Document, parse
from sustainrubric.yaml.rewrite import CannotEdit
from sustainrubric.yaml.source import TextSource
from tests.conftest import ROOT
from tests.small import HEAD
from tests.yaml.random_yaml import RandomFile
from tests.yaml.yaml_data import DATA, STYLES, as_yaml

ASSESSMENT = Layout(Assessment, {"ratings": ("1.A.i", "1.B.i", "3.D.iii")})


class Shuffled(Layout):
    """An order that no file has by chance."""

    def rank(self, path: DocumentPath, name: str) -> Rank | None:
        return ((0, zlib.crc32(name.encode()), ""),)


def document(text: str) -> Document:
    read = parse(TextSource("a.yaml", text))
    assert read.problems == []
    return read


def laid_out(text: str, layout: Layout = ASSESSMENT) -> str:
    return formatted(document(text), layout).source.text


CASES = {
    "order of the top": ("format: 1\nkind: assessment\n", "kind: assessment\nformat: 1\n"),
    "order of elements": (
        "ratings:\n  3.D.iii: {}\n  1.A.i: {}\n",
        "ratings:\n  1.A.i: {}\n  3.D.iii: {}\n",
    ),
    "order in a row": ("agency: {state: EX, name: A}\n", "agency: {name: A, state: EX}\n"),
    "order of numbers": (
        "ratings:\n  1.A.i:\n    criteria: {10: strong, 2: strong}\n",
        "ratings:\n  1.A.i:\n    criteria: {2: strong, 10: strong}\n",
    ),
    "an unknown key stays behind its neighbor": (
        "kind: a\nmine: 1\nagency: {name: A}\nformat: 1\n",
        "kind: a\nmine: 1\nformat: 1\nagency: {name: A}\n",
    ),
    "the order of a list is no matter of layout": ("team:\n  - {id: b}\n  - {id: a}\n", None),
    "indentation": (
        "agency:\n     name: A\nteam:\n-   id: m\n    name: M\n",
        "agency:\n  name: A\nteam:\n  - id: m\n    name: M\n",
    ),
    "blanks": ("kind:   a   \nagency: {  name: A,state:   EX }\n", "kind: a\nagency: {name: A, state: EX}\n"),
    "a value on the next line": ("kind:\n  assessment\n", "kind: assessment\n"),
    "empty lines": ("\n\nkind: a\n\n\n\nformat: 1\n\n\n", "kind: a\n\nformat: 1\n"),
    "no line break at the end": ("kind: a", "kind: a\n"),
    "quotes stay": ("kind: 'assessment'\n\"format\": 1\n", None),
    "a row over lines that fits on one": (
        "agency: {name: A,\n  state: EX}\n",
        "agency: {name: A, state: EX}\n",
    ),
    "a row over lines with a comment": ("agency: {name: A, # why\n         state: EX}\n", None),
    "a text over lines": (
        "agency:\n    name: one\n       two\n\n       three\n",
        "agency:\n  name: one\n    two\n\n    three\n",
    ),
    "a literal text": (
        "agency:\n      name: |-\n             one\n               two\n\n             three\n",
        "agency:\n  name: |-\n    one\n      two\n\n    three\n",
    ),
    "a literal text that begins further in": (
        "agency:\n    name: |2\n        one\n      two\n",
        "agency:\n  name: |2\n      one\n    two\n",
    ),
    "a literal text to the very end": ("kind: |\n  a", None),
    "a literal text with empty lines": ("kind: |\n  a\n\n\n\n  b\nformat: 1\n", None),
    "a literal text that keeps its line breaks": ("kind: |+\n  a\n\n\nformat: 1\n", None),
    "comments go with their entries": (
        "# about the format\nformat: 1   # one\n# about the kind\nkind: a\n",
        "# about the kind\nkind: a\n# about the format\nformat: 1   # one\n",
    ),
    "what is set apart at the top stays there": (
        "# yaml-language-server: $schema=x\n# The file\n\nformat: 1\nkind: a\n",
        "# yaml-language-server: $schema=x\n# The file\n\nkind: a\nformat: 1\n",
    ),
    "a line for tools stays at the top": (
        "# yaml-language-server: $schema=x\n# about the format\nformat: 1\nkind: a\n",
        "# yaml-language-server: $schema=x\nkind: a\n# about the format\nformat: 1\n",
    ),
    "comments at the end of a mapping": (
        "agency:\n    name: A\n    # of the agency\n# of the reform\nreform: {id: a}\n# end\n",
        "agency:\n  name: A\n  # of the agency\n# of the reform\nreform: {id: a}\n# end\n",
    ),
    "a comment beside a key": ("agency: # why\n  name: A\n", "agency:  # why\n  name: A\n"),
    "a comment between a key and its value": ("kind: # why\n  # so\n  a\n", "kind:  # why\n  # so\n  a\n"),
    "a comment that goes on below": (
        "kind: a  # why\n         # and more\nformat: 1\n",
        None,
    ),
    "a comment that goes on below, above what stands in further": (
        "agency: # why\n        # so\n         name: A\n",
        "agency:  # why\n         # so\n  name: A\n",
    ),
    "a comment further in than the one above it": (
        "agency:\n  name: A\n# one\n  # two\nreform: {id: a}\n",
        "agency:\n  name: A\n# one\n# two\nreform: {id: a}\n",
    ),
    "a comment behind a dash": ("team:\n- # who\n  id: a\n", "team:\n  -  # who\n    id: a\n"),
    "lists in lists": ("a:\n- - b\n  - c\n-\n  - d\n", "a:\n  - - b\n    - c\n  - - d\n"),
    "a document between its marks": (
        "%YAML 1.2\n---\nformat: 1\nkind: a\n...\n",
        "%YAML 1.2\n---\nkind: a\nformat: 1\n...\n",
    ),
    "Windows": ("kind:  a\r\nformat: 1\r\n", "kind: a\r\nformat: 1\r\n"),
    "old Mac": ("kind:  a\rformat: 1\r", "kind: a\rformat: 1\r"),
    "nothing to do": (HEAD, None),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_file_is_laid_out(name: str) -> None:
    before, after = CASES[name]
    assert laid_out(before) == (before if after is None else after)


@pytest.mark.parametrize("name", CASES)
def test_what_is_laid_out_stays_as_it_is(name: str) -> None:
    once = laid_out(CASES[name][0])
    assert laid_out(once) == once


def assert_same(text: str, layout: Layout) -> None:
    before = document(text)
    try:
        after = formatted(before, layout)
    except CannotEdit:
        return
    assert is_same(before.data, after.data)
    assert formatted(after, layout).source.text == after.source.text
    lines = [line for found in comments(before) for line in found.text.split("\n")]
    assert sorted(lines) == sorted(line for found in comments(after) for line in found.text.split("\n"))


@pytest.mark.parametrize("layout", [Layout(), Shuffled()], ids=["order kept", "shuffled"])
@given(seed=st.integers(0, 1_000_000))
def test_any_file_says_the_same_and_is_in_order_then(layout: Layout, seed: int) -> None:
    assert_same(RandomFile(seed).text, layout)


@given(data=DATA, style=STYLES)
def test_any_data_in_any_style_stays_the_same(data: object, style: dict[str, object]) -> None:
    text = as_yaml({"a": data}, {**style, "width": 80})
    if not parse(TextSource("a.yaml", text)).problems:
        assert_same(text, Shuffled())


def test_files_as_people_write_them_are_hardly_ever_refused() -> None:
    refused = 0
    for seed in range(300):
        try:
            formatted(document(RandomFile(seed).text), Layout())
        except CannotEdit:
            refused += 1
    assert refused == 0


@pytest.mark.parametrize("text", ["[a, b]\n", "{a: b}\n", "text\n", "", "# only\n", "? [a, b]\n"])
def test_what_is_no_mapping_of_lines_is_left_alone(text: str) -> None:
    with pytest.raises(CannotEdit, match=r"a\.yaml"):
        formatted(parse(TextSource("a.yaml", text)), Layout())


@pytest.mark.parametrize("file", sorted(ROOT.glob("examples/**/*.yaml")), ids=lambda file: file.stem)
def test_the_example_agency_is_in_order(file: object) -> None:
    from pathlib import Path

    from sustainrubric.cli.fmt import laid_out as of_kind

    assert isinstance(file, Path)
    assert of_kind(file.read_bytes(), str(file)) == file.read_bytes()
