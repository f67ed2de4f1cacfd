"""`sustain init`: an agency's folder, ready to work in; a file that is there already is left alone."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from typing import Annotated

import typer

from sustainrubric import __version__
from sustainrubric.base.errors import Unreadable, WrongUsage
from sustainrubric.base.text import one_line
from sustainrubric.disk.drives import joined
from sustainrubric.terminal.console import note, write

# Where a file goes -> its template; hidden files are not hidden among our own.
_TEMPLATES = {
    "README.md": "README.md",
    "assessments/README.md": "assessments.md",
    ".gitignore": "gitignore",
    ".gitattributes": "gitattributes",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".github/workflows/sustain.yml": "github-workflow.yml",
    ".github/workflows/sustain-overdue.yml": "github-overdue.yml",
    ".vscode/settings.json": "vscode-settings.json",
    ".vscode/extensions.json": "vscode-extensions.json",
}

_KINDS = ("assessment", "worksheet", "priorities", "settings")

# Each line of these stands for itself, so that one can say which are not there yet.
_LISTS = frozenset({".gitignore", ".gitattributes"})

# Looked at in the top folder of a repository only.
_AT_THE_TOP = (".github", ".pre-commit-config.yaml")

_MARK = re.compile("@(agency|version)@")


def begin(folder: str, agency: str | None, state: str | None) -> None:
    """Write the files of a new folder; those that are there stay as they are.

    Raises:
        RefusedToWrite: the folder, or a file in it, cannot be written.
        WrongUsage: a state without an agency.
    """
    from sustainrubric.base.text import counted
    from sustainrubric.disk.save import write_new

    if state and not agency:
        raise WrongUsage("--state is the agency's; name that, too: --agency NAME")
    written = kept = 0
    for name, text in _files(agency, state):
        target = joined(folder, name)
        if os.path.lexists(target):
            note(f"kept {one_line(target)}, which is there already{_lacking(target, text)}")
            kept += 1
            continue
        _make_folder(os.path.dirname(target))
        write_new(target, text.encode("utf-8"))
        write(f"wrote {one_line(target)}")
        written += 1
    note(f"{counted(written, 'file')} written, {kept} kept")
    _next_steps(folder)


def _files(agency: str | None, state: str | None) -> Iterator[tuple[str, str]]:
    """Every file of the folder with its text."""
    from sustainrubric.base.escaping import inert
    from sustainrubric.instruments.shipped import packaged
    from sustainrubric.records.schema import schema_text
    from sustainrubric.records.schema_line import SCHEMAS, schema_name
    from sustainrubric.records.settings import SETTINGS_FILE

    yield SETTINGS_FILE, _settings(agency, state)
    values = {"agency": inert(one_line(agency)) if agency else "our agency", "version": __version__}
    for name, template in _TEMPLATES.items():
        text = (packaged("templates") / "init" / template).read_text(encoding="utf-8")
        yield name, _filled(text, values)
    for kind in _KINDS:
        yield f"{SCHEMAS}/{schema_name(kind)}", schema_text(kind)


def _filled(template: str, values: Mapping[str, str]) -> str:
    return _MARK.sub(lambda mark: values[mark[1]], template)


def _lacking(target: str, ours: str) -> str:
    """What of our lines a list that was kept does not have, to be added by hand."""
    from sustainrubric.yaml.source import read_bytes

    if os.path.basename(target) not in _LISTS:
        return ""
    try:
        there = {line.strip() for line in read_bytes(target).decode("utf-8", "replace").splitlines()}
    except Unreadable:
        return ""
    missing = [line for line in ours.splitlines() if not line.startswith("#") and line not in there]
    return "; it could also have:\n" + "\n".join(f"  {line}" for line in missing) if missing else ""


def _settings(agency: str | None, state: str | None) -> str:
    from sustainrubric.records.schema_line import SCHEMAS, schema_name
    from sustainrubric.yaml.writer import flow

    lines = [
        f"# yaml-language-server: $schema={SCHEMAS}/{schema_name('settings')}",
        "# Settings for this folder and those below. One file for the whole agency.",
        "kind: settings",
        "format: 1",
    ]
    if agency:
        lines.append(f"agency: {flow({'name': agency, **({'state': state} if state else {})})}")
    else:
        lines.append("# agency: {name: Example Department of Education, state: EX}")
    lines += [
        "# A problem the agency has decided not to be told about, and why:",
        "# ignore:",
        "#   - {code: SR310, reason: Laws do not expire., files: [assessments/literacy/]}",
    ]
    return "\n".join([*lines, ""])


def _make_folder(folder: str) -> None:
    from sustainrubric.disk.writable import refusing

    with refusing(f"{one_line(folder)} cannot be made"):
        os.makedirs(folder or os.curdir, exist_ok=True)


def _next_steps(folder: str) -> None:
    from sustainrubric.cli.next_step import after_init
    from sustainrubric.disk.gitignore import repository_around

    here = os.path.abspath(folder)
    repository = repository_around(here)
    if repository not in (None, here):
        note(
            f"{' and '.join(_AT_THE_TOP)} are for the top folder of the repository; move them to {one_line(repository)}"
        )
    note("What to do next:")
    for step in after_init(folder, is_in_repository=repository is not None):
        note(f"  {step}")


def init(
    folder: Annotated[
        str, typer.Argument(metavar="[DIR]", help="The folder (default: this one); made if need be.")
    ] = os.curdir,
    agency: Annotated[str | None, typer.Option(metavar="NAME", help="The agency's name.")] = None,
    state: Annotated[str | None, typer.Option(metavar="STATE", help="The state's abbreviation.")] = None,
) -> None:
    """Start an agency's folder: settings, checks for git and CI, what editors need, a page for colleagues.

    A file that is there already is never changed.
    """

    # What lies in this folder is named without it.
    begin("" if os.path.normpath(folder) == os.curdir else folder, agency, state)
