"""Write a long text in the person's own editor."""

from __future__ import annotations

import subprocess
import tempfile
import textwrap
from collections.abc import Sequence
from pathlib import Path

from sustainrubric.base.text import clean
from sustainrubric.disk import system
from sustainrubric.disk.person import editor_command
from sustainrubric.interview.answers import Rejected, Value
from sustainrubric.terminal.programs import ctrl_c_is_the_programs, program_words

_MAX_BYTES = 1_000_000

_COMMENT = "#:"

_LEAVE = "Lines that begin with #: are not part of the text."

_WIDTH = 90


def edit_text(text: str, notes: Sequence[str] = ()) -> Value | Rejected:
    """What the editor leaves of `text`; Rejected with the reason where it fails or leaves nothing.

    `notes` stand below the text as comments, and do not come back with it. `$VISUAL`, `$EDITOR` and git's
    setting are split as a shell would, but no shell runs them.
    """
    on_windows = system.is_windows()
    command, setting = editor_command()
    try:
        words = program_words(command, on_windows=on_windows)
    except ValueError:
        return Rejected(f"{setting} is not written as a command: {command!r}; the text is unchanged")
    if not words:
        return Rejected('no editor is set; set EDITOR, or type the text between two lines of """')
    descriptor, name = tempfile.mkstemp(prefix="sustain-", suffix=".txt")
    try:
        # The mark at the start has Notepad save as UTF-8. A draft may hold bytes that are no text; the
        # editor shows them as \udce9, to be put right.
        encoding = "utf-8-sig" if on_windows else "utf-8"
        with open(descriptor, "w", encoding=encoding, errors="backslashreplace") as stream:
            stream.write(text + "\n" * bool(text) + _comments(notes))
        failure = _run([*words, name])
        return failure or _left(Path(name), text)
    finally:
        Path(name).unlink(missing_ok=True)


def _comments(notes: Sequence[str]) -> str:
    """Notes as comments, folded; each line of them begins with a sign that no text does."""
    if not notes:
        return ""
    lines = [line for note in notes for line in textwrap.wrap(clean(note), _WIDTH) or [""]]
    return "\n" + "".join(f"{_COMMENT} {line}".rstrip() + "\n" for line in [_LEAVE, *lines])


def _without_comments(text: str, before: str) -> str:
    """The text without our comments; a line of the person's own that looks like one stays."""
    own = set(before.split("\n"))
    kept = [line for line in text.split("\n") if not line.startswith(_COMMENT) or line in own]
    return "\n".join(kept).rstrip("\n")


def _run(command: list[str]) -> Rejected | None:
    """Why the editor failed, if it did."""
    try:
        with ctrl_c_is_the_programs():
            done = subprocess.run(command, check=False)  # noqa: S603 - the person's own editor, no shell
    except OSError as error:
        why = error.strerror or error
        return Rejected(f"the editor {command[0]!r} cannot be started ({why}); the text is unchanged")
    if done.returncode < 0:
        return Rejected(f"the editor was killed (signal {-done.returncode}); the text is unchanged")
    if done.returncode > 0:
        return Rejected(f"the editor ended with {done.returncode}; the text is unchanged")
    return None


def _left(file: Path, before: str) -> Value | Rejected:
    """What stands in the file now."""
    try:
        text = file.read_bytes()[: _MAX_BYTES + 1].decode("utf-8-sig")
    except OSError:
        return Rejected("the editor left no file; the text is unchanged")
    except UnicodeDecodeError:
        return Rejected("what the editor left is not UTF-8 text; the text is unchanged")
    text = _without_comments(text.replace("\r\n", "\n"), before)
    if not text.strip():
        return Rejected("the editor left the text empty; it is unchanged")
    return Rejected("the editor left the text as it was") if text == before else Value(text)
