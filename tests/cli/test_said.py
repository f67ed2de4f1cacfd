"""No message names an option that is not there, or speaks in a library's words, whatever the wrong value."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from tests.conftest import ROOT, Result
from tests.said import OF_LIBRARIES, OPTION, OTHERS, command_of, options_by_command, wrong_words
from tests.small import HEAD

Sustain = Callable[..., Result]

SOURCE = ROOT / "src" / "sustainrubric"

# They start other programs, or are read by them.
OF_OTHERS = {"disk/git.py", "disk/revisions.py", "disk/person.py", "report/pdf.py", "cli/command_tree.py"}


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Every text of the source and of the explanations, with its place."""
    return tuple(_texts())


def _texts() -> Iterator[tuple[str, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if name not in OF_OTHERS:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield f"{name}:{node.lineno}", node.value
    for path in [*sorted(SOURCE.rglob("*.md")), ROOT / "README.md"]:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{path.name}:{number}", line


@pytest.mark.deep
def test_every_option_that_a_text_names_is_one_of_a_command() -> None:
    known = frozenset().union(*options_by_command().values())
    wrong = [
        (place, option)
        for place, text in texts()
        for option in OPTION.findall(OTHERS.sub("", text))
        if option not in known
    ]
    assert wrong == []


@pytest.mark.deep
def test_a_command_line_in_a_text_has_options_of_its_command() -> None:
    wrong = []
    for place, text in texts():
        for line in re.findall(r"sustain ([a-z][^`\n]*)", text):
            command = command_of(line.split())
            if command:
                known = options_by_command()[command]
                wrong += [(place, line) for option in OPTION.findall(line) if option not in known]
    assert wrong == []


def test_the_check_of_each_run_can_fail() -> None:
    assert wrong_words(["rate", "a.yaml"], "add --force to replace it") == ["--force"]
    assert wrong_words(["rate", "a.yaml"], "`sustain plan --sign x`") == ["--sign"]
    assert wrong_words(["rate", "a.yaml"], "Value error, no") == ["Value error,"]
    assert wrong_words(["rate", "a.yaml", "--force"], "there is no option --force") == []
    assert wrong_words(["rate", "a.yaml"], "`sustain plan --open`, or git config --global") == []


VALUES = [
    "3",
    "-1.5",
    "true",
    "null",
    "[]",
    "[a]",
    "{}",
    "{a: b}",
    "2026-13-45",
    "''",
    "' '",
    "x",
    ".nan",
    "\\u00e9",
    "&a b",
]


def paths() -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every place in an assessment and in priorities that a model knows."""
    from pydantic import BaseModel

    from sustainrubric.records.assessment import Assessment
    from sustainrubric.records.priorities import Priorities

    def inside(annotation: Any, path: tuple[str | int, ...], depth: int) -> Iterator[tuple[str | int, ...]]:
        if path:
            yield path
        if depth == 0:
            return
        for part in (annotation, *get_args(annotation)):
            if isinstance(part, type) and issubclass(part, BaseModel):
                for name, found in part.model_fields.items():
                    yield from inside(found.annotation, (*path, name), depth - 1)
                return
        arguments = get_args(annotation)
        if arguments and getattr(annotation, "__origin__", None) in (tuple, dict):
            step: str | int = 0 if annotation.__origin__ is tuple else "1.A.i"
            yield from inside(arguments[-1 if step else 0], (*path, step), depth - 1)

    for kind, model in (("assessment", Assessment), ("priorities", Priorities)):
        yield from ((kind, path) for path in dict.fromkeys(inside(model, (), 4)))


def placed(path: tuple[str | int, ...], value: str) -> str:
    """YAML in brackets with one value at a place."""
    text = value
    for part in reversed(path[1:]):
        text = f"[{text}]" if isinstance(part, int) else f"{{{part}: {text}}}"
    return f"{path[0]}: {text}\n"


@pytest.mark.parametrize(
    "value", [*VALUES[:2], *(pytest.param(each, marks=pytest.mark.deep) for each in VALUES[2:])]
)
def test_a_wrong_value_anywhere_is_told_in_our_words(folder: Path, sustain: Sustain, value: str) -> None:
    heads = {"assessment": HEAD, "priorities": "kind: priorities\nformat: 1\n"}
    count = 0
    for kind, path in paths():
        lines = [line for line in heads[kind].splitlines(keepends=True) if not line.startswith(f"{path[0]}:")]
        (folder / "a.yaml").write_text(
            "".join(lines).replace("  - {id: m", "#") + placed(path, value), encoding="utf-8"
        )
        said = sustain("validate", "a.yaml", code=None)
        assert said.code in (0, 1), said.err
        assert OF_LIBRARIES.findall(said.out) == [], (path, said.out)
        count += 1
    assert count > 60


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c\n", "a: [\n", "a: {b\n", "\tb: c\n", "a: 'x\n", "- a\nb: c\n", "a: !!python/object x\n", "a: &b c\n",
        "? a\n: b\n", "a: |x\n  y\n", "%YAML 9\n---\na: b\n", "a: @b\n", "a: `b\n",
        "a: \"\\q\"\n", "a:\n  b: c\n d: e\n",
        "a: b\na: c\n", "*a\n", "a: ]\n", "--- a\n--- b\n", "\x00", "a: >\n\tb\n", "a: 'x' y\n",
        "[a, b\n", "!", "{a: b}}\n",
    ],
)  # fmt: skip
def test_what_is_no_yaml_is_told_in_our_words(folder: Path, sustain: Sustain, text: str) -> None:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    said = sustain("validate", "a.yaml", code=None)
    assert OF_LIBRARIES.findall(said.out) == [], said.out
    for command in ("score", "fmt", "report"):
        sustain(command, "a.yaml", code=None)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["score", "--format", "jsn", "a"],
            "--format: 'jsn' is not one of table, json, csv, markdown; did you mean json?",
        ),
        (["plan", "--places", "0"], "--places: write a whole number of at least 1"),
        (["plan", "--places", "x"], "--places: write a whole number"),
        (["plan", "--mark", "x"], "--mark takes 2 values, written after it"),
        (["plan", "-o"], "-o takes a value, written after it"),
        (["score", "--show-work=3", "a"], "--show-work takes no value"),
        (["score", "--frmat", "json", "a"], "there is no option --frmat; did you mean --format?"),
        (["--frmat"], "there is no option --frmat"),
        (["scroe", "a"], "there is no command 'scroe'; did you mean score?"),
        (["panel", "dcide"], "there is no command 'dcide'; did you mean decide?"),
        (["rate"], "FILE is missing"),
        (
            ["rate", "a", "b", "c", "d e"],
            "'d e' is one word too many; put text of several words in quotation marks",
        ),
    ],
)
def test_a_wrong_command_line_is_told_in_our_words(
    sustain: Sustain, arguments: list[str], words: str
) -> None:
    said = sustain(*arguments, code=2).err
    assert said.endswith(f"sustain: {words}\n")
    assert OF_LIBRARIES.findall(said) == []


def test_a_model_is_not_named(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(yaml.safe_dump({"kind": "assessment", "format": 1}), encoding="utf-8")
    assert "Assessment" not in sustain("validate", "a.yaml", code=1).out
