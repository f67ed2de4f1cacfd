"""`sustain score` through the command line: four formats, one scorecard."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Result
from tests.copied_examples import copy_examples
from tests.small import HEAD, RATED

Sustain = Callable[..., Result]

EXAMPLE = str(ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml")
SUMMARY = {
    "distribution",
    "majority",
    "mean",
    "bounds",
    "lowest",
    "rated",
    "applicable",
    "coverage",
    "percent_to_target",
}


def test_json_has_the_shape_that_product_md_fixes(sustain: Sustain) -> None:
    card = json.loads(sustain("score", EXAMPLE, "--format", "json").out)
    assert list(card) == ["file", "rubric", "agency", "reform", "round", "overall", "categories"]
    assert set(card["overall"]) == SUMMARY
    category = card["categories"][0]
    assert set(category) == SUMMARY | {"id", "title", "variables"}
    assert set(category["variables"][0]) == SUMMARY | {"id", "title", "elements"}
    element = category["variables"][0]["elements"][0]
    assert list(element) == ["id", "title", "level", "derived", "points", "weight", "target", "gap"]


def test_the_numbers_of_the_example_are_those_worked_out_by_hand(sustain: Sustain) -> None:
    overall = json.loads(sustain("score", EXAMPLE, "--format", "json").out)["overall"]
    # 50 weighted points on a weight of 21, one element unknown: (50 + 1) / 22 and (50 + 4) / 22.
    assert overall["distribution"] == {"inadequate": 1, "emerging": 11, "strong": 5, "exemplary": 1}
    assert (overall["mean"], overall["bounds"]) == (2.38, [2.32, 2.45])
    assert (overall["rated"], overall["applicable"], overall["coverage"]) == (18, 19, 0.95)
    assert (overall["majority"], overall["lowest"]) == ("emerging", ["3.D.i"])


def test_several_files_are_a_list(sustain: Sustain) -> None:
    cards = json.loads(sustain("score", EXAMPLE, EXAMPLE, "--format", "json").out)
    assert [card["round"]["id"] for card in cards] == ["2026-fall", "2026-fall"]


def test_csv_carries_the_numbers_of_the_json(sustain: Sustain) -> None:
    card = json.loads(sustain("score", EXAMPLE, "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(sustain("score", EXAMPLE, "--format", "csv").out)))
    overall = rows[0]
    assert overall["part"] == "overall"
    assert float(overall["mean"]) == card["overall"]["mean"]
    assert [overall["lower_bound"], overall["upper_bound"]] == [
        str(bound) for bound in card["overall"]["bounds"]
    ]
    assert len(rows) == 1 + 3 + 8 + 19


@pytest.mark.parametrize("opening", ["=", "+", "-", "@", "\t"])
def test_no_cell_of_the_csv_is_a_formula(opening: str, folder: Path, sustain: Sustain) -> None:
    text = HEAD.replace("Example Department of Education", "X").replace("name: X", f'name: "{opening}cmd|x"')
    (folder / "a.yaml").write_text(text.replace("\t", "\\t"), encoding="utf-8")
    rows = list(csv.reader(io.StringIO(sustain("score", "a.yaml", "--format", "csv").out)))
    assert rows[1][1].startswith("'")


def test_the_tables_stay_as_they_are(sustain: Sustain, golden: Callable[[str, str], None]) -> None:
    golden("score.txt", sustain("score", EXAMPLE).out)
    golden("score.md", sustain("score", EXAMPLE, "--format", "markdown").out)


def test_the_working_of_every_number_is_shown(sustain: Sustain, golden: Callable[[str, str], None]) -> None:
    golden("score-explained.txt", sustain("score", EXAMPLE, "--explain").out)


def test_nothing_rated_has_no_mean_and_no_majority(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(HEAD, encoding="utf-8")
    overall = json.loads(sustain("score", "a.yaml", "--format", "json").out)["overall"]
    assert (overall["mean"], overall["majority"], overall["coverage"]) == (None, None, 0.0)
    assert overall["bounds"] == [1.0, 4.0]
    assert "–" in sustain("score", "a.yaml").out
    assert "coverage = 0 rated / 19 applicable = 0%" in sustain("score", "a.yaml", "--explain").out


def test_a_file_with_errors_is_not_scored_and_all_of_them_are_shown(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(RATED.replace("emerging", "emergin") + "  9.Z: {}\n", encoding="utf-8")
    result = sustain("score", "a.yaml", code=3)
    assert result.out == ""
    assert "SR107" in result.err
    assert "a.yaml is not valid: " in result.err


def test_warnings_do_not_stop_a_score_but_are_counted(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(RATED.replace("emerging", "strong"), encoding="utf-8")
    assert "2 warnings in these files" in sustain("score", "a.yaml").err


def test_another_kind_of_file_is_refused_by_name(sustain: Sustain) -> None:
    err = sustain("score", str(ROOT / "rubric" / "sustainability" / "1.0.0.yaml"), code=3).err
    assert "of the kind rubric; an assessment is needed here" in err


def test_standard_input_is_read_for_a_dash(sustain: Sustain) -> None:
    card = json.loads(sustain("score", "-", "--format", "json", stdin=RATED.encode()).out)
    assert card["file"] == "<stdin>"
    assert card["overall"]["mean"] == 2.0


def test_a_missing_file_ends_with_three(sustain: Sustain) -> None:
    assert "there is no such file" in sustain("score", "nowhere.yaml", code=3).err


def test_no_file_is_wrong_usage(sustain: Sustain) -> None:
    assert "FILE is missing" in sustain("score", code=2).err


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_a_file_that_cannot_be_used_keeps_no_other_from_being_scored(
    sustain: Callable[..., Result], folder: Path, form: str
) -> None:
    (folder / "good.yaml").write_text(RATED)
    (folder / "bad.yaml").write_text(RATED.replace("emerging", "emergent"))
    files = ("missing.yaml", "good.yaml", "bad.yaml", "gone.yaml")
    result = sustain("score", *files, "--format", form, code=3)
    assert "2026-fall" in result.out
    assert result.err.count("missing.yaml") == result.err.count("gone.yaml") == 1
    assert "bad.yaml is not valid" in result.err
    if form == "json":
        assert [one["file"] for one in json.loads(result.out)] == ["good.yaml"]


def test_where_no_file_can_be_opened_each_is_named(sustain: Callable[..., Result], folder: Path) -> None:
    result = sustain("score", "one.yaml", "two.yaml", code=3)
    assert "one.yaml" in result.err
    assert "two.yaml" in result.err
    assert result.out == ""


def agency(folder: Path) -> None:
    """Two assessments and a worksheet in one folder."""
    copy_examples(folder / "agency")


def test_a_folder_is_every_assessment_in_it(sustain: Sustain, folder: Path) -> None:
    agency(folder)
    result = sustain("score", "agency", "--format", "json")
    cards = json.loads(result.out)
    assert [card["file"] for card in cards] == sorted(card["file"] for card in cards)
    assert len(cards) == len(list(folder.glob("agency/assessments/*/*.yaml")))
    assert "1 worksheet passed over; `sustain score agency/worksheet.yaml`" in result.err
    one = json.loads(sustain("score", "agency/assessments/literacy", "--format", "json").out)
    assert one == [card for card in cards if "/literacy/" in card["file"]]
    new = "agency/assessments/literacy/2026-fall.yaml"
    assert len(json.loads(sustain("score", new, "agency/assessments/literacy", "--format", "json").out)) == 2


def test_a_folder_without_ours_says_so(sustain: Sustain, folder: Path) -> None:
    (folder / "empty").mkdir()
    assert "no assessment or worksheet was found there" in sustain("score", "empty", code=3).err


def test_a_folder_of_one_worksheet_is_scored_as_a_list(sustain: Sustain, folder: Path) -> None:
    (folder / "w").mkdir()
    shutil.copy(ROOT / "examples" / "worksheet.yaml", folder / "w")
    assert [each["file"] for each in json.loads(sustain("score", "w", "--format", "json").out)] == [
        "w/worksheet.yaml"
    ]


def test_of_a_folder_nothing_looks_whole_that_is_not(sustain: Sustain, folder: Path) -> None:
    agency(folder)
    (folder / "agency" / "broken.yaml").write_text("kind: assessment\nround: {", encoding="utf-8")
    refused = sustain("score", "agency", "-o", "s.csv", code=3)
    assert not refused.out
    assert not (folder / "s.csv").exists()
    assert "agency/broken.yaml:2:9" in refused.err
    told = sustain("score", "agency", "-o", "s.csv", "--partial")
    assert "agency/broken.yaml" in told.err
    assert (folder / "s.csv").exists()


@pytest.mark.deep
@pytest.mark.parametrize(
    ("name", "form"), [("s.csv", "csv"), ("s.json", "json"), ("s.md", "markdown"), ("s.txt", "table")]
)
@pytest.mark.parametrize("file", [EXAMPLE, str(ROOT / "examples" / "worksheet.yaml")])
def test_a_file_holds_what_a_pipe_gets(
    sustain: Sustain, folder: Path, name: str, form: str, file: str
) -> None:
    piped = sustain("score", file, "--format", form).out
    assert sustain("score", file, "-o", name).out == ""
    # Excel takes a file of CSV for UTF-8 only where a mark says so.
    mark = b"\xef\xbb\xbf" if form == "csv" else b""
    assert (folder / name).read_bytes() == mark + piped.encode()
    assert sustain("score", file, "-o", "-", "--format", form).out == piped
    sustain("score", file, "-o", name, code=4)
    sustain("score", file, "-o", name, "--force")
    sustain("score", file, "-o", "s.pdf", code=2)
    shutil.copy(file, folder / "own.yaml")
    sustain("score", "own.yaml", "--format", "json", "-o", "own.yaml", "--force", code=4)


def test_the_working_can_be_written_too(sustain: Sustain, folder: Path) -> None:
    working = sustain("score", EXAMPLE, "--explain").out
    sustain("score", EXAMPLE, "--explain", "-o", "s.txt")
    assert (folder / "s.txt").read_bytes() == working.encode()
    assert "text" in sustain("score", EXAMPLE, "--explain", "-o", "s.csv", code=2).err
