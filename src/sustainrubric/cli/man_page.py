"""The manual page sustain(1), made from the same help that the commands print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sustainrubric.cli.command_tree import Argument, Command, CommandOption

_CODES = (
    ("0", "All is well."),
    ("1", "Problems were found, a threshold was not met, or something would change."),
    ("2", "The command was called in a way that cannot be carried out."),
    ("3", "A file the command needs cannot be read, or is not valid."),
    ("4", "It was refused to write: the file was changed, is locked, or is there already."),
    ("70", "A bug of ours."),
    ("130", "Interrupted."),
)

_ENVIRONMENT = (
    (
        "SUSTAIN_OPTION",
        "Sets an option of every command that has it: SUSTAIN_FORMAT=json is --format json. Not those that "
        "change files, which are typed each time: --force, --mark, the answers of rate, the rows of worksheet.",
    ),
    (
        "SUSTAIN_COMMAND_OPTION",
        "Sets it for one command, and counts before the other: SUSTAIN_SCORE_FORMAT=csv.",
    ),
    ("NO_COLOR", "No colour in the terminal."),
    ("ACCESSIBLE", "No boxes and no redrawn lines in sessions, one thing a line."),
    ("SUSTAIN_DEBUG", "Shows where a bug of ours came from."),
)

_FILES = (
    ("sustain.yaml", "Settings of an agency's folder; they hold for the files in it and below."),
    (".gitignore", "What is left out of a folder that is checked; git itself is not run."),
)


def render(root: Command, version: str) -> str:
    """The page in roff's man macros."""
    lines = [
        '.\\" Made by docs/make_man.py from the help of the commands; do not edit.',
        f'.TH SUSTAIN 1 "" "sustainrubric {version}" "User Commands"',
        ".SH NAME",
        f"sustain \\- {_text(root.summary[:1].lower() + root.summary[1:])}",
        ".SH SYNOPSIS",
        ".B sustain",
        r"[\fIOPTIONS\fR] \fICOMMAND\fR [\fIARGUMENTS\fR]",
        ".SH OPTIONS",
        *_options(root.options),
        ".SH COMMANDS",
    ]
    for command in root.all():
        if command.path and not command.commands:
            lines += _command(command)
    for title, rows in (("EXIT STATUS", _CODES), ("ENVIRONMENT", _ENVIRONMENT), ("FILES", _FILES)):
        lines += [f".SH {title}", *_rows(rows)]
    return "\n".join([*lines, ""])


def _command(command: Command) -> Iterator[str]:
    yield f'.SS "sustain {command.path}"'
    arguments = " ".join(_synopsis(argument) for argument in command.arguments)
    yield rf"\fBsustain {_text(command.path)}\fR [\fIOPTIONS\fR] {arguments}".rstrip()
    for paragraph in command.help.split("\n\n"):
        yield ".PP"
        yield from (_text(line.strip()) for line in paragraph.splitlines())
    for argument in command.arguments:
        yield from _row(rf"\fI{_text(argument.name.strip('[]'))}\fR", argument.help)
    yield from _options(command.options)


def _synopsis(argument: Argument) -> str:
    name = _text(argument.name.replace("...", "").strip("[]. "))
    shown = rf"\fI{name}\fR" + ("..." if argument.repeats else "")
    return f"[{shown}]" if argument.name.startswith("[") else shown


def _options(options: Sequence[CommandOption]) -> Iterator[str]:
    for option in options:
        names = ", ".join(rf"\fB{_text(name)}\fR" for name in option.names)
        value = rf" \fI{_text(option.value)}\fR" if option.value else ""
        yield from _row(names + value, option.help)


def _rows(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    for name, text in rows:
        yield from _row(rf"\fB{_text(name)}\fR", text)


def _row(head: str, text: str) -> Iterator[str]:
    yield ".TP"
    yield head
    yield _text(text)


def _text(text: str) -> str:
    """Text as roff prints it: no sign of it is a request or an escape."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped[:1] in (".", "'") else escaped
