"""Bytes on disk -> text, and offsets in the text -> lines and columns as an editor counts them."""

from __future__ import annotations

import os
import re
import stat
import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from sustainrubric.base.errors import InvalidFile
from sustainrubric.base.problem import Code, LocatedProblem, Location, Problem
from sustainrubric.yaml.why_unreadable import CannotRead, a_folder, not_a_file, not_opened, reason

MAX_BYTES = 5_000_000

STANDARD_INPUT = "-"

STANDARD_INPUT_SHOWN = "<stdin>"
"""What messages call it, and what a file that was read from it is called."""

MAX_ALIKE = 100
"""Problems of one sort to list in a file: a file of zero bytes has five million."""

_LINE_BREAK = re.compile(r"\r\n|\n|\r")

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")

_BOM = "\ufeff"

# All but what YAML takes as text; what its parsers and editors take differently is among it. A pattern of
# this size takes 6 ms to compile, which only a file that needs it should pay.
_FORBIDDEN = "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"

# How files of other programs begin; none of these beginnings is UTF-8 text.
_OTHER_FILES = {
    b"\x89PNG": "a picture; name a YAML file",
    b"\xff\xd8\xff": "a picture; name a YAML file",
    b"PK\x03\x04": "a workbook, a Word document or another zip file; `sustain import` takes forms back",
    b"\xd0\xcf\x11\xe0": "a document of an old Word or Excel; save its text as YAML",
    b"%PDF-": "a PDF document; name the YAML file that it was made from",
    b"\x1f\x8b": "a compressed file; unpack it first",
}

_UNUSUAL_BREAKS = ("\x85", "\u2028", "\u2029")


class WrongPart(NamedTuple):
    """What is wrong with a part of a text, and the offset at which that part begins."""

    offset: int
    code: Code
    message: str


@dataclass(frozen=True)
class TextSource:
    """A file's text; `bom` says that it began with a byte order mark, which is not part of `text`."""

    file: str
    text: str
    bom: bool = False

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_BREAK.finditer(self.text))]

    def location(self, offset: int) -> Location:
        """Where the character at `offset` (from 0, in code points) stands, counted from 1."""
        offset = min(offset, len(self.text))
        line = bisect_right(self._line_starts, offset)
        return Location(self.file, line, offset - self._line_starts[line - 1] + 1)

    def invalid(self, found: Sequence[WrongPart]) -> InvalidFile:
        """The error that carries what is wrong, in the order of the text, the first of it where there is much."""
        parts = sorted(found)[:MAX_ALIKE]
        problems = [
            LocatedProblem(self.location(part.offset), Problem(part.code, part.message)) for part in parts
        ]
        if len(found) > MAX_ALIKE:
            problems[-1] = with_more(problems[-1])
        return InvalidFile(self.file, problems)

    def line(self, number: int) -> str:
        """The text of a line (from 1), without its line break; nothing for a line that is not there."""
        starts = self._line_starts
        if number > len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


def read_bytes(path: str | os.PathLike[str], limit: int = MAX_BYTES) -> bytes:
    """Read a regular file, at most one byte more than `limit`.

    Raises:
        Unreadable: it cannot be opened, or is a folder, a device or a pipe.
    """
    try:
        # Without O_NONBLOCK opening a pipe nobody writes to would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise not_opened(error, path) from error
    except ValueError as error:
        raise CannotRead(path, "opened", "this is not the name of a file") from error
    try:
        status = os.fstat(descriptor)
        mode = status.st_mode
        if not stat.S_ISREG(mode):
            if stat.S_ISDIR(mode):
                raise a_folder(path)
            raise not_a_file(path, device=stat.S_ISCHR(mode) or stat.S_ISBLK(mode))
        with open(descriptor, "rb", closefd=False) as stream:
            # Asked for all the limit allows, it would make room for that much first.
            content = stream.read(min(status.st_size, limit) + 1)
            return (
                content + stream.read(limit + 1 - len(content)) if len(content) > status.st_size else content
            )
    except OSError as error:
        raise CannotRead(path, "read", *reason(error)) from error
    finally:
        os.close(descriptor)


class NamedContent(NamedTuple):
    """The bytes of an input, and what messages call it."""

    name: str
    content: bytes


def read_input(path: str, limit: int = MAX_BYTES) -> NamedContent:
    """A file, or standard input where the path is `-`: at most one byte more than `limit`.

    Raises:
        Unreadable: it cannot be read.
    """
    if path == STANDARD_INPUT:
        return NamedContent(STANDARD_INPUT_SHOWN, read_standard_input(limit))
    return NamedContent(path, read_bytes(path, limit))


def read_standard_input(limit: int = MAX_BYTES) -> bytes:
    """What comes in on standard input, at most one byte more than `limit`.

    Raises:
        Unreadable: it is closed, or cannot be read.
    """
    if sys.stdin is None:
        raise CannotRead(STANDARD_INPUT_SHOWN, "read", "it is closed")
    try:
        return sys.stdin.buffer.read(limit + 1)
    except OSError as error:
        raise CannotRead(STANDARD_INPUT_SHOWN, "read", *reason(error)) from error


def decode(raw: bytes, file: str) -> TextSource | LocatedProblem:
    """The text of a file, or the one problem that keeps it from being text."""
    start = Location(file, 1, 1)
    if len(raw) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB; split it"
        return LocatedProblem(start, Problem(Code.TOO_LARGE, message))
    if raw.startswith(UTF16_MARKS):
        message = "the file is UTF-16 text; save it as UTF-8"
        return LocatedProblem(start, Problem(Code.NOT_UTF8, message))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = TextSource(file, raw[: error.start].decode("utf-8").removeprefix(_BOM))
        message = f"byte {raw[error.start]:#04x} is not UTF-8 text; save the file as UTF-8"
        for sign, what in _OTHER_FILES.items():
            if raw.startswith(sign):
                message = f"this is no text file but {what}"
        return LocatedProblem(before.location(len(before.text)), Problem(Code.NOT_UTF8, message))
    return TextSource(file, text.removeprefix(_BOM), text.startswith(_BOM))


def text_of(raw: bytes, file: str) -> TextSource:
    """The text of a file that is of no use to a command otherwise.

    Raises:
        InvalidFile: it is not text.
    """
    source = decode(raw, file)
    if isinstance(source, LocatedProblem):
        raise InvalidFile(file, [source])
    return source


def forbidden_characters(source: TextSource, base: int = 0, end: int | None = None) -> list[LocatedProblem]:
    """The characters in `source.text[base:end]` that YAML may not hold, or that editors take otherwise."""
    matches = re.compile(_FORBIDDEN).finditer(source.text, base, len(source.text) if end is None else end)
    found = [
        LocatedProblem(
            source.location(match.start()),
            Problem(Code.FORBIDDEN_CHARACTER, _forbidden_message(match.group())),
        )
        for match in islice(matches, MAX_ALIKE)
    ]
    if next(matches, None) is not None:
        found[-1] = with_more(found[-1])
    return found


def with_more(last: LocatedProblem) -> LocatedProblem:
    """The last problem of its sort that is listed, saying that it is not the last there is."""
    problem = last.problem
    return last._replace(problem=problem._replace(message=f"{problem.message} (more like this may follow)"))


def has_unusual_signs(text: str) -> bool:
    """Whether `text` holds a sign that YAML's parsers skip or break lines at, and editors do not."""
    return _BOM in text or any(character in text for character in _UNUSUAL_BREAKS)


def _forbidden_message(character: str) -> str:
    point = f"U+{ord(character):04X}"
    if character in _UNUSUAL_BREAKS:
        return f"{point} is a line break that editors do not show; replace it with a plain new line"
    if character == _BOM:
        return f"{point} is a byte order mark, which may stand only at the start of a file; remove it"
    return f"the control character {point} is not allowed; remove it"
