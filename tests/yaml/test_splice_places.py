"""Changes at the places that the splice editor treats by themselves: only what changes is written anew."""

from __future__ import annotations

import pytest

from tests.yaml.edits import Append, Remove, Set
from tests.yaml.test_rewrite import change

FOUR = "kind: assessment\nratings:\n    1.A.i:\n        level: strong\n"
LONG = "word " * 16 + "w"  # 81 signs


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        pytest.param(
            FOUR, [Set(("ratings", "1.A.i", "rationale"), "two\nlines")],
            FOUR + "        rationale: |-\n            two\n            lines\n",
            id="lines of a text are indented as the rest of the file",
        ),
        pytest.param(
            FOUR, [Set(("ratings", "1.A.i", "rationale"), LONG)],
            FOUR + f"        rationale: {LONG}\n",
            id="a long text",
        ),
        pytest.param(
            FOUR, [Set(("unheard-of",), 1)], FOUR + "unheard-of: 1\n", id="a key that no file of its kind has"
        ),
        pytest.param(
            "{\na: 1, # one\nb: 2\n}\n", [Remove(("a",))], "{\n  # one\n b: 2\n}\n",
            id="the first of a mapping that begins at the edge, with its comment",
        ),
        pytest.param(
            "a: {b: 1,\n    # of c\n    c: 2, d: 3}\n", [Remove(("a", "c"))],
            "a: {b: 1,\n    # of c\n    d: 3}\n",
            id="one of several in a line below",
        ),
        pytest.param(
            "- b:\n        c: 1\n", [Set((0, "d"), {"e": {"f": 1}})],
            "- b:\n        c: 1\n  d:\n        e: {f: 1}\n",
            id="as far in as mappings below a list stand",
        ),
        pytest.param(
            "ratings:\n  # why\n  1.B.i: {level: strong}\n",
            [Set(("ratings", "1.A.i"), {"level": "strong"})],
            "ratings:\n  1.A.i: {level: strong}\n  # why\n  1.B.i: {level: strong}\n",
            id="an entry in braces goes above the comment of what was first",
        ),
        pytest.param("a: [x, y]\n", [Remove(("a", 1))], "a: [x]\n", id="the last of a list in a line"),
        pytest.param("a: [x, y]\n", [Remove(("a", 0))], "a: [y]\n", id="the first of a list in a line"),
        pytest.param(
            "a: [\n  x,  # of x\n  y\n]\n", [Append(("a",), "z")], "a: [\n  x,  # of x\n  y,\n  z\n]\n",
            id="an item a line",
        ),
        pytest.param(
            "a:\n- x\n\n- y\n", [Append(("a",), "z")], "a:\n- x\n\n- y\n\n- z\n", id="items with lines between"
        ),
        pytest.param("a:\n-   x\n", [Append(("a",), "z")], "a:\n-   x\n-   z\n", id="room after the dash"),
        pytest.param(
            "a:\n  b: 1\n\n  c: 2\n\n  d: 3\n", [Remove(("a", "c"))], "a:\n  b: 1\n\n  d: 3\n",
            id="one of spaced entries takes its empty line along",
        ),
        pytest.param("b: 1\nc: 2\n", [Remove(("b",))], "c: 2\n", id="the first line of a file"),
        pytest.param(
            "- a: 1  # why\n  b: 2\n", [Remove((0, "a"))], "- # why\n  b: 2\n", id="the entry behind a dash"
        ),
        pytest.param(
            "a: x      # one\nb: yy     # two\n", [Set(("a",), "longer")],
            "a: longer  # one\nb: yy     # two\n",
            id="a comment in a column gives way",
        ),
        pytest.param(
            "a: longer    # one\nb: yy        # two\n", [Set(("a",), "x")],
            "a: x         # one\nb: yy        # two\n",
            id="a comment in a column stays in it",
        ),
        pytest.param(
            "a: longer  # one\n", [Set(("a",), "x")], "a: x  # one\n", id="a comment beside the text stays beside it"
        ),
        pytest.param(
            "a: {'b': 'x'}\n", [Set(("a", "c"), "y")], "a: {'b': 'x', 'c': 'y'}\n",
            id="keys in quotation marks",
        ),
        pytest.param('a: {"b": 1}\n', [Set(("a", "b"), "y")], 'a: {"b": "y"}\n', id="JSON stays JSON"),
        pytest.param("a: {b, c: 1}\n", [Set(("a", "b"), 2)], "a: {b: 2, c: 1}\n", id="a key without a colon"),
        pytest.param("a: {b: , c: 1}\n", [Set(("a", "b"), 2)], "a: {b: 2, c: 1}\n", id="a key without a value"),
        pytest.param(
            "ratings:\n  # none yet\n  1.B.i:\n    level: strong\n",
            [Set(("ratings", "1.A.i", "level"), "strong")],
            "ratings:\n  1.A.i:\n    level: strong\n  # none yet\n  1.B.i:\n    level: strong\n",
            id="the first entry goes above the comment of what was first",
        ),
        pytest.param(
            "a: >-\n  folded\n  text # no comment\nb: 1\n", [Set(("a",), "x")], "a: x\nb: 1\n",
            id="folded text makes room for a word",
        ),
        pytest.param(
            "a: # why\n  - x\n  - y # two\nb: 1\n", [Set(("a",), "x")], "a: x  # why\n# two\nb: 1\n",
            id="the comments of lines that go are kept",
        ),
        pytest.param(
            "a:\n  k: |+\n    x\n\n\nb: 1\n", [Set(("a", "m"), 2)], "a:\n  k: |+\n    x\n\n\n  m: 2\nb: 1\n",
            id="empty lines that belong to a text stay with it",
        ),
        pytest.param(
            "a:\r\n  k: |+\r\n    x\r\n\r\nb: 1\r\n", [Set(("a", "m"), 2)],
            "a:\r\n  k: |+\r\n    x\r\n\r\n  m: 2\r\nb: 1\r\n",
            id="empty lines that belong to a text, as Windows ends them",
        ),
        pytest.param(
            "a:\n  k: |\n    x\n\n\nb: 1\n", [Set(("a", "m"), 2)], "a:\n  k: |\n    x\n  m: 2\n\n\nb: 1\n",
            id="empty lines that belong to no text stay where they are",
        ),
        pytest.param(
            "a:\n  k: |+\n    x\n\n\n  m: 1\nb: 1\n", [Remove(("a", "k"))], "a:\n  m: 1\nb: 1\n",
            id="a text goes with the empty lines that belong to it",
        ),
        pytest.param(
            "a:\n  - 'x # no'\n  - \"y # no\" # yes\n  - z\nb: 1\n", [Set(("a",), "x")], "a: x\n# yes\nb: 1\n",
            id="a sign for a comment inside of a list's text is none",
        ),
        pytest.param(
            "a: ['x # no', {k: 'y # no'}] # yes\nb: 1\n", [Set(("a",), "x")], "a: x # yes\nb: 1\n",
            id="a sign for a comment inside of brackets is none",
        ),
        pytest.param(
            "a:\n  - - 'x # no'\n    - y # two\n  - k: 'z # no'\nb: 1\n", [Remove(("a",))], "# two\nb: 1\n",
            id="a sign for a comment inside of a list in a list is none",
        ),
        pytest.param(
            "kind: assessment\nratings:\n  1.A.i: # beside\n    # why\n    # more\n    rationale: x\n",
            [Set(("ratings", "1.A.i", "level"), "strong")],
            "kind: assessment\nratings:\n  1.A.i: # beside\n    level: strong\n"
            "    # why\n    # more\n    rationale: x\n",
            id="the first key of an entry goes above the comments of what was first",
        ),
    ],
)  # fmt: skip
def test_only_what_changes_is_written(text: str, changes: list[Set | Append | Remove], expected: str) -> None:
    assert change(text, *changes) == expected
