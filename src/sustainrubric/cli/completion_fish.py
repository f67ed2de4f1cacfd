"""A completion script for fish: a rule for every command, option and value, and no program is started."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.cli.command_tree import FILES, FOLDERS, Command, CommandOption, Words, word_sets

_HEAD = """\
# Completion of sustain for fish. Made by `sustain completion fish`; save it once:
#   sustain completion fish > ~/.config/fish/completions/sustain.fish
"""

# The command as far as it is typed, and how many arguments follow it.
_WALK = """\
function __sustain_typed
    set -l command ''
    set -l count 0
    set -l expect ''
    set -l tokens (commandline -opc)
    for token in $tokens[2..-1]
        if test -n "$expect"
            set expect ''
        else if string match -q -- '--*=*' $token
        else if string match -q -- '-*' $token
            contains -- "$command $token" $__sustain_valued; and set expect $token
        else if contains -- (string trim -- "$command $token") $__sustain_commands
            set command (string trim -- "$command $token")
        else
            set count (math $count + 1)
        end
    end
    echo $command
    echo $count
end

function __sustain_at
    set -l typed (__sustain_typed)
    test "$typed[1]" = "$argv[1]"; or return 1
    test (count $argv) -eq 1; and return 0
    test "$argv[2]" = any; or test "$typed[2]" = "$argv[2]"
end
"""


def render(root: Command) -> str:
    """The whole script."""
    paths = " ".join(_quoted(command.path) for command in root.all() if command.path)
    valued = " ".join(
        _quoted(f"{command.path} {name}")
        for command in root.all()
        for option in command.options
        if option.value
        for name in option.names
    )
    lines = [_HEAD, f"set -g __sustain_commands {paths}", f"set -g __sustain_valued {valued}", "", _WALK]
    lines += [_function(words) for words in word_sets(root).values() if words.words]
    lines += ["complete -c sustain -e", "complete -c sustain -f"]
    for command in root.all():
        lines += _rules(command)
    return "\n".join([*lines, ""])


def _function(words: Words) -> str:
    """A function that prints the words, each with what it stands for behind a tab."""
    rows = (
        [(f"{word}={then}", "") for word, _ in words.words for then, _ in words.then.words]
        if words.then
        else words.words
    )
    printed = " ".join(_quoted(f"{word}\t{help_}" if help_ else word) for word, help_ in rows)
    return f"function __sustain_{words.name}\n    printf '%s\\n' {printed}\nend\n"


def _rules(command: Command) -> Iterator[str]:
    here = f"-n {_quoted(f'__sustain_at {_inner(command.path)}')}"
    for inner in command.commands:
        at_first = f"-n {_quoted(f'__sustain_at {_inner(command.path)} 0')}"
        yield f"complete -c sustain {at_first} -a {_quoted(inner.name)} -d {_quoted(inner.summary)}"
    for option in command.options:
        yield f"complete -c sustain {here} {_option(option)} -d {_quoted(option.help)}"
    for position, argument in enumerate(command.arguments):
        if argument.completes is not None:
            place = "any" if argument.repeats else str(position)
            condition = _quoted(f"__sustain_at {_inner(command.path)} {place}")
            yield f"complete -c sustain -n {condition} {_completed(argument.completes)}"


def _option(option: CommandOption) -> str:
    parts = [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names]
    if option.value:
        parts.append("-r")
        parts.append(_completed(option.completes) if option.completes is not None else "-f")
    return " ".join(parts)


def _completed(words: Words) -> str:
    if words.name == FILES:
        return "-F"
    if words.name == FOLDERS:
        return "-f -a '(__fish_complete_directories)'"
    return f"-f -a '(__sustain_{words.name})'"


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _inner(path: str) -> str:
    return f'"{path}"'
