"""`sustain report`: where it writes, and where it refuses to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Result
from tests.small import HEAD, RATED

Sustain = Callable[..., Result]


@pytest.fixture
def file(folder: Path) -> Path:
    path = folder / "a.yaml"
    path.write_text(RATED)
    return path


@pytest.mark.parametrize(
    ("arguments", "beginning"),
    [
        (["-o", "out.html"], "<!doctype html>"),
        (["-o", "out.md"], "# Early literacy standards"),
        (["-o", "out.MARKDOWN"], "# Early literacy standards"),
        (["-o", "out"], "<!doctype html>"),
        (["--output", "out.html", "--format", "markdown"], "# Early literacy standards"),
    ],
)
def test_the_format_is_as_asked_or_as_the_name_says(
    sustain: Sustain, file: Path, arguments: list[str], beginning: str
) -> None:
    result = sustain("report", str(file), *arguments)
    assert (result.out, result.err) == ("", f"wrote {arguments[1]}\n")
    assert Path(arguments[1]).read_text().startswith(beginning)


def test_a_dash_is_standard_output(sustain: Sustain, file: Path) -> None:
    result = sustain("report", str(file), "-o", "-", "--format", "markdown")
    assert result.out.startswith("# Early literacy standards")
    assert result.err == ""


def test_standard_input_can_be_reported_on(sustain: Sustain) -> None:
    assert "Two of five agencies" in sustain("report", "-", "-o", "-", stdin=RATED.encode()).out


def test_an_existing_file_is_replaced_only_when_forced(sustain: Sustain, file: Path) -> None:
    out = Path("out.html")
    out.write_text("mine")
    assert "--force" in sustain("report", str(file), "-o", "out.html", code=4).err
    assert out.read_text() == "mine"
    sustain("report", str(file), "-o", "out.html", "--force")
    assert out.read_text().startswith("<!doctype html>")


@pytest.mark.parametrize("link", [None, os.symlink, os.link], ids=["itself", "symbolic link", "hard link"])
def test_the_ratings_are_never_written_over(
    sustain: Sustain, file: Path, link: Callable[[Path, str], None] | None
) -> None:
    if link:
        link(file, "out.html")
    for arguments in (["a.yaml"], ["-", "--previous", "a.yaml"]):
        out = "out.html" if link else "a.yaml"
        result = sustain("report", *arguments, "-o", out, "--force", code=4, stdin=RATED.encode())
        assert "the report is made from it" in result.err
    assert file.read_text() == RATED


def test_an_earlier_round_says_what_moved(sustain: Sustain, file: Path) -> None:
    Path("old.yaml").write_text(RATED.replace("2026", "2025").replace("emerging", "inadequate"))
    out = sustain("report", str(file), "--previous", "old.yaml", "-o", "-", "--format", "markdown").out
    assert "1 element improved." in out


def test_another_reform_is_no_earlier_round(sustain: Sustain, file: Path) -> None:
    Path("old.yaml").write_text(HEAD.replace("id: literacy", "id: numeracy"))
    result = sustain("report", str(file), "--previous", "old.yaml", "-o", "out.html", code=2)
    assert "is about the reform numeracy, not literacy" in result.err
    assert not Path("out.html").exists()


def test_a_file_with_errors_is_not_reported_on(sustain: Sustain, folder: Path) -> None:
    Path("a.yaml").write_text(RATED.replace("emerging", "emergent"))
    assert "SR107" in sustain("report", "a.yaml", "-o", "out.html", code=3).err
    assert not Path("out.html").exists()


def test_a_file_with_warnings_is(sustain: Sustain, file: Path) -> None:
    file.write_text(RATED.replace("emerging", "strong"))
    sustain("report", "a.yaml", "-o", "out.html")


def test_the_comments_and_the_body_of_a_markdown_file_reach_the_report(
    sustain: Sustain, folder: Path
) -> None:
    Path("a.md").write_text(f"---\n{RATED}    # asked twice\n---\n\nWe met on a Tuesday.\n")
    for form in ("html", "markdown"):
        out = sustain("report", "a.md", "-o", "-", "--format", form).out
        assert "asked twice" in out
        assert "We met on a Tuesday." in out


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        ((), "a.html"),
        (("--format", "markdown"), "a.md"),
        pytest.param(("--format", "docx"), "a.docx", marks=pytest.mark.deep),
    ],
)
def test_a_report_that_nobody_named_lies_beside_its_file(
    sustain: Sustain, folder: Path, arguments: tuple[str, ...], name: str
) -> None:
    (folder / "in").mkdir()
    shutil.copy(ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml", folder / "in" / "a.yaml")
    said = sustain("report", "in/a.yaml", *arguments).err
    assert said == f"wrote in/{name}\n"
    made = (folder / "in" / name).read_bytes()
    (folder / "in" / name).write_text("somebody's own", encoding="utf-8")
    assert "--force" in sustain("report", "in/a.yaml", *arguments, code=4).err
    assert (folder / "in" / name).read_text(encoding="utf-8") == "somebody's own"
    sustain("report", "in/a.yaml", *arguments, "--force")
    assert (folder / "in" / name).read_bytes() == made


@pytest.mark.deep
def test_of_a_folder_it_is_the_site_in_it_and_of_standard_input_what_is_printed(
    sustain: Sustain, folder: Path
) -> None:
    (folder / "in").mkdir()
    text = (ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml").read_bytes()
    (folder / "in" / "a.yaml").write_bytes(text)
    sustain("report", "in")
    assert (folder / "in" / "site" / "index.html").exists()
    sustain("report", "in")
    assert sustain("report", "-", stdin=text).out.startswith("<!doctype html>")


def test_the_report_of_a_markdown_file_is_not_written_over_it(sustain: Sustain, folder: Path) -> None:
    text = (ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml").read_text(encoding="utf-8")
    (folder / "a.md").write_text(f"---\n{text}---\nNotes.\n", encoding="utf-8")
    assert sustain("report", "a.md", "--format", "markdown").err == "wrote a.report.md\n"
    assert (folder / "a.md").read_text(encoding="utf-8").endswith("Notes.\n")
