"""A walk through the chapters of the YAML specification: each case is read right, or is a located problem.

The cases are our own. https://github.com/yaml/yaml-test-suite walks the same way with 400 of them.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
import yaml

from sustainrubric.yaml import events
from sustainrubric.yaml.reader import Document, parse
from sustainrubric.yaml.source import TextSource

# Chapter of https://yaml.org/spec/1.2.2/ and case -> text, and the data, or `code line:column`.
CASES: dict[str, tuple[str, Any]] = {
    "5.1 tab inside a text": ("a: b\tc\n", {"a": "b\tc"}),
    "5.1 character of another plane": ("𝒜: 🏫\n", {"𝒜": "🏫"}),
    "5.1 delete character": ("a: \x7f\n", "SR003 1:4"),
    "5.2 byte order mark inside": ("a: \ufeffb\n", "SR003 1:4"),
    "5.3 reserved at sign": ("a: @b\n", "SR001 1:4"),
    "5.3 reserved back-tick": ("- `b`\n", "SR001 1:3"),
    "5.3 percent sign begins a text": ("a: %b\n", "SR001 1:4"),
    "5.4 line breaks of every system": ("a: 1\r\nb: 2\rc: 3\n", {"a": 1, "b": 2, "c": 3}),
    "5.4 next line is no break": ("a: 1\x85b: 2\n", "SR003 1:5"),
    "5.7 short escapes": (r'"\0\a\b\t\n\v\f\r\e\"\/\\"', '\0\a\b\t\n\v\f\r\x1b"/\\'),
    "5.7 escapes of YAML's own": (r'"\N\_\L\P\ "', "\x85\xa0\u2028\u2029 "),
    "5.7 escapes by number": (r'"\x41\u00e9\U0001F3EB"', "Aé🏫"),
    "5.7 unknown escape": (r'"\q"', "SR001 1:2"),
    "5.7 half an escape": (r'"\u12"', "SR001 1:4"),
    "6.1 indent of one": ("a:\n b:\n  c: d\n", {"a": {"b": {"c": "d"}}}),
    "6.1 list at the indent of its key": ("a:\n- b\n- c\n", {"a": ["b", "c"]}),
    "6.1 tab as indent": ("a:\n\tb: c\n", "SR001 2:1"),
    "6.1 dedent to nowhere": ("a:\n    b: 1\n  c: 2\n", "SR001 3:3"),
    "6.2 spaces before a colon": ("a   :   b\n", {"a": "b"}),
    "6.5 folded plain text": ("a: one\n  two\n\n  three\n", {"a": "one two\nthree"}),
    "6.5 folded quoted text": ('a: "one\n  two\n\n  three"\n', {"a": "one two\nthree"}),
    "6.6 comments everywhere": ("# a\na: b # c\n  # d\n# e", {"a": "b"}),
    "6.6 a number sign inside a text": ("a: b#c\n", {"a": "b#c"}),
    "6.8 version directive": ("%YAML 1.2\n---\na: b\n", {"a": "b"}),
    "6.8 version of another age": ("%YAML 2.0\n---\na: b\n", "SR001 1:1"),
    "6.8 directive without document": ("%YAML 1.2\n", "SR001 2:1"),
    "6.9 tag": ("a: !!str 1\n", "SR006 1:4"),
    "6.9 anchor": ("a: &b 1\n", "SR005 1:4"),
    "7.1 alias": ("- a\n- *a\n", "SR005 2:3"),
    "7.2 value left out": ("a:\nb:\n", {"a": None, "b": None}),
    "7.2 item left out": ("-\n- a\n-\n", [None, "a", None]),
    "7.3 double quoted with an escaped break": ('"a \\\n  b"', "a b"),
    "7.3 single quoted with a quote": ("'it''s'", "it's"),
    "7.3 single quoted knows no escape": (r"'\n'", r"\n"),
    "7.3 quote not closed": ("a: 'b\nc: d\n", "SR001 1:4"),
    "7.3 text after a quote": ("a: 'b' c\n", "SR001 1:8"),
    "7.3 plain with indicators inside": ("a: b-c, d? [e] {f} & g\n", {"a": "b-c, d? [e] {f} & g"}),
    "7.3 plain that begins like a list item": ("-a: -b\n", {"-a": "-b"}),
    "7.3 address": ("a: https://example.gov:8080/x#y\n", {"a": "https://example.gov:8080/x#y"}),
    "7.3 colon and space": ("a: b: c\n", "SR001 1:5"),
    "7.4 flow list with a last comma": ("[a, b, ]", ["a", "b"]),
    "7.4 flow list without a comma": ("[a\nb: c]", "SR001 2:2"),
    "7.4 flow mapping like JSON": ('{"a":1,"b":[true,null]}', {"a": 1, "b": [True, None]}),
    "7.4 flow mapping with lone keys": ("{a, b: }", {"a": None, "b": None}),
    "7.4 pair inside a flow list": ("[a: b, c]", [{"a": "b"}, "c"]),
    "7.4 flow over lines": ("a: {\n  b: [c,\n  d]\n}\n", {"a": {"b": ["c", "d"]}}),
    "7.4 flow list not closed": ("a: [b, c\n", "SR001 2:1"),
    "7.4 closed by the wrong bracket": ("[a, b}", "SR001 1:6"),
    "8.1 literal": ("a: |\n  b\n   c\n\n  d\n", {"a": "b\n c\n\nd\n"}),
    "8.1 literal without its last break": ("a: |-\n  b\n\n", {"a": "b"}),
    "8.1 literal with all its breaks": ("a: |+\n  b\n\n", {"a": "b\n\n"}),
    "8.1 literal with an indent of its own": ("a: |2\n   b\n", {"a": " b\n"}),
    "8.1 literal with an indent of nothing": ("a: |0\n  b\n", "SR001 1:5"),
    "8.1 folded": ("a: >\n  b\n  c\n\n  d\n   e\n", {"a": "b c\nd\n e\n"}),
    "8.1 what looks like a comment in a literal": ("a: |\n  # b\n# c\n", {"a": "# b\n"}),
    "8.2 list in a list": ("- - a\n  - b\n-\n  - c\n", [["a", "b"], ["c"]]),
    "8.2 mapping in a list": ("- a: 1\n  b: 2\n- c: 3\n", [{"a": 1, "b": 2}, {"c": 3}]),
    "8.2 list beside keys": ("a: 1\n- b\n", "SR001 2:1"),
    "8.2 key without a colon": ("a: 1\nb\n", "SR001 3:1"),
    "8.2 key written out": ("? a\n: b\n", {"a": "b"}),
    "8.2 key that is a list": ("? - a\n: b\n", "SR010 1:3"),
    "8.2 key given twice": ("a: 1\na: 1\n", "SR004 2:1"),
    "8.2 key over two lines": ("a\nb: c\n", "SR001 2:2"),
    "9.1 document start and end": ("---\na: b\n...\n", {"a": "b"}),
    "9.1 text on the line of the start": ("--- a\n", "a"),
    "9.2 second document": ("a: b\n---\nc: d\n", "SR009 2:1"),
    "9.2 second document after an end": ("a: b\n...\nc: d\n", "SR001 3:1"),
    "10.1 texts of YAML 1.1 that were more": ("[y, 1_0, 1:30, 0b1]", ["y", "1_0", "1:30", "0b1"]),
    "10.3 numbers": ("[0, -1, 0o10, 0xff, 1.5, 1e2, .inf]", [0, -1, 8, 255, 1.5, 100.0, float("inf")]),
}  # fmt: skip

OUTCOMES = {"read": 40, "SR001": 20, "SR003": 3, "SR004": 1, "SR005": 2, "SR006": 1, "SR009": 1, "SR010": 1}


def outcome(document: Document) -> Any:
    """The data, or the first problem as `code line:column`."""
    if not document.problems:
        return document.data
    location, problem = document.problems[0]
    return f"{problem.code} {location.line}:{location.column}"


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_read_right_or_refused_at_its_place(case: str) -> None:
    text, expected = CASES[case]
    assert outcome(parse(TextSource("a.yaml", text))) == expected


@pytest.mark.parametrize("case", CASES)
def test_without_libyaml_a_case_is_read_alike_or_refused(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_Loader", yaml.SafeLoader)
    text, expected = CASES[case]
    document = parse(TextSource("a.yaml", text))
    assert document.complete or document.problems
    if not document.problems:
        assert document.data == expected


def test_as_many_cases_are_read_and_refused_as_ever() -> None:
    found = Counter(str(expected)[:5] if is_problem(expected) else "read" for _, expected in CASES.values())
    assert found == OUTCOMES


def is_problem(expected: Any) -> bool:
    return isinstance(expected, str) and re.match(r"SR\d{3} \d", expected) is not None
