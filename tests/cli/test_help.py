"""Every help: one sentence, examples that work in the demo's folder, options by their purpose, no line too wide."""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.main import get_command

from sustainrubric.cli.app import app
from sustainrubric.cli.command_names import COMMANDS, HIDDEN
from sustainrubric.cli.command_tree import command_tree
from sustainrubric.cli.help_examples import EXAMPLES
from sustainrubric.cli.help_page import PURPOSES, SECTIONS, help_page
from sustainrubric.cli.long_output import TAKES_ALL
from tests.conftest import ROOT, Result
from tests.demo_folder import ASKS, make_demo_folder

Sustain = Callable[..., Result]

TREE = {command.path: command for command in command_tree().all()}

BEFORE = {"import": "form assessments/literacy/2026-fall.yaml -o form.xlsx"}
"""What has to be typed before the examples of a command."""


@pytest.mark.parametrize("path", TREE)
def test_a_help_is_a_sentence_then_examples_then_the_rest(path: str) -> None:
    text = help_page(TREE[path], 200)
    first, examples, usage = text.split("\n\n")[:3]
    assert re.fullmatch(r"[A-Z`].*[a-z)]\.", " ".join(first.split()))
    assert ". " not in first, "one sentence"
    assert examples.startswith("Examples:\n  sustain ")
    assert 2 <= examples.count("\n  sustain ") <= 3
    assert usage.startswith(f"Usage: sustain {path}".rstrip())


@pytest.mark.parametrize("width", [40, 60, 80, 100, 132])
def test_no_line_is_wider_than_the_terminal_and_words_stay_whole(width: int) -> None:
    for path, command in TREE.items():
        lines = help_page(command, width).splitlines()
        assert max(map(len, lines)) <= min(width, 100), path
        whole = help_page(command, 100).split()
        if width >= 60 and max(map(len, whole)) < width - 8:
            parts = {word for line in lines for word in line.split()}
            assert {word for word in parts - set(whole) if "|" not in word} == set(), path


def test_the_width_is_that_of_the_terminal(sustain: Sustain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    narrow = sustain("score", "--help").out
    assert 40 < max(map(len, narrow.splitlines())) <= 50


def test_every_option_stands_under_what_one_wants_to_do() -> None:
    known = {name for names in PURPOSES.values() for name in names}
    used = {option.names[0] for command in TREE.values() for option in command.options}
    assert used <= known, "enter it in PURPOSES"
    assert sum(map(len, PURPOSES.values())) == len(known), "an option stands under one heading"


def test_values_are_words_of_the_field() -> None:
    for path, command in TREE.items():
        for option in command.options:
            assert re.fullmatch(
                r"|[A-Z0-9:][A-Z0-9,=.:-]*|[a-z-]+(\|[a-z-]+)*|ID STATUS|A\.\.B", option.value
            ), (
                path,
                option.value,
            )
            assert option.value != option.names[0].lstrip("-").upper() or option.value in FIELD, (
                path,
                option,
            )


def test_every_option_and_argument_says_what_it_is_and_whether_it_may_be_repeated() -> None:
    root = get_command(app)
    for path, command in TREE.items():
        helps = [*(option.help for option in command.options), *(each.help for each in command.arguments)]
        assert all(words.endswith((".", ")")) for words in helps), path
        if not path or command.commands:
            continue
        made = root
        for word in path.split():
            made = made.get_command(None, word)  # type: ignore[attr-defined]
        texts = {name: option.text for option in command.options for name in option.names}
        values = {name: option.value for option in command.options for name in option.names}
        for param in made.params:
            if param.param_type_name == "option" and max(param.opts, key=len) in texts:
                name = max(param.opts, key=len)
                assert param.multiple == ("may be repeated" in texts[name]), (path, name)
                assert values[name] != "TEXT" or name in ("--rationale", "--dissent"), (path, name)


FIELD = {"PRIORITY", "STATE", "RUBRIC", "STEP"}
"""Options whose value is called as they are, which says what it is."""


SUBCOMMANDS = ("rubric show", "new assessment")
"""Those whose help is asked for among the quick tests; what is below one group is read alike."""


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=pytest.mark.deep) if " " in path and path not in SUBCOMMANDS else path
        for path in TREE
        if path
    ],
)
def test_the_help_is_the_same_however_it_is_asked_for(path: str, sustain: Sustain) -> None:
    words = path.split()
    long = sustain(*words, "--help").out
    assert sustain(*words, "-h").out == long
    assert sustain("help", *words).out == long
    assert long == help_page(TREE[path]) + "\n"


def test_help_of_what_there_is_not_names_what_is_near(sustain: Sustain) -> None:
    assert "did you mean score?" in sustain("help", "scor", code=2).err
    assert "did you mean vote?" in sustain("help", "panel", "vot", code=2).err
    assert "sustain explain SR301" in sustain("help", "sr301", code=2).err
    assert "'score it'" in sustain("help", "score", "it", code=2).err
    assert sustain("help").out == sustain("--help").out == sustain("-h").out


def test_the_tree_has_what_typer_takes() -> None:
    """The help comes from the tree, so that it must know every option and argument of the command itself."""
    root = get_command(app)
    for path, command in TREE.items():
        made = root
        for word in path.split():
            made = made.get_command(None, word)  # type: ignore[attr-defined]
        if not path or command.commands:
            continue
        names = {name for param in made.params for name in (*param.opts, *param.secondary_opts)}
        assert {name for name in names if name.startswith("-")} == {
            name for option in command.options for name in (*option.names, *option.old)
        } - {"--help", "-h"} - ({"--all", "-v"} if path in TAKES_ALL - {"demo"} else set()), path
        assert len(command.arguments) == sum(param.param_type_name == "argument" for param in made.params)


def test_the_help_lists_every_command_under_one_heading() -> None:
    listed = [name for names in SECTIONS.values() for name in names]
    assert sorted(listed) == sorted(set(COMMANDS) - HIDDEN)
    text = help_page(TREE[""], 80)
    assert all(f"\n{title}:\n" in text for title in SECTIONS)
    assert all(f"\n  {name} " in text for name in listed)


@pytest.fixture(scope="module")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo_folder(tmp_path_factory.mktemp("demo") / "sustain-demo")


QUICK = ("score", "status", "explain", "rubric show", "rate", "plan")


@pytest.mark.parametrize(
    "path", [path if path in QUICK else pytest.param(path, marks=pytest.mark.deep) for path in EXAMPLES]
)
def test_examples_work_in_the_folder_of_the_demo(
    path: str, demo_folder: Path, sustain: Sustain, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert path in TREE
    monkeypatch.chdir(shutil.copytree(demo_folder, folder / "sustain-demo"))
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    if path in BEFORE:
        sustain(*shlex.split(BEFORE[path]))
    for example in EXAMPLES[path]:
        if re.match(ASKS, example.line):
            assert "terminal" in sustain(*shlex.split(example.line), code=2).err
        else:
            sustain(*shlex.split(example.line))


def test_the_page_of_commands_is_made_from_the_commands() -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_commands.py"))["commands_page"]()
    assert (ROOT / "docs" / "commands.md").read_text(encoding="utf-8") == made, "run docs/make_commands.py"
