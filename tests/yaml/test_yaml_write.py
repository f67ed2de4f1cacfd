"""What we write is read as what was meant, by our reader and by readers of YAML 1.1."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.base.fields import Layout
from sustainrubric.records.assessment import Assessment
from sustainrubric.yaml.difference import is_same
from sustainrubric.yaml.reader import parse
from sustainrubric.yaml.scalar import key, scalar
from sustainrubric.yaml.source import TextSource
from sustainrubric.yaml.writer import dump

AWKWARD = (
    *(
        "no",
        "No",
        "yes",
        "on",
        "OFF",
        "y",
        "N",
        "true",
        "null",
        "~",
        "",
        "=",
        "<<",
        "1e3",
        "0E0",
        "010",
        "0o7",
    ),
    *("0x1F", "1_000", "12:30", "12:30:45", "1.0", "1.", ".5", "+1", "-1", "1e+16", ".inf", "-.INF", ".nan"),
    *("2026-01-01", "2026-1-1", "2026-01-01T10:00:00Z", "99999999999999999999", "# x", "a # x", "a: b", "a:"),
    *(
        "- x",
        "-",
        "--- x",
        "---",
        "...",
        "? x",
        "@x",
        "%x",
        "`x",
        "!x",
        "&x",
        "*x",
        "|",
        ">",
        "{",
        "[a]",
        "a, b",
    ),
    *(
        "'",
        '"',
        "it's",
        'a "b"',
        "a\\b",
        " x",
        "x ",
        "\tx",
        "x\ty",
        "a\nb",
        "a\n",
        "\na",
        "a\n\n",
        " a\nb",
        "a \nb",
    ),
    *(
        "\n",
        "a\n\tb",
        "\ta\nb",
        "a\n---\nb",
        "a\n# b",
        "\u2028",
        "\x85",
        "\x1b[2J",
        "\x00",
        "\u202ex",
        "\ufeffx",
    ),
    *("😀", "👩\u200d🏫", "مرحبا", "é", "e\u0301", "a\r\nb", "\x7f", "\x9b31m", "key: {a: 1}", "a\n  b\n c"),
)

awkward_text = st.sampled_from(AWKWARD) | st.text(max_size=12) | st.text("ab \n\t:#-'\"0e.", max_size=12)
long_text = st.lists(
    st.sampled_from(("word", "a:", "#", "-", "it's", "", "%x", "longer-word")), min_size=25
).map(" ".join)
texts = (awkward_text | long_text).filter(
    lambda text: not any("\ud800" <= character <= "\udfff" for character in text)
)
scalars = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=True) | texts
json_like = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def read(text: str) -> Any:
    document = parse(TextSource("a.yaml", text))
    assert not document.problems, (text, document.problems)
    return document.data


def with_text_keys(data: Any) -> Any:
    """A YAML 1.1 reader takes the key `1` for a number, which our reader does not, nor do people."""
    if isinstance(data, dict):
        return {str(name): with_text_keys(entry) for name, entry in data.items()}
    return [with_text_keys(entry) for entry in data] if isinstance(data, list) else data


@given(json_like)
def test_any_data_is_read_back_by_both_readers(data: Any) -> None:
    text = dump(data)
    assert is_same(read(text), data), text
    assert is_same(with_text_keys(yaml.load(text, yaml.CSafeLoader)), data), text


@pytest.mark.parametrize("text", AWKWARD)
@pytest.mark.parametrize("shape", ["value", "item", "row", "key", "deep"])
def test_awkward_text_is_read_back_in_every_place(text: str, shape: str) -> None:
    shapes: dict[str, Any] = {
        "value": {"a": text, "b": 1}, "item": [text, text], "row": [{"a": text}], "key": {text: text},
        "deep": {"a": [{"b": [text], "c": {"d": text}}]},
    }  # fmt: skip
    written = dump(shapes[shape])
    assert is_same(read(written), shapes[shape]), written
    assert is_same(with_text_keys(yaml.load(written, yaml.CSafeLoader)), shapes[shape]), written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Two of five agencies share the agenda.", "Two of five agencies share the agenda."),
        ("https://example.gov/agenda?a=1#b", "https://example.gov/agenda?a=1#b"),
        ("2026-fall", "2026-fall"),
        ("1.A.i", "1.A.i"),
        ("no", "'no'"),
        ("it's: so", '"it\'s: so"'),
        (date(2026, 10, 15), "2026-10-15"),
        ("2026-10-15", "'2026-10-15'"),
        ("😀 مرحبا", "😀 مرحبا"),
        ("\x1b", r'"\e"'),
        ("a\u202eb", r'"a\u202Eb"'),
        ("a\nb", "|-\n  a\n  b"),
        ("a\n\nb\n", "|\n  a\n\n  b"),
        (" a\nb", "|2-\n   a\n  b"),
        ("a \nb", r'"a \nb"'),
        ("a\n\n", r'"a\n\n"'),
        (True, "true"),
        (None, "null"),
        (1e16, "1.0e+16"),
    ],
)
def test_a_value_is_written_so(value: Any, written: str) -> None:
    assert scalar(value) == written


def test_a_long_line_is_folded_for_people_who_review_it() -> None:
    text = "Two of five agencies share the agenda: # not a word. " * 3
    assert scalar(text.strip(), indent=2).splitlines() == [
        ">-",
        "    Two of five agencies share the agenda: # not a word. Two of five agencies share the agenda: #",
        "    not a word. Two of five agencies share the agenda: # not a word.",
    ]
    assert scalar(text.strip(), quote='"') == f'"{text.strip()}"'
    assert scalar(text.strip(), in_flow=True) == f"'{text.strip()}'"
    assert scalar("x" * 200) == "x" * 200
    assert scalar(" " + "x " * 100 + "x") == "' " + "x " * 100 + "x'"
    assert all(line == line.rstrip() for line in scalar("x  y " * 50 + "x").splitlines())


def test_a_quotation_mark_asked_for_is_kept_where_it_will_do() -> None:
    assert scalar("a", quote="'") == "'a'"
    assert scalar("a", quote='"') == '"a"'
    assert scalar("a\x00", quote="'") == r'"a\0"'
    assert key("1") == "1"
    assert key("01") == "'01'"


def test_an_assessment_looks_like_our_examples() -> None:
    action = {"what": "Convene", "owner": "mlopez", "due": date(2027, 3, 1), "status": "planned"}
    data = {
        "kind": "assessment",
        "agency": {"name": "Example", "state": "EX"},
        "team": ({"id": "mlopez", "name": "M. Lopez"},),
        "weights": {"1.A.i": 2},
        "ratings": {
            "1.A.i": {
                "level": "emerging",
                "rationale": "One.\nTwo.",
                "criteria": {"1": "strong", "2": "emerging"},
                "evidence": [{"what": "a\nb"}],
                "actions": [action, {"what": "x" * 120}],
            },
            "1.A.ii": {"level": "strong"},
            "1.A.iii": {},
        },
    }
    assert (
        dump(data, Layout(Assessment))
        == f"""\
kind: assessment
agency: {{name: Example, state: EX}}
team:
  - {{id: mlopez, name: M. Lopez}}
weights: {{1.A.i: 2}}
ratings:
  1.A.i:
    level: emerging
    rationale: |-
      One.
      Two.
    criteria: {{1: strong, 2: emerging}}
    evidence:
      - what: |-
          a
          b
    actions:
      - {{what: Convene, owner: mlopez, due: 2027-03-01, status: planned}}
      - what: {"x" * 120}
  1.A.ii:
    level: strong
  1.A.iii: {{}}
"""
    )


@pytest.mark.parametrize("in_flow", [False, True])
@pytest.mark.parametrize("one_line", [False, True])
@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_only_a_value_that_may_take_lines_takes_them(in_flow: bool, one_line: bool, quote: str) -> None:
    free = not (in_flow or one_line)
    long, lines, tab = "word " * 30 + "w", "two\nlines", "a\tb"
    written = {
        text: scalar(text, in_flow=in_flow, one_line=one_line, quote=quote) for text in (long, lines, tab)
    }
    assert ("\n" in written[long]) == (free and not quote)
    assert ("\n" in written[lines]) == free
    assert ("\n" in written[tab]) == free
    assert written[lines][0] == ("|" if free else '"')
