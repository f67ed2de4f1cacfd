"""What a TAB offers, asked of the real shells; and that no program of ours is started for it."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest
import tree_sitter_powershell
from tree_sitter import Language, Parser

from sustainrubric.cli.command_files import completion_script, quoted_for_powershell
from sustainrubric.cli.command_names import COMMANDS, HIDDEN
from sustainrubric.cli.command_tree import command_tree
from sustainrubric.instruments.explanations import all_codes
from sustainrubric.instruments.shipped import load_rubric
from sustainrubric.records.load import KINDS
from tests.conftest import Result
from tests.panel.round import begin

Sustain = Callable[..., Result]

SHELLS = ["bash", "zsh", "fish", "powershell"]
RATING_LEVELS = ["inadequate", "emerging", "strong", "exemplary", "not-applicable", "unknown"]
FILE = "<files>"


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(
        shutil.which(shell) is None, reason=f"{shell} is not installed: apt-get install {shell}"
    )


def elements() -> list[str]:
    rubric = load_rubric("sustainability@1.0.0")
    assert rubric is not None
    return list(rubric.elements)


CASES: list[tuple[str, list[str]]] = [
    ("", [name for name in COMMANDS if name not in HIDDEN]),
    ("va", ["validate"]),
    ("new ", ["assessment", "worksheet", "priorities"]),
    ("rubric s", ["show"]),
    ("rate a.yaml ", elements()),
    ("rate a.yaml 1.", [name for name in elements() if name.startswith("1.")]),
    ("rate a.yaml 1.A.i ", RATING_LEVELS),
    ("rate --backup a.yaml --target strong 1.A.i e", ["emerging", "exemplary"]),
    ("rate a.yaml 1.A.i --target ", ["inadequate", "emerging", "strong", "exemplary"]),
    ("rate a.yaml 1.A.i --target=s", ["strong"]),
    ("rate a.yaml 1.A.i strong --pri", ["--priority"]),
    ("explain SR30", [code for code in all_codes() if code.startswith("SR30")]),
    ("validate --format ", ["text", "json", "github", "sarif", "junit"]),
    ("validate --format=j", ["json", "junit"]),
    ("validate --format=json --sel", ["--select"]),
    ("validate --select SR11", ["SR110", "SR111"]),
    ("validate --min-level 3.D.", ["3.D.i=", "3.D.ii=", "3.D.iii="]),
    ("validate --min-level 3.D.i=e", ["3.D.i=emerging", "3.D.i=exemplary"]),
    ("validate a.yaml --min-cov", ["--min-coverage"]),
    ("assess a.yaml --only 2.", ["2.A", "2.A.i", "2.A.ii", "2.A.iii", "2.B", "2.B.i", "2.B.ii"]),
    ("rubric show 3.D", ["3.D", "3.D.i", "3.D.ii", "3.D.iii"]),
    ("schema ", list(KINDS)),
    ("completion ", ["bash", "zsh", "fish", "powershell"]),
    ("validate a", [FILE]),
    ("score ", [FILE]),
    ("report a.yaml -o ", [FILE]),
    ("init s", ["sub/"]),
    ("demo nothing ", []),
    ("schema assessment ", []),
]  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a file and a folder in it, and no program called sustain anywhere."""
    (tmp_path / "a.yaml").write_text("")
    (tmp_path / "sub").mkdir()
    for shell in SHELLS:
        (tmp_path / f"sustain.{shell}").write_text(completion_script(shell, command_tree()))
    return tmp_path


@pytest.mark.parametrize("shell", SHELLS)
def test_the_command_prints_the_script(shell: str, sustain: Sustain) -> None:
    assert sustain("completion", shell).out == completion_script(shell, command_tree())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_raters_of_the_panels_in_the_folder_complete_the_option(
    shell: str, folder: Path, sustain: Sustain
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed: apt-get install {shell}")
    begin(folder, "r1", "r2", "mlopez")
    (folder / "broken.yaml").write_text("panel: [", encoding="utf-8")
    script = sustain("completion", shell).out
    assert "kbauer" not in script
    for rater in ("r1", "r2", "mlopez"):
        assert re.search(rf"\b{rater}\b", script)
    (folder / "sustain.sh").write_text(script, encoding="utf-8")
    done = subprocess.run([shell, "-n", "sustain.sh"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@needs("bash")
def test_bash_offers_the_raters(folder: Path, sustain: Sustain) -> None:
    begin(folder, "r1", "r2", "mlopez")
    (folder / "sustain.bash").write_text(sustain("completion", "bash").out, encoding="utf-8")
    script = (
        'source sustain.bash; compopt() { :; }; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sustain;'
        ' printf "%s\\n" "${COMPREPLY[@]}"'
    )
    for command in ("ballot", "vote", "card"):
        words = ["sustain", "panel", command, "a.yaml", "--rater", "r"]
        done = subprocess.run(
            ["bash", "--norc", "-c", script, "bash", *words], capture_output=True, text=True, check=True
        )
        assert done.stdout.split() == ["r1", "r2"]


@needs("bash")
@pytest.mark.parametrize(
    ("typed", "expected"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_bash_offers_what_can_follow(typed: str, expected: list[str], place: Path) -> None:
    # As readline parts a line: at blanks, and at `=` as a word of its own.
    words = ["sustain", *re.findall(r"=|[^ =]+", typed), *([""] if not typed or typed.endswith(" ") else [])]
    script = (
        'source sustain.bash; compopt() { [[ $2 == default ]] && COMPREPLY=("<files>"); [[ $2 == dirnames ]] &&'
        ' COMPREPLY=($(compgen -d -S / -- "${COMP_WORDS[COMP_CWORD]}")); return 0; };'
        ' COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _sustain; printf "%s\\n" "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", script, "bash", *words],
        cwd=place,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    after_sign = [
        word.rpartition("=")[2] if word.count("=") and not word.endswith("=") else word for word in expected
    ]
    assert done.stdout.split() == after_sign


@pytest.mark.deep
@needs("bash")
def test_a_tab_in_bash_completes_the_line(place: Path) -> None:
    shell = pexpect.spawn(
        "bash", ["--norc", "--noprofile"], cwd=str(place), encoding="utf-8", timeout=20,
        env={"PATH": "/usr/bin:/bin", "TERM": "dumb", "PS1": "$ ", "INPUTRC": "/dev/null"},
    )  # fmt: skip
    shell.sendline("bind 'set bell-style none'; bind 'set enable-bracketed-paste off'; source sustain.bash")
    for typed, completed in (
        ("sustain val", "sustain validate "),
        ("sustain rate a.yaml 1.A", "1.A.i "),
        ("sustain score a.", "a.yaml "),
    ):
        shell.send(f"{typed}\t #")
        shell.expect_exact(f"{completed} #")
        shell.sendcontrol("u")
    shell.close(force=True)


@pytest.mark.deep
@needs("fish")
@pytest.mark.parametrize(
    ("typed", "expected"), CASES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_fish_offers_what_can_follow(typed: str, expected: list[str], place: Path) -> None:
    done = subprocess.run(
        ["fish", "--no-config", "-c", "source sustain.fish; complete -C $argv[1]", f"sustain {typed}"],
        cwd=place, capture_output=True, text=True, check=True, env={"PATH": "/usr/bin:/bin", "HOME": str(place)},
    )  # fmt: skip
    offered = [line.partition("\t")[0] for line in done.stdout.splitlines()]
    if expected == [FILE]:
        assert any("a.yaml" in word for word in offered)
        return
    if typed == "validate --min-level 3.D.":
        # fish has no second part of a word to complete; it offers the whole of it.
        expected = [f"{word}{level}" for word in expected for level in RATING_LEVELS[:4]]
    assert {word.removeprefix("--target=").removeprefix("--format=") for word in offered} == set(expected)


ZSH = """\
PROMPT='$ '; autoload -U compinit; compinit -u -D; source ./sustain.zsh; setopt no_beep no_auto_list
show() { print -r -- "GOT<$BUFFER>"; BUFFER='' }; zle -N show; bindkey '^X' show; bindkey '^I' expand-or-complete
"""


@pytest.mark.deep
@needs("zsh")
def test_a_tab_in_zsh_completes_the_line(place: Path) -> None:
    shell = pexpect.spawn(
        "zsh", ["-f", "-i"], cwd=str(place), encoding="utf-8", timeout=30,
        env={"PATH": "/usr/bin:/bin", "TERM": "dumb", "HOME": str(place)},
    )  # fmt: skip
    (place / "setup").write_text(ZSH)
    shell.sendline("source ./setup")
    for typed, completed in (
        ("va", "validate "),
        ("new w", "new worksheet "),
        ("rate a.yaml 1.A", "rate a.yaml 1.A.i "),
        ("rate a.yaml 1.A.i ex", "rate a.yaml 1.A.i exemplary "),
        ("rate a.yaml 1.A.i --target s", "rate a.yaml 1.A.i --target strong "),
        ("rate a.yaml 1.A.i --target=s", "rate a.yaml 1.A.i --target=strong "),
        ("validate --format js", "validate --format json "),
        ("validate --format=g", "validate --format=github "),
        ("validate --min-level 1.A", "validate --min-level 1.A.i="),
        ("validate --min-level 1.A.i=ex", "validate --min-level 1.A.i=exemplary "),
        ("explain SR310", "explain SR310 "),
        ("rubric sh", "rubric show "),
        ("score a.y", "score a.yaml "),
        ("init s", "init sub/"),
        ("schema ass", "schema assessment "),
    ):
        shell.send(f"sustain {typed}\t\x18")
        shell.expect(r"GOT<([^>\r\n]*)>")
        assert isinstance(shell.match, re.Match)
        assert str(shell.match.group(1)) == f"sustain {completed}"
    shell.close(force=True)


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_every_option_is_in_the_script(shell: str) -> None:
    script = completion_script(shell, command_tree())
    for command in command_tree().all():
        assert command.name in script
        for option in command.options:
            for name in option.names:
                assert (
                    f"-l {name[2:]}" if shell == "fish" and name.startswith("--") else name.lstrip("-")
                ) in script


# PowerShell, by the rules of its parser: there is none to be had where these tests run.


@pytest.fixture(scope="module")
def powershell() -> str:
    return completion_script("powershell", command_tree())


def test_powershell_can_parse_its_script(powershell: str) -> None:
    parser = Parser(Language(tree_sitter_powershell.language()))
    assert parser.parse(b"@{ 'a' = 'it's' }").root_node.has_error, "the grammar tells a wrong script"
    assert not parser.parse(powershell.encode()).root_node.has_error


def test_the_powershell_of_windows_reads_the_script_in_any_code_page(powershell: str) -> None:
    assert powershell.isascii()
    assert "\r" not in powershell


def test_powershell_refuses_a_table_with_a_key_twice_in_whatever_case(powershell: str) -> None:
    tables = re.findall(r"^    \$\w+ = @\{\n(.*?)^    \}", powershell, re.MULTILINE | re.DOTALL)
    assert len(tables) == 6
    for table in tables:
        keys = [key.lower() for key in re.findall(r"^        ('(?:[^']|'')*') = ", table, re.MULTILINE)]
        assert keys
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("it's", "'it''s'"),
        ("$HOME `n @(x)", "'$HOME `n @(x)'"),
        # Each of these ends a text for PowerShell, as the plain mark does.
        ("it\u2019s \u2018so\u201a \u201b", "'it''s ''so? ?'"),
        ("a \u2192 b\nc \u2013 \u00e9", "'a -> b c - ?'"),
    ],
)
def test_text_in_a_script_for_powershell_is_only_text(text: str, written: str) -> None:
    assert quoted_for_powershell(text) == written


def test_powershell_knows_all_words(powershell: str) -> None:
    words = [
        *elements(),
        *all_codes(),
        *KINDS,
        *RATING_LEVELS,
        *(name for name in COMMANDS if name not in HIDDEN),
    ]
    assert [word for word in words if f"@('{word}', " not in powershell] == []
    for command in command_tree().all():
        (line,) = re.findall(
            rf"^        '{re.escape(command.path)}' = (@\(@\('--.*)$", powershell, re.MULTILINE
        )
        spelled = {name for option in command.options for name in option.names if name.startswith("--")}
        assert set(re.findall(r"@\('(--[^']+)'", line)) == spelled
