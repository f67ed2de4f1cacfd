"""`sustain export`: tables that other programs read, written whole or not at all."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.exchange import part_files as parts
from sustainrubric.exchange.table_schema import TABLES
from tests.conftest import ROOT, Result
from tests.small import RATED

Sustain = Callable[..., Result]
EXAMPLES = ROOT / "examples" / "assessments"


@pytest.fixture
def agency(folder: Path) -> Path:
    """Four rounds of two reforms, rated by the rubric that we ship."""
    shutil.copytree(EXAMPLES, folder / "a", ignore=shutil.ignore_patterns("*.ballots", "2024-*"))
    return folder


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table, as the data package says where they are."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    paths = next(each["path"] for each in package["resources"] if each["name"] == name)
    found: list[dict[str, str]] = []
    for path in paths:
        with open(folder / path, encoding="utf-8", newline="") as stream:
            found += csv.DictReader(stream)
    return found


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def read_count(result: Result) -> int:
    return int(result.err.split("read ")[-1].split(",")[0])


def test_every_element_of_every_round_is_a_row(sustain: Sustain, agency: Path) -> None:
    sustain("export", "a", "-o", "t")
    rows = table(agency / "t", "elements")
    assert len(rows) == 4 * 19
    card = json.loads(sustain("score", "a/literacy/2026-fall.yaml", "--format", "json").out)
    scored = {
        element["id"]: element
        for category in card["categories"]
        for variable in category["variables"]
        for element in variable["elements"]
    }
    for row in rows:
        if row["file"] == "a/literacy/2026-fall.yaml":
            element = scored[row["element_id"]]
            assert (row["level"] or None, row["target"] or None) == (element["level"], element["target"])
            assert (row["points"], row["gap"]) == tuple(
                "" if element[key] is None else str(element[key]) for key in ("points", "gap")
            )


def test_scores_are_those_of_the_command(sustain: Sustain, agency: Path) -> None:
    sustain("export", "a", "-o", "t")
    card = json.loads(sustain("score", "a/literacy/2026-fall.yaml", "--format", "json").out)
    overall = next(
        row
        for row in table(agency / "t", "scores")
        if row["file"] == "a/literacy/2026-fall.yaml" and row["part"] == "overall"
    )
    assert float(overall["mean"]) == card["overall"]["mean"]
    assert overall["majority"] == card["overall"]["majority"]
    assert {level: int(overall[level]) for level in card["overall"]["distribution"]} == card["overall"][
        "distribution"
    ]


def test_columns_are_those_of_the_data_package(sustain: Sustain, agency: Path) -> None:
    sustain("export", "a", "-o", "t")
    package = json.loads((agency / "t" / "datapackage.json").read_text(encoding="utf-8"))
    assert [each["name"] for each in package["resources"]] == list(TABLES)
    for resource in package["resources"]:
        names = [field["name"] for field in resource["schema"]["fields"]]
        head = (agency / "t" / resource["path"][0]).read_text(encoding="utf-8").splitlines()[0]
        assert head == ",".join(names)
        assert all(name == name.lower() and " " not in name for name in names)


def test_keys_name_one_row_and_references_resolve(sustain: Sustain, agency: Path) -> None:
    sustain("export", "a", "-o", "t")
    for schema in TABLES.values():
        rows = table(agency / "t", schema.name)
        keys = [tuple(row[name] for name in schema.key) for row in rows]
        assert len(set(keys)) == len(keys)
        for reference in schema.references:
            there = {
                tuple(row[name] for name in reference.columns) for row in table(agency / "t", reference.table)
            }
            assert {tuple(row[name] for name in reference.columns) for row in rows} <= there


def test_the_same_files_give_the_same_bytes(sustain: Sustain, agency: Path) -> None:
    sustain("export", "a", "-o", "t", "--jobs", "1")
    sustain("export", "a", "-o", "u", "--jobs", "2", "--full")
    assert content(agency / "t") == content(agency / "u")


@pytest.mark.deep
def test_a_second_run_reads_only_what_changed(
    sustain: Sustain, agency: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART_FILES", 1)
    first = sustain("export", "a", "-o", "t")
    assert "4 files in 4 parts; read 4" in first.err
    before = content(agency / "t")
    again = sustain("export", "a", "-o", "t")
    assert read_count(again) == 0
    assert content(agency / "t") == before
    sustain("rate", "a/literacy/2026-fall.yaml", "1.B.i", "exemplary")
    changed = sustain("export", "a", "-o", "t")
    assert "read 1, wrote 1 part" in changed.err
    after = content(agency / "t")
    gone = {name for name in before if name not in after}
    new = {name for name in after if name not in before}
    assert {name.rpartition("-")[0] for name in gone} == {name.rpartition("-")[0] for name in new}
    assert all("part-00003" in name for name in new)
    assert [row["level"] for row in table(agency / "t", "elements") if row["element_id"] == "1.B.i"].count(
        "exemplary"
    ) == 1


@pytest.mark.deep
def test_what_was_added_to_is_what_a_full_run_gives(
    sustain: Sustain, agency: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "PART_FILES", 2)
    sustain("export", "a", "-o", "t")
    shutil.copy("a/literacy/2026-fall.yaml", "a/1-first.yaml")
    os.remove("a/educator-evaluation/2026-fall.yaml")
    sustain("rate", "a/literacy/2025-fall.yaml", "1.B.i", "exemplary")
    assert read_count(sustain("export", "a", "-o", "t")) == 2
    sustain("export", "a", "-o", "u")
    assert content(agency / "t") == content(agency / "u")


def test_a_file_changed_within_a_tick_of_the_clock_is_read_again(sustain: Sustain, agency: Path) -> None:
    file = agency / "a" / "literacy" / "2026-fall.yaml"
    sustain("export", "a", "-o", "t")
    status = file.stat()
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("target: strong", "target: STRONG", 1), encoding="utf-8")
    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert file.stat().st_size == status.st_size
    os.utime(agency / "t" / "manifest.json", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert read_count(sustain("export", "a", "-o", "t", "--partial")) == 1


def test_an_own_instrument_that_changed_has_all_read_again(sustain: Sustain, agency: Path) -> None:
    own = agency / "a" / "instruments"
    own.mkdir()
    (own / "x.yaml").write_text("# nothing yet\n")
    sustain("export", "a/literacy", "-o", "t")
    assert read_count(sustain("export", "a/literacy", "-o", "t")) == 0
    (own / "x.yaml").write_text("# something\n")
    assert read_count(sustain("export", "a/literacy", "-o", "t")) == 2


def test_a_part_that_went_is_made_again(sustain: Sustain, agency: Path) -> None:
    sustain("export", "a", "-o", "t")
    before = content(agency / "t")
    for name in before:
        if name.startswith("elements/"):
            (agency / "t" / name).unlink()
    sustain("export", "a", "-o", "t")
    assert content(agency / "t") == before


@pytest.mark.deep
@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"kind": "sustain-export", "format": 1}', "\x00", "[" * 5000]
)
def test_a_damaged_manifest_is_not_leaned_on(sustain: Sustain, agency: Path, text: str) -> None:
    sustain("export", "a", "-o", "t")
    before = content(agency / "t")
    (agency / "t" / "manifest.json").write_text(text)
    assert read_count(sustain("export", "a", "-o", "t")) == 4
    assert content(agency / "t") == before


def test_a_manifest_that_names_files_elsewhere_is_not_followed(sustain: Sustain, agency: Path) -> None:
    sustain("export", "a", "-o", "t")
    manifest = agency / "t" / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"elements/', '"../elements/'))
    (agency / "elements").mkdir()
    assert read_count(sustain("export", "a", "-o", "t")) == 4


def test_a_folder_with_other_files_is_left_alone(sustain: Sustain, agency: Path) -> None:
    (agency / "t").mkdir()
    (agency / "t" / "mine.txt").write_text("mine")
    result = sustain("export", "a", "-o", "t", code=4)
    assert "holds other files" in result.err
    assert os.listdir(agency / "t") == ["mine.txt"]


def test_a_broken_file_is_told_and_the_rest_goes_on(sustain: Sustain, agency: Path) -> None:
    (agency / "a" / "broken.yaml").write_text("kind: assessment\nformat: 1\nratings: [\n")
    assert "2 files are missing" in sustain("export", "a", "a/missing.yaml", "-o", "t", code=3).err
    assert not (agency / "t").exists()
    result = sustain("export", "a", "a/missing.yaml", "-o", "t", "--partial")
    assert "a/missing.yaml: cannot be opened" in result.err
    assert "a/broken.yaml: is not valid" in result.err
    assert len(table(agency / "t", "elements")) == 4 * 19
    problems = [row for row in table(agency / "t", "problems") if row["file"] == "a/broken.yaml"]
    assert [row["code"] for row in problems] == ["SR001"]
    again = sustain("export", "a", "a/missing.yaml", "-o", "t", "--partial")
    assert "a/broken.yaml" in again.err


def test_the_public_sees_no_names_and_nothing_sensitive(sustain: Sustain, agency: Path) -> None:
    file = agency / "a" / "literacy" / "2025-fall.yaml"
    text = file.read_text(encoding="utf-8")
    old = "{what: Early Literacy Act as signed, "
    assert old in text
    file.write_text(text.replace(old, old + "sensitive: true, ", 1), encoding="utf-8")
    sustain("export", "a", "-o", "t", "--audience", "public")
    everything = b"".join(content(agency / "t").values()).decode()
    assert "mlopez" not in everything
    assert "not named here" in everything
    assert not any(row["sensitive"] == "true" for row in table(agency / "t", "evidence"))
    assert table(agency / "t", "problems") == []


def test_the_day_of_the_next_review_is_a_column(sustain: Sustain, agency: Path) -> None:
    file = agency / "a" / "literacy" / "2025-fall.yaml"
    text = file.read_text(encoding="utf-8")
    old = "{what: Early Literacy Act as signed, "
    file.write_text(text.replace(old, old + "review_by: 2027-05-01, ", 1), encoding="utf-8")
    sustain("export", "a", "-o", "t")
    assert {row["review_by"] for row in table(agency / "t", "evidence")} == {"", "2027-05-01"}


def test_text_is_no_formula_and_steers_no_terminal(sustain: Sustain, agency: Path) -> None:
    file = agency / "a" / "literacy" / "2025-fall.yaml"
    text = file.read_text(encoding="utf-8")
    hostile = '"=HYPERLINK(\\"http://x\\")\\nsecond \\u202e line"'
    file.write_text(
        text.replace("what: Early Literacy Act as signed,", f"what: {hostile},", 1), encoding="utf-8"
    )
    sustain("export", "a", "-o", "t")
    whats = [row["what"] for row in table(agency / "t", "evidence") if "HYPERLINK" in row["what"]]
    assert whats == ['\'=HYPERLINK("http://x") second \\u202e line']


def test_paths_come_from_a_list(sustain: Sustain, agency: Path) -> None:
    listed = b"a/literacy/2026-fall.yaml\r\n\na/literacy/2025-fall.yaml\n"
    sustain("export", "--from-list", "-", "-o", "t", stdin=listed)
    assert {row["file"] for row in table(agency / "t", "assessments")} == {
        "a/literacy/2025-fall.yaml",
        "a/literacy/2026-fall.yaml",
    }
    assert sustain("export", "-", "-o", "u", code=2).err


@pytest.mark.deep
def test_parquet_holds_the_same_rows_with_types(sustain: Sustain, agency: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    sustain("export", "a", "-o", "t")
    sustain("export", "a", "-o", "p", "--format", "parquet")
    before = content(agency / "p")
    sustain("export", "a", "-o", "q", "--format", "parquet", "--full")
    assert content(agency / "q") == before
    connection = duckdb.connect()
    for schema in TABLES.values():
        for reference in schema.references:
            rows, others = (f"'{agency}/p/{name}/*.parquet'" for name in (schema.name, reference.table))
            columns = ", ".join(reference.columns)
            query = f"SELECT count(*) FROM {rows} ANTI JOIN {others} USING ({columns})"
            assert connection.execute(query).fetchall() == [(0,)]
    for name in TABLES:
        got = connection.execute(f"SELECT * FROM '{agency}/p/{name}/*.parquet'").fetchall()
        expected = table(agency / "t", name)
        assert len(got) == len(expected)
        for row, plain in zip(got, expected, strict=True):
            for value, text in zip(row, plain.values(), strict=True):
                if isinstance(value, float):
                    assert value == float(text)
                else:
                    shown = (
                        str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
                    )
                    assert shown == text
    sustain("rate", "a/literacy/2026-fall.yaml", "1.B.i", "exemplary")
    assert read_count(sustain("export", "a", "-o", "p", "--format", "parquet")) == 1
    sustain("export", "a", "-o", "r", "--format", "parquet")
    assert content(agency / "p") == content(agency / "r")


def test_without_duckdb_the_extra_is_named(
    sustain: Sustain, agency: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    result = sustain("export", "a", "-o", "p", "--format", "parquet", code=2)
    assert "sustainrubric[tables]" in result.err
    assert not (agency / "p").exists()


@pytest.mark.deep
def test_a_run_that_is_killed_leaves_the_old_tables_or_the_new_ones(sustain: Sustain, agency: Path) -> None:
    sustain("export", "a", "-o", "t")
    old = table(agency / "t", "elements")
    sustain("rate", "a/literacy/2026-fall.yaml", "1.B.i", "exemplary")
    sustain("export", "a", "-o", "u")
    new = table(agency / "u", "elements")
    assert old != new
    command = [sys.executable, "-m", "sustainrubric", "export", "a", "-o", "t", "--full"]
    seen = 0
    for step in range(24):
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        time.sleep(0.15 + step * 0.03)
        process.kill()
        process.wait()
        package = json.loads((agency / "t" / "datapackage.json").read_text(encoding="utf-8"))
        assert all((agency / "t" / path).is_file() for each in package["resources"] for path in each["path"])
        now = table(agency / "t", "elements")
        assert now in (old, new)
        seen += now == old
    assert seen
    sustain("export", "a", "-o", "t")
    assert content(agency / "t") == content(agency / "u")


def test_what_a_killed_run_left_beside_the_manifest_is_cleared(sustain: Sustain, folder: Path) -> None:
    (folder / "a.yaml").write_text(RATED, encoding="utf-8")
    sustain("export", "a.yaml", "-o", "out")
    dead = [folder / "out" / f".{name}.999999999.tmp" for name in ("manifest.json", "datapackage.json")]
    other = folder / "out" / ".else.999999999.tmp"
    for path in (*dead, other):
        path.touch()
    sustain("export", "a.yaml", "-o", "out")
    assert [path.exists() for path in (*dead, other)] == [False, False, True]
