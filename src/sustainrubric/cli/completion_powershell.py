"""A completion script for PowerShell, on Windows and elsewhere: it holds all words, and starts no program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sustainrubric.cli.command_tree import FILES, FOLDERS, Command, Words, word_sets

_HEAD = """\
# Completion of sustain for PowerShell. Made by `sustain completion powershell`; save it once, and have it read:
#   sustain completion powershell > "$HOME\\sustain-completion.ps1"
#   Add-Content $PROFILE '. "$HOME\\sustain-completion.ps1"'
Register-ArgumentCompleter -Native -CommandName 'sustain' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
"""

_WALK = """\

    $command = ''
    $count = 0
    $expects = ''
    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        $typed = $element.Extent.Text
        $longer = "$command $typed".Trim()
        if ($expects) { $expects = '' }
        elseif ($typed -like '--*=*') { }
        elseif ($typed -like '-*') { if ($values.ContainsKey($longer)) { $expects = $longer } }
        elseif ($count -eq 0 -and $known -contains $longer) { $command = $longer }
        else { $count++ }
    }

    $before = ''
    $after = ''
    $offer = @()
    $word = "$wordToComplete"
    if (-not $expects -and $word -like '--*=*') {
        $before = $word.Substring(0, $word.IndexOf('=') + 1)
        $expects = "$command $($before.TrimEnd('='))".Trim()
        $word = $word.Substring($before.Length)
    }
    if ($expects) {
        $set = $values[$expects]
        if ($word.Contains('=') -and $then.ContainsKey($expects)) {
            $set = $then[$expects]
            $before += $word.Substring(0, $word.LastIndexOf('=') + 1)
            $word = $word.Substring($word.LastIndexOf('=') + 1)
        }
        elseif ($then.ContainsKey($expects)) { $after = '=' }
        if ($set) { $offer = $sets[$set] }
    }
    elseif ($word -like '-*') { $offer = $options[$command] }
    elseif ($commands.ContainsKey($command)) { $offer = $commands[$command] }
    else {
        $set = $arguments["$command $count"]
        if (-not $set) { $set = $arguments["$command *"] }
        if ($set) { $offer = $sets[$set] }
    }

    # Where nothing is offered PowerShell completes the names of files itself.
    foreach ($pair in @($offer)) {
        if ($pair -and $pair[0].StartsWith($word, [System.StringComparison]::OrdinalIgnoreCase)) {
            [System.Management.Automation.CompletionResult]::new(
                $before + $pair[0] + $after, $pair[0], 'ParameterValue', $pair[1])
        }
    }
}
"""

# A PowerShell of Windows reads a script in the code page of the machine, so it holds ASCII only.
_ASCII = str.maketrans({"→": "->", "–": "-", "—": "-", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"'})


def render(root: Command) -> str:
    """The whole script."""
    sets = [words for words in word_sets(root).values() if words.name not in (FILES, FOLDERS)]
    tables = (
        _table("sets", ((words.name, _pairs(words.words)) for words in sets)),
        _table(
            "commands",
            ((c.path, _pairs((s.name, s.summary) for s in c.commands)) for c in root.all() if c.commands),
        ),
        _table("options", ((c.path, _pairs(_spellings(c))) for c in root.all())),
        _table("values", _values(root)),
        _table("then", _then(root)),
        _table("arguments", _arguments(root)),
    )
    known = ", ".join(quoted(command.path) for command in root.all() if command.path)
    return "".join([_HEAD, *tables, f"    $known = @({known})\n", _WALK])


def quoted(text: str) -> str:
    """Text as PowerShell takes it as it stands, on one line: in single quotation marks, those in it doubled."""
    plain = " ".join(text.translate(_ASCII).encode("ascii", "replace").decode().split())
    return "'" + plain.replace("'", "''") + "'"


def _table(name: str, rows: Iterable[tuple[str, str]]) -> str:
    lines = [f"        {quoted(key)} = {value}\n" for key, value in rows]
    return "".join([f"\n    ${name} = @{{\n", *lines, "    }\n"])


def _pairs(words: Iterable[tuple[str, str]]) -> str:
    """An array of pairs: a word, and what it stands for; of one pair alone PowerShell would make two words."""
    pairs = [f"@({quoted(word)}, {quoted(meaning or word)})" for word, meaning in words]
    return f"@({', '.join([*pairs, '$null'])})"


def _spellings(command: Command) -> Iterator[tuple[str, str]]:
    for option in command.options:
        for name in option.names:
            if name.startswith("--"):
                yield name, option.help


def _values(root: Command) -> Iterator[tuple[str, str]]:
    """The options that take a value, each with the name of its set; of no set where it is free."""
    for command in root.all():
        for option in command.options:
            if option.value:
                for name in option.names:
                    yield f"{command.path} {name}".strip(), _set(option.completes)


def _then(root: Command) -> Iterator[tuple[str, str]]:
    for command in root.all():
        for option in command.options:
            if option.completes is not None and option.completes.then is not None:
                for name in option.names:
                    yield f"{command.path} {name}".strip(), _set(option.completes.then)


def _arguments(root: Command) -> Iterator[tuple[str, str]]:
    for command in root.all():
        for position, argument in enumerate(command.arguments):
            yield f"{command.path} {'*' if argument.repeats else position}", _set(argument.completes)


def _set(words: Words | None) -> str:
    return "''" if words is None or words.name in (FILES, FOLDERS) else quoted(re.sub(r"\s", "_", words.name))
