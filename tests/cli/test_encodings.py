"""Every command in every encoding of a console: programs get UTF-8, people the signs that their console has."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path

import pytest

from sustainrubric.base.text import IN_ASCII
from sustainrubric.cli.main import main
from tests.cli.test_injection import COMMANDS, OTHERS
from tests.filled import every_kind

WORDS = "Ōta – “naïve” 漢 😀 → é…"
"""Signs that all, some or none of the encodings have."""

ENCODINGS = ("cp1252", "cp437", "ascii", "cp932")

PRINT_FILES = ("textconv", "panel card", "rubric resolve", "rubric map", "schema", "completion")

BARS = "▁▂▃▄▅▆▇█"

NEAREST = str.maketrans(IN_ASCII)

QUICK = (
    "score a.yaml b.yaml table",
    "validate sarif",
    "panel spread a.yaml --reveal --names csv",
    "history a.yaml",
)


@pytest.fixture
def filled_folder(folder: Path) -> Path:
    for name, text in files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@cache
def files() -> dict[str, str]:
    found = {name: text.replace("WORDS", WORDS) for name, text in every_kind("WORDS").items()}
    found["b.yaml"] = found["a.yaml"].replace("2026-", "2027-").replace('"strong"', '"emerging"')
    found["wrong.yaml"] = found["a.yaml"].replace('"strong"', f'"{WORDS}"')
    found["logo.svg"] = '<svg xmlns="http://www.w3.org/2000/svg"><title>é</title></svg>'
    found["came.yaml"] = found["a.ballots/r1.yaml"].replace('"r1"', '"r2"')
    return found


def told(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], encoding: str
) -> tuple[int, bytes, bytes]:
    """How a run ended, and the bytes that it wrote to both streams, which are strict as Python opens them."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2)]
    monkeypatch.setattr(sys, "argv", ["sustain", *arguments])
    code = 0
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        try:
            main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    return code, written(streams[0]), written(streams[1])


def written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


@pytest.mark.parametrize("command", QUICK)
def test_the_bytes_of_a_few_commands_are_what_their_readers_know(
    filled_folder: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    assert_known(filled_folder, monkeypatch, command)


@pytest.mark.deep
@pytest.mark.parametrize("command", [name for name in COMMANDS if "\x1b" not in name])
def test_the_bytes_of_every_command_are_what_their_readers_know(
    filled_folder: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    assert_known(filled_folder, monkeypatch, command)


def assert_known(folder: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """In every encoding of a console a program reads UTF-8, and a person the signs that there are."""
    if command.startswith("import"):
        told(monkeypatch, ("form", "a.yaml", "--actions", "-o", "form.xlsx"), "utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, out, err = told(monkeypatch, COMMANDS[command], "utf-8")
    assert b"Traceback" not in err
    for encoding in ENCODINGS:
        as_it_was(folder, before)
        ended, there, said = told(monkeypatch, COMMANDS[command], encoding)
        assert (encoding, ended) == (encoding, code), said
        assert_shown(said, err, encoding)
        if is_for_people(command):
            assert_shown(there, out, encoding)
        else:
            assert there == out


def as_it_was(folder: Path, files: dict[Path, bytes]) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and path not in files:
            path.unlink()
    for path, content in files.items():
        path.write_bytes(content)


def is_for_people(command: str) -> bool:
    """Whether a command prints a text; the others print what programs read: a format, a file, a script."""
    if COMMANDS[command] in OTHERS:
        return not command.startswith(PRINT_FILES)
    return command.split()[-1] in ("table", "text")


def assert_shown(there: bytes, as_utf_8: bytes, encoding: str) -> None:
    """A text for people holds the same words, each sign as the console has it, or else the nearest one."""
    shown = words(there.decode(encoding))
    expected = words(words(as_utf_8.decode()).encode(encoding, "backslashreplace").decode(encoding))
    if any(sign in as_utf_8.decode() for sign in BARS):
        # The little lines of a trend are drawn in other signs; the words beside them are the same.
        assert words(words(WORDS).encode(encoding, "backslashreplace").decode(encoding)) in shown
        return
    assert shown == expected


def words(text: str) -> str:
    """Without regard to how wide columns are: `->` is wider than the arrow for which it stands."""
    return " ".join(text.translate(NEAREST).split())
