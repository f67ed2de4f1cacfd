"""A change of a file changes what it is about, and nothing else that a person wrote."""

from __future__ import annotations

import difflib
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sustainrubric.base.fields import Layout
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.load import load_bytes
from sustainrubric.yaml import events
from sustainrubric.yaml.difference import is_same
from sustainrubric.yaml.reader import Document, parse
from sustainrubric.yaml.rewrite import CannotEdit, rewrite, to_bytes
from sustainrubric.yaml.source import TextSource
from tests.disk.scratch import needs_git
from tests.profiles import examples
from tests.yaml.edits import Append, Remove, Set, edit
from tests.yaml.random_yaml import Path as DocumentPath
from tests.yaml.random_yaml import RandomFile, at, meant, random_change

LAYOUT = Layout(Assessment, {"ratings": ["1.A.i", "1.A.ii", "1.B.i", "1.B.ii"]})
RATING = ("ratings", "1.A.i")
FILE = """\
# Rated by the whole team.
kind: assessment
weights: {1.A.i: 2}                 # agreed in May
ratings:
  1.A.i:                            # vision
    level: emerging                 # after long talk
    # the team was split
    rationale: >
      Two of five agencies
      share the agenda.
    criteria: {1: strong, 2: emerging, 5: emerging}
    evidence:
      - {what: Joint agenda, date: 2026-08-01}  # found by Ana
      - what: Minutes
        # ask again
        where: 'https://example.gov'

  # next year
  1.B.i:
    # level:
"""


def document(text: str, file: str = "a.yaml") -> Document:
    found = load_bytes(text.encode(), file).document
    assert found.complete
    return found


def change(text: str, *changes: Set | Append | Remove, file: str = "a.yaml") -> str:
    return edit(document(text, file), changes, LAYOUT).source.text


def diff(old: str, new: str) -> str:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return "\n".join(line for line in lines if not line.startswith(("---", "+++", "@@")))


def case(name: str, changes: list[Set | Append | Remove], expected: str) -> Any:
    return pytest.param(changes, expected, id=name)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        case(
            "a level",
            [Set((*RATING, "level"), "strong")],
            "-    level: emerging                 # after long talk\n"
            "+    level: strong                   # after long talk",
        ),
        case(
            "long text in the place of folded text",
            [Set((*RATING, "rationale"), "One: two.\n\n# three")],
            "-    rationale: >\n-      Two of five agencies\n-      share the agenda.\n"
            "+    rationale: |-\n+      One: two.\n+\n+      # three",
        ),
        case(
            "a value in quotation marks",
            [Set((*RATING, "evidence", 1, "where"), "it's")],
            "-        where: 'https://example.gov'\n+        where: 'it''s'",
        ),
        case(
            "a criterion between others",
            [Set((*RATING, "criteria", "3"), "strong")],
            "-    criteria: {1: strong, 2: emerging, 5: emerging}\n"
            "+    criteria: {1: strong, 2: emerging, 3: strong, 5: emerging}",
        ),
        case(
            "criteria in the order people count in",
            [Set((*RATING, "criteria", "10"), "strong"), Set((*RATING, "criteria", "7"), "strong")],
            "-    criteria: {1: strong, 2: emerging, 5: emerging}\n"
            "+    criteria: {1: strong, 2: emerging, 5: emerging, 7: strong, 10: strong}",
        ),
        case(
            "a new key where its kind of file has it",
            [Set((*RATING, "look_fors", "L1"), "seen")],
            "+    look_fors: {L1: seen}",
        ),
        case(
            "an element between others",
            [Set(("ratings", "1.A.ii", "level"), "strong")],
            "+  1.A.ii:\n+    level: strong\n+",
        ),
        case(
            "the first key of an element with nothing but a skeleton",
            [Set(("ratings", "1.B.i", "level"), "strong")],
            "+    level: strong",
        ),
        case(
            "an element after the last one and its skeleton",
            [Set(("ratings", "1.B.ii", "target"), "strong")],
            "+\n+  1.B.ii:\n+    target: strong",
        ),
        case(
            "a row in the manner of the last one",
            [Append((*RATING, "evidence"), {"what": "Law", "date": date(2026, 1, 2)})],
            "+      - what: Law\n+        date: 2026-01-02",
        ),
        case(
            "a list that was not there",
            [Append((*RATING, "actions"), {"what": "Go", "owner": "ana"})],
            "+    actions:\n+      - {what: Go, owner: ana}",
        ),
        case(
            "a removed key leaves its comment",
            [Remove((*RATING, "level"))],
            "-    level: emerging                 # after long talk\n+    # after long talk",
        ),
        case(
            "a removed row leaves its comments",
            [Remove((*RATING, "evidence", 1))],
            "-      - what: Minutes\n-        # ask again\n-        where: 'https://example.gov'\n"
            "+      # ask again",
        ),
        case(
            "the first key of a row",
            [Remove((*RATING, "evidence", 1, "what"))],
            "-      - what: Minutes\n-        # ask again\n+      - # ask again",
        ),
        case(
            "the last key of a mapping",
            [Remove(("weights", "1.A.i"))],
            "-weights: {1.A.i: 2}                 # agreed in May\n"
            "+weights: {}                         # agreed in May",
        ),
        case("nothing new", [Set((*RATING, "level"), "emerging"), Remove((*RATING, "priority"))], ""),
    ],
)  # fmt: skip
def test_only_the_change_is_in_the_diff(changes: list[Set | Append | Remove], expected: str) -> None:
    assert diff(FILE, change(FILE, *changes)) == expected


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        ("a: 1", [Set(("b",), 2)], "a: 1\nb: 2"),
        ("a: 1\n", [Set(("a",), True)], "a: true\n"),
        ("a:\n- x\n", [Append(("a",), "z")], "a:\n- x\n- z\n"),
        ("a:\n-   x: 1\n    y: 2\n", [Append(("a",), {"x": 3})], "a:\n-   x: 1\n    y: 2\n-   x: 3\n"),
        ("a:\n    b: 1\nc:\n", [Set(("c", "d"), [["x"]])], "a:\n    b: 1\nc:\n    d:\n        - [x]\n"),
        ("a: []  # c\n", [Append(("a",), {"b": 1})], "a:  # c\n  - {b: 1}\n"),
        ("a: [x]\n", [Append(("a",), "y, z")], "a: [x, 'y, z']\n"),
        ("a: {b, c: }\n", [Set(("a", "b"), 1), Set(("a", "c"), 2)], "a: {b: 1, c: 2}\n"),
        ('{"a": {"b": "c"}}\n', [Set(("a", "d"), "e")], '{"a": {"b": "c", "d": "e"}}\n'),
        ("a: {\n  b: 1  # c\n}\n", [Set(("a", "d"), 2)], "a: {\n  b: 1,  # c\n  d: 2\n}\n"),
        ("a: {\n  b: 1,  # c\n}\n", [Set(("a", "d"), 2)], "a: {\n  b: 1,  # c\n  d: 2,\n}\n"),
        ("a: |+\n  x\n\nb: 1\n", [Set(("c",), 2)], "a: |+\n  x\n\nb: 1\nc: 2\n"),
        ("a: |  # c\n  x\n", [Set(("a",), "z")], "a: z  # c\n"),
        ("a: |  # c\nb: 1\n", [Set(("a",), "z")], "a: z  # c\nb: 1\n"),
        ("a:\n- |+\n  x\n\nb: 1\n", [Append(("a",), "z")], "a:\n- |+\n  x\n\n- z\nb: 1\n"),
        ("a: 1\r\n\r\nb: 1\r\n", [Set(("c",), 2)], "a: 1\r\n\r\nb: 1\r\n\r\nc: 2\r\n"),
        ("a: 1\r\n# c\r\nb: 1\r\n", [Set(("c",), 2)], "a: 1\r\n# c\r\nb: 1\r\nc: 2\r\n"),
        ("a: 1\n\nb: |+\n  x\n", [Set(("c",), 2)], "a: 1\n\nb: |+\n  x\nc: 2\n"),
        ("a: |+\n  x\nb: 1\n\n", [Remove(("b",))], "a: |+\n  x\n"),
        ("a: >\n  x\nb: 1", [Remove(("b",))], "a: >\n  x\n"),
        ("a: 1\n\nb: 2\n\nc: 3\n", [Remove(("b",))], "a: 1\n\nc: 3\n"),
        ("a: {b: 'x', c: y}\n", [Set(("a", "b"), "z")], "a: {b: 'z', c: y}\n"),
        ("a: {\n  b: [x,  # c\n    y]\n}\n", [Set(("a", "b"), "z")], "a: {\n  b: z  # c\n  \n}\n"),
        ("a: [\n  x\n  , y]\n", [Set(("a",), ["x", "z", "y"])], "a: [\n  x,\n  z\n  , y]\n"),
        ("a: x\n  # deep\n", [Set(("a",), "y\nz")], 'a: "y\\nz"\n  # deep\n'),
        ("a:\n  b: 1\n  # deep\nc: |\n  x\n", [Remove(("c",))], "a:\n  b: 1\n  # deep\n"),
        ("a: |\n  x\nb: 1\n   # deep\n", [Remove(("b",))], "a: |\n  x\n# deep\n"),
        ("a:\r\n  b: 1\r\n", [Set(("a", "c"), "x\ny")], "a:\r\n  b: 1\r\n  c: |-\r\n    x\r\n    y\r\n"),
        ("a: 1\r# c\rb: 2\r", [Set(("a",), 3)], "a: 3\r# c\rb: 2\r"),
        ("\ufeffa: 1\n", [Set(("a",), 2)], "\ufeffa: 2\n"),
        ("a:\n  # why\n  c: 1\n", [Set(("a", "b"), 2)], "a:\n  # why\n  c: 1\n  b: 2\n"),
    ],
)  # fmt: skip
def test_the_manner_of_the_file_is_kept(text: str, changes: list[Any], expected: str) -> None:
    assert to_bytes(edit(document(text), changes)) == expected.encode()


def test_ids_are_in_the_order_given() -> None:
    layout = Layout(Assessment, {"ratings": ["1.B.i", "1.A.i"]})
    text = "ratings:\n  1.A.i: {level: strong}\n"
    new = edit(document(text), [Set(("ratings", "1.B.i"), {"level": "strong"})], layout)
    assert new.source.text == "ratings:\n  1.B.i: {level: strong}\n  1.A.i: {level: strong}\n"


def test_a_file_with_problems_is_not_changed() -> None:
    with pytest.raises(CannotEdit, match=r"a\.yaml has problems that must be mended"):
        edit(parse(TextSource("a.yaml", "a: 1\na: 2\nb: 3\n")), [Set(("b",), 2)])


def test_a_new_first_key_goes_above_the_comment_of_the_next_one() -> None:
    text = "ratings:\n  1.A.i:\n    # why\n    target: strong\n"
    new = change(text, Set((*RATING, "level"), "strong"))
    assert new == "ratings:\n  1.A.i:\n    level: strong\n    # why\n    target: strong\n"


def test_the_text_below_front_matter_stays() -> None:
    text = "\n---\r\nkind: assessment # a\r\n---\r\nratings: none\r\n\r\n---\r\n\x0b raw\r\n"
    new = change(text, Set((*RATING, "level"), "strong"), file="a.md")
    added = "ratings:\r\n  1.A.i:\r\n    level: strong\r\n"
    assert new == text.replace("# a\r\n", "# a\r\n" + added)


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("a: 1\n", [Set(("a",), "half \ud83d")]),
        ("a: [b: 1]\n", [Set(("a", 0, "c"), 2)]),
        ("a: 1\n", [Set((), {})]),
        ("a: 1\n", [Set(("a", "b"), 2)]),
    ],
)  # fmt: skip
def test_what_cannot_be_changed_safely_is_refused(text: str, changes: list[Any]) -> None:
    with pytest.raises(CannotEdit):
        edit(parse(TextSource("a.yaml", text)), changes)


def test_a_refusal_says_what_to_do_and_where() -> None:
    with pytest.raises(CannotEdit) as caught:
        edit(document("z: 1\na: [b: 1]\n"), [Set(("a", 0, "c", "d"), "x, y")])
    assert str(caught.value) == (
        "a.yaml:2:5: this is written in a way that cannot be changed safely; "
        "set a > 0 > c to '{d: 'x, y'}' in an editor"
    )
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    ("text", "path", "value", "new"),
    [
        (
            "ratings:\n  1.A.i: {level: strong, target: 'x'} # why\n  1.B.i: {level: 'x'}\n",
            (*RATING, "rationale"),
            "one\ntwo\tcells",
            "ratings:\n  1.A.i:  # why\n    level: strong\n    rationale: |-\n"
            "      one\n      two\tcells\n    target: x\n  1.B.i: {level: 'x'}\n",
        ),
        (
            "ratings: {1.A.i: {level: strong}}\nz: {a: 1}\n",
            (*RATING, "rationale"),
            "one\ntwo",
            "ratings:\n  1.A.i:\n    level: strong\n    rationale: |-\n      one\n      two\nz: {a: 1}\n",
        ),
    ],
)
def test_a_text_of_several_lines_takes_what_is_in_brackets_out_of_them(
    text: str, path: DocumentPath, value: str, new: str
) -> None:
    assert change(text, Set(path, value)) == new


def test_models_can_be_written_back_as_they_are() -> None:
    text = "ratings:\n  1.A.i:\n    level: strong  # c\n    evidence:\n      - {what: a, date: 2026-08-01}\n"
    evidence = ({"what": "a", "date": date(2026, 8, 1)}, {"what": "b", "date": date(2026, 8, 2)})
    data = {"ratings": {"1.A.i": {"level": "strong", "evidence": evidence}}}
    new = rewrite(document(text), data, LAYOUT).source.text
    assert diff(text, new) == "+      - {what: b, date: 2026-08-02}"


@needs_git
def test_git_shows_the_changed_value_only(tmp_path: Path) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_bytes(("\ufeff" + FILE).replace("\n", "\r\n").encode())
    changed = edit(document(old.read_bytes().decode()), [Set((*RATING, "level"), "strong")], LAYOUT)
    new.write_bytes(to_bytes(changed))
    command = ["git", "diff", "--no-index", "--numstat", str(old), str(new)]
    numbers = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()
    assert numbers[:2] == ["1", "1"]


WORD = re.compile(r"[wk]\d+x")


def apply(found: Document, kind: str, path: DocumentPath, value: Any) -> Document:
    if kind == "remove":
        return edit(found, [Remove(path)])
    return edit(found, [Append(path, value) if kind == "append" else Set(path, value)])


def touched_words(file: RandomFile, path: DocumentPath) -> set[str]:
    """The words of the lines that a change at `path` may rewrite."""
    path = next(
        (file.flow_roots[path[:n]] for n in range(len(path) + 1) if path[:n] in file.flow_roots), path
    )
    words = {
        word for inner, text in file.words_at.items() if inner[: len(path)] == path for word in text.split()
    }
    parent = path[:-1]
    if parent and isinstance(parent[-1], int):
        # The second key of a row moves up to the dash where the first one goes.
        row = at(file.data, parent)
        words.update(list(row)[1:2] if isinstance(row, dict) else ())
    while parent not in file.words_at and parent:
        parent = parent[:-1]
    return words | set(file.words_at.get(parent, "").split())


def is_subsequence(lines: list[str], of: list[str]) -> bool:
    rest = iter(of)
    return all(line in rest for line in lines)


def check_random_change(seed: int, as_front_matter: bool = False) -> None:
    file = RandomFile(seed)
    kind, path, value = random_change(file)
    data = meant(file.data, kind, path, value)
    above, below, name = "", "", "a.yaml"
    if as_front_matter and file.text.endswith(file.break_):
        above, below, name = "---" + file.break_, "---\n# Title\r\n\ttext\r---", "a.md"
    found = document(above + file.text + below, name)
    assert is_same(found.data, file.data), file.text
    if not data:
        return

    new = apply(found, kind, path, value)

    shown = f"{kind} {path} {value!r}\n{file.text}\n=====\n{new.source.text}"
    assert is_same(document(new.source.text, name).data, data), shown
    assert all(new.source.text.count(comment) == 1 for comment in file.comments), shown
    touched = touched_words(file, path)
    untouched = [line for line in file.text.splitlines() if WORD.findall(line)]
    untouched = [line for line in untouched if touched.isdisjoint(WORD.findall(line))]
    assert is_subsequence(untouched, new.yaml.splitlines()), shown
    assert new.source.text == above + new.yaml + below
    if file.break_ in file.text:
        assert not (set("\r\n") - set(file.break_)) & set(new.yaml), shown


@settings(max_examples=examples(1500))
@given(st.integers(0, 2**40), st.booleans())
def test_random_changes_of_random_files(seed: int, as_front_matter: bool) -> None:
    check_random_change(seed, as_front_matter)


@pytest.mark.deep
def test_the_parser_of_pyyaml_itself_will_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_Loader", yaml.SafeLoader)
    for seed in range(200):
        check_random_change(seed)
