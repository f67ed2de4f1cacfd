"""`sustain fmt` writes what is not in order, and with --check or --diff only says so."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Result
from tests.small import HEAD

Sustain = Callable[..., Result]
UNTIDY = HEAD.replace("kind: assessment\nformat: 1\n", "format:  1\nkind: assessment\n")


@pytest.fixture
def agency(folder: Path) -> Path:
    (folder / "a.yaml").write_text(UNTIDY)
    (folder / "b.yaml").write_text(HEAD)
    (folder / "ci.yaml").write_text("on:   push\n")
    return folder


def test_files_of_ours_are_laid_out_and_no_other(agency: Path, sustain: Sustain) -> None:
    result = sustain("fmt")
    assert result.out == ""
    assert result.err == "laid out a.yaml\nlaid out 1 file; 1 already in order\n"
    assert (agency / "a.yaml").read_text() == HEAD
    assert (agency / "ci.yaml").read_text() == "on:   push\n"
    assert sorted(os.listdir(agency)) == ["a.yaml", "b.yaml", "ci.yaml"]
    assert sustain("fmt", "--check").err == "2 files are in order\n"


@pytest.mark.usefixtures("agency")
def test_check_names_what_would_change_and_writes_nothing(sustain: Sustain) -> None:
    assert sustain("fmt", "--check", code=1).out == "a.yaml: would be laid out anew\n"
    assert Path("a.yaml").read_text() == UNTIDY


@pytest.mark.usefixtures("agency")
def test_diff_shows_what_would_change_and_writes_nothing(sustain: Sustain) -> None:
    out = sustain("fmt", "--diff", "--check", code=1).out
    assert out.startswith("--- a.yaml\n+++ a.yaml\n")
    assert "-format:  1\n" in out
    assert "+format: 1\n" in out
    assert Path("a.yaml").read_text() == UNTIDY


@pytest.mark.parametrize("text", ["kind: assessment\r\nformat: 1\n", "kind: assessment\nformat: 1"])
def test_a_difference_that_no_line_shows_is_told(text: str, folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_bytes(text.encode())
    assert sustain("fmt", "--diff", code=1).out == "a.yaml: only the ends of lines would change\n"


def test_standard_input_goes_to_standard_output(sustain: Sustain) -> None:
    assert sustain("fmt", "-", stdin=UNTIDY.encode()) == Result(0, HEAD, "")
    assert sustain("fmt", "-", stdin=HEAD.encode()) == Result(0, HEAD, "")
    assert (
        sustain("fmt", "--check", "-", stdin=UNTIDY.encode(), code=1).out
        == "<stdin>: would be laid out anew\n"
    )


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("kind: assessment\n  x: [\n", 3, "broken.yaml:2:4: error SR001"),
        ("kind: assessment\nkind: assessment\n", 3, "broken.yaml:2:1: error SR004"),
        (
            "{kind: assessment, format: 1}\n",
            4,
            "broken.yaml: this is written in a way that cannot be laid out",
        ),
        ("on: push\n", 3, "broken.yaml:1:1: error SR105"),
    ],
)
def test_a_file_that_cannot_be_laid_out_is_left_alone_and_the_others_are_done(
    text: str, code: int, words: str, agency: Path, sustain: Sustain
) -> None:
    (agency / "broken.yaml").write_text(text)
    result = sustain("fmt", "broken.yaml", "a.yaml", code=code)
    assert words in result.err
    assert (agency / "broken.yaml").read_text() == text
    assert (agency / "a.yaml").read_text() == HEAD


@pytest.mark.usefixtures("agency")
def test_named_files_that_are_not_ours_can_be_passed_over(sustain: Sustain) -> None:
    assert sustain("fmt", "--skip-others", "ci.yaml", "b.yaml").err == "1 file is in order\n"


def test_a_file_in_the_wrong_shape_is_laid_out_too(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text("levle: 1\nformat: 1\nkind: assessment\n")
    sustain("fmt", "a.yaml")
    assert (folder / "a.yaml").read_text() == "levle: 1\nkind: assessment\nformat: 1\n"


def test_markdown_below_the_yaml_is_not_touched(folder: Path, sustain: Sustain) -> None:
    body = "---\n\n# Notes  \n\n\n- a\n"
    (folder / "a.md").write_text(f"---\n{UNTIDY}{body}")
    sustain("fmt", "a.md")
    assert (folder / "a.md").read_text() == f"---\n{HEAD}{body}"


def test_a_byte_order_mark_stays(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_bytes(b"\xef\xbb\xbf" + UNTIDY.encode())
    sustain("fmt", "a.yaml")
    assert (folder / "a.yaml").read_bytes() == b"\xef\xbb\xbf" + HEAD.encode()


def test_instruments_are_never_laid_out(folder: Path, sustain: Sustain) -> None:
    rubric = (
        (ROOT / "rubric" / "sustainability" / "1.0.0.yaml")
        .read_bytes()
        .replace(b"kind: rubric", b"kind:   rubric")
    )
    (folder / "rubric.yaml").write_bytes(rubric)
    sustain("fmt")
    assert (folder / "rubric.yaml").read_bytes() == rubric


def test_a_read_only_file_is_not_written(agency: Path, sustain: Sustain) -> None:
    (agency / "a.yaml").chmod(0o444)
    assert "a.yaml cannot be saved: it is read-only" in sustain("fmt", "a.yaml", code=4).err
