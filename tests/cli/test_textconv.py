"""`sustain textconv`, and `git diff` with it, as docs/git.md says to set it up."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Result
from tests.disk.scratch import FILE, at_level, git, two_commits
from tests.small import HEAD, RATED

Sustain = Callable[..., Result]
Golden = Callable[[str, str], None]


def test_the_example_in_words(sustain: Sustain, golden: Golden) -> None:
    file = ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml"
    golden("textconv.txt", sustain("textconv", str(file)).out)


def test_one_line_a_rating(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(RATED, encoding="utf-8")
    lines = sustain("textconv", "a.yaml").out.splitlines()
    assert "1.A.i Align the policy agenda with priority reforms: emerging" in lines


def test_order_layout_and_comments_make_no_difference(folder: Path, sustain: Sustain) -> None:
    one = HEAD + "ratings:\n  1.A.i: {level: strong, target: exemplary}\n  1.B.i: {level: emerging}\n"
    other = (
        HEAD
        + "# Note\nratings:\n  1.B.i:\n    level: emerging\n"
        + "  1.A.i:\n    target: exemplary\n    level: strong\n"
    )
    (folder / "a.yaml").write_text(one, encoding="utf-8")
    (folder / "b.yaml").write_text(other, encoding="utf-8")
    assert sustain("textconv", "a.yaml").out == sustain("textconv", "b.yaml").out


@pytest.mark.parametrize(
    ("ratings", "words"),
    [
        (
            "  1.A.i: {criteria: {1: strong}}\n",
            "1.A.i Align the policy agenda with priority reforms: by its criteria",
        ),
        ("  1.A.i:\n", "1.A.i Align the policy agenda with priority reforms: not rated"),
        ("  1.A.i: {level: emergin}\n", "1.A.i Align the policy agenda with priority reforms: emergin"),
        ("  9.Z.i: {level: strong}\n", "9.Z.i : strong"),
        ("  1.A.i: {evidence: [Agenda]}\n", "1.A.i   evidence: Agenda"),
        (
            "  1.A.i: {evidence: 7, actions: {a: b}}\n",
            "1.A.i Align the policy agenda with priority reforms: not rated",
        ),
        ("  1.A.i: strong\n", "1.A.i Align the policy agenda with priority reforms: not rated"),
    ],
)
def test_a_file_being_edited_is_told_as_far_as_it_goes(
    ratings: str, words: str, folder: Path, sustain: Sustain
) -> None:
    (folder / "a.yaml").write_text(f"{HEAD}ratings:\n{ratings}", encoding="utf-8")
    assert words in sustain("textconv", "a.yaml").out.splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "kind: [",
        "",
        "- a\n- b\n",
        "kind: settings\nformat: 1\n",
        "<<<<<<< a\n>>>>>>> b\n",
        "a: &b c\n",
        RATED + "kind: x\n",
    ],
)
def test_what_is_no_assessment_is_printed_as_it_is(text: str, folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    assert sustain("textconv", "a.yaml").out.strip() == text.strip()


def test_bytes_that_are_no_text_are_printed_safely(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_bytes(b"\xff\x1b[2J")
    assert sustain("textconv", "a.yaml").out == "\ufffd\\x1b[2J\n"


def test_front_matter_is_read_and_its_body_kept(folder: Path, sustain: Sustain) -> None:
    (folder / "a.md").write_text(f"---\n{RATED}---\n# Notes\n\nText.\n", encoding="utf-8")
    out = sustain("textconv", "a.md").out
    assert "1.A.i Align the policy agenda with priority reforms: emerging" in out
    assert out.endswith("# Notes\n\nText.\n")


def test_standard_input_is_told_as_a_file_is(sustain: Sustain) -> None:
    example = ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml"
    assert sustain("textconv", "-", stdin=example.read_bytes()).out == sustain("textconv", str(example)).out


def test_it_is_not_in_the_help(sustain: Sustain) -> None:
    assert "textconv" not in sustain("--help").out
    assert "textconv" in sustain("textconv", "--help").out


def test_a_missing_file_ends_with_3(sustain: Sustain) -> None:
    sustain("textconv", "nowhere.yaml", code=3)


def test_it_imports_neither_models_nor_typer(folder: Path) -> None:
    (folder / "a.yaml").write_text(RATED, encoding="utf-8")
    code = (
        "import sys, atexit\n"
        "from sustainrubric.cli.main import main\n"
        "atexit.register(lambda: print([m for m in ('pydantic', 'typer', 'rich') if m in sys.modules]))\n"
        "sys.argv = ['sustain', 'textconv', 'a.yaml']\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.deep
def test_git_diff_tells_a_rating_in_words_when_set_up_as_the_docs_say(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_commits(folder)
    page = (ROOT / "docs" / "git.md").read_text(encoding="utf-8")
    attributes, *_ = re.findall(r"```gitattributes\n(.*?)```", page, re.DOTALL)
    commands, *_ = re.findall(r"```console\n(.*?)```", page, re.DOTALL)
    (folder / ".gitattributes").write_text(attributes, encoding="utf-8")
    folder_of_sustain = str(Path(sys.executable).parent)
    monkeypatch.setenv("PATH", f"{folder_of_sustain}{os.pathsep}{os.environ['PATH']}")
    for line in commands.splitlines():
        assert line.startswith("$ git config "), line
        git(folder, *_split(line.removeprefix("$ git ")))
    (folder / "assessments").mkdir()
    git(folder, "mv", FILE, f"assessments/{FILE}")
    git(folder, "commit", "--quiet", "--message=moved")
    (folder / "assessments" / FILE).write_text("# Note\n" + at_level("exemplary"), encoding="utf-8")
    changed = [line for line in git(folder, "diff").splitlines() if re.match(r"[-+][^-+]", line)]
    assert changed == [
        "-1.A.i Align the policy agenda with priority reforms: strong",
        "+1.A.i Align the policy agenda with priority reforms: exemplary",
    ]


def _split(line: str) -> list[str]:
    import shlex

    return shlex.split(line)
