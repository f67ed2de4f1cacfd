"""Whatever is typed wrong, the message names what is near; several wrong things are said at once."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.cli.command_tree import command_tree
from tests.cli.every_option import commands
from tests.conftest import Result
from tests.copied_examples import copy_examples

Sustain = Callable[..., Result]

NEW = "assessments/literacy/2026-fall.yaml"
PANEL = "assessments/educator-evaluation/2026-fall.yaml"

NEAR = {
    "scroe a.yaml": "score",
    "panel dcide a.yaml": "decide",
    "new assessmen a.yaml": "assessment",
    "rubric shwo 1.A": "show",
    "help valdate": "validate",
    "explain SR3100": "SR310",
    "schema assesment": "assessment",
    "completion bsh": "bash",
    "rubric show 1.A.x": "1.A.i",
    "rubric show stakeholdr": "Stakeholder engagement",
    "rubric show --rubric lea-process selct": "select",
    "rubric path sustainabilty": "sustainability",
    "rubric resolve sustainabilty": "sustainability",
    "rubric diff sustainability jf-sustainabilit": "jf-sustainability",
    "rubric map sustainability jf-sustainabilit": "jf-sustainability",
    "rubric new ours --like sustainabilty": "sustainability",
    "rubric release jf-sustainabilit": "jf-sustainability",
    f"migrate {NEW} --to sustainabilty": "sustainability",
    f"kit {NEW} -o k --sheets agneda": "agenda",
    f"form {NEW} -o f.xlsx --only 2.A.x": "2.A.i",
    f"rate {NEW} 1.A.x strong": "1.A.i",
    f"rate {NEW} 1.A.i strng": "strong",
    f"panel spread {PANEL} --element 1.A.x": "1.A.i",
    f"panel ballot {PANEL} --rater rpatl": "rpatel",
    f"panel decide {PANEL} 1.A.x strong --rationale x --reveal": "1.A.i",
    f"panel decide {PANEL} 1.A.i strng --rationale x --reveal": "strong",
    f"panel card {PANEL} --rater rpatl": "rpatel",
    "worksheet worksheet.yaml --add-gap 'selct | x'": "select",
    "worksheet worksheet.yaml --set comunication=x": "communication",
    "validate --min-level 1.A.x=strong": "1.A.i",
    "validate --min-level 1.A.i=strng": "strong",
    "validate --select SR3900": "SR390",
    "plan --mark 3.C.i-d3v6 done": "3.C.i-d3v5",
    "plan --mark 3.C.i-d3v5 don": "done",
    "plan --group-by ownr": "owner",
    f"report {NEW} --audience publik": "public",
    f"score {NEW} --format jsn": "json",
    "score assessmnts": "assessments",
}
"""What is typed, and what is near it."""

QUICK = 12


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("near") / "agency"
    return copy_examples(folder)


@pytest.mark.parametrize(
    ("line", "near"),
    [
        pytest.param(*pair, marks=[] if place < QUICK else pytest.mark.deep)
        for place, pair in enumerate(NEAR.items())
    ],
)
def test_a_near_word_is_named(
    line: str, near: str, examples: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(examples)
    said = sustain(*shlex.split(line), code=None)
    assert said.code in (2, 3)
    assert f"did you mean {near}?" in said.err


def test_every_command_names_a_near_option(sustain: Sustain) -> None:
    for command in commands(command_tree()):
        for option in command.options:
            name = option.names[0]
            if len(name) > 6 and name not in ("--help", "--all"):
                wrong = name[:-2] + name[-1]
                said = sustain(*command.path.split(), wrong, code=2).err
                assert f"there is no option {wrong}; did you mean --" in said, command.path
                break


@pytest.mark.deep
def test_several_wrong_things_are_said_at_once(
    examples: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(examples)
    said = sustain("score", "--frmat", "json", "--forc", "--format", "jsn", "a", code=2).err
    assert "no option --frmat; did you mean --format?" in said
    assert "no option --forc; did you mean --force?" in said
    assert "'jsn' is not one of table, json, csv, markdown; did you mean json?" in said
    before = (examples / NEW).read_bytes()
    words = ("--target", "exmplary", "--criterion", "9=strong", "--look-for", "L99=seen")
    said = sustain("rate", NEW, "1.A.i", "strng", *words, code=2).err
    for wrong in ("'strng'", "'exmplary'", "criterion 9", "'L99'"):
        assert wrong in said
    assert (examples / NEW).read_bytes() == before
    said = sustain("kit", NEW, "-o", "k", "--sheets", "agneda,nots", code=2).err
    assert "'agneda'; did you mean agenda? and 'nots'; did you mean notes?" in said
    two = sustain("score", "a.yaml", "b.yaml", code=3).err
    assert "a.yaml: cannot be opened" in two
    assert "b.yaml: cannot be opened" in two
