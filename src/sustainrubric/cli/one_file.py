"""A folder, or standard input, where a command takes one file: one place for what that means.

A folder stands for the one file of the right kind in it. Where it holds several, they are named; where it
holds none, the message says how to make one. What changes a file, or looks for others beside it, needs a name.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sustainrubric.base.errors import Unreadable, WrongUsage
from sustainrubric.base.text import listed, one_line
from sustainrubric.disk.drives import joined

if TYPE_CHECKING:
    import typer

_MOST = 3
"""Files that a message names."""


class OneFile(NamedTuple):
    """What a parameter takes: a file of one of these kinds, in words `what`.

    `no_stream` says why it cannot be standard input; empty where it can.
    """

    what: str
    kinds: tuple[str, ...]
    no_stream: str = ""
    key: str = ""
    """What the file has to say, beside its kind."""
    suffix: str = ""
    """How the file's name has to end, where it is none of our kinds."""
    make: str = ""
    """How one is made."""


_CHANGED = "this command changes the file"
_BESIDE = "the ballots lie beside the assessment"
_NEW = "`sustain new assessment FILE` makes one"
_PANEL = "write `panel: {raters: [r1, r2, r3]}` into an assessment"

_EDITED = OneFile("an assessment", ("assessment",), _CHANGED, make=_NEW)
_EARLIER = OneFile("an assessment", ("assessment",), make=_NEW)
_OF_PANEL = OneFile("an assessment with a panel", ("assessment",), _BESIDE, key="panel", make=_PANEL)
_BALLOT = OneFile("a ballot", ("ballot",), make="`sustain panel ballot` makes one")
_EITHER = OneFile("an assessment or a worksheet", ("assessment", "worksheet"), make=_NEW)

TAKEN: dict[str, dict[str, OneFile]] = {
    "new assessment": {"--from": _EARLIER},
    "new worksheet": {
        "--from": OneFile("a worksheet", ("worksheet",), make="`sustain new worksheet FILE` makes one")
    },
    "assess": {"FILE": _EDITED, "--previous": _EARLIER},
    "worksheet": {
        "FILE": OneFile("a worksheet", ("worksheet",), _CHANGED, make="`sustain new worksheet FILE` makes one")
    },
    "rate": {"FILE": _EDITED},
    "report": {"--previous": _EARLIER},
    "form": {"FILE": _EITHER},
    "import": {
        "FORM": OneFile("a form", (), suffix=".xlsx", make="`sustain form FILE -o form.xlsx` makes one"),
        "[FILE]": _EITHER._replace(no_stream=_CHANGED),
    },
    "kit": {"FILE": _EITHER._replace(no_stream="the sheets say which file they are about")},
    "panel ballot": {"FILE": _OF_PANEL._replace(no_stream="")},
    "panel vote": {"FILE": _OF_PANEL},
    "panel collect": {"FILE": _OF_PANEL},
    "panel spread": {"[FILE]": _OF_PANEL},
    "panel decide": {"FILE": _OF_PANEL},
    "panel card": {"FILE": _OF_PANEL},
    "panel seal": {"BALLOT": _BALLOT._replace(no_stream="the seal is written beside the ballot")},
}  # fmt: skip
"""The parameters that take one file, by command, named as they are typed or shown."""


def take_the_one_file(command: Any, path: str) -> None:
    """Have a command of typer's, and those below it, take a folder for the one file in it that they can use."""
    if path in TAKEN:
        command.invoke = partial(_invoke, command.invoke, TAKEN[path])
    for name, inner in getattr(command, "commands", {}).items():
        take_the_one_file(inner, f"{path} {name}")


def _invoke(invoke: Callable[[Any], Any], taken: dict[str, OneFile], context: typer.Context) -> Any:
    for param in context.command.params:
        name = param.metavar if param.param_type_name == "argument" else max(param.opts, key=len)
        given = context.params.get(param.name)
        if name in taken and isinstance(given, str):
            context.params[param.name] = _the_one(given, str(name).strip("[]"), taken[name])
    return invoke(context)


def _the_one(given: str, name: str, wanted: OneFile) -> str:
    """The file that was meant by a path.

    Raises:
        WrongUsage: it is standard input, which cannot be used.
        Unreadable: it is a folder in which there is not one such file.
    """
    if given == "-" and wanted.no_stream:
        raise WrongUsage(f"{name}: {wanted.no_stream}, so it cannot be standard input; name a file")
    if given == "-" or not os.path.isdir(given):
        return given
    files = _files_in(given, wanted)
    if len(files) == 1:
        from sustainrubric.terminal.console import note

        note(f"taking {one_line(files[0])}, the only {wanted.what.partition(' ')[2]} in {one_line(given)}")
        return files[0]
    if not files:
        raise Unreadable(_without(given, wanted))
    more = [f"{len(files) - _MOST} more"] if len(files) > _MOST else []
    named = listed([*map(one_line, files[:_MOST]), *more])
    raise Unreadable(f"{one_line(given)} is a folder with {len(files)} such files; name one of them: {named}")


def assessments_in(paths: Sequence[str]) -> list[str]:
    """The files that are named, and the assessments in the folders that are.

    Raises:
        Unreadable: a folder holds none.
    """
    return _all_in(paths, _EARLIER)


def ballots_in(paths: Sequence[str]) -> list[str]:
    """As `assessments_in`, of ballots."""
    return _all_in(paths, _BALLOT)


def _all_in(paths: Sequence[str], wanted: OneFile) -> list[str]:
    found: list[str] = []
    for path in paths:
        files = _files_in(path, wanted) if path != "-" and os.path.isdir(path) else [path]
        if not files:
            raise Unreadable(_without(path, wanted))
        found += files
    return list(dict.fromkeys(found))


def _without(folder: str, wanted: OneFile) -> str:
    return f"{one_line(folder)} is a folder without {wanted.what}; name a file, or {wanted.make}"


def _files_in(folder: str, wanted: OneFile) -> list[str]:
    """The files of a folder that may be meant; one that cannot be read may be, and the newest."""
    from sustainrubric.records.find import candidates
    from sustainrubric.records.read_folder import Unread, read_folder

    if wanted.suffix:
        return sorted(
            joined(folder, name)
            for name in os.listdir(folder)
            if name.lower().endswith(wanted.suffix) and not name.startswith((".", "~"))
        )
    return [
        one.file
        for one in read_folder(candidates([folder]), wanted.kinds)
        if isinstance(one, Unread) or not wanted.key or wanted.key in one.document.data
    ]
