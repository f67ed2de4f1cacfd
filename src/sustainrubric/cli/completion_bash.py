"""A completion script for bash, 3.2 and newer: plain words and case statements, no program is started."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.cli.command_tree import Command, Words, argument_cases, value_cases, word_sets

_HEAD = """\
# Completion of sustain for bash. Made by `sustain completion bash`; load it with
#   source <(sustain completion bash)
# or save it once, which makes a new terminal faster:
#   sustain completion bash > ~/.local/share/bash-completion/completions/sustain
"""

# `expect` is the option whose value comes next, `value_of` the one whose value was the last word;
# bash parts words at `=`, so that `--format=json` and `1.A.i=strong` are three.
_WALK = """\
_sustain() {
    local cur=${COMP_WORDS[COMP_CWORD]} command="" expect="" value_of="" what="" word i
    local -i count=0
    COMPREPLY=()
    for (( i = 1; i <= COMP_CWORD; i++ )); do
        word=${COMP_WORDS[i]}
        if [[ $word == "=" ]]; then
            if [[ -z $expect && -n $value_of ]]; then expect="$value_of="; fi
            if (( i == COMP_CWORD )); then cur=""; fi
            continue
        fi
        (( i == COMP_CWORD )) && break
        value_of=""
        if [[ -n $expect ]]; then
            value_of=$expect
            expect=""
        elif [[ $word == -* ]]; then
            _sustain_value "$command" "$word" && expect=$word
        elif _sustain_is_command "$command" "$word"; then
            command="${command:+$command }$word"
        else
            count+=1
        fi
    done
    if [[ -n $expect ]]; then
        _sustain_value "$command" "$expect"
    elif [[ $cur == -* ]]; then
        _sustain_options "$command"
    else
        _sustain_argument "$command" "$count"
    fi
    case $what in
        "") ;;
        @files) compopt -o default 2>/dev/null ;;
        @folders) compopt -o dirnames 2>/dev/null || COMPREPLY=($(compgen -d -- "$cur")) ;;
        =*)
            compopt -o nospace 2>/dev/null
            COMPREPLY=($(compgen -S "=" -W "${what#=}" -- "$cur"))
            ;;
        *) COMPREPLY=($(compgen -W "$what" -- "$cur")) ;;
    esac
}
complete -F _sustain sustain
"""


def render(root: Command) -> str:
    """The whole script."""
    sets = word_sets(root)
    lines = [
        _HEAD,
        *(f'_sustain_{name}="{_words(words)}"' for name, words in sets.items() if words.words),
        "",
    ]
    lines += [
        "_sustain_is_command() {",
        '    case "$1 $2" in',
        *_command_cases(root),
        "        *) return 1 ;;",
    ]
    lines += ["    esac", "}", "", "_sustain_options() {", '    case "$1" in', *_option_cases(root)]
    lines += ["    esac", "}", "", "# Sets what an option is followed by; fails for one that stands alone."]
    lines += [
        "_sustain_value() {",
        '    case "$1 $2" in',
        *value_cases(root, _reference),
        "        *) return 1 ;;",
    ]
    lines += [
        "    esac",
        "}",
        "",
        "_sustain_argument() {",
        '    case "$1 $2" in',
        *argument_cases(root, _reference, _sub_commands),
    ]
    return "\n".join([*lines, "    esac", "}", "", _WALK])


def _words(words: Words) -> str:
    return " ".join(word for word, _ in words.words)


def _command_cases(root: Command) -> Iterator[str]:
    for command in root.all():
        if command.path:
            above = command.path.rpartition(" ")[0]
            yield f'        "{above} {command.name}") ;;'


def _option_cases(root: Command) -> Iterator[str]:
    for command in root.all():
        names = " ".join(name for option in command.options for name in option.names)
        yield f'        "{command.path}") what="{names}" ;;'


def _sub_commands(command: Command) -> str:
    return f'"{" ".join(each.name for each in command.commands)}"'


def _reference(words: Words) -> str:
    return f'"{"=" if words.then is not None else ""}$_sustain_{words.name}"'
