"""How much a team has to type and to read: answers a whole rating session in a pseudo-terminal.

python benchmarks/session_answers.py            a level-only pass and a full rating, at 100x30
python benchmarks/session_answers.py 140 45     the same in a larger window

An answer is every line that is typed, an Enter alone and one at a pause included. Lines are counted as
they are printed. The level-only pass may take 2 answers and 30 lines an element, a full rating 130 answers.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

MOST_ANSWERS_FOR_A_LEVEL = 2
MOST_LINES_FOR_A_LEVEL = 30
MOST_ANSWERS_IN_FULL = 130

_PROMPT = re.compile(r"(?:\A|\n)\r*(?:> |\.\.\. |\(Enter shows [a-z ]+\) )\Z")
_PAUSES = ("(Enter shows the question) ", "(Enter shows more) ")
_ANSWER_OR_MORE = "(Enter shows more or answer here) "
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
_HEAD = """\
kind: assessment
format: 1
rubric: sustainability@1.0.0
agency: {name: Example Department of Education, state: EX}
reform: {id: literacy, name: Early literacy}
round: {id: 2026-fall, date: 2026-10-15}
team:
  - {id: mlopez, name: M. Lopez, role: Chief of staff}
"""

# What a question is known by, and the lines a team types there one after the other.
FULL = (
    ("Criteria: ", ("2*",)),
    ("Level: ", ("2 | Two of five agencies share the agenda.",)),
    ("Look-fors: ", ("1, part 2, not 3",)),
    ("Rationale: ", ("Two of five agencies share the agenda.",)),
    ("Evidence: ", ("Minutes of the council | https://example.gov/minutes | 2026-08-01",)),
    ("Target and priority: ", ("strong high | Convene the council | mlopez | 2027-03-01",)),
    ("Actions: ", ("Convene the council | mlopez | 2027-03-01",)),
)
# The same where the reason, or the action, waits for a question of its own.
REASON_APART = tuple((title, ("",) if title == "Level: " else lines) for title, lines in FULL)
ACTION_APART = tuple(
    (title, ("strong high",) if title.startswith("Target") else lines) for title, lines in FULL
)
ALL_APART = tuple(
    (title, dict(ACTION_APART if title.startswith("Target") else REASON_APART)[title]) for title, _ in FULL
)
LEVELS = (("Level: ", ("2",)),)


class Count(NamedTuple):
    """What a session took: lines typed, lines printed."""

    answers: int
    lines: int
    elements: int


def hold(
    arguments: Sequence[str],
    script: Sequence[tuple[str, Sequence[str]]],
    size: tuple[int, int],
    *,
    reads_on: bool = False,
) -> Count:
    """Answer a session on a new file until it ends; every question takes the lines that `script` has for it.

    With `reads_on` every page of what a question shows is looked at before it is answered.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.yaml"
        file.write_text(_HEAD, encoding="utf-8")
        count = _answered([*arguments], script, size, folder, reads_on)
        text = file.read_text(encoding="utf-8")
        whole = [len(re.findall(rf"^ {{4}}{each}", text, re.MULTILINE)) for each in _wanted(script)]
        return count._replace(elements=min(whole))


def _wanted(script: Sequence[tuple[str, Sequence[str]]]) -> list[str]:
    """The lines that each element has in the file once the session has ended."""
    if len(script) == 1:
        return ["level: emerging"]
    keys = ("level", "rationale", "criteria", "look_fors", "evidence", "target", "priority", "actions")
    return [f"{key}:" for key in keys]


def _answered(
    arguments: list[str],
    script: Sequence[tuple[str, Sequence[str]]],
    size: tuple[int, int],
    folder: str,
    reads_on: bool,
) -> Count:
    ours, theirs = pty.openpty()
    columns, lines = size
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    environment = {**os.environ, "TERM": "xterm-256color", "XDG_STATE_HOME": folder, "LC_ALL": "C.UTF-8"}
    for name in ("NO_COLOR", "ACCESSIBLE"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "sustainrubric", "assess", "a.yaml", *arguments]
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env=environment,
        cwd=folder,
    )
    os.close(theirs)
    answers = printed = 0
    waiting: list[str] = []
    asked = ""
    while (shown := _until_it_waits(ours)) is not None:
        printed += shown.count("\n")
        title = _question(shown, script)
        if title is not None and title != asked:
            asked, waiting = title, [*dict(script)[title]]
        pausing = shown.endswith(_PAUSES) or (reads_on and shown.endswith(_ANSWER_OR_MORE))
        line = waiting.pop(0) if waiting and not pausing else ""
        answers += 1
        if not waiting and not pausing:
            asked = ""
        os.write(ours, f"{line}\n".encode())
    process.wait()
    os.close(ours)
    return Count(answers, printed, 0)


def _question(shown: str, script: Sequence[tuple[str, Sequence[str]]]) -> str | None:
    """The title of the question that was shown last."""
    places = {title: shown.rfind(f"\n{title}") for title, _ in script}
    last = max(places, key=lambda title: places[title])
    return last if places[last] >= 0 else None


def _until_it_waits(ours: int) -> str | None:
    """What a session shows until it waits for a line; None where it has ended."""
    shown = ""
    while True:
        try:
            piece = os.read(ours, 65_536)
        except OSError:
            return None
        if not piece:
            return None
        shown += piece.decode("utf-8", "replace")
        plain = _ESCAPES.sub("", shown).replace("\r", "")
        if _PROMPT.search(plain):
            return plain


def main(size: tuple[int, int]) -> int:
    """Print both counts beside what they may be; 1 where one is more."""
    levels = hold(["--ask", "level"], LEVELS, size)
    full = hold([], FULL, size)
    others = {
        "every page of descriptors looked at": hold([], FULL, size, reads_on=True),
        "reasons by themselves": hold([], REASON_APART, size),
        "actions by themselves": hold([], ACTION_APART, size),
    }
    apart = hold([], ALL_APART, size)
    kept = [
        _told("levels only, answers an element", levels.answers / 19, MOST_ANSWERS_FOR_A_LEVEL),
        _told("levels only, lines an element", levels.lines / 19, MOST_LINES_FOR_A_LEVEL),
        _told("full rating, answers", full.answers, MOST_ANSWERS_IN_FULL),
        *(
            _told(f"full rating, {how}, answers", count.answers, MOST_ANSWERS_IN_FULL)
            for how, count in others.items()
        ),
        _told("full rating, nothing taken together, answers", apart.answers, None),
        _told("full rating, lines", full.lines, None),
    ]
    for count in (levels, full, *others.values(), apart):
        assert count.elements == 19, f"only {count.elements} of 19 elements got a level"
    return 0 if all(kept) else 1


def _told(what: str, measured: float, most: int | None) -> bool:
    kept = most is None or measured <= most
    limit = "" if most is None else f" (at most {most}{'' if kept else ': missed'})"
    print(f"{what}: {measured:.3g}{limit}" if measured < 100 else f"{what}: {measured:.0f}{limit}")
    return kept


if __name__ == "__main__":
    window = (int(sys.argv[1]), int(sys.argv[2])) if len(sys.argv) == 3 else (100, 30)
    sys.exit(main(window))
