"""YAML becomes data by YAML 1.2's rules; what is not allowed becomes a located problem, nothing is raised."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sustainrubric.base.problem import Code
from sustainrubric.yaml import events
from sustainrubric.yaml.core_schema import resolve
from sustainrubric.yaml.reader import Document, parse
from sustainrubric.yaml.source import MAX_ALIKE, TextSource
from tests.profiles import examples
from tests.yaml.yaml_data import CORE_1_2, DATA, STYLES, as_text, as_yaml

PARSERS = [
    pytest.param(events._Loader, id="libyaml"),
    pytest.param(yaml.SafeLoader, id="pure-python"),
]


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a test with libyaml, and again with the parser that stands in where libyaml is missing."""
    monkeypatch.setattr(events, "_Loader", request.param)


def read(text: str) -> Document:
    return parse(TextSource("a.yaml", text))


def found(text: str) -> list[tuple[Code, int, int]]:
    """What is wrong with a text, and where."""
    problems = read(text).problems
    return [(each.problem.code, each.location.line, each.location.column) for each in problems]


def one_message(text: str) -> str:
    (only,) = read(text).problems
    return only.problem.message


# --- What plain scalars are


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *((word, None) for word in ("", "~", "null", "Null", "NULL")),
        *((word, True) for word in ("true", "True", "TRUE")),
        *((word, False) for word in ("false", "False", "FALSE")),
        *(
            (word, word)
            for word in (
                "yes",
                "no",
                "on",
                "off",
                "y",
                "n",
                "NO",
                "Yes",
                "tRUE",
                "nULL",
                "nil",
                "none",
                "=",
                "<<",
            )
        ),
        ("0", 0),
        ("010", 10),
        ("-12", -12),
        ("+3", 3),
        ("0o17", 15),
        ("0x1F", 31),
        ("1e3", 1000.0),
        ("1.10", 1.1),
        (".5", 0.5),
        ("5.", 5.0),
        ("-0.0", -0.0),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        *(
            (word, word)
            for word in (
                *("1_000", "12:30:45", "0o8", "0x", "0b101", "1e", "e3", "+", ".", "..", "1.2.3", "--1"),
                *("2026-10-15", "2026-10-15T00:00:00Z", "1,5", "１", "٣", "inf", "nan", "-.nan", "0x1G"),
            )
        ),
    ],
)
def test_a_plain_scalar_is_what_yaml_1_2_says(written: str, value: object) -> None:
    result = read(f"a: {written}\n").data["a"]
    assert (result, type(result)) == (value, type(value))


def test_not_a_number_is_a_number() -> None:
    assert math.isnan(read("a: .nan").data["a"])


@pytest.mark.parametrize(
    "quoting", ["'{}'", '"{}"', "|-\n  {}", ">-\n  {}"], ids=["single", "double", "literal", "folded"]
)
@pytest.mark.parametrize("text", ["1", "true", "~", "null", "1e3", ".nan"])
def test_what_is_quoted_is_text(quoting: str, text: str) -> None:
    assert read(f"a: {quoting.format(text)}\n").data == {"a": text}


@pytest.mark.parametrize("digits", [19, 20, 40, 41, 5_000, 100_000])
def test_a_number_of_many_digits_is_never_an_error(digits: int) -> None:
    value = read("a: " + "9" * digits).data["a"]
    assert value == (float("9" * digits) if digits <= 40 else "9" * digits)


def test_keys_stay_as_they_are_written() -> None:
    assert read("1: a\ntrue: b\n1.0: c\n~: d\n010: e\n").data == {
        "1": "a",
        "true": "b",
        "1.0": "c",
        "~": "d",
        "010": "e",
    }


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_every_line_break_is_read_alike(line_break: str, last: str) -> None:
    text = "a:\n  - b\n  - |\n    c\n    d\ne: f" + last
    assert read(text.replace("\n", line_break)).data == {"a": ["b", "c\nd\n"], "e": "f"}


@pytest.mark.parametrize(
    "text", ["", "\n", "# only\n# comments", "---", "---\n", "--- # c\n...\n", "null", "~"]
)
def test_a_text_without_content_is_nothing(text: str) -> None:
    document = read(text)
    assert (document.data, document.complete, document.problems) == (None, True, [])


# --- What is refused, where, and in which words


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: &x b\n", Code.ANCHOR_OR_ALIAS, 1, 4),
        ("a: b\nc: &x\n  d: e\n", Code.ANCHOR_OR_ALIAS, 2, 4),
        ("- &x [1]", Code.ANCHOR_OR_ALIAS, 1, 3),
        ("a: *x\n", Code.ANCHOR_OR_ALIAS, 1, 4),
        ("&x a: b\n", Code.ANCHOR_OR_ALIAS, 1, 1),
        ("!foo bar", Code.TAG, 1, 1),
        ("a: !!binary x", Code.TAG, 1, 4),
        ("a: !!timestamp foo", Code.TAG, 1, 4),
        ("a: !!int xyz", Code.TAG, 1, 4),
        ("a: !!python/object/apply:os.system ['touch /tmp/pwn']", Code.TAG, 1, 4),
        ("a: !<tag:x.org,2000:y> b", Code.TAG, 1, 4),
        ("a: ! b", Code.TAG, 1, 4),
        ("!!map {a: b}", Code.TAG, 1, 1),
        ("!t a: b", Code.TAG, 1, 1),
        ("a: 1\nb: 2\na: 3\n", Code.KEY_TWICE, 3, 1),
        ("x: {a: 1, 'a': 2}\n", Code.KEY_TWICE, 1, 11),
        ("- {b: 1}\n- c:\n    d: 1\n    d: 1\n", Code.KEY_TWICE, 4, 5),
        ("a: b\n---\nc: d\n", Code.SECOND_DOCUMENT, 2, 1),
        ("---\n---\n", Code.SECOND_DOCUMENT, 2, 1),
        ("a: b\n...\n---\nc: d\n", Code.SECOND_DOCUMENT, 3, 1),
        ("? [a]\n: b\n", Code.KEY_NOT_TEXT, 1, 3),
        ("? {a: b}\n: c\n", Code.KEY_NOT_TEXT, 1, 3),
        ("[a, b]: c\n", Code.KEY_NOT_TEXT, 1, 1),
        ("a: \x07\n", Code.FORBIDDEN_CHARACTER, 1, 4),
        ("a: b\n# \x1b\n", Code.FORBIDDEN_CHARACTER, 2, 3),
        ("a: b\rc: \x00\r", Code.FORBIDDEN_CHARACTER, 2, 4),
        ("a: 'x\u2028y'\n", Code.FORBIDDEN_CHARACTER, 1, 6),
        ("# é\x85\na: b\n", Code.FORBIDDEN_CHARACTER, 1, 4),
        ("\ufeffa: b\n", Code.FORBIDDEN_CHARACTER, 1, 1),
        ("a: b\n\ufeffc: d\n", Code.FORBIDDEN_CHARACTER, 2, 1),
        ('k: 1\na: "\\UFFFFFFFF"\n', Code.NOT_YAML, 2, 7),
        ('a: "\\U00110000"\n', Code.NOT_YAML, 1, 7),
        ('a: "\\xZZ"\n', Code.NOT_YAML, 1, 7),
        ("a: [\n", Code.NOT_YAML, 2, 1),
        ("a: {b: c\nd: e\n", Code.NOT_YAML, 2, 2),
        ("a: 'b\n", Code.NOT_YAML, 1, 4),
        ("a:\n\tb: c\n", Code.NOT_YAML, 2, 1),
        ("a: b: c\n", Code.NOT_YAML, 1, 5),
        ("é: @x\n", Code.NOT_YAML, 1, 4),
        ("a: `x`\n", Code.NOT_YAML, 1, 4),
        ("a: b\n...\nc: d\n", Code.NOT_YAML, 3, 1),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_one_problem_at_its_place(
    text: str, code: Code, line: int, column: int
) -> None:
    assert found(text) == [(code, line, column)]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", ['a: "\\ud83d"', 'a: "\\ud83d\\ude00"', '"\\udfff": b', '- ["\\uD800"]'])
def test_half_a_character_is_never_data(text: str) -> None:
    document = read(text)
    assert [each.problem.message for each in document.problems] == ["this escape names no character"]
    assert not document.complete


def test_a_repeated_key_is_told_with_the_line_of_the_first() -> None:
    assert one_message("x: 1\na: 1\n\na: 4\n") == "the key 'a' stands already in line 2; keep one of them"


def test_repeated_keys_leave_the_data_complete_with_the_first_value() -> None:
    document = read("a: 1\na: {b: 2}\nc: 3\na: 4\n")
    assert (document.data, document.complete) == ({"a": 1, "c": 3}, True)
    assert [each.location.line for each in document.problems] == [2, 4]


def test_all_anchors_aliases_and_tags_are_told_in_one_run() -> None:
    codes = [code for code, _, _ in found("a: &x b\nc: !t d\ne: [*x, *y]\n")]
    assert codes == [Code.ANCHOR_OR_ALIAS, Code.TAG, Code.ANCHOR_OR_ALIAS, Code.ANCHOR_OR_ALIAS]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a: &x b", "'&x'"), ("a: *x", "'*x'"), ("a: !!int 1", "'!!int'"), ("a: !t 1", "'!t'")],
)
def test_an_anchor_or_a_tag_is_quoted_as_it_is_written(text: str, shown: str) -> None:
    assert shown in one_message(text)


def test_a_tag_of_a_million_signs_does_not_make_a_message_as_long() -> None:
    assert len(one_message("a: !" + "x" * 1_000_000 + " b")) < 200


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert read("<<: {a: b}\n").data == {"<<": {"a": "b"}}


# --- Limits


def nested_by_indent(levels: int) -> str:
    return "".join(f"{' ' * level}a:\n" for level in range(levels))


@pytest.mark.deep
@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", "[{a: "])
def test_what_is_nested_too_deep_is_told_at_the_level_too_many(unit: str) -> None:
    opened = unit.count("[") + unit.count("{") + unit.count("- ")
    text = unit * 30_000
    assert found(text) == [(Code.TOO_DEEP, 1, len(unit) * (64 // opened) + 1)]
    assert one_message(text) == "the file is nested deeper than 64 levels"


@pytest.mark.usefixtures("parser")
def test_block_mappings_may_be_64_deep_and_no_more() -> None:
    assert read(nested_by_indent(64)).problems == []
    assert found(nested_by_indent(65)) == [(Code.TOO_DEEP, 65, 65)]
    assert found(nested_by_indent(2_000)) == [(Code.TOO_DEEP, 65, 65)]


@pytest.mark.timeout(20)
def test_a_repeated_key_before_a_deep_nest_is_told_without_walking_the_nest() -> None:
    # The second walk, for the places of repeated keys, once had no limit: this took hours.
    text = "a: 1\na: 2\nb: " + "[" * 1_000_000
    assert found(text) == [(Code.TOO_DEEP, 3, 67), (Code.KEY_TWICE, 2, 1)]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("key", ["? [x, y]\n: b\n", "? {x: y}\n: b\n", "? - x\n: b\n"])
def test_a_repeated_key_before_a_key_that_is_no_text_is_told(key: str) -> None:
    # The second walk once took such a key for a scalar and lost count of the ends.
    assert found("a: 1\na: 2\n" + key) == [(Code.KEY_NOT_TEXT, 3, 3), (Code.KEY_TWICE, 2, 1)]


@pytest.mark.deep
@pytest.mark.parametrize("text", ["[" + "1," * 600_000 + "]", "-\n" * 600_000, "a:\n" * 600_000])
def test_a_file_of_too_many_values_is_told_so(text: str) -> None:
    assert (Code.TOO_LARGE, "the file holds too many keys and values; split it") in {
        (each.problem.code, each.problem.message) for each in read(text).problems
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: 1\n" * 10_000, Code.KEY_TWICE),
        ("- *a\n" * 10_000, Code.ANCHOR_OR_ALIAS),
        ("- !t\n" * 10_000, Code.TAG),
        ("\0" * 10_000, Code.FORBIDDEN_CHARACTER),
        ("\u2028" * 10_000, Code.FORBIDDEN_CHARACTER),
    ],
)
def test_problems_of_one_sort_are_listed_up_to_a_hundred(text: str, code: Code) -> None:
    problems = read(text).problems
    assert [each.problem.code for each in problems] == [code] * MAX_ALIKE
    assert ["more like this" in each.problem.message for each in problems[-2:]] == [False, True]


@pytest.mark.parametrize(
    "text",
    ["a: " + "x" * 1_000_000, "a: |\n" + "  x\n" * 200_000, "".join(f"k{n}: v\n" for n in range(100_000))],
    ids=["long-scalar", "long-block", "many-keys"],
)
def test_a_large_text_is_read(text: str) -> None:
    document = read(text)
    assert document.complete
    assert not document.problems


# --- For any text, and for any data

FRAGMENTS = st.sampled_from(
    [
        *(
            "a",
            "b",
            "kind",
            "x y",
            ": ",
            ":",
            "\n",
            "\n  ",
            "\n    ",
            "- ",
            "-",
            "? ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            ",",
        ),
        *(
            "'",
            '"',
            "\\",
            "\\x4",
            "\\ud83d",
            "\\UFFFFFFFF",
            "FFFFFFFF",
            "#",
            " # c",
            "|",
            ">",
            "|-",
            "|2",
            "\t",
            "&a",
        ),
        *(
            "*a",
            "!",
            "!!str",
            "%",
            "%YAML 1.2",
            "---",
            "...",
            "\n---\n",
            "\n...\n",
            "@",
            "`",
            "<<",
            "~",
            "null",
        ),
        *(
            "0x1F",
            ".nan",
            "\r",
            "\r\n",
            "é",
            "😀",
            "\u2028",
            "\x85",
            "\ufeff",
            "\0",
            "\x1b",
            "  ",
            "=",
            "1e3",
        ),
        *("a: 1\n", "b: 2\n", "a: 1\na: 2\n", "{a: "),
    ]
)
TEXTS = st.one_of(st.lists(FRAGMENTS, max_size=14).map("".join), st.text(max_size=30))


def paths(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    yield path
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for part, value in inner:
        yield from paths(value, (*path, part))


def lines_of(text: str) -> list[str]:
    return re.split("\r\n|\r|\n", text)


def with_parser(text: str, parser: Any) -> Document:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(events, "_Loader", parser)
        document = read(text)
        assert document.root is None or document.root  # worked out with the same parser
    return document


@settings(max_examples=examples(400))
@given(TEXTS)
def test_any_text_is_read_or_has_a_problem_inside_it(text: str) -> None:
    lines = lines_of(text)
    for document in (with_parser(text, events._Loader), with_parser(text, yaml.SafeLoader)):
        assert document.complete or document.problems
        for line, column in ((each.location.line, each.location.column) for each in document.problems):
            assert 1 <= line <= len(lines)
            assert 1 <= column <= len(lines[line - 1]) + 1


@settings(max_examples=examples(400))
@given(TEXTS)
def test_both_parsers_read_a_text_alike_where_both_can(text: str) -> None:
    fast, pure = with_parser(text, events._Loader), with_parser(text, yaml.SafeLoader)
    if fast.complete and pure.complete:
        assert repr(fast.data) == repr(pure.data)
        assert [fast.offset(path) for path in paths(fast.data)] == [
            pure.offset(path) for path in paths(pure.data)
        ]


@settings(max_examples=examples(300))
@given(DATA, STYLES)
def test_data_that_pyyaml_writes_is_read_as_it_was(data: Any, style: dict[str, Any]) -> None:
    text = as_yaml(data, style)
    expected = as_text(data) if style["default_style"] else data
    assume(repr(yaml.safe_load(text)) == repr(expected))  # it folds some texts with escapes wrongly
    for parser in (events._Loader, yaml.SafeLoader):
        document = with_parser(text, parser)
        assert document.problems == []
        assert repr(document.data) == repr(expected)


@given(
    st.from_regex(CORE_1_2, fullmatch=True)
    | st.text(st.sampled_from("0123456789.eE+-oxnulNaifTr~_:"), max_size=8)
)
def test_a_scalar_is_other_than_text_exactly_where_the_core_schema_says_so(text: str) -> None:
    is_text = isinstance(resolve(text), str)
    too_long_for_a_number = len(text) > 18
    assert is_text == (CORE_1_2.fullmatch(text) is None) or too_long_for_a_number
