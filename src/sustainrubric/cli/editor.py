"""Write a long text in the person's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from sustainrubric.engine.questions import Rejected, Value

_MAX_BYTES = 1_000_000


def edit_text(text: str) -> Value | Rejected:
    """What the editor leaves of `text`; Rejected with the reason where it fails or leaves nothing.

    `$VISUAL` or `$EDITOR` is split as a shell would, but no shell runs it.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        return Rejected("no editor is set; set EDITOR, or type the text here and end it with a line '.'")
    descriptor, name = tempfile.mkstemp(prefix="sustain-", suffix=".txt")
    try:
        with open(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text + "\n" * bool(text))
        return _run([*words, name], words[0], Path(name), text)
    finally:
        Path(name).unlink(missing_ok=True)


def _run(command: list[str], editor: str, file: Path, before: str) -> Value | Rejected:
    try:
        done = subprocess.run(command, check=False)  # noqa: S603 - the person's own editor, no shell
    except OSError as error:
        return Rejected(f"the editor {editor!r} cannot be started ({error.strerror}); the text is unchanged")
    if done.returncode != 0:
        return Rejected(f"the editor ended with {done.returncode}; the text is unchanged")
    try:
        raw = file.read_bytes()[: _MAX_BYTES + 1]
        text = raw.decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return Rejected("what the editor left is not UTF-8 text; the text is unchanged")
    text = text.rstrip("\n")
    if not text.strip():
        return Rejected("the editor left the text empty; it is unchanged")
    return Rejected("the editor left the text as it was") if text == before else Value(text)
