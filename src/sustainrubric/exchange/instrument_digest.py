"""What the rows of a file depend on beside the file: the agency's own instruments around it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable

from sustainrubric.base.errors import Unreadable
from sustainrubric.records.instrument_finder import InstrumentFinder
from sustainrubric.yaml.source import read_bytes

_SUFFIXES = (".yaml", ".yml")


def instruments_digest(files: Iterable[str]) -> str:
    """A digest of all own instruments that hold for files: it changes where one of them does.

    Folders are looked into once each; empty where there are no own instruments.
    """
    finder = InstrumentFinder()
    one_of_each = {os.path.dirname(os.path.abspath(file)): file for file in files}
    folders = {folder for file in one_of_each.values() for folder in finder.own_around(file).folders}
    digest = hashlib.sha256()
    is_empty = True
    for path in sorted(path for folder in folders for path in _files(folder)):
        try:
            digest.update(hashlib.sha256(read_bytes(path)).digest())
        except Unreadable:
            digest.update(b"unreadable")
        is_empty = False
    return "" if is_empty else digest.hexdigest()


def _files(folder: str) -> Iterable[str]:
    for current, _, names in os.walk(folder):
        yield from (os.path.join(current, name) for name in names if name.endswith(_SUFFIXES))
