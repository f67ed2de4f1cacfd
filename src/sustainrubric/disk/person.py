"""Who sits at this computer and which editor they use, as git and the system know it."""

from __future__ import annotations

import getpass
import os
import shutil
import sys

from sustainrubric.base.errors import Unreadable
from sustainrubric.disk import git

_EDITORS = ("notepad",) if sys.platform == "win32" else ("nano", "vim", "vi", "emacs")
_GIT_SECONDS = 3.0


def person_name(folder: str) -> str:
    """The person's name: git's in this folder, else the system's; empty where neither knows one."""
    name = _git_says(folder, "config", "--get", "user.name")
    if name:
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def editor_command() -> tuple[str, str]:
    """The command of the person's editor, and where it is set; both empty where there is none.

    `$VISUAL`, then `$EDITOR`, then git's own setting, then what is installed.
    """
    for name in ("VISUAL", "EDITOR", "GIT_EDITOR"):
        if os.environ.get(name):
            return os.environ[name], name
    # Not the repository's own setting: nothing that a repository names is ever started.
    command = _git_says(os.curdir, "config", "--global", "--get", "core.editor")
    if command:
        return command, "git's core.editor"
    folders = os.pathsep.join(filter(os.path.isabs, os.environ.get("PATH", "").split(os.pathsep)))
    found = next((each for each in _EDITORS if shutil.which(each, path=folders)), "")
    return found, ""


def _git_says(folder: str, *arguments: str) -> str:
    """One line out of git's settings; empty where it has none, or is not there."""
    try:
        answer = git.ask(folder, *arguments, timeout=_GIT_SECONDS)
    except Unreadable:
        return ""
    return "" if answer.code else answer.out.decode("utf-8", "replace").strip()
