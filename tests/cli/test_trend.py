"""`sustain trend`: rounds in order of their dates, gaps as gaps, in every form."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.test_diff import without_style
from tests.conftest import ROOT, Result
from tests.disk.scratch import at_level
from tests.small import RATED

Sustain = Callable[..., Result]
Golden = Callable[[str, str], None]

EXAMPLES = ROOT / "examples"
YEARS = {2024: "inadequate", 2025: "unknown", 2026: "strong", 2027: "exemplary"}


def in_year(year: int, level: str) -> str:
    return at_level(level).replace("2026-fall, date: 2026", f"{year}-fall, date: {year}")


@pytest.fixture
def rounds(folder: Path) -> Path:
    """Four rounds; the names of their files are in another order than their dates."""
    (folder / "all").mkdir()
    for year, level in YEARS.items():
        (folder / "all" / f"{3000 - year}.yaml").write_text(in_year(year, level), encoding="utf-8")
    return folder / "all"


@pytest.mark.parametrize(
    ("form", "suffix"),
    [("table", "txt"), ("json", "json"), ("csv", "csv"), ("markdown", "md"), ("html", "html")],
)
def test_four_rounds(form: str, suffix: str, rounds: Path, sustain: Sustain, golden: Golden) -> None:
    golden(f"trend.{suffix}", without_style(sustain("trend", "all", "--format", form).out))


def test_files_and_folders_give_the_same_in_any_order(rounds: Path, sustain: Sustain) -> None:
    files = [f"all/{3000 - year}.yaml" for year in YEARS]
    whole = sustain("trend", "all").out
    assert sustain("trend", *files).out == sustain("trend", *files[::-1]).out == whole


def test_a_gap_is_a_gap_in_every_form(rounds: Path, sustain: Sustain) -> None:
    found = json.loads(sustain("trend", "all", "--format", "json").out)
    element = found["categories"][0]["variables"][0]["elements"][0]
    assert element["points"] == [1, None, 3, 4]
    assert element["levels"] == ["inadequate", "unknown", "strong", "exemplary"]
    rows = list(csv.DictReader(io.StringIO(sustain("trend", "all", "--format", "csv").out)))
    assert [row["points"] for row in rows if row["id"] == "1.A.i"] == ["1", "", "3", "4"]
    assert "▁·▆█" in sustain("trend", "all").out
    html = sustain("trend", "all", "--format", "html").out
    assert '<path d="M6 21"/><path d="M' in html


@pytest.mark.usefixtures("rounds")
def test_in_ascii_the_blocks_are_digits(sustain: Sustain) -> None:
    assert "  1.34  " in sustain("trend", "all", encoding="ascii").out


def test_a_folder_of_several_reforms_gives_a_trend_for_each(folder: Path, sustain: Sustain) -> None:
    found = json.loads(sustain("trend", str(EXAMPLES), "--format", "json").out)
    assert [trend["reform"]["id"] for trend in found] == ["educator-evaluation", "literacy"]
    assert sustain("trend", str(EXAMPLES), "--format", "html").out.count("<h2") == 2


def test_two_rounds_say_what_the_difference_says(folder: Path, sustain: Sustain) -> None:
    literacy = EXAMPLES / "assessments" / "literacy"
    files = (str(literacy / "2025-fall.yaml"), str(literacy / "2026-fall.yaml"))
    between = json.loads(sustain("diff", *files, "--format", "json").out)
    found = json.loads(sustain("trend", *files, "--format", "json").out)
    assert (found["headline"], found["summary"]) == (between["headline"], between["summary"])
    assert found["steps"] == [between["summary"]]


def test_one_round_is_no_trend(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(RATED, encoding="utf-8")
    found = sustain("trend", "a.yaml", code=2)
    assert "a trend needs two or more rounds of one reform" in found.err


def test_a_reform_with_one_round_is_left_out_and_said(rounds: Path, sustain: Sustain) -> None:
    (rounds / "other.yaml").write_text(RATED.replace("id: literacy", "id: numeracy"), encoding="utf-8")
    found = sustain("trend", "all")
    assert "left out: the reform 'numeracy' has one round here" in found.err
    assert "numeracy" not in found.out


def test_a_round_that_is_there_twice_is_said(rounds: Path, sustain: Sustain) -> None:
    (rounds / "copy.yaml").write_text(in_year(2026, "strong"), encoding="utf-8")
    assert "has the round '2026-fall' more than once" in sustain("trend", "all").err


def test_a_file_that_is_not_valid_stops_the_trend(rounds: Path, sustain: Sustain) -> None:
    (rounds / "2.yaml").write_text(RATED.replace("emerging", "emergin"), encoding="utf-8")
    assert "2.yaml:11:12: error SR107" in sustain("trend", "all", code=3).err


def test_what_else_is_in_a_folder_is_passed_over_but_not_when_named(rounds: Path, sustain: Sustain) -> None:
    settings = "kind: settings\nformat: 1\n"
    (rounds / "sustain.yaml").write_text(settings, encoding="utf-8")
    (rounds / "notes.yaml").write_text("a: b\n", encoding="utf-8")
    sustain("trend", "all")
    assert "an assessment is needed here" in sustain("trend", "all", "all/sustain.yaml", code=3).err


def test_many_rounds_show_their_last_blocks(folder: Path, sustain: Sustain) -> None:
    for year in range(1950, 2000):
        (folder / f"{year}.yaml").write_text(in_year(year, "strong"), encoding="utf-8")
    found = sustain("trend", ".").out
    assert "50 rounds, 1950-fall (1950-10-15) to 1999-fall (1999-10-15)" in found
    assert "The blocks show the last 40; the other formats have all." in found
    assert f" {'▆' * 40} " in found
    assert sustain("trend", ".", "--format", "html").out.count('class="fill-strong"') == 50


def test_an_output_is_written(rounds: Path, sustain: Sustain) -> None:
    sustain("trend", "all", "-o", "t.csv")
    # Excel takes a file for UTF-8 only with a mark at its head; a pipe has none.
    assert (rounds.parent / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    text = (rounds.parent / "t.csv").read_text(encoding="utf-8-sig")
    assert text == sustain("trend", "all", "--format", "csv").out
    sustain("trend", "all", "-o", "t.txt")
    assert (rounds.parent / "t.txt").read_text(encoding="utf-8") == sustain("trend", "all").out
