"""The files of priorities that hold for an assessment or a worksheet: those in its folder or above."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from sustainrubric.base.errors import Unreadable
from sustainrubric.disk.drives import seen_from, slashed
from sustainrubric.records.settings import has_settings, is_last
from sustainrubric.yaml.source import read_bytes

SUFFIXES = (".yaml", ".yml", ".md", ".markdown")
"""What the names of our files end with."""

# Every file says what it is at its beginning; a longer head is not looked through for it.
HEAD_BYTES = 8192


_SAYS_SO = re.compile(
    rb"(?:^|\r)(?:\xef\xbb\xbf)?[\"']?kind[\"']?[ \t]*:[ \t]*[\"']?priorities[\"']?[ \t]*(?:#|\r|$)",
    re.MULTILINE,
)


class PrioritiesAround:
    """Finds files of priorities; looks into each folder once.

    From a file's folder it looks upwards as far as the one that holds `sustain.yaml`, the root of
    the repository, or one of `tops`; where none of these lies above, the file's own folder is all.
    """

    def __init__(self, tops: Iterable[str] = ()) -> None:
        self._tops = {os.path.abspath(top) for top in tops}
        self._found: dict[str, tuple[str, ...]] = {}
        self._inside: dict[str, tuple[str, ...]] = {}

    def of(self, file: str) -> tuple[str, ...]:
        """The files of priorities that hold for `file`, written as its path is."""
        folder = os.path.dirname(file)
        whole = os.path.abspath(folder)
        if whole not in self._found:
            self._found[whole] = self._look(whole, relative=not os.path.isabs(file))
        return self._found[whole]

    def _look(self, folder: str, *, relative: bool) -> tuple[str, ...]:
        for place in self._upwards(folder):
            # Folders side by side have the same ones above them.
            if place not in self._inside:
                self._inside[place] = tuple(_priorities_in(place))
            if self._inside[place]:
                return tuple(
                    slashed(seen_from(path, os.curdir)) if relative else path for path in self._inside[place]
                )
        return ()

    def _upwards(self, folder: str) -> Iterator[str]:
        """The folder and those above it, as far as one that closes the agency's own."""
        chain = [folder]
        while not self._is_top(chain[-1]):
            if is_last(chain[-1]):
                return iter([folder])
            chain.append(os.path.dirname(chain[-1]))
        return iter(chain)

    def _is_top(self, folder: str) -> bool:
        return folder in self._tops or has_settings(folder) or os.path.lexists(os.path.join(folder, ".git"))


def _priorities_in(folder: str) -> Iterator[str]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return
    for name in names:
        if name.lower().endswith(SUFFIXES) and not name.startswith("."):
            path = os.path.join(folder, name)
            if _says_so(path):
                yield path


def _says_so(path: str) -> bool:
    try:
        # A pipe or a device is no file of ours, and opening one may wait for ever.
        if not os.path.isfile(path):
            return False
        with open(path, "rb") as stream:
            head = stream.read(HEAD_BYTES)
        # Most files do not hold the word at all, and finding that out costs a hundredth of the pattern.
        return b"priorities" in head and _SAYS_SO.search(head) is not None
    except OSError:
        return False


def read_priorities(path: str) -> bytes | None:
    """The content of a file of priorities; None where it cannot be read, as `validate` will say of it."""
    try:
        return read_bytes(path)
    except Unreadable:
        return None
