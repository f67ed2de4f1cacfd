"""From the first command to the site, one folder for all: on Windows by `make windows`, elsewhere as well.

Processes of their own are started for what only they show: four that write one file, several that share a check, a pipe
that nobody reads. That reports and exports have the same bytes on every system is held by the golden files.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from tests.conftest import Result

pytestmark = pytest.mark.deep

ELEMENTS = ("1.A.i", "1.B.i", "1.B.ii", "2.A.i")
SECONDS = 300
"""After which a start that hangs is tried once more; Wine needs several seconds for one."""


def start(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run `sustain` in a new interpreter, with pipes for streams."""
    command = [sys.executable, "-m", "sustainrubric", *arguments]
    environment = {**os.environ, "SUSTAIN_DEBUG": "1"}
    for tries_left in (1, 0):
        try:
            return subprocess.run(
                command,
                cwd=folder,
                env=environment,
                input=given,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            if not tries_left:
                raise
    raise AssertionError


@pytest.fixture(scope="module")
def agency(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("walk")


Run = Callable[..., bytes]


class Keyboard(io.BytesIO):
    """What somebody types at a console, which ends as with Ctrl-Z and Enter."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def run(agency: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `sustain` in the agency's folder, in this process: a new one costs seconds under Wine."""

    def ran(*arguments: str, code: int = 0, typed: str | None = None) -> bytes:
        from sustainrubric.cli.main import main

        monkeypatch.chdir(agency)
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="cp1252") for _ in range(2))
        monkeypatch.setattr(sys, "argv", ["sustain", *arguments])
        stdin = io.BytesIO() if typed is None else Keyboard(typed.encode("utf-8"))
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(stdin, encoding="utf-8"))
        ended = 0
        with redirect_stdout(out), redirect_stderr(err):
            try:
                main()
            except SystemExit as stop:
                ended = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        told, said = _written(out), _written(err)
        print(f"$ sustain {' '.join(arguments)}\n{told!r}\n{said!r}")
        assert ended == code, said.decode("cp1252", "replace")
        return told

    return ran


def _written(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()


def test_a_start(agency: Path) -> None:
    done = start(agency, "--version")
    assert (done.returncode, done.stdout.split()[:1]) == (0, [b"sustain"]), done.stderr


def test_demo(run: Run, agency: Path) -> None:
    run("demo", "agency")
    assert (agency / "agency" / "reports" / "literacy.html").is_file()


def test_init_in_a_folder_of_ones_own(run: Run, agency: Path) -> None:
    run("init", "own")
    assert (agency / "own" / "sustain.yaml").is_file()
    assert b"\r" not in (agency / "own" / "sustain.yaml").read_bytes()
    assert "eol=lf" in (agency / "own" / ".gitattributes").read_text(encoding="utf-8")


def test_new_and_rate(run: Run, agency: Path) -> None:
    run(
        *(
            "new",
            "assessment",
            "own/a.yaml",
            "--agency",
            "Example",
            "--state",
            "EX",
            "--reform",
            "Reading – früh",
        ),
        *("--round", "2026-fall", "--date", "2026-10-01"),
    )
    run(
        "rate",
        "own/a.yaml",
        "1.A.i",
        "strong",
        "--rationale",
        "Naïve: façade",
        "--evidence",
        "Survey | x.pdf | 2026-09-01",
    )
    content = (agency / "own" / "a.yaml").read_bytes()
    assert "Naïve: façade".encode() in content
    assert b"\r" not in content


def test_a_file_with_line_ends_of_windows_keeps_them(run: Run, agency: Path) -> None:
    file = agency / "own" / "a.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    run("rate", "own/a.yaml", "2.A.i", "emerging")
    content = file.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    file.write_bytes(content.replace(b"\r\n", b"\n"))


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif", "junit"])
def test_validate_in_every_format(run: Run, form: str) -> None:
    out = run("validate", "own", "--format", form)
    assert b"a.yaml" in out
    assert b"\r" not in out
    assert b"\\" not in out or form != "github"
    if form in ("json", "sarif"):
        json.loads(out.decode("utf-8"))


def test_score_is_the_same_bytes(run: Run, agency: Path, sustain: Callable[..., Result]) -> None:
    file = agency / "agency" / "assessments" / "literacy" / "2026-fall.yaml"
    for form in ("json", "csv", "markdown"):
        here = sustain("score", str(file), "--format", form).out
        there = run("score", str(file), "--format", form)
        assert there == here.encode("utf-8")


def test_diff_and_trend(run: Run) -> None:
    rounds = ("agency/assessments/literacy/2026-fall.yaml", "agency/assessments/literacy/2025-fall.yaml")
    assert run("diff", *rounds, "--format", "json").decode("utf-8")
    assert b"Early literacy" in run("trend", *rounds)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed here")
def test_diff_by_git(run: Run, agency: Path) -> None:
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", str(agency / "own")]
    for words in (["init", "-q"], ["add", "a.yaml"], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *words], check=True, timeout=SECONDS)
    run("rate", "own/a.yaml", "1.B.i", "strong")
    assert b"1.B.i" in run("diff", "own/a.yaml", "--git", "HEAD")


def test_a_report(run: Run, agency: Path) -> None:
    run("report", "agency/assessments/literacy/2026-fall.yaml", "-o", "literacy.md")
    made = (agency / "literacy.md").read_bytes()
    assert made.startswith(b"#")
    assert b"\r" not in made


def test_the_site_twice(run: Run, agency: Path) -> None:
    run("report", "agency", "-o", "site", "--today", "2027-01-20")
    before = {path: path.stat().st_mtime_ns for path in (agency / "site").rglob("*.html")}
    assert len(before) > 10
    run("report", "agency", "-o", "site", "--today", "2027-01-20")
    assert {path: path.stat().st_mtime_ns for path in (agency / "site").rglob("*.html")} == before
    note = json.loads((agency / "site" / ".sustain-site.json").read_text(encoding="utf-8"))
    assert not any("\\" in name for name in note["pages"])


def test_fmt(run: Run) -> None:
    run("fmt", "own/a.yaml")
    assert run("fmt", "--check", "own/a.yaml") == b""


def test_export(run: Run, agency: Path) -> None:
    run("export", "agency", "-o", "tables", "--jobs", "1")
    assert (agency / "tables" / "datapackage.json").is_file()


def test_completion_for_powershell(run: Run) -> None:
    assert b"Register-ArgumentCompleter" in run("completion", "powershell")


def test_four_processes_write_one_file(agency: Path, run: Run) -> None:
    run(
        *("new", "assessment", "own/four.yaml", "--agency", "Example", "--state", "EX", "--reform", "Four"),
        *("--round", "2026-fall", "--date", "2026-10-01"),
    )
    with ThreadPoolExecutor(4) as pool:
        done = list(
            pool.map(lambda element: start(agency, "rate", "own/four.yaml", element, "strong"), ELEMENTS)
        )
    assert [each.returncode for each in done] == [0] * 4, [each.stderr for each in done]
    text = (agency / "own" / "four.yaml").read_text(encoding="utf-8")
    assert text.count("level: strong") == 4
    assert not [path for path in (agency / "own").iterdir() if path.name.startswith(".four")]


@pytest.mark.skipif(
    "WINEPREFIX" in os.environ,
    reason="a pool of Python's own does its work under Wine 8, and then does not end",
)
def test_a_check_shared_out_among_processes(agency: Path, run: Run) -> None:
    done = start(agency, "validate", "agency", "own", "--jobs", "2", "--format", "json")
    assert done.stdout == run("validate", "agency", "own", "--format", "json")


def test_a_session_at_a_console_saves_each_answer(run: Run, agency: Path) -> None:
    run(
        *("new", "assessment", "own/typed.yaml", "--agency", "Example", "--state", "EX", "--reform", "Typed"),
        *("--round", "2026-fall", "--date", "2026-10-01"),
    )
    shown = run("assess", "own/typed.yaml", "--plain", "--only", "1.A.i", typed="3*\n", code=130)
    assert b"Stopped; everything answered is saved" in shown
    assert "strong" in (agency / "own" / "typed.yaml").read_text(encoding="utf-8")
    assert run("assess", "own/typed.yaml", "--plain", "--only", "1.A.i", typed="q\n")


def test_a_session_says_that_it_wants_a_terminal(run: Run) -> None:
    run("assess", "own/a.yaml", code=2)


def test_a_result_written_into_a_pipe_that_is_closed(agency: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "sustainrubric", "rubric", "show", "1"],
        cwd=agency, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr:
        said = process.stderr.read()
    assert process.wait(SECONDS) in (0, 120)
    assert b"Traceback" not in said
