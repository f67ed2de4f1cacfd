"""What people usually do after a command: said at its end on a terminal, in one place for all commands."""

from __future__ import annotations

import os
import shlex
from collections.abc import Sequence
from typing import NamedTuple

from sustainrubric.base.text import one_line


class FollowUp(NamedTuple):
    """What to type next, with `{file}` for the first path that was named and `{out}` for what was written.

    `of_folder` is for a folder in place of a file; an empty line says nothing.
    """

    line: str
    why: str
    of_folder: str = ""


NEXT: dict[str, FollowUp] = {
    "rate": FollowUp("score {file}", "says what the ratings add up to"),
    "status": FollowUp("assess {file} --missing", "asks for what is missing", "plan {file} --overdue"),
    "score": FollowUp("report {file}", "makes a page of it", "report {file}"),
    "report": FollowUp("plan {folder} --open", "lists what is still to be done", "export {file} -o tables"),
    "diff": FollowUp("report {file}", "makes a page with what moved", "trend {file}"),
    "plan": FollowUp(
        "plan {file} --shortlist", "says where to act first", "plan {file} --shortlist"
    ),
    "panel ballot": FollowUp("panel collect {file} {out}", "takes the ballot in when it is back"),
    "panel vote": FollowUp("panel spread {file}", "shows the votes as soon as all ballots are in"),
    "panel collect": FollowUp("panel spread {file}", "shows how the votes lie"),
    "panel spread": FollowUp("panel decide {file}", "records what the team agrees"),
    "form": FollowUp("import {out} {file}", "takes the form back when it is filled in"),
    "import": FollowUp("validate {file}", "says what is weak or missing"),
    "migrate": FollowUp("validate {folder}", "checks the files as they are now", "validate {file}"),
}  # fmt: skip
"""By command. `new`, `init` and `demo` end with the steps below, also in a pipe; a session ends with a summary."""

_WHY_OF_FOLDER = {
    "status": "lists what is late",
    "report": "makes tables for a spreadsheet of it",
    "diff": "follows all rounds",
}

_NOT_BEHIND = frozenset({
    "--shortlist", "--mark", "--format", "--git", "--dry-run", "--again", "--audience", "--table", "--element",
    "--help", "-h",
})  # fmt: skip
"""Options behind which the next step is another one, or that make what programs read."""


def next_step(words: Sequence[str]) -> str:
    """What to say at the end of a command that went well; nothing where no step follows."""
    # Imported late: only a person at a terminal is told.
    from sustainrubric.cli.command_tree import command_at

    path = next((name for name in (" ".join(words[:2]), " ".join(words[:1])) if name in NEXT), "")
    if not path or _NOT_BEHIND & {word.partition("=")[0] for word in words}:
        return ""
    takes = {name for option in command_at(path).options if option.value for name in option.names}
    paths, out = _parted(words[len(path.split()) :], takes)
    if path == "import":
        paths = paths[1:]
    if path == "form" and any(word.partition("=")[0] == "--rater" for word in words):
        # A form for one rater is a ballot.
        path = "panel ballot"
    file = paths[-1] if path == "diff" and paths else paths[0] if paths else "."
    return _worded(NEXT[path], path, file, out)


def _parted(words: Sequence[str], takes: set[str]) -> tuple[list[str], str]:
    """The paths of a command line, and what -o names."""
    paths, out = [], ""
    rest = iter(words)
    for word in rest:
        if not word.startswith("-") or word == "-":
            paths.append(word)
        elif word in takes:
            value = next(rest, "")
            out = value if word in ("-o", "--output") else out
    return paths, out


def _worded(step: FollowUp, path: str, file: str, out: str) -> str:
    is_folder = os.path.isdir(file)
    line = step.of_folder if is_folder else step.line
    if file == "-" or out == "-" or not line or ("{out}" in line and not out):
        return ""
    folder = os.path.dirname(file) or "."
    shown = {"file": file, "folder": folder, "out": out}
    typed = line.format(**{name: shlex.quote(one_line(value)) for name, value in shown.items()})
    why = _WHY_OF_FOLDER.get(path, step.why) if is_folder else step.why
    return f"Next: `sustain {typed}` {why}."


def after_new(kind: str, file: str) -> str:
    """How a new file of a kind is filled in."""
    name = shlex.quote(one_line(file))
    if kind == "priorities":
        return f"fill it in with an editor; `sustain validate {name}` says what is missing"
    command = "assess" if kind == "assessment" else kind
    return f"fill it in with an editor, or with: sustain {command} {name}"


def after_init(folder: str, *, is_in_repository: bool) -> list[str]:
    """What to type in a new agency's folder, in order; `folder` is empty where that is the current one."""
    # A name that no command takes for an option.
    name = f"./{one_line(folder)}" if folder.startswith("-") else one_line(folder)
    return [
        *([f"cd {shlex.quote(name)}"] if folder else []),
        *([] if is_in_repository else ["git init"]),
        'git config diff.sustain.textconv "sustain textconv"   # git diff then shows ratings in words',
        "mkdir assessments/literacy",
        "sustain assess assessments/literacy/first.yaml",
    ]


def after_demo(folder: str, shown: str) -> list[tuple[str, str]]:
    """What to try in the example's folder, each with what it shows; `shown` is the assessment that was shown."""
    return [
        ("sustain explain SR307", "what a warning above means, and how to mend it"),
        ("sustain rubric show 1.A.i", "the rubric's own words for an element"),
        (
            f"sustain plan {shlex.quote(folder)} --open --group-by owner",
            "who has to do what, and by when",
        ),
        (f"sustain score --show-work {shlex.quote(shown)}", "how each number comes about"),
    ]
