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
    ],
)  # fmt: skip
def test_only_what_changes_is_written(text: str, changes: list[Set | Append | Remove], expected: str) -> None:
    assert change(text, *changes) == expected
