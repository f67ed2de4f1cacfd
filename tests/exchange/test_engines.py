"""The engines of examples/engines give the rows that `sustain export` writes."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric import api
from sustainrubric.exchange.table_schema import ELEMENTS, PROBLEMS
from tests.conftest import ROOT, Result

Sustain = Callable[..., Result]
ENGINES = ROOT / "examples" / "engines"


@pytest.fixture
def agency(folder: Path) -> Path:
    shutil.copytree(ROOT / "examples" / "assessments", folder / "a")
    text = (folder / "a" / "literacy" / "2026-fall.yaml").read_text(encoding="utf-8")
    (folder / "a" / "weak.yaml").write_text(
        text.replace("level: strong", "level: strog", 1), encoding="utf-8"
    )
    return folder


def exported(folder: Path) -> list[list[str]]:
    """The rows of both tables as the engines have them."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    paths = {resource["name"]: resource["path"] for resource in package["resources"]}
    found = []
    for record, table in (("element", ELEMENTS), ("problem", PROBLEMS)):
        for path in paths[table.name]:
            with open(folder / path, encoding="utf-8", newline="") as stream:
                rows = [{**row, "record": record} for row in csv.DictReader(stream)]
            found += [[row.get(key, "") for key in api.ROW_KEYS] for row in rows]
    return sorted(found)


@pytest.mark.deep
@pytest.mark.parametrize("engine", ["dask", "duckdb"])
def test_an_engine_gives_the_rows_of_the_export(engine: str, sustain: Sustain, agency: Path) -> None:
    sustain("export", "a", "-o", "t", "--partial", code=None)
    script = str(ENGINES / f"with_{engine}.py")
    subprocess.run([sys.executable, script, "a", "rows.csv"], check=True, timeout=120, capture_output=True)
    with open("rows.csv", encoding="utf-8", newline="") as stream:
        head, *rows = list(csv.reader(stream))
    assert head == list(api.ROW_KEYS)
    booleans = {"True": "true", "False": "false"}
    assert sorted([booleans.get(cell, cell) for cell in row] for row in rows) == exported(agency / "t")


def test_the_engines_are_short_and_call_the_promised_function() -> None:
    scripts = sorted(path.stem for path in ENGINES.glob("with_*.py"))
    assert scripts == ["with_dask", "with_duckdb", "with_ray", "with_spark"]
    for path in ENGINES.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 40
        assert "api.rows(" in text or "read_rows" in text


def test_the_demo_leaves_the_engines_out(sustain: Sustain, folder: Path) -> None:
    from sustainrubric.cli.demo import copy_examples

    copy_examples(str(folder / "demo"))
    assert not (folder / "demo" / "engines").exists()
    assert (folder / "demo" / "assessments").is_dir()
