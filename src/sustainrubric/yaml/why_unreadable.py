"""Why a path could not be read, and what to do about it: near names, files of a folder, who may read it."""

from __future__ import annotations

import errno
import os
import re
from itertools import islice

from sustainrubric.base.errors import Unreadable
from sustainrubric.base.text import counted, did_you_mean, listed, one_line

_MOST_NAMES = 2_000
"""Names of a folder that are compared; what is typed wrong is no reason to read a huge one."""

_MOST_SHOWN = 3

_MEANT = "; did you mean "

_SUFFIXES = (".yaml", ".yml", ".md", ".markdown")

_REASONS = {
    errno.ENOENT: "there is no such file",
    errno.EACCES: "permission denied; ask its owner for leave to read it, or change its permissions",
    errno.EPERM: "permission denied; ask its owner for leave to read it, or change its permissions",
    errno.ENOTDIR: "a part of the path is not a folder; look at how it is spelled",
    errno.ELOOP: "it is a loop of links; name the file that they were to lead to",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
    errno.ENXIO: "it is a socket or a pipe; name a file, or - for standard input",
    errno.EISDIR: "it is a folder",
}


class CannotRead(Unreadable):
    """A path that cannot be opened or read; `why` is that without what else there is.

    What is near is looked up only where the message is shown: many a file is asked for that need not be there.
    """

    def __init__(self, path: str | os.PathLike[str], did: str, why: str, help_: str = "") -> None:
        self.path = os.fsdecode(path)
        self.did = did
        self.why = why
        self.help = help_
        super().__init__(did, why)

    def __str__(self) -> str:
        near = _AROUND[self.help](self.path) if self.help in _AROUND else self.help
        return f"{one_line(self.path) or repr('')}: cannot be {self.did}: {self.why}{near}"


def not_opened(error: OSError, path: str | os.PathLike[str]) -> CannotRead:
    """What to raise where a path cannot be opened."""
    if os.path.isdir(path):
        # Windows opens no folder, and says only that it is not permitted.
        return a_folder(path)
    why, help_ = reason(error)
    return CannotRead(path, "opened", why, "missing" if error.errno == errno.ENOENT else help_)


def a_folder(path: str | os.PathLike[str]) -> CannotRead:
    return CannotRead(path, "read", "it is a folder", "folder")


def not_a_file(path: str | os.PathLike[str], *, device: bool) -> CannotRead:
    what = "it is a device, not a regular file" if device else "it is not a regular file"
    return CannotRead(path, "read", what, "; name a file, or - for standard input")


def reason(error: OSError) -> tuple[str, str]:
    """The system's words for an error, which do not depend on the language set, and what helps."""
    known = _REASONS.get(error.errno or 0) or (os.strerror(error.errno) if error.errno else str(error))
    why, semicolon, help_ = known.partition(";")
    return why, semicolon + help_


def one_in_it(path: str) -> str:
    """What to say behind a path that is a folder where a file is needed."""
    found = _ours(path)
    return f"; name a file in it{f', such as {found[0]}' if found else ''}"


def what_is_there(path: str) -> str:
    """What to say behind a path that is not there: one with a near name, else some that are there."""
    folder, name = os.path.split(path)
    rest = ""
    while folder and not os.path.isdir(folder):
        rest = _joined(name, rest) if rest else name
        folder, name = os.path.split(folder)
        if not name:
            return ""
    near = _near(name, _names(folder))
    whole = _joined(folder, near, rest) if rest else _joined(folder, near)
    if near and os.path.exists(whole):
        return f"{_MEANT}{one_line(whole)}?"
    if rest:
        missing = one_line(_joined(folder, name))
        meant = f"{_MEANT}{one_line(_joined(folder, near))}?" if near else ""
        return f", and no folder {missing}{meant}"
    there = _ours(folder)
    if not there:
        return "; is it spelled right, and are you in the right folder?"
    more = [counted(len(there) - _MOST_SHOWN, "more file")] if len(there) > _MOST_SHOWN else []
    return f"; there is {listed([*there[:_MOST_SHOWN], *more])}"


def near_file(path: str) -> str:
    """The path that is there and may be meant by a new one; empty where none is near.

    One in which only figures differ is not meant, as from round to round.
    """
    said = what_is_there(path)
    near = said.removeprefix(_MEANT).removesuffix("?") if said.startswith(_MEANT) else ""
    return near if re.sub(r"\d", "", near) != re.sub(r"\d", "", path) else ""


def has_others_of_ours(path: str) -> bool:
    """Whether there are other YAML files beside a file that an agency may have filled in; settings are none."""
    names = map(os.path.basename, _ours(os.path.dirname(path)))
    return any(name.lower().endswith((".yaml", ".yml")) and name != "sustain.yaml" for name in names)


def near_folder(path: str | os.PathLike[str]) -> str:
    """What to say behind a folder that is not there and was to be written to."""
    meant = what_is_there(os.fspath(path))
    return meant if meant.startswith(_MEANT) else "; make it first"


def _joined(*parts: str) -> str:
    """A path with slashes, as messages show it on every system."""
    return os.path.join(*parts).replace(os.sep, "/")


def _near(name: str, names: list[str]) -> str:
    """The one of the names that is meant; suffixes are alike in any case, and count for nothing."""
    stems = {os.path.splitext(each)[0]: each for each in names}
    hint = did_you_mean(os.path.splitext(name)[0], stems)
    return stems.get(hint.removeprefix(_MEANT).removesuffix("?"), "")


def _names(folder: str) -> list[str]:
    """The names in a folder, but hidden ones; none where it cannot be looked into."""
    try:
        with os.scandir(folder or os.curdir) as entries:
            return sorted(entry.name for entry in islice(entries, _MOST_NAMES) if entry.name[0] != ".")
    except OSError:
        return []


def _ours(folder: str) -> list[str]:
    """The paths of the files in a folder that may be ours by their names."""
    return [
        one_line(_joined(folder, name))
        for name in _names(folder)
        if name.lower().endswith(_SUFFIXES) and os.path.isfile(_joined(folder, name))
    ]


_AROUND = {"missing": what_is_there, "folder": one_in_it}
