"""Our files in a folder, by their `kind:` and without what .gitignore leaves out; and the priorities around a file."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from sustainrubric.base.errors import Unreadable, WrongUsage
from sustainrubric.base.text import did_you_mean, one_line
from sustainrubric.disk.drives import joined, slashed
from sustainrubric.disk.gitignore import Ignored, ignored_in
from sustainrubric.disk.read import why_replaced
from sustainrubric.records.load import KINDS
from sustainrubric.records.priorities_around import HEAD_BYTES, SUFFIXES
from sustainrubric.yaml.front_matter import is_markdown
from sustainrubric.yaml.source import (
    STANDARD_INPUT,
    UTF16_MARKS,
    read_bytes,
    read_input,
)

Item = TypeVar("Item")


# A name that somebody, an editor or a cloud drive made of one of ours.
_MAY_BE_OURS = re.compile(r"\.ya?ml|\.md\b|\.txt$|\.bak$|\.orig$|^[^.]+$|\.json$", re.IGNORECASE)


NEW_SUFFIXES = (".yaml", ".yml")
"""Of the files that we make: Markdown would need a page around them."""

_OURS = re.compile(rb"(?:^|\r)(?:\xef\xbb\xbf)?[\"']?kind[\"']?[ \t]*:[ \t]*[\"']?(\w[\w-]*)", re.MULTILINE)

_FORMAT = re.compile(rb"(?:^|\r)format[ \t]*:", re.MULTILINE)

_SKIPPED = frozenset({"node_modules", "__pycache__", "venv"})


MAX_KINDS = 20
"""Of a file's `kind:` lines, how many are compared with ours where none is one of them."""


_KINDS = frozenset(kind.encode() for kind in KINDS)


class Candidate(NamedTuple):
    """A path to look at; `named` where the user gave it, so that it is looked at whatever it holds."""

    name: str
    named: bool


class FoundFile(NamedTuple):
    """A file of ours, with its content: it is read once."""

    name: str
    content: bytes


class ShowProgress(Protocol):
    """Hands items on one by one, and may show how far it is; `total` is how many, where `items` cannot say."""

    def __call__(self, items: Iterable[Item], label: str, total: int | None = None) -> Iterator[Item]: ...


def unwatched(items: Iterable[Item], label: str, total: int | None = None) -> Iterator[Item]:
    """ShowProgress that nobody is shown."""
    return iter(items)


def check_new_name(path: str) -> None:
    """Refuse to make a file under a name that nobody looks at, or that is not one for YAML.

    Raises:
        WrongUsage: the name ends otherwise.
    """
    if not path.lower().endswith(NEW_SUFFIXES):
        stem = os.path.splitext(path)[0] or path
        name = stem if stem.lower().endswith(NEW_SUFFIXES) else f"{stem}.yaml"
        raise WrongUsage(
            f"{one_line(path)} was not written: no command would look at a file of that name, or take it for YAML; "
            f"write a name that ends in .yaml or .yml, such as {one_line(name)}"
        )


def _has_our_suffix(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def candidates(paths: Sequence[str], *, skip_others: bool = False) -> list[Candidate]:
    """The files named, and those in the folders named that could be ours, each once.

    With `skip_others` a file that is named need not be ours either: pre-commit names all it has.
    """
    found: dict[str, Candidate] = {}
    for path in paths:
        named = path == STANDARD_INPUT or not os.path.isdir(path)
        for name in [path] if named else _walk(path):
            key = os.path.normpath(name)
            if key not in found or named:
                found[key] = Candidate(name, named and not skip_others)
    return list(found.values())


def read(candidate: Candidate) -> FoundFile | None:
    """A candidate's content; None for a file in a folder that does not say it is ours.

    In a folder a file is ours when it has a `kind:` that we know at the start of a line, in Markdown
    below a first line `---`; a kind that is nearly one of ours counts beside a `format:`.

    Raises:
        Unreadable: it cannot be opened, or what it held was replaced; that could have been one of ours.
    """
    if candidate.name == STANDARD_INPUT:
        return FoundFile(*read_input(STANDARD_INPUT))
    content = read_bytes(candidate.name)
    why = why_replaced(content)
    if why:
        raise Unreadable(f"{one_line(candidate.name)}: {why}")
    if candidate.named or is_ours(candidate.name, content):
        return FoundFile(candidate.name, content)
    return None


def is_ours(name: str, content: bytes) -> bool:
    """Whether a file says that it is of one of our kinds; even in UTF-16, so that it can be told of.

    One that holds nothing but zero bytes, as after a power cut, may have been one of ours.
    """
    if content and not content.strip(b"\0"):
        return True
    if content.startswith(UTF16_MARKS):
        content = content.decode("utf-16", "replace").encode()
    if is_markdown(name) and not content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"---"):
        return False
    if any(match.group(1) in _KINDS for match in _OURS.finditer(content)):
        return True
    # `kind: assesment` passed over in silence would be taken for a file without problems.
    return bool(_FORMAT.search(content)) and any(
        did_you_mean(kind.decode("ascii", "replace"), KINDS) for kind in _OURS.findall(content)[:MAX_KINDS]
    )


def kinds_said(content: bytes) -> set[str]:
    """The kinds of ours that a file names at the start of a line, also where it cannot be parsed."""
    return {match.group(1).decode() for match in _OURS.finditer(content) if match.group(1) in _KINDS}


def _walk(folder: str, wanted: Callable[[str], object] = _has_our_suffix) -> Iterator[str]:
    """The files below a folder whose names are `wanted`, sorted; hidden folders and links are not followed.

    A folder that cannot be looked into is among them: reading it says why.
    """
    closed: list[str] = []
    ignored: dict[str, Ignored] = {folder: ignored_in(folder)}
    for current, folders, files in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        here = ignored.pop(current)
        folders[:] = sorted(
            name
            for name in folders
            if not (name.startswith(".") or name in _SKIPPED or here.has(name, is_folder=True))
        )
        ignored.update({os.path.join(current, name): here.below(name) for name in folders})
        for file in sorted(files):
            if wanted(file) and not (file.startswith(".") or here.has(file, is_folder=False)):
                yield _plain(joined(current, file), folder)
    yield from (_plain(slashed(path), folder) for path in closed)


def overlooked(folders: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Files of ours whose names nobody looks at, such as `a.yaml.txt`, each with the kind it names."""
    for folder in folders:
        for path in _walk(
            folder, lambda name: not name.lower().endswith(SUFFIXES) and _MAY_BE_OURS.search(name)
        ):
            kind = _kind_at_the_head(path)
            if kind:
                yield path, kind


def _kind_at_the_head(path: str) -> str:
    """The kind that a file names in its first lines; empty where it names none or cannot be read."""
    try:
        with open(path, "rb") as stream:
            head = stream.read(HEAD_BYTES)
    except OSError:
        return ""
    return next((match.group(1).decode() for match in _OURS.finditer(head) if match.group(1) in _KINDS), "")


def _plain(path: str, folder: str) -> str:
    """The path as a person would type it: below `.` without the dot."""
    return path[2:] if folder == "." and path.startswith("./") else path
