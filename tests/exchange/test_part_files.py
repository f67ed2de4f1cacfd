"""The manifest of an export: what was written is read again, and what we did not write is not taken for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sustainrubric.exchange.datapackage import datapackage
from sustainrubric.exchange.parquet import ParquetWriter
from sustainrubric.exchange.part_files import (
    FileEntry,
    Manifest,
    PartFile,
    TablePart,
    all_paths,
    chunks,
    manifest_text,
    part_path,
    read_manifest,
)
from sustainrubric.exchange.table_schema import TABLES
from sustainrubric.exchange.tabulate import csv_line

Change = Callable[[dict[str, Any]], object]


def part(number: int, *files: FileEntry) -> TablePart:
    return TablePart(files, {name: PartFile(f"{name}/part-{number}.csv", 7, 3) for name in TABLES})


def entry(name: str, count: int) -> FileEntry:
    return FileEntry(name, 10, 20, "d", (count,) * len(TABLES), broken=False)


WHOLE = Manifest(
    {"audience": "team"}, (part(0, entry("\u00e4.yaml", 2), entry("b.yaml", 3)), part(1, entry("c.yaml", 0)))
)


def test_what_was_written_is_read_again() -> None:
    text = manifest_text(WHOLE)
    assert read_manifest(text) == WHOLE
    assert text.isascii()
    assert len(text.splitlines()) == 9
    assert read_manifest(manifest_text(Manifest({}, ()))) == Manifest({}, ())
    assert len(all_paths(WHOLE.parts)) == 2 * len(TABLES)


def test_each_file_has_the_lines_at_which_its_rows_begin() -> None:
    found = {name: (number, begins[0]) for name, (_, number, begins) in WHOLE.entries().items()}
    assert found == {"\u00e4.yaml": (0, 0), "b.yaml": (0, 2), "c.yaml": (1, 0)}


def path_to(path: str) -> Change:
    return lambda data: data["parts"][0]["tables"]["elements"].__setitem__(0, path)


CHANGES: dict[str, Change] = {
    "another kind": lambda data: data.update(kind="x"),
    "another format": lambda data: data.update(format=2),
    "no settings": lambda data: data.pop("settings"),
    "a table less": lambda data: data["parts"][0]["tables"].pop("elements"),
    "a table more": lambda data: data["parts"][0]["tables"].update(x=["x/a", 1, 1]),
    "a path at the root": path_to("/elements/a.csv"),
    "a path at the root of a drive": path_to("\\elements\\a.csv"),
    "a path to elsewhere": path_to("elements/../../a.csv"),
    "a path on a drive": path_to("C:a.csv"),
    "a size that is none": lambda data: data["parts"][0]["tables"]["elements"].__setitem__(1, "7"),
    "a part file with more in it": lambda data: data["parts"][0]["tables"]["elements"].append(1),
    "a file with less in it": lambda data: data["parts"][0]["files"][0].pop(),
    "a count less": lambda data: data["parts"][0]["files"][0][4].pop(),
    "a count below nothing": lambda data: data["parts"][0]["files"][0][4].__setitem__(0, -1),
    "a count that is none": lambda data: data["parts"][0]["files"][0][4].__setitem__(0, "1"),
    "a digest that is none": lambda data: data["parts"][0]["files"][0].__setitem__(3, 1),
    "parts that are none": lambda data: data.update(parts=3),
}


@pytest.mark.parametrize("case", CHANGES)
def test_what_we_did_not_write_is_not_taken_for_it(case: str) -> None:
    data = json.loads(manifest_text(WHOLE))
    CHANGES[case](data)
    assert read_manifest(json.dumps(data)) is None


@pytest.mark.parametrize("text", ["", "[]", "3", "null", "{", "[" * 100_000, '{"kind": []}'], ids=range(7))
def test_what_is_no_manifest_is_none(text: str) -> None:
    assert read_manifest(text) is None


def test_a_part_holds_a_thousand_files_and_new_content_has_a_new_name() -> None:
    sizes = {count: [len(part) for part in chunks(["x"] * count)] for count in (0, 1, 1000, 1001, 2000)}
    assert sizes == {0: [0], 1: [1], 1000: [1000], 1001: [1000, 1], 2000: [1000, 1000]}
    one, two = (part_path("elements", 7, content, "csv") for content in (b"1", b"2"))
    assert one == "elements/part-00007-6b86b273.csv"
    assert two != one


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("missing", [(), ("\u00e4.yaml",)])
def test_the_data_package_says_what_is_in_it(form: str, missing: tuple[str, ...]) -> None:
    text = datapackage({name: [f"{name}/a.{form}"] for name in TABLES}, form, "team", missing)
    data = json.loads(text)
    assert data["title"].endswith(", not whole") is bool(missing)
    assert data["missing"] == list(missing)
    assert ("\u00e4.yaml" in text) is bool(missing)
    assert text.endswith("}\n")
    assert text.startswith('{\n  "profile"')
    for resource in data["resources"]:
        assert ("dialect" in resource) is (form == "csv")
        assert resource["path"] == [f"{resource['name']}/a.{form}"]
        assert resource["mediatype"].startswith("text/" if form == "csv" else "application/")
        fields = {field["name"] for field in resource["schema"]["fields"]}
        assert {*resource["schema"]["primaryKey"]} <= fields
        if form == "csv":
            assert resource["dialect"] == {"lineTerminator": "\n", "doubleQuote": True}


def test_a_table_goes_to_parquet_and_back_from_a_folder_of_any_name(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    folder = tmp_path / "a[1] 'b'"
    folder.mkdir()
    csv_file, parquet_file, again = (str(folder / name) for name in ("a.csv", "a.parquet", "b.csv"))
    text = (
        csv_line(TABLES["criteria"].names)
        + 'a.yaml,1.A.i,1.A.i.1,strong,3\n"b, c",1.A.i,1.A.i.2,emerging,2\n'
    )
    Path(csv_file).write_text(text, encoding="utf-8", newline="")
    writer = ParquetWriter()
    writer.to_parquet(TABLES["criteria"], csv_file, parquet_file)
    writer.to_csv(parquet_file, again)
    writer.close()
    assert Path(again).read_text(encoding="utf-8") == text
    with pytest.raises(duckdb.ConnectionException):
        writer.to_csv(parquet_file, again)
