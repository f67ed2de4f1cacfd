"""The manual page says what the help says, and a reader of such pages has nothing to complain of."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from sustainrubric import __version__
from sustainrubric.cli.command_files import man_page
from sustainrubric.cli.command_tree import Argument, Command, CommandOption, command_tree
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "sustain.1"


def test_the_page_in_docs_is_made_from_the_commands(request: pytest.FixtureRequest) -> None:
    made = man_page(command_tree(), __version__)
    if request.config.getoption("--update-golden"):
        PAGE.write_text(made, encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == made, "run docs/make_man.py"


def test_every_command_and_option_is_on_the_page() -> None:
    page = man_page(command_tree(), __version__)
    for command in command_tree().all():
        if command.path and not command.commands:
            assert f'.SS "sustain {command.path}"' in page
        for option in command.options:
            assert all(name.replace("-", "\\-") in page for name in option.names)


def test_no_text_is_taken_for_a_request() -> None:
    option = CommandOption(("--x",), "", ".so /etc/passwd")
    command = Command("do", "A\\b.\n\n'quoted\n.ex", (option,), (Argument("FILE", "x", repeats=True),))
    lines = man_page(Command("", "Help."), "1").splitlines()
    lines = man_page(Command("", "Help.", (), (), (command,)), "1").splitlines()
    known = ("TH", "SH", "SS", "TP", "PP", "B", '\\"')
    assert all(line[1:].split(" ")[0] in known for line in lines if line.startswith((".", "'")))
    assert {r"\&.so /etc/passwd", r"\&'quoted", r"\&.ex", r"A\eb."} <= set(lines)


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed: apt-get install groff")
def test_groff_formats_the_page_without_a_warning() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", str(PAGE)], capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    plain = re.sub(r"\x1b\[[0-9;]*m|.\x08", "", done.stdout)
    assert "sustain validate [OPTIONS] [PATH...]" in plain
