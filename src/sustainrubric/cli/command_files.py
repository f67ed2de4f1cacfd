"""Files that are made from the commands, by templates: completion scripts for shells, and the manual page."""

from __future__ import annotations

from sustainrubric.base.text import IN_ASCII
from sustainrubric.cli.command_tree import Command, word_sets
from sustainrubric.pages.environment import plain_environment

# A PowerShell of Windows reads a script in the code page of the machine, so it holds ASCII only.
_ASCII = str.maketrans(IN_ASCII)


def completion_script(shell: str, root: Command) -> str:
    """The script for `bash`, `zsh`, `fish` or `powershell`; it holds all words, and starts no program."""
    template = plain_environment("shell", quoted=QUOTED[shell]).get_template(f"completion.{shell}.j2")
    return template.render(commands=list(root.all()), sets=list(word_sets(root).values()))


def man_page(root: Command, version: str) -> str:
    """The page sustain(1) in roff's man macros."""
    template = plain_environment("shell", roff=roff).get_template("sustain.1.j2")
    return template.render(root=root, commands=list(root.all()), version=version)


def roff(text: str) -> str:
    """Text as roff prints it: no sign of it is a request or an escape."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped[:1] in (".", "'") else escaped


def quoted_for_powershell(text: str) -> str:
    """Text as PowerShell takes it as it stands, on one line: in single quotation marks, those in it doubled."""
    plain = " ".join(text.translate(_ASCII).encode("ascii", "replace").decode().split())
    return "'" + plain.replace("'", "''") + "'"


def quoted_for_zsh(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def quoted_for_fish(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


# How each shell takes a text as it stands.
QUOTED = {
    "bash": quoted_for_zsh,
    "zsh": quoted_for_zsh,
    "fish": quoted_for_fish,
    "powershell": quoted_for_powershell,
}
