"""The error boundary: every error leaves as a message and the exit code that product.md gives it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sustainrubric.base.errors import InvalidFile, RefusedToWrite, SustainError, Unreadable, WrongUsage
from sustainrubric.base.problem import Code, LocatedProblem, Location, Problem
from sustainrubric.cli.boundary import boundary

INVALID = InvalidFile(
    "a.yaml", [LocatedProblem(Location("a.yaml", 2, 3), Problem(Code.UNKNOWN_KEY, "no \x1b[2J"))]
)


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (WrongUsage("so not"), 2, "sustain: so not"),
        (Unreadable("gone"), 3, "sustain: gone"),
        (INVALID, 3, "a.yaml:2:3: error SR104 no \\x1b[2J"),
        (RefusedToWrite("locked"), 4, "sustain: locked"),
        (SustainError("broken installation"), 70, "broken installation"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (EOFError(), 130, "interrupted"),
        (OSError(28, "No space left on device"), 4, "cannot write the result: No space left on device"),
        (ZeroDivisionError("secret data"), 70, "ZeroDivisionError at test_boundary.py:"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_an_error_ends_with_its_code_and_words(
    error: BaseException,
    code: int,
    words: str,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sustainrubric.cli.boundary._forget_output", lambda: None)
    with pytest.raises(SystemExit) as stop, boundary():
        raise error
    assert stop.value.code == code
    err = capfd.readouterr().err
    assert words in err
    assert "Traceback" not in err
    assert "secret data" not in err


@pytest.mark.deep
def test_a_folder_that_is_gone_is_said_to_be(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    code = "import os, sys; os.rmdir(os.getcwd()); from sustainrubric.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "validate"], cwd=gone, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == "sustain: the folder you are in is gone; go to one that is there\n"


def test_a_bug_shows_its_trace_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUSTAIN_DEBUG", "1")
    with pytest.raises(ZeroDivisionError), boundary():
        raise ZeroDivisionError
