"""Every command that reads a file, with a file, a folder, standard input, and what it cannot use: a table."""

from __future__ import annotations

import builtins
import os
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import pytest

from sustainrubric.cli.command_tree import command_tree
from sustainrubric.editing import session_run
from sustainrubric.terminal.prompts import Terminal
from tests.cli.every_option import commands
from tests.conftest import Result
from tests.copied_examples import copy_examples
from tests.small import HEAD

Sustain = Callable[..., Result]

LITERACY, ONE = "assessments/literacy", "one"
OLD, NEW = f"{LITERACY}/2025-fall.yaml", f"{LITERACY}/2026-fall.yaml"
PANEL = "assessments/educator-evaluation/2026-fall.yaml"
BALLOTS = "assessments/educator-evaluation/2026-fall.ballots"
BALLOT = f"{BALLOTS}/rpatel.yaml"

SEVERAL = "name one of them"
"""What is said of a folder that holds more than one such file."""


class Reads(NamedTuple):
    """How a command is called with a path, a path it takes, and what becomes of a folder and of `-`.

    `folder` and `stream` are None where they work, else words of the error. The folder is `inside`.
    """

    line: str
    file: str = NEW
    folder: str | None = None
    stream: str | None = None
    inside: str = LITERACY


TABLE = {
    "validate": Reads("validate {}"),
    "fmt": Reads("fmt {}"),
    "status": Reads("status {}"),
    "score": Reads("score {}"),
    "plan": Reads("plan {}"),
    "report": Reads("report {} -o -", folder="a site is a folder of pages; name one with -o"),
    "report --previous": Reads(f"report {NEW} -o - --previous {{}}", OLD, SEVERAL),
    "trend": Reads("trend {}", stream="two or more rounds"),
    "diff": Reads("diff {}", stream="name the other one, too"),
    "diff OLD NEW": Reads(f"diff {OLD} {{}}", folder="it is a folder; name a file in it, such as"),
    "history": Reads("history {}", stream="git keeps files"),
    "export": Reads("export {} -o tables", stream="write it to a file"),
    "form": Reads("form {} -o form.xlsx --force", folder=SEVERAL),
    "form of one": Reads("form {} -o form.xlsx --force", inside=ONE),
    "import": Reads("import {} " + NEW, "forms/form.xlsx", inside="forms"),
    "import FILE": Reads("import forms/form.xlsx {}", NEW, SEVERAL, "cannot be standard input"),
    "migrate": Reads("migrate {} --to sustainability", stream="cannot be standard input"),
    "rate": Reads("rate {} 1.A.i strong", NEW, SEVERAL, "cannot be standard input"),
    "rate of one": Reads("rate {} 1.A.i strong", "one/a.yaml", None, "cannot be standard input", ONE),
    "rate --answers": Reads(f"rate {NEW} --answers {{}}", "answers.yaml", "name a file in it"),
    "worksheet": Reads("worksheet {} --set date=2026-09-30", "worksheet.yaml", None, "cannot be standard input", "."),
    "new assessment --from": Reads("new assessment new.yaml --round r --from {}", NEW, SEVERAL),
    "new worksheet --from": Reads("new worksheet new.yaml --from {}", "worksheet.yaml", SEVERAL, inside="."),
    "panel ballot": Reads("panel ballot {} --rater rpatel", PANEL, inside="assessments"),
    "panel collect": Reads(
        f"panel collect {{}} {BALLOT}", PANEL, None, "cannot be standard input", "assessments"
    ),
    "panel collect BALLOT": Reads(
        f"panel collect {PANEL} {{}}", BALLOT, inside=BALLOTS
    ),
    "panel spread": Reads("panel spread {}", PANEL, None, "cannot be standard input", "assessments"),
    "panel spread --table": Reads("panel spread --table {}", "table.csv", "name a file in it"),
    "panel decide": Reads(
        "panel decide {} 1.A.i strong --rationale x --reveal", PANEL, None, "cannot be standard input", "assessments"
    ),
    "panel card": Reads(
        "panel card {} --rater rpatel --reveal", PANEL, None, "cannot be standard input", "assessments"
    ),
    "panel seal": Reads("panel seal {}", BALLOT, SEVERAL, "cannot be standard input", BALLOTS),
    "kit": Reads("kit {} -o kit", NEW, SEVERAL, "cannot be standard input"),
}  # fmt: skip

NO_FILE = {
    "demo", "init", "new priorities", "explain", "rubric list", "rubric show", "rubric path", "rubric resolve",
    "rubric diff", "rubric new", "rubric release", "rubric map", "schema", "completion", "help",
}  # fmt: skip
"""Commands that take no file of the agency's."""

SESSIONS = {
    "assess": Reads("assess {}", NEW, SEVERAL, "cannot be standard input"),
    "assess of one": Reads("assess {}", "one/a.yaml", None, "cannot be standard input", ONE),
    "worksheet": Reads("worksheet {}", "worksheet.yaml", None, "cannot be standard input", "."),
    "panel vote": Reads(
        "panel vote {} --rater rpatel", PANEL, None, "cannot be standard input", "assessments"
    ),
    "panel decide": Reads(
        "panel decide {} --reveal", PANEL, None, "cannot be standard input", "assessments"
    ),
}  # fmt: skip
"""Commands as they ask at a terminal."""

QUICK = ("score", "rate", "form of one", "diff")

EVERY = [name if name in QUICK else pytest.param(name, marks=pytest.mark.deep) for name in TABLE]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, with a folder that holds one assessment, one with a form, and files of other kinds."""
    folder = tmp_path_factory.mktemp("paths") / "agency"
    copy_examples(folder)
    for name in ("one", "forms", "empty", "others"):
        (folder / name).mkdir()
    (folder / "one" / "a.yaml").write_text(HEAD)
    (folder / "answers.yaml").write_text("1.A.i: strong\n")
    (folder / "table.csv").write_text("1,2\n3,3\n")
    (folder / "others" / "nothing.yaml").write_text("")
    (folder / "others" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    (folder / "others" / "locked.yaml").write_text("")
    return folder


@pytest.fixture
def agency(made: Path, folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch) -> Path:
    there = shutil.copytree(made, folder / "agency")
    monkeypatch.chdir(there)
    return there


def prepared(name: str, sustain: Sustain) -> Reads:
    """The row, with what it needs there."""
    if "forms/form.xlsx" in TABLE[name].line + TABLE[name].file:
        sustain("form", NEW, "-o", "forms/form.xlsx")
    if name == "history":
        from tests.demo_folder import git

        git(Path(), "init", "-q")
        git(Path(), "add", ".")
        git(Path(), "commit", "-q", "-m", "first")
    return TABLE[name]


def called(sustain: Sustain, row: Reads, path: str, **options: Any) -> Result:
    return sustain(*shlex.split(row.line.format(path)), **options)


def test_every_command_that_reads_a_file_is_in_the_table() -> None:
    all_of_them = {command.path for command in commands(command_tree())}
    in_table = {
        name for name in all_of_them if any(row.line.startswith(f"{name} ") for row in TABLE.values())
    }
    assert all_of_them - in_table == NO_FILE | {"assess", "panel vote"}
    assert {"assess", "panel vote"} < SESSIONS.keys()


@pytest.mark.parametrize("name", EVERY)
def test_a_folder_and_standard_input_do_what_the_table_says(
    name: str, agency: Path, sustain: Sustain
) -> None:
    row = prepared(name, sustain)
    content = Path(row.file).read_bytes()
    for path, error in (("-", row.stream), (row.inside, row.folder)):
        found = called(sustain, row, path, code=None, stdin=content)
        if error is None:
            assert found.code in (0, 1), path
        else:
            assert found.code in (2, 3), path
            assert error in found.err, path


UNUSABLE = {
    "assessments/literacy/2026-fal.yaml": ("did you mean assessments/literacy/2026-fall.yaml?",),
    "assessmets/literacy/2026-fall.yaml": ("did you mean assessments/literacy",),
    "others/locked.yaml": ("permission denied; ask its owner", "`sustain validate` says what"),
    "others/picture.png": ("no text file but a picture", "no workbook", "`sustain validate` says what"),
    "others/nothing.yaml": (
        "the file is empty; ",
        "the table is empty; ",
        "no workbook", "a mapping from element ids", "`sustain validate` says what", "`git add`",
    ),
    "empty": (
        "name a file", "name the", "name another", "name one with -o", "no file was laid out", "0 files in",
    ),
}  # fmt: skip
"""Paths that no command can use, and what is said of them: one of these, which is or names the remedy."""


@pytest.mark.skipif(os.name == "nt", reason="there a folder is closed by other means")
@pytest.mark.parametrize("name", EVERY)
def test_what_cannot_be_used_is_named_with_what_helps(
    name: str, agency: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = prepared(name, sustain)
    close(monkeypatch)
    for path, words in UNUSABLE.items():
        found = called(sustain, row, path, code=None)
        said = found.err + found.out
        assert any(word in said for word in words), path
        assert found.code in (1, 2, 3, 4) or path == "empty", path


@pytest.fixture
def seated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have sessions take standard input for a terminal at which somebody leaves at once."""
    monkeypatch.setattr(session_run, "sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))


@pytest.mark.deep
@pytest.mark.usefixtures("seated")
@pytest.mark.parametrize("name", SESSIONS)
def test_sessions_take_a_folder_with_one_file_and_no_standard_input(
    name: str, agency: Path, sustain: Sustain
) -> None:
    row = SESSIONS[name]
    refused = called(sustain, row, "-", code=2)
    assert str(row.stream) in refused.err
    found = called(sustain, row, row.inside, code=None)
    if row.folder is None:
        assert found.code in (0, 130)
        assert "taking " in found.out + found.err
    else:
        assert found.code == 3
        assert row.folder in found.err


@pytest.mark.deep
@pytest.mark.usefixtures("seated")
@pytest.mark.skipif(os.name == "nt", reason="there a folder is closed by other means")
@pytest.mark.parametrize("name", SESSIONS)
def test_sessions_name_what_they_cannot_use_with_what_helps(
    name: str, agency: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    close(monkeypatch)
    unusable = {**UNUSABLE, "priorities.yaml": ("`sustain report priorities.yaml` takes it",)}
    for path, words in unusable.items():
        found = called(sustain, SESSIONS[name], path, code=None)
        said = " ".join((found.err + found.out).split())
        # A session may begin a new file; it says which one may have been meant.
        assert any(word in said for word in words) or "a folder without" in said, path
        assert found.code in (2, 3, 4) or path == "assessments/literacy/2026-fal.yaml", path


NEAR_NEW = {
    "workshet.yaml": ("worksheet", "worksheet.yaml"),
    "Worksheet.yml": ("worksheet", "worksheet.yaml"),
    "assessments/literacy/2026-fal.yaml": ("assess", "assessments/literacy/2026-fall.yaml"),
    "one/a.yml": ("assess", "one/a.yaml"),
}
"""Names of files that are not there: the command, and the file that may be meant."""


def types(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Have somebody type lines at the terminal, and then close it."""
    typed = iter(lines)

    def read(_: object, prompt: str = "> ") -> str:
        line = next(typed, None)
        if line is None:
            raise EOFError
        return line

    monkeypatch.setattr(Terminal, "read", read)


@pytest.mark.usefixtures("seated")
@pytest.mark.parametrize("file", NEAR_NEW)
@pytest.mark.parametrize(
    ("typed", "code", "says"),
    [
        ("q", 0, "Nothing was written."),
        ("", 130, "Stopped"),
        (None, 130, "nothing was written"),
        ("y", 0, " opens "),
    ],
)
def test_a_session_writes_nothing_before_one_has_seen_the_near_name(
    file: str, typed: str | None, code: int, says: str,
    agency: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    command, near = NEAR_NEW[file]
    types(monkeypatch, *([] if typed is None else ["what?", typed]))
    said = " ".join(sustain(command, file, code=code).out.split())
    assert f"There is no file {file}; did you mean {near}?" in said
    assert f"Enter begins a new file {file}; q leaves" in said
    assert says in said
    assert f"`sustain {command} {near}` opens" in said or typed not in ("q", "y")
    assert Path(file).exists() == (typed == "" and command == "worksheet"), (
        "its agency stands in sustain.yaml"
    )


@pytest.mark.usefixtures("seated")
def test_a_worksheet_is_asked_about_beside_others_and_begun_at_once_where_it_is_the_first(
    agency: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, "q")
    assert "lea.yaml is not there yet.\n" in sustain("worksheet", "lea.yaml").out.replace("! ", "")
    assert not Path("lea.yaml").exists()
    Path("first").mkdir()
    types(monkeypatch, "q")
    assert "Wrote first/lea.yaml for " in sustain("worksheet", "first/lea.yaml").out


@pytest.mark.usefixtures("seated")
def test_a_new_round_is_not_taken_for_the_one_before(agency: Path, sustain: Sustain) -> None:
    begun = sustain("assess", "assessments/literacy/2027-fall.yaml", code=None)
    assert "did you mean" not in begun.out + begun.err


def test_a_device_is_no_file(agency: Path, sustain: Sustain) -> None:
    for words in (["score"], ["diff"], ["report"], ["trend"]):
        assert "name a file, or - for standard input" in sustain(*words, os.devnull, code=3).err


def test_the_one_file_of_a_folder_is_named(agency: Path, sustain: Sustain) -> None:
    assert "taking one/a.yaml, the only assessment in one" in sustain("rate", "one", "1.A.i", "strong").err
    assert "level: strong" in (agency / "one" / "a.yaml").read_text()


@pytest.mark.parametrize(
    ("number", "named"), [(3, "f0.yaml, {}/f1.yaml and {}/f2.yaml"), (4, "and 1 more"), (6, "and 3 more")]
)
def test_the_first_files_of_a_folder_are_named(sustain: Sustain, number: int, named: str) -> None:
    Path("in").mkdir()
    for index in range(number):
        Path("in", f"f{index}.yaml").write_text(HEAD, encoding="utf-8")
    said = sustain("rate", "in", "1.A.i", "strong", code=3).err
    assert f"in is a folder with {number} such files" in said
    assert said.endswith(named.replace("{}", "in") + "\n")


def test_a_file_of_another_kind_is_named_with_the_command_that_takes_it(
    agency: Path, sustain: Sustain
) -> None:
    for words in (["score"], ["diff"], ["form", "-o", "f.xlsx"], ["status"], ["plan"]):
        assert "`sustain report priorities.yaml` takes it" in sustain(*words, "priorities.yaml", code=3).err


def close(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody open `locked.yaml`, not even the one who may do all."""
    for module in (os, builtins):
        before = module.open

        def refused(path: Any, *arguments: Any, before: Any = before, **options: Any) -> Any:
            if not isinstance(path, int) and "locked.yaml" in os.fsdecode(path):
                raise PermissionError(13, "Permission denied", path)
            return before(path, *arguments, **options)

        monkeypatch.setattr(module, "open", refused)
