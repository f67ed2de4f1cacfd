"""An option without effect beside another is refused: every pair of options of every command is tried.

Of each pair the run with both must differ from the run with the second alone, or end with 2.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.every_option import commands
from tests.conftest import Result
from tests.small import RATED, WORKSHEET

Sustain = Callable[..., Result]

# A value that has an effect in the folder below; an option that is not here fails the test.
FLAG: list[str] = []
VALUES: dict[str, dict[str, list[str]]] = {
    "init": {"--agency": ["X"], "--state": ["YZ"]},
    "new assessment": {
        "--from": ["old.yaml"], "--agency": ["Other"], "--state": ["YZ"], "--reform": ["Other"],
        "--reform-id": ["other"], "--date": ["2027-01-01"],
    },
    "new worksheet": {"--from": ["w.yaml"], "--agency": ["Other"], "--state": ["YZ"], "--date": ["2027-01-01"]},
    "new priorities": {"--agency": ["Other"], "--state": ["YZ"]},
    "validate": {
        "--strict": FLAG, "--format": ["json"], "--select": ["SR307"], "--ignore": ["SR307"],
        "--min-coverage": ["50"], "--min-level": ["1.A.i=exemplary"], "--require": ["targets"],
        "--output": ["fresh.txt"], "--force": FLAG,
    },
    "fmt": {"--check": FLAG, "--diff": FLAG, "--skip-others": FLAG},
    "status": {"--format": ["json"], "--today": ["2029-01-01"], "--output": ["fresh.txt"], "--force": FLAG},
    "score": {"--format": ["json"], "--show-work": FLAG, "--output": ["fresh.txt"], "--force": FLAG},
    "diff": {
        "--format": ["json"], "--exit-code": FLAG, "--output": ["fresh.md"], "--force": FLAG,
        "--audience": ["public"], "--any-reform": FLAG,
    },
    "trend": {"--format": ["json"], "--output": ["fresh.md"], "--force": FLAG, "--audience": ["public"]},
    "plan": {
        "--format": ["csv"], "--group-by": ["month"], "--open": FLAG,
        "--overdue": FLAG, "--shortlist": FLAG, "--places": ["1"],
        "--today": ["2029-01-01"], "--mark": ["here", "done"], "--output": ["fresh.md"], "--force": FLAG,
        "--audience": ["public"],
    },
    "report": {
        "--force": FLAG, "--format": ["markdown"], "--previous": ["old.yaml"], "--audience": ["public"],
        "--template": ["mine"], "--contacts": FLAG, "--today": ["2029-01-01"], "--print": ["summary"],
    },
    "rubric show": {"--rubric": ["lea-process"]},
    "schema": {"--output": ["out.json"], "--force": FLAG},
}  # fmt: skip
BASE: dict[str, list[str]] = {
    "init": ["there"],
    "new assessment": ["new.yaml", "--round", "2027"],
    "new worksheet": ["new.yaml"],
    "new priorities": ["new.yaml"],
    "validate": ["a.yaml"],
    "fmt": ["a.yaml", "strange.yaml"],
    "status": ["a.yaml"],
    "score": ["a.yaml"],
    "diff": ["old.yaml", "other.yaml"],
    "trend": ["old.yaml", "a.yaml"],
    "plan": ["a.yaml"],
    "report": ["a.yaml", "-o", "-"],
    "rubric show": [],
    "schema": [],
}
# Not tried: sessions, which ask; what writes into a file is added up with everything else it writes.
OTHERS = {
    "assess",
    "worksheet",
    "rate",
    "history",
    "export",
    "form",
    "kit",
    "import",
    "migrate",
    "rubric new",
    "rubric resolve",
    "rubric map",
    "rubric diff",
}
# Pairs that do what was asked although nothing differs.
HARMLESS = {
    ("fmt", "--check", "--diff"): "a difference shown is a check, too",
    ("diff", "--audience", "--format"): "nothing in these files is kept from the public",
    ("diff", "--any-reform", "--force"): "--force means this, too: it was its word before",
    ("trend", "--audience", "--format"): "levels alone are kept from nobody",
    **{
        ("validate", "--strict", gate): "the check fails in any case"
        for gate in ("--min-coverage", "--min-level", "--require")
    },
}
# Faster, for another number of files, or about files that are not there: not to be seen here.
NOT_SEEN = {
    "--all",
    "--help",
    "--jobs",
    "--git",
    "--skip-others",
    "--partial",
    "--rubric",
    "--worksheet",
    "--verbose",
    "--mapping",
    "--strict",
}
ACTIONS = """    target: strong
    evidence: [{what: Law, date: 2026-01-01}]
    actions:
      - {id: here, what: Convene, due: 2027-03-01, owner: mlopez}
      - {what: Ask, owner: mlopez}
      - {what: Survey, due: 2026-01-15, owner: mlopez}
      - {what: Publish, due: 2028-03-01, owner: mlopez, status: done}
  1.B.i: {level: strong, rationale: Well., target: exemplary}
  2.A.i: {level: emerging, rationale: Well.}
"""


def furnish(folder: Path) -> None:
    """The folder anew, with something for every option to change."""
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (folder / "a.yaml").write_text(RATED + ACTIONS)
    (folder / "old.yaml").write_text(RATED.replace("2026", "2025"))
    (folder / "other.yaml").write_text(RATED.replace("id: literacy", "id: other"))
    (folder / "w.yaml").write_text(WORKSHEET)
    (folder / "strange.yaml").write_text("a: 1\n")
    (folder / "out.md").write_text("mine")
    (folder / "mine" / "html").mkdir(parents=True)
    for name in ("overview", "first_screen"):
        (folder / "mine" / "html" / f"{name}.html.j2").write_text("mine")


def outcome(sustain: Sustain, folder: Path, path: str, options: dict[str, list[str]]) -> tuple[object, ...]:
    """All that a run leaves behind: its exit code, what it says, and the files."""
    furnish(folder)
    typed = [word for name, values in options.items() for word in (name, *values)]
    run = sustain(*path.split(), *BASE[path], *typed, code=None)
    assert run.code != 70
    files = {str(file): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}
    return run.code, run.out, run.err, files


@pytest.mark.parametrize(
    "path", [pytest.param(path, marks=pytest.mark.deep) if path == "report" else path for path in VALUES]
)
def test_no_option_is_ignored_beside_another(path: str, folder: Path, sustain: Sustain) -> None:
    values = VALUES[path]
    alone = {name: outcome(sustain, folder, path, {name: values[name]}) for name in values}
    for one, other in itertools.permutations(values, 2):
        # Leave to replace a file has no effect where none is there.
        if one == "--force" or (path, one, other) in HARMLESS:
            continue
        both = outcome(sustain, folder, path, {one: values[one], other: values[other]})
        assert both[0] == 2 or both != alone[other], (
            f"{path} {one} {values[one]} beside {other} {values[other]}"
        )


def test_every_command_is_tried() -> None:
    with_two = {
        command.path
        for command in commands()
        if len([o for o in command.options if "--help" not in o.names]) > 1
    }
    # The panel's commands need a meeting's worth of files each; their own tests try their options.
    assert {path for path in with_two if not path.startswith("panel ")} <= VALUES.keys() | OTHERS
    for command in commands():
        names = {max(option.names, key=len) for option in command.options} - NOT_SEEN
        if command.path in VALUES:
            assert names - set(BASE[command.path]) <= VALUES[command.path].keys() | {"--output"}, command.path


def test_what_the_environment_sets_gives_way_to_what_is_typed(
    folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    furnish(folder)
    working = sustain("score", "a.yaml", "--explain").out
    monkeypatch.setenv("SUSTAIN_FORMAT", "json")
    assert sustain("score", "a.yaml", "--explain").out == working
    assert "is done" in sustain("plan", "a.yaml", "--mark", "here", "done").err
    monkeypatch.setenv("SUSTAIN_EXPLAIN", "1")
    assert sustain("score", "a.yaml", "--format", "csv").out.startswith("file,agency")
    monkeypatch.setenv("SUSTAIN_PLACES", "3")
    monkeypatch.setenv("SUSTAIN_PLAN_FORMAT", "table")
    sustain("plan", "a.yaml")
