"""The files in an agency's folder of instruments, and what each says of itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

from sustainrubric.disk.drives import seen_from, slashed
from sustainrubric.records.load import load_bytes

KINDS_OF_OWN = ("rubric", "worksheet-definition", "mapping")


_SUFFIXES = (".yaml", ".yml")


_MOST_FILES = 1000


_LINE = re.compile(
    rb"^(?:\xef\xbb\xbf)?(kind|id|version):[ \t]+[\"']?([0-9A-Za-z._@-]+)[\"']?[ \t]*(?:#.*)?\r?$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class OwnFile:
    """A file in a folder of instruments; `name` is what problems call it."""

    name: str
    content: bytes
    kind: str
    reference: str


def yaml_files(folder: str) -> Iterator[str]:
    """The files of a folder and those below it, sorted; links and hidden ones are passed over."""
    count = 0
    for current, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = os.path.join(current, name)
            if name.lower().endswith(_SUFFIXES) and not name.startswith(".") and os.path.isfile(path):
                count += 1
                if count > _MOST_FILES:
                    return
                yield path


def own_file_of(content: bytes, name: str) -> OwnFile | None:
    """What a file says of itself; None where it is no instrument and no mapping.

    What stands in lines of its own is read without parsing, as most of the files are not the one wanted.
    """
    said = {key.decode(): value.decode() for key, value in reversed(_LINE.findall(content))}
    if not (said.get("kind") == "mapping" or {"kind", "id", "version"} <= said.keys()):
        data = load_bytes(content, name).document.data
        said = {key: str(value) for key, value in data.items()} if isinstance(data, dict) else {}
    if said.get("kind") not in KINDS_OF_OWN:
        return None
    reference = f"{said['id']}@{said['version']}" if {"id", "version"} <= said.keys() else ""
    return OwnFile(name, content, said["kind"], reference)


def shown_path(path: str) -> str:
    """A path as people know it: from where they are, if it lies below."""
    below = slashed(seen_from(path, os.curdir))
    return below if not below.startswith(os.pardir) else path


def is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
