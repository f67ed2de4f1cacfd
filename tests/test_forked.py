"""A copy of a process that has imported `sustain` does, says and ends as a new interpreter does."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.forked import Forked
from tests.small import RATED

Process = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("validate a.yaml", 0),
        ("score b.yaml", 3),
        pytest.param("--version", 0, marks=pytest.mark.deep),
        pytest.param("nonsense", 2, marks=pytest.mark.deep),
        pytest.param("assess a.yaml", 2, marks=pytest.mark.deep),
    ],
)
def test_a_copy_says_and_ends_as_a_new_interpreter(
    command: str, code: int, folder: Path, sustain_process: Process, sustain_start: Process
) -> None:
    (folder / "a.yaml").write_text(RATED)
    copy, new = sustain_process(*command.split()), sustain_start(*command.split(), stdin=subprocess.DEVNULL)
    assert (copy.returncode, copy.stdout, copy.stderr) == (code, new.stdout, new.stderr)
    assert new.returncode == code


def test_a_copy_that_is_killed_ends_by_the_signal(folder: Path) -> None:
    with subprocess.Popen(["sleep", "60"], stdout=subprocess.PIPE) as silent, open("said", "wb") as said:
        assert silent.stdout is not None
        waiting = Forked(
            ["validate", "-"], folder, {}, streams=[silent.stdout.fileno(), said.fileno(), said.fileno()]
        )
        assert waiting.wait(0) is None
        waiting.signals(signal.SIGKILL)
        assert waiting.wait() == -signal.SIGKILL
        silent.kill()
