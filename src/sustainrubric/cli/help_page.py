"""What `--help` prints: one sentence, examples that work in the demo's folder, arguments, options by their purpose."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from sustainrubric.cli.help_examples import EXAMPLES

if TYPE_CHECKING:
    import typer

    from sustainrubric.cli.command_tree import Command, CommandOption

_WIDEST = 100
"""Longer lines are hard to read, however wide the terminal is."""

_NARROWEST = 20

_COLUMN = 30
"""Options up to this many characters have their text beside them."""

# What one wants to do, and the options for it, in the order of the help; one place for all commands.
PURPOSES: dict[str, tuple[str, ...]] = {
    "What to look at": (
        "--only", "--sheets", "--element", "--missing", "--unrated", "--open", "--overdue", "--shortlist",
        "--places", "--group-by", "--select", "--ignore", "--from-list", "--skip-others", "--git", "--tags",
        "--until", "--step", "--phase", "--table",
    ),
    "What to compare with": ("--previous", "--mapping", "--any-reform", "--exit-code"),
    "What the check holds files to": ("--strict", "--min-coverage", "--min-level", "--require"),
    "What is recorded": (
        "--rationale", "--evidence", "--criterion", "--look-for", "--target", "--priority", "--action",
        "--dissent", "--member", "--unset", "--sign", "--from", "--answers", "--how", "--mark", "--add-participant",
        "--add-document", "--add-process", "--add-gap", "--add-support", "--add-priority", "--add-action",
        "--set", "--edit", "--move", "--remove", "--accept", "--allow-clearing",
    ),
    "What it is about": (
        "--agency", "--state", "--reform", "--reform-id", "--round", "--date", "--rubric", "--worksheet",
        "--extends", "--like", "--to", "--back", "--on", "--start", "--minutes", "--raters", "--rater",
    ),
    "How it asks": ("--ask", "--criteria", "--no-criteria", "--clock", "--again", "--unanimous", "--plain"),
    "Whom it is for": ("--audience", "--contacts", "--names", "--reveal"),
    "How it is shown": (
        "--format", "--print", "--show-work", "--all", "--verbose", "--no-pager", "--today", "--template",
        "--actions",
    ),
    "What is written": (
        "--output", "--force", "--partial", "--in-place", "--lose-changes", "--dry-run", "--check", "--diff",
        "--backup", "--replace", "--full",
    ),
    "Other": ("--jobs", "--version", "--help"),
}  # fmt: skip


# As `sustain --help` lists the commands: by what somebody is about to do.
SECTIONS: dict[str, list[str]] = {
    "Begin": ["demo", "init", "new"],
    "Fill in": ["assess", "worksheet", "rate", "panel", "kit"],
    "Check": ["validate", "explain", "fmt"],
    "See where it stands": ["status", "score", "report", "plan", "diff", "trend", "history"],
    "Hand over": ["form", "import", "export"],
    "Look up, set up": ["rubric", "migrate", "schema", "completion", "help"],
}

IN_THE_ENVIRONMENT = (
    "Options can be set in the environment, too: SUSTAIN_FORMAT for all commands, "
    "SUSTAIN_SCORE_FORMAT for one. What changes files is typed: --force, answers, rows."
)


def show_help_pages(command: Any, path: str) -> None:
    """Let a command of typer's, and those below it, print our help.

    `path` is how the command is typed after `sustain`.
    """
    command.get_help = partial(help_of, path)
    for name, inner in getattr(command, "commands", {}).items():
        show_help_pages(inner, f"{path} {name}".strip())


def help_of(path: str, _: typer.Context) -> str:
    """The help of the command that is typed so after `sustain`."""
    # Imported late: it reads what all commands can be given.
    from sustainrubric.cli.command_tree import command_at

    return help_page(command_at(path))


def help_page(command: Command, width: int | None = None) -> str:
    """The help of a command, as wide as the terminal allows."""
    width = max(_NARROWEST, min(width or shutil.get_terminal_size().columns, _WIDEST))
    return "\n".join(_lines(command, width))


def _lines(command: Command, width: int) -> Iterator[str]:
    yield from filled(f"{command.summary}.", width)
    yield from _examples(command.path, width)
    yield ""
    yield from filled(f"Usage: {usage(command)}", width, hanging=7)
    for paragraph in command.details:
        yield ""
        yield from filled(paragraph, width)
    for title, rows in _sections(command):
        yield from ("", f"{title}:")
        yield from (line for row in rows for line in _row(*row, width))
    if not command.path:
        yield ""
        yield from filled(IN_THE_ENVIRONMENT, width)


def _examples(path: str, width: int) -> Iterator[str]:
    examples = EXAMPLES.get(path, ())
    if examples:
        yield from ("", "Examples:")
    for example in examples:
        yield from filled(f"sustain {example.line}", width, 2, hanging=6)
        yield from filled(example.says, width, 6)


def usage(command: Command) -> str:
    """How the command is typed: `sustain score [OPTIONS] FILE...`."""
    words = ["sustain", *command.path.split(), "[OPTIONS]"]
    if command.commands:
        return " ".join([*words, "COMMAND [ARGUMENTS]..."])
    return " ".join([*words, *(argument.shown for argument in command.arguments)])


def _sections(command: Command) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Headings with their rows: what is typed, and what it is for."""
    below = {inner.name: inner for inner in command.commands}
    groups = SECTIONS if not command.path else {"Commands": list(below)}
    for title, names in groups.items():
        if names and below:
            yield title, [(name, f"{below[name].summary}.") for name in names]
    if command.arguments:
        yield "Arguments", [(argument.name, argument.help) for argument in command.arguments]
    for title, options in by_purpose(command.options):
        yield title, [(_spelled(option), option.text) for option in options]


def by_purpose(options: Sequence[CommandOption]) -> Iterator[tuple[str, list[CommandOption]]]:
    """The options under what one wants to do with them."""
    left = {option.names[0]: option for option in options}
    known = {name for names in PURPOSES.values() for name in names}
    for title, names in PURPOSES.items():
        here = [left[name] for name in names if name in left]
        if title == "Other":
            here = [option for name, option in left.items() if name not in known] + here
        if here:
            yield title, here


def _spelled(option: CommandOption) -> str:
    """All spellings, the short ones first, with what the value is called."""
    return f"{', '.join(reversed(option.names))} {option.value}".rstrip()


def _row(typed: str, text: str, width: int) -> Iterator[str]:
    """A row of a section: what is typed, and its text beside it, or below it where it is long."""
    column = min(_COLUMN, width // 3)
    lines = list(filled(text, width, column + 2))
    if len(typed) + 4 <= column + 2 and lines:
        yield f"  {typed:<{column}}{lines[0].lstrip()}"
        yield from lines[1:]
    else:
        yield from filled(typed, width, 2, hanging=4)
        yield from lines


def filled(text: str, width: int, indent: int = 0, *, hanging: int | None = None) -> list[str]:
    """Text folded between words only; a word longer than a line is cut, as no line may be wider."""
    # A list of words such as table|json|csv may be parted after a bar.
    words = text if len(max(text.split(), key=len, default="")) < width - indent else text.replace("|", "| ")
    return textwrap.wrap(
        words,
        width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent if hanging is None else hanging),
        break_on_hyphens=False,
    )
