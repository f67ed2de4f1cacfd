"""Find our files in a folder."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sustainrubric.files.load import KINDS, STANDARD_INPUT
from sustainrubric.files.text_source import MAX_BYTES, read_bytes

SUFFIXES = (".yaml", ".yml", ".md", ".markdown")

_OURS = re.compile(rb"^(?:\xef\xbb\xbf)?[\"']?kind[\"']?[ \t]*:[ \t]*[\"']?(\w[\w-]*)", re.MULTILINE)
_KINDS = frozenset(kind.encode() for kind in KINDS)
_SKIPPED = frozenset({"node_modules", "__pycache__", "venv"})


class Candidate(NamedTuple):
    """A path to look at; `named` where the user gave it, so that it is looked at whatever it holds."""

    name: str
    named: bool


class FoundFile(NamedTuple):
    """A file of ours, with its content: it is read once."""

    name: str
    content: bytes


def candidates(paths: Sequence[str]) -> list[Candidate]:
    """The files named, and those in the folders named that could be ours, each once."""
    found: dict[str, Candidate] = {}
    for path in paths:
        named = path == STANDARD_INPUT or not os.path.isdir(path)
        for name in [path] if named else _walk(path):
            found.setdefault(os.path.normpath(name), Candidate(name, named))
    return list(found.values())


def read(candidate: Candidate) -> FoundFile | None:
    """A candidate's content; None for a file in a folder that does not say it is ours.

    In a folder a file is ours when it has a `kind:` that we know at the start of a line.

    Raises:
        Unreadable: it cannot be opened.
    """
    if candidate.name == STANDARD_INPUT:
        return FoundFile("<stdin>", sys.stdin.buffer.read(MAX_BYTES + 1))
    content = read_bytes(candidate.name)
    if candidate.named or is_ours(content):
        return FoundFile(candidate.name, content)
    return None


def is_ours(content: bytes) -> bool:
    """Whether a file says that it is of one of our kinds."""
    return any(match.group(1) in _KINDS for match in _OURS.finditer(content))


def _walk(folder: str) -> Iterator[str]:
    """The files below a folder that could be ours, sorted; hidden folders and links are not followed."""
    for current, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in _SKIPPED)
        for file in sorted(files):
            if file.lower().endswith(SUFFIXES) and not file.startswith("."):
                path = os.path.join(current, file)
                yield path[2:] if folder == "." and path.startswith("./") else path
