"""Comments are found, and stand by the entry that a reader would say they are about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.base.problem import DocumentPath
from sustainrubric.records.load import load_bytes
from sustainrubric.yaml import events
from sustainrubric.yaml.comments import comments
from sustainrubric.yaml.entries import entries_around_comments, entries_of, remarks
from sustainrubric.yaml.reader import parse
from sustainrubric.yaml.source import TextSource
from sustainrubric.yaml.text import YamlText
from tests.conftest import ROOT
from tests.yaml.random_yaml import RandomFile

Found = list[tuple[DocumentPath, str]]

CASES: dict[str, tuple[str, Found]] = {
    "above a key": ("# why\na: 1\n", [(("a",), "why")]),
    "above a nested key": ("a:\n  # why\n  b: 1\n", [(("a", "b"), "why")]),
    "less indented than what follows": ("a:\n# why\n  b: 1\n", [(("a", "b"), "why")]),
    "at the end of a key's line": ("a: 1  # why\nb: 2\n", [(("a",), "why")]),
    "beside a key whose value is below": ("a: # why\n  b: 1\n", [(("a",), "why")]),
    "beside a key without value": ("a:  # why\nb: 1\n", [(("a",), "why")]),
    "lines of one run": ("# one\n# two\na: 1\n", [(("a",), "one\ntwo")]),
    "runs with a gap between": ("# one\n\n# two\na: 1\n", [(("a",), "one"), (("a",), "two")]),
    "runs at two columns": ("a:\n# one\n  # two\n  b: 1\n", [(("a", "b"), "one"), (("a", "b"), "two")]),
    "own line after a trailing one": ("a: 1 # one\n# two\nb: 2\n", [(("a",), "one"), (("b",), "two")]),
    "continued below a trailing one": ("a: 1 # one\n     # two\nb: 2\n", [(("a",), "one"), (("a",), "two")]),
    "continued below a trailing one, though what follows stands in further": (
        "a: # one\n   # two\n     b: 1\n",
        [(("a",), "one"), (("a",), "two")],
    ),
    "further in, but below a comment of the next entry": (
        "a:\n  b: 1\n# one\n  # two\nc: 2\n",
        [(("c",), "one"), (("c",), "two")],
    ),
    "above a nested key, below a text in lines": (
        "a: |\n x\nb:\n    # why\n c: 1\n",
        [(("b",), "why")],
    ),
    "right behind a bracket": ("a: {b: 1}# why\n", [(("a",), "why")]),
    "end of a block": ("a:\n  b: 1\n  # why\nc: 2\n", [(("a",), "why")]),
    "end of the file": ("a:\n  b: 1\n# why\n", [((), "why")]),
    "end of a block at the end of the file": ("a:\n  b: 1\n  # why\n", [(("a",), "why")]),
    "above a list item": ("a:\n  # why\n  - 1\n", [(("a", 0), "why")]),
    "above the second list item": ("a:\n  - b: 1\n    c: 2\n  # why\n  - b: 3\n", [(("a", 1), "why")]),
    "end of a list item": ("a:\n  - b: 1\n    # why\n  - b: 3\n", [(("a", 0), "why")]),
    "end of a list": ("a:\n  - 1\n  # why\nb: 2\n", [(("a",), "why")]),
    "beside the dash": ("a:\n  - # why\n    b: 1\n", [(("a", 0), "why")]),
    "beside the first key of an item": ("a:\n  - b: 1 # why\n    c: 2\n", [(("a", 0, "b"), "why")]),
    "list at its key's column": ("a:\n# why\n- 1\n- 2 # two\n", [(("a", 0), "why"), (("a", 1), "two")]),
    "list in a list": (
        "a:\n  - - 1 # one\n    # two\n    - 2\n",
        [(("a", 0, 0), "one"), (("a", 0, 1), "two")],
    ),
    "after a flow map": ("a: {b: 1, c: {d: 2}} # why\n", [(("a",), "why")]),
    "after a flow map in a list": ("a:\n  - {b: 1} # why\n  - {b: 2}\n", [(("a", 0), "why")]),
    "in a flow map": ("a: {b: 1, # one\n    # two\n    c: 2}\n", [(("a", "b"), "one"), (("a", "c"), "two")]),
    "end of a flow map": ("a: {b: 1\n    # why\n    }\nc: 2\n", [(("a",), "why")]),
    "in a flow map, deeper than what follows": (
        "a: {b: {c: 1},\n      # why\n    d: 2}\n",
        [(("a", "d"), "why")],
    ),
    "end of a flow map, less deep than what follows": (
        "a:\n  - {b: 1\n# why\n    }\n  - c: 2\n",
        [(("a", 0), "why")],
    ),
    "below a flow map that hangs to the left": (
        "a:\n  b: {\n c: 1}\n  # why\nd: 2\n",
        [(("a",), "why")],
    ),
    "beside the dash, with a dash in it": ("a:\n  - # x - y\n    b: 1\n", [(("a", 0), "x - y")]),
    "beside a closing bracket": ("a: [1,\n    2\n   ] # why\nc: 2\n", [(("a",), "why")]),
    "beside a block scalar's sign": ("a: | # why\n  text\nb: 1\n", [(("a",), "why")]),
    "below a block scalar": ("a: |\n  text\n# why\nb: 1\n", [(("b",), "why")]),
    "below a folded text of two lines": ("a: one\n  two # why\nb: 1\n", [(("a",), "why")]),
    "above the document's start": ("# why\n---\na: 1\n", [(("a",), "why")]),
    "paragraphs": ("# one\n#\n# two\na: 1\n", [(("a",), "one\n\ntwo")]),
    "a rule around words": ("# -----\n# why\n# -----\na: 1\n", [(("a",), "why")]),
    "nothing but a rule": ("# -----\na: 1\n", []),
    "several signs": ("## why\na: 1\n", [(("a",), "why")]),
    "our own guidance": ("#: write the level here\na: 1 #: or here\n", []),
    "guidance beside a person's words": ("#: write here\n# why\na: 1\n", [(("a",), "why")]),
    "lines for tools": (
        "# yaml-language-server: $schema=x\n# yamllint disable\na: 1 # yamllint disable-line\n",
        [],
    ),
    "a sign in plain text": ("a: b#c\n'#d': '#e'\n", []),
    "a sign in quoted text": ("a: \"b # c\"\nd: 'e # f'\n", []),
    "a sign in a block scalar": ("a: |\n  # b\n  # c\nd: >-\n  e # f\n", []),
    "a sign in text over two lines": ('a: "b\n  # c"\n', []),
    "no comment": ("a: 1\n", []),
    "nothing at all": ("# why\n", []),
}


def found(raw: bytes, file: str = "a.yaml") -> Found:
    return [(comment.path, comment.text) for comment in comments(load_bytes(raw, file).document)]


@pytest.fixture(params=["libyaml", "pure Python"])
def _each_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "pure Python":
        monkeypatch.setattr(events, "_Loader", yaml.SafeLoader)


@pytest.mark.usefixtures("_each_parser")
@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_a_comment_stands_by_its_entry(text: str, expected: Found) -> None:
    assert found(text.encode()) == expected


@pytest.mark.parametrize("text", [text for text, _ in CASES.values()], ids=CASES.keys())
@pytest.mark.parametrize("line_break", ["\r\n", "\r"], ids=["CRLF", "CR"])
def test_line_breaks_and_a_byte_order_mark_change_nothing(text: str, line_break: str) -> None:
    raw = text.replace("\n", line_break).encode()
    assert found(raw) == found(b"\xef\xbb\xbf" + raw) == found(text.encode())


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_front_matter_ends_where_the_markdown_begins(text: str, expected: Found) -> None:
    # In front matter a second `---` would end the YAML.
    raw = "---\n" + text.replace("\n---\n", "\n") + "---\n# A heading\n\n- # no comment\n"
    assert found(raw.encode(), "a.md") == expected


def test_a_comment_knows_its_line_in_the_whole_file() -> None:
    text = "---\n\n# one\n# two\na: 1 # three\n---\n"
    document = load_bytes(text.encode(), "a.md").document
    assert [comment.line for comment in comments(document)] == [3, 5]


def test_a_file_that_cannot_be_read_has_no_comments() -> None:
    assert found(b"# why\na: [1\n") == []


scalars = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30)
data = st.recursive(
    scalars | st.lists(scalars.map(lambda text: f"# {text}\n #{text}"), max_size=1),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(scalars, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(scalars, data, max_size=4), st.sampled_from(["|", ">", '"', "'", None]), st.booleans())
def test_text_is_never_a_comment(value: dict[str, object], style: str | None, flow: bool) -> None:
    text = yaml.safe_dump(value, default_style=style, default_flow_style=flow, allow_unicode=True)
    assert found(text.encode()) == []


def entries(depth: int) -> st.SearchStrategy[list[tuple[str, object]]]:
    """Mappings as lists of key and value; a value is None or a mapping again."""
    keys = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=3, unique=True)
    inner = st.none() if depth == 0 else st.none() | entries(depth - 1)
    return keys.flatmap(
        lambda names: st.tuples(*(st.tuples(st.just(name), inner) for name in names)).map(list)
    )


def written(mapping: list[tuple[str, object]], path: DocumentPath = ()) -> Iterator[tuple[DocumentPath, str]]:
    """The lines of a mapping, each with the path of its entry."""
    for name, value in mapping:
        here = (*path, name)
        if isinstance(value, list):
            yield here, f"{'  ' * len(path)}{name}:"
            yield from written(value, here)
        else:
            yield here, f"{'  ' * len(path)}{name}: 'x # y'"


@given(entries(2), st.data())
def test_every_entry_can_carry_comments_above_and_beside(
    mapping: list[tuple[str, object]], draw: st.DataObject
) -> None:
    lines: list[str] = []
    expected: Found = []
    for path, line in written(mapping):
        above, beside = draw.draw(st.booleans()), draw.draw(st.booleans())
        if above:
            lines.append(f"{'  ' * (len(path) - 1)}# above {len(lines)}")
            expected.append((path, f"above {len(lines) - 1}"))
        if beside:
            expected.append((path, f"beside {len(lines)}"))
            line += f"  # beside {len(lines)}"
        lines.append(line)
    assert found("\n".join([*lines, ""]).encode()) == expected


def whose(content: str, *, every_entry: bool) -> list[object]:
    """Each comment with its owner, and the entries before and after it."""
    document = parse(TextSource("a.yaml", content))
    text = YamlText(document.yaml, document.root)
    entries = entries_of(text) if every_entry else entries_around_comments(text)
    return [
        (one.offset, one.is_beside, *(entry and entry.path for entry in (one.owner, one.before, one.after)))
        for one in remarks(text, entries)
    ]


@given(st.integers(0, 1_000_000))
def test_entries_far_from_comments_are_not_needed(seed: int) -> None:
    content = RandomFile(seed).text
    assert whose(content, every_entry=False) == whose(content, every_entry=True)


def test_most_entries_of_an_assessment_are_far_from_comments() -> None:
    content = (ROOT / "examples/assessments/literacy/2026-fall.yaml").read_text(encoding="utf-8")
    assert whose(content, every_entry=False) == whose(content, every_entry=True)
    document = parse(TextSource("a.yaml", content))
    text = YamlText(document.yaml, document.root)
    assert len(entries_around_comments(text)) < len(entries_of(text)) / 4
