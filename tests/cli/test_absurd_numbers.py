"""Numbers of absurd size, wherever one can be typed: taken, or refused in words; never a crash or a hang."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.cli.command_tree import Command
from sustainrubric.disk.lock import locked
from tests.cli.every_option import ARGUMENTS, NEW, PANEL, commands
from tests.conftest import Result
from tests.copied_examples import copy_examples

Sustain = Callable[..., Result]

DIGITS = "9" * 5000
"""More than Python makes a number of."""
ABSURD = (DIGITS, "1e99999999")
TEXT = {"--rationale", "--agency", "--state", "--reform", "--reform-id", "--round"}
"""Options that take any text."""
ROWS = [
    ("--add-process", "{} | Needs assessment"),
    ("--add-gap", "{} | Data"),
    ("--add-priority", "Data | Why | select {}"),
    ("--add-action", "What | Who | 2027-01-01 | Money | planned | {}"),
    ("--add-action", "What | Who | {}"),
    ("--add-support", "Week {} | Forum | {} | yes | how"),
    ("--edit", "supports {}: Fall"),
    ("--move", "supports {} to 1"),
    ("--move", "supports 1 to {}"),
    ("--remove", "supports {}"),
    ("--set", "inform.{}.explicit=yes"),
    ("--set", "date={}"),
]


@pytest.fixture
def examples(folder: Path) -> Path:
    copy_examples(folder)
    (folder / "panel.yaml").write_text(PANEL)
    return folder


def with_values(command: Command) -> list[str]:
    """The options of a command that take something typed."""
    return [
        max(option.names, key=len)
        for option in command.options
        if option.value and "|" not in option.value and not TEXT & set(option.names)
    ]


@pytest.mark.parametrize(
    ("command", "option"),
    [(command.path, option) for command in commands() for option in with_values(command)],
)
def test_in_any_option(command: str, option: str, examples: Path, sustain: Sustain) -> None:
    if option == "--output":
        return
    for number in ABSURD:
        value = [number, number] if option == "--mark" else [number]
        run = sustain(*command.split(), *ARGUMENTS[command], option, *value, code=None)
        assert run.code in (0, 1, 2, 3), f"{number[:20]}: {run.err[:300]}"


@pytest.mark.parametrize(("option", "row"), ROWS)
def test_in_any_part_of_a_row(option: str, row: str, examples: Path, sustain: Sustain) -> None:
    for number in ABSURD:
        run = sustain("worksheet", "worksheet.yaml", option, row.format(number, number), code=None)
        assert run.code in (0, 2), run.err[:300]


@pytest.mark.parametrize(
    "arguments",
    [
        ("rate", NEW, "{}", "strong"),
        ("rate", NEW, "1.A.i", "{}"),
        ("rate", NEW, "1.A.i", "--criterion", "{}=strong"),
        ("rate", NEW, "1.A.i", "--look-for", "L{}=seen"),
        ("rate", NEW, "1.A.i", "--evidence", "What | where | {}"),
        ("explain", "{}"),
        ("explain", "SR{}"),
        ("rubric", "show", "{}"),
        ("rubric", "show", "lea-process", "{}"),
        ("rubric", "show", "1.A.i.{}"),
        ("rubric", "path", "sustainability@{}"),
        ("rubric", "path", "sustainability@1.0.{}"),
        ("validate", "--min-level", "1.A.i={}"),
        ("validate", "--min-level", "{}=strong"),
    ],
    ids=" ".join,
)
def test_in_any_argument(arguments: tuple[str, ...], examples: Path, sustain: Sustain) -> None:
    for number in ABSURD:
        run = sustain(*(each.replace("{}", number) for each in arguments), code=None)
        assert run.code == 2, run.err[:300]


def test_a_share_of_many_digits_is_refused_and_a_plain_one_is_taken(examples: Path, sustain: Sustain) -> None:
    for typed in (
        "1e2",
        "1/2",
        "0." + "1" * 10,
        "100.1",
        "-1",
        "",
        "%",
        "inf",
        "nan",
        DIGITS,
        f"0.{DIGITS}",
        "1e-99999999",
    ):
        assert "is not a percentage from 0 to 100" in sustain("validate", "--min-coverage", typed, code=2).err
    for typed in ("0", "2.5", "2.5%", " 2 % ", "0.000000001"):
        sustain("validate", NEW, "--min-coverage", typed)


def test_in_the_note_of_who_holds_a_lock(examples: Path) -> None:
    with locked(Path(NEW)):
        (note,) = examples.glob("assessments/literacy/.*lock*")
        note.write_text(f"{DIGITS} host change\n")
        with pytest.raises(RefusedToWrite), locked(Path(NEW), wait=0):
            pass
