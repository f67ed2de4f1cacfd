"""The start: fast paths say the same as the long way, and nothing is imported before it is needed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric import __version__
from sustainrubric.cli import without_typer
from sustainrubric.cli.app import run
from sustainrubric.cli.command_names import COMMANDS
from tests.conftest import Result
from tests.small import RATED

Sustain = Callable[..., Result]
BROKEN = RATED.replace("emerging", "emergin")


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_printed(option: str, sustain: Sustain) -> None:
    assert sustain(option).out == f"sustain {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.yaml"],
        ["--strict", "a.yaml"],
        ["--format", "json", "a.yaml"],
        ["a.yaml", "nowhere.yaml"],
        ["."],
        [],
    ],
)
def test_a_plain_validate_says_the_same_as_through_typer(
    arguments: list[str], folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.yaml").write_text(BROKEN, encoding="utf-8")
    fast = sustain("validate", *arguments, code=None)
    monkeypatch.setattr(without_typer, "plain_call", lambda arguments: None)
    assert sustain("validate", *arguments, code=None) == fast


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.yaml", "-o", "-"],
        ["a.yaml", "--output", "-", "--format", "markdown"],
        ["a.yaml", "-o", "a.docx", "--force"],
        ["a.yaml", "-o", "a.yaml", "--force"],
        ["nowhere.yaml"],
        [".", "-o", "-"],
    ],
)
def test_a_plain_report_says_the_same_as_through_typer(
    arguments: list[str], folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.yaml").write_text(RATED, encoding="utf-8")
    fast = sustain("report", *arguments, code=None)
    assert without_typer.plain_call(["report", *arguments]) is not None
    monkeypatch.setattr(without_typer, "plain_call", lambda arguments: None)
    assert sustain("report", *arguments, code=None) == fast


@pytest.mark.parametrize("arguments", [["--help"], ["--format", "yaml"], ["--format"], ["--strcit"]])
def test_what_is_not_plain_goes_to_typer(arguments: list[str]) -> None:
    assert without_typer.plain_call(["validate", *arguments]) is None


@pytest.mark.deep
def test_a_check_in_ci_imports_neither_rich_nor_jinja_nor_typer(folder: Path) -> None:
    """Item 82."""
    (folder / "a.yaml").write_text(RATED, encoding="utf-8")
    code = (
        "import sys, atexit\n"
        "from sustainrubric.cli.main import main\n"
        "atexit.register(lambda: print(*[m for m in ('rich', 'jinja2', 'typer', 'openpyxl') if m in sys.modules]))\n"
        "sys.argv = ['sustain', 'validate', '--format', 'json', 'a.yaml']\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str, sustain: Sustain) -> None:
    assert "Usage: sustain" in sustain(command, "--help").out


@pytest.mark.parametrize(
    ("command", "usage"),
    [
        ("validate", "sustain validate [OPTIONS] [PATH]..."),
        ("rate", "sustain rate [OPTIONS] FILE [ELEMENT] [LEVEL]"),
        ("explain", "sustain explain [OPTIONS] [CODE]"),
        ("score", "sustain score [OPTIONS] FILE..."),
        ("new worksheet", "sustain new worksheet [OPTIONS] FILE"),
        ("init", "sustain init [OPTIONS] [DIR]"),
    ],
)
def test_usage_names_arguments_as_we_write_them(command: str, usage: str, sustain: Sustain) -> None:
    assert f"\n\nUsage: {usage}\n" in sustain(*command.split(), "--help").out


def test_a_mistyped_command_is_wrong_usage_with_a_suggestion(sustain: Sustain) -> None:
    assert "validate" in sustain("valdate", code=2).err


def test_without_arguments_the_help_is_shown() -> None:
    with pytest.raises(SystemExit) as stop:
        run([])
    assert stop.value.code == 2


def test_the_module_can_be_run(sustain_start: Callable[..., subprocess.CompletedProcess[bytes]]) -> None:
    assert sustain_start("--version").stdout.decode() == f"sustain {__version__}\n"


def test_no_command_offers_to_write_to_the_start_up_files_of_a_shell(sustain: Sustain) -> None:
    for arguments in ([], *([name] for name in COMMANDS)):
        assert "install-completion" not in sustain(*arguments, "--help").out
