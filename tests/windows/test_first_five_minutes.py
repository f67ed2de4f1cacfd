"""What docs/windows.md has people type in PowerShell in their first five minutes, typed line by line."""

from __future__ import annotations

import io
import os
import re
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.windows.test_walk import Keyboard

pytestmark = pytest.mark.deep

BLOCK = re.compile(r"^## The first five minutes\n.*?^```powershell\n(.*?)^```", re.MULTILINE | re.DOTALL)


def lines() -> list[str]:
    """The lines of the block; those that PowerShell reads on after a backtick are one."""
    found = BLOCK.search((ROOT / "docs" / "windows.md").read_text(encoding="utf-8"))
    assert found is not None
    whole = re.sub(r" `\n\s*", " ", found[1])
    return [line.partition(" #")[0].strip() for line in whole.splitlines() if line.strip()]


def test_every_line_can_be_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    typed = 0
    for line in lines():
        program, *arguments = shlex.split(line.replace("\\", "/" if os.sep == "/" else "\\\\"))
        if program == "cd":
            monkeypatch.chdir(Path.cwd() / arguments[0])
        elif program == "start":
            assert Path(arguments[0]).is_file(), line
        else:
            assert program == "sustain", line
            run(monkeypatch, arguments)
            typed += 1
    assert typed >= 6
    assert Path("literacy.html").is_file()


def run(monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    """Run `sustain` at a console at which somebody types an answer, and then `q`."""
    from sustainrubric.cli.main import main

    monkeypatch.setattr(sys, "argv", ["sustain", *arguments])
    keyboard = Keyboard(b"3*\nq\n" if arguments[0] == "assess" else b"")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(keyboard, encoding="utf-8"))
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="cp1252") for _ in range(2))
    code: object = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as stop:
            code = stop.code
    err.flush()
    assert isinstance(err.buffer, io.BytesIO)
    assert code in (0, None), (arguments, err.buffer.getvalue())
