"""A completion script for zsh: every word with what it stands for, and no program is started."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.cli.command_tree import Command, Words, argument_cases, value_cases, word_sets

_HEAD = """\
#compdef sustain
# Completion of sustain for zsh. Made by `sustain completion zsh`; save it in a folder of $fpath:
#   sustain completion zsh > ~/.zfunc/_sustain      (with fpath+=~/.zfunc before compinit)
"""

_WALK = """\
_sustain() {
    local cur=${words[CURRENT]} command="" expect="" what="" word
    local -i count=0 i
    for (( i = 2; i < CURRENT; i++ )); do
        word=${words[i]}
        if [[ -n $expect ]]; then
            expect=""
        elif [[ $word == --*'='* ]]; then
            :
        elif [[ $word == -* ]]; then
            _sustain_value "$command" "$word" && expect=$word
        elif _sustain_is_command "$command" "$word"; then
            command="${command:+$command }$word"
        else
            count+=1
        fi
    done
    if [[ -z $expect && $cur == --*'='* ]]; then
        expect=${cur%%=*}
        compset -P 1 '*='
    fi
    if [[ -n $expect ]]; then
        what=""
        _sustain_value "$command" "$expect"
        if [[ $what == '='* && ${words[CURRENT]#--*=} == *'='* ]]; then
            compset -P 1 '*='
            _sustain_value "$command" "$expect="
        fi
    elif [[ $cur == -* ]]; then
        _sustain_options "$command"
    else
        _sustain_argument "$command" "$count"
    fi
    case $what in
        "") ;;
        @files) _files ;;
        @folders) _files -/ ;;
        '='*) _describe -t words word "${what#?}" -S '=' -q ;;
        *) _describe -t words word "$what" ;;
    esac
}
if [[ $funcstack[1] == _sustain ]]; then
    _sustain "$@"
else
    compdef _sustain sustain
fi
"""


def render(root: Command) -> str:
    """The whole script."""
    lines = [_HEAD, *_arrays(root), "", "_sustain_is_command() {", '    case "$1 $2" in']
    lines += (
        f'        "{command.path.rpartition(" ")[0]} {command.name}") ;;'
        for command in root.all()
        if command.path
    )
    lines += ["        *) return 1 ;;", "    esac", "}", "", "_sustain_options() {", '    case "$1" in']
    lines += [
        f'        "{command.path}") what=_sustain_options_of_{_name(command)} ;;' for command in root.all()
    ]
    lines += [
        "    esac",
        "}",
        "",
        "_sustain_value() {",
        '    case "$1 $2" in',
        *value_cases(root, _reference),
    ]
    lines += ["        *) return 1 ;;", "    esac", "}", "", "_sustain_argument() {", '    case "$1 $2" in']
    return "\n".join([*lines, *argument_cases(root, _reference, _sub_commands), "    esac", "}", "", _WALK])


def _arrays(root: Command) -> Iterator[str]:
    for name, words in word_sets(root).items():
        if words.words:
            yield _array(name, words.words)
    for command in root.all():
        options = [(name, option.help) for option in command.options for name in option.names]
        yield _array(f"options_of_{_name(command)}", options)
        if command.commands:
            inner = [(each.name, each.summary) for each in command.commands]
            yield _array(f"commands_of_{_name(command)}", inner)


def _array(name: str, words: list[tuple[str, str]] | tuple[tuple[str, str], ...]) -> str:
    entries = " ".join(_quoted(f"{word}:{help_}" if help_ else word) for word, help_ in words)
    return f"typeset -ga _sustain_{name}=({entries})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _name(command: Command) -> str:
    return command.path.replace(" ", "_").replace("-", "_") or "all"


def _sub_commands(command: Command) -> str:
    return f"_sustain_commands_of_{_name(command)}"


def _reference(words: Words) -> str:
    return f'"{"=" if words.then is not None else ""}_sustain_{words.name}"'
