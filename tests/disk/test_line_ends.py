"""git for Windows with `core.autocrlf`: files come with CR LF, and keep it whatever is done to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Result
from tests.disk.scratch import git, repository
from tests.small import RATED, WORKSHEET

Sustain = Callable[..., Result]

FILES = {"a.yaml": RATED, "w.yaml": WORKSHEET, "notes.md": f"---\n{RATED}---\n# Notes\n\nOf the meeting.\n"}


@pytest.fixture
def checked_out(folder: Path) -> Path:
    """A repository as somebody with Windows has it after cloning: LF in the commit, CR LF in the folder."""
    repository(folder)
    for name, text in FILES.items():
        (folder / name).write_bytes(text.encode())
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message=x")
    git(folder, "config", "core.autocrlf", "true")
    for name in FILES:
        (folder / name).unlink()
    git(folder, "checkout", "--", ".")
    for name in FILES:
        assert has_cr_lf(folder / name)
    return folder


def has_cr_lf(path: Path) -> bool:
    content = path.read_bytes()
    return content.count(b"\n") == content.count(b"\r\n") > 5


@pytest.mark.parametrize(
    "words",
    [
        ("validate", "a.yaml", "w.yaml", "notes.md", "--format", "json"),
        ("score", "a.yaml", "--format", "json"),
        ("score", "w.yaml", "--format", "json"),
        ("score", "notes.md", "--format", "json"),
        ("report", "a.yaml", "-o", "-", "--format", "html"),
        ("plan", "a.yaml", "--format", "json", "--today", "2027-01-20"),
    ],
    ids=" ".join,
)
def test_what_is_read_is_the_same_as_with_lf(
    checked_out: Path, sustain: Sustain, words: tuple[str, ...]
) -> None:
    there = sustain(*words, code=None)
    for name, text in FILES.items():
        (checked_out / name).write_bytes(text.encode())
    here = sustain(*words, code=None)
    assert (there.code, there.out) == (here.code, here.out)
    assert there.code in (0, 1)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("a.yaml", ("rate", "a.yaml", "2.A.i", "strong", "--rationale", "One.\nTwo.")),
        ("a.yaml", ("rate", "a.yaml", "1.A.i", "exemplary", "--evidence", "Survey | x.pdf | 2026-09-01")),
        ("notes.md", ("rate", "notes.md", "2.A.i", "strong", "--rationale", "One.\nTwo.")),
        ("w.yaml", ("worksheet", "w.yaml", "--add-gap", "select | Nobody compares.")),
    ],
)
def test_what_is_written_has_the_line_ends_of_the_file(
    checked_out: Path, sustain: Sustain, file: str, words: tuple[str, ...]
) -> None:
    before = (checked_out / file).read_bytes()
    sustain(*words)
    assert (checked_out / file).read_bytes() != before
    assert has_cr_lf(checked_out / file)
    # To git only the lines are new that were changed: the ends of the others are what they were.
    assert git(checked_out, "diff", "--stat", "--", file).count("+") < 20


def test_fmt_keeps_them(checked_out: Path, sustain: Sustain) -> None:
    file = checked_out / "a.yaml"
    sustain("fmt", "a.yaml")
    laid_out = file.read_bytes()
    assert has_cr_lf(file)
    sustain("fmt", "--check", "a.yaml")
    file.write_bytes(laid_out.replace(b"agency:", b"agency:  "))
    sustain("fmt", "--check", "a.yaml", code=1)
    sustain("fmt", "a.yaml")
    assert file.read_bytes() == laid_out


def test_a_round_in_git_is_compared_by_what_it_says(checked_out: Path, sustain: Sustain) -> None:
    sustain("diff", "a.yaml", "--git", "HEAD", "--exit-code")
    sustain("rate", "a.yaml", "2.A.i", "strong")
    sustain("diff", "a.yaml", "--git", "HEAD", "--exit-code", code=1)


def test_with_the_attributes_that_init_writes_git_leaves_lf(checked_out: Path, sustain: Sustain) -> None:
    sustain("init", ".")
    for name in FILES:
        (checked_out / name).unlink()
    git(checked_out, "checkout", "--", ".")
    for name, text in FILES.items():
        assert (checked_out / name).read_bytes() == text.encode()


def test_our_own_files_are_checked_out_as_they_are() -> None:
    """Golden files hold line ends, too, so that git for Windows may change none of them."""
    said = git(ROOT, "check-attr", "text", "--", "tests/golden/literacy.md", "examples/worksheet.yaml")
    assert [line.rpartition(" ")[2] for line in said.splitlines()] == ["unset", "unset"]
