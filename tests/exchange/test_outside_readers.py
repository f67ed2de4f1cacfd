"""Tables held against what others read them with, and what is imported of the extras."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.exchange import part_files as parts
from sustainrubric.exchange.table_schema import TABLES
from tests.conftest import ROOT, Result

Sustain = Callable[..., Result]
EXAMPLES = ROOT / "examples"
EXTRAS = ("openpyxl", "docx", "xlsxwriter", "duckdb", "numpy", "lxml")


@pytest.fixture
def agency(folder: Path) -> Path:
    shutil.copytree(EXAMPLES / "assessments", folder / "a")
    text = (folder / "a" / "literacy" / "2026-fall.yaml").read_text(encoding="utf-8")
    (folder / "a" / "weak.yaml").write_text(text.replace("due: 2027", "due: 2007", 1), encoding="utf-8")
    return folder


@pytest.mark.deep
@pytest.mark.parametrize("audience", ["team", "public"])
def test_frictionless_finds_the_package_in_order(
    sustain: Sustain, agency: Path, monkeypatch: pytest.MonkeyPatch, audience: str
) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is not installed here")
    monkeypatch.setattr(parts, "PART_FILES", 2)
    sustain("export", "a", "-o", "t", "--audience", audience, "--partial")
    assert len(list(Path("t/elements").iterdir())) > 1
    report = frictionless.Package("t/datapackage.json").validate()
    assert [error.to_descriptor() for task in report.tasks for error in task.errors] == []
    assert report.valid
    assert {task.name for task in report.tasks} == set(TABLES)
    part = next(path for path in Path("t/scores").iterdir())
    head, first, rest = part.read_text(encoding="utf-8").split("\n", 2)
    part.write_text(f"{head}\nnowhere/{first}\n{rest}", encoding="utf-8")
    assert not frictionless.Package("t/datapackage.json").validate().valid, "a key that leads nowhere is seen"


@pytest.mark.deep
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_every_foreign_key_resolves_in_duckdb(sustain: Sustain, agency: Path, form: str) -> None:
    duckdb = pytest.importorskip("duckdb")
    sustain("export", "a", "-o", "t", "--partial", "--format", form)
    connection = duckdb.connect()
    read = "read_csv('t/{}/*.csv', all_varchar = true)" if form == "csv" else "read_parquet('t/{}/*.parquet')"
    checked = 0
    for schema in TABLES.values():
        rows = read.format(schema.name)
        keys = ", ".join(f'"{name}"' for name in schema.key)
        twice = f"SELECT count(*) FROM (FROM {rows} SELECT {keys} GROUP BY ALL HAVING count(*) > 1)"
        assert connection.execute(twice).fetchall() == [(0,)], schema.name
        for reference in schema.references:
            columns = ", ".join(reference.columns)
            query = f"SELECT count(*) FROM {rows} ANTI JOIN {read.format(reference.table)} USING ({columns})"
            assert connection.execute(query).fetchall() == [(0,)], (schema.name, reference)
            checked += 1
    assert checked >= 5


@pytest.mark.deep
@pytest.mark.parametrize(
    "command",
    [
        ("validate", "."),
        ("score", "a.yaml"),
        ("report", "a.yaml", "-o", "r.html"),
        ("report", "a.yaml", "-o", "r.md"),
        ("export", ".", "-o", "t"),
        ("plan", "."),
        ("form", "--help"),
    ],
    ids=lambda command: " ".join(command[:3]),
)
def test_nothing_of_the_extras_is_imported_otherwise(folder: Path, command: tuple[str, ...]) -> None:
    shutil.copy(EXAMPLES / "assessments" / "literacy" / "2026-fall.yaml", "a.yaml")
    code = (
        "import atexit, sys\n"
        f"atexit.register(lambda: print('LOADED', [m for m in {EXTRAS} if m in sys.modules]))\n"
        "from sustainrubric.cli.main import main\n"
        f"sys.argv = ['sustain', *{list(command)!r}]\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout.splitlines()[-1] == "LOADED []"


def test_without_the_extras_each_command_names_what_to_install(
    sustain: Sustain, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(EXAMPLES / "assessments" / "literacy" / "2026-fall.yaml", "a.yaml")
    for name in EXTRAS:
        monkeypatch.setitem(sys.modules, name, None)
    office = "install it with: pip install 'sustainrubric[office]'"
    for command in (
        ("form", "a.yaml", "-o", "f.xlsx"),
        ("form", "a.yaml", "-o", "f.docx"),
        ("form", "a.yaml", "-o", "f.xlsx", "--format", "xlsform"),
        ("report", "a.yaml", "-o", "r.docx"),
    ):
        assert office in sustain(*command, code=2).err
    Path("f.xlsx").write_bytes(b"PK")
    assert office in sustain("import", "f.xlsx", "a.yaml", code=2).err
    tables = sustain("export", ".", "-o", "t", "--format", "parquet", code=2).err
    assert "pip install 'sustainrubric[tables]'" in tables
    assert sorted(path.name for path in folder.iterdir()) == ["a.yaml", "f.xlsx"]
