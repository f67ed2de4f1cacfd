"""The folder of an export: what may lie in it, what is put there, what is cleared, and what its tables depend on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.disk import atomic
from sustainrubric.exchange import part_files
from sustainrubric.exchange.export import Exported, export
from sustainrubric.exchange.export_folder import (
    STAGED,
    clear,
    instruments_digest,
    modified,
    old_manifest,
    put_file,
    refuse_other_content,
)
from sustainrubric.exchange.part_files import Manifest, manifest_text, read_manifest
from sustainrubric.exchange.table_schema import TABLES
from sustainrubric.exchange.tabulate import Tabulated
from sustainrubric.records.find import candidates
from tests.small import RATED


@pytest.fixture
def files(folder: Path) -> Path:
    """Two rounds and a file that is not ours."""
    for name, day in (("a", "2026-10-15"), ("b", "2027-10-15")):
        (folder / f"{name}.yaml").write_text(RATED.replace("2026-10-15", day), encoding="utf-8")
    (folder / "c.yaml").write_text("a: 1\n", encoding="utf-8")
    return folder


def exported(*names: str, **more: object) -> Exported:
    return export(candidates(list(names or ("a.yaml", "b.yaml"))), "t", **more)  # type: ignore[arg-type]


def there() -> list[str]:
    return sorted(path.relative_to("t").as_posix() for path in Path("t").rglob("*"))


def manifest() -> Manifest:
    found = read_manifest(Path("t/manifest.json").read_text(encoding="utf-8"))
    assert found is not None
    return found


def test_what_an_export_did_is_told_and_nothing_else_lies_in_its_folder(files: Path) -> None:
    assert exported() == Exported(files=2, read=2, parts=1, parts_written=1, missing=())
    assert there() == sorted(
        ["manifest.json", "datapackage.json", *TABLES, *part_files.all_paths(manifest().parts)]
        + [name for name in there() if name.startswith(".manifest.json.")]
    )
    assert exported() == Exported(files=2, read=0, parts=1, parts_written=0, missing=())
    assert exported(full=True) == Exported(files=2, read=2, parts=1, parts_written=1, missing=())


def test_the_manifest_says_how_large_each_part_is(files: Path) -> None:
    exported()
    for table in manifest().parts[0].tables.values():
        content = (Path("t") / table.path).read_bytes()
        assert (table.size, table.rows) == (len(content), content.count(b"\n") - 1)


def test_what_is_read_lies_where_only_we_may_write_until_it_counts(files: Path) -> None:
    seen: list[int] = []

    def progress(answers: Iterable[Tabulated], number: int) -> Iterator[Tabulated]:
        assert number == 2
        for answer in answers:
            seen.append(os.stat(Path("t") / STAGED).st_mode & 0o777)
            yield answer

    exported(progress=progress)
    assert len(seen) == 2
    if os.name != "nt":
        assert set(seen) == {0o700}


@pytest.mark.parametrize("is_new", [True, False])
def test_an_export_that_is_not_made_leaves_no_folder_that_was_not_there(files: Path, is_new: bool) -> None:
    if not is_new:
        os.mkdir("t")
    done = exported("a.yaml", "gone.yaml")
    assert (done.parts_written, [one.file for one in done.missing]) == (None, ["gone.yaml"])
    assert Path("t").exists() is not is_new
    assert is_new or [name for name in there() if not name.startswith(".manifest.json.")] == []


def test_an_export_that_is_not_made_leaves_the_old_one(files: Path) -> None:
    exported()
    before = there()
    assert exported("a.yaml", "gone.yaml").parts_written is None
    assert there() == before
    done = exported("c.yaml", "a.yaml", "aa-gone.yaml", "b.yaml", partial=True)
    assert [one.file for one in done.missing] == ["aa-gone.yaml", "c.yaml"]
    assert [entry.name for entry in manifest().parts[0].files] == ["a.yaml", "b.yaml", "c.yaml"]
    assert (done.files, done.parts_written) == (3, 1)
    assert "`sustain validate` says what is wrong" in done.missing[1].why


def test_other_readers_have_all_read_anew(files: Path) -> None:
    exported()
    assert exported(audience="public").read == 2
    assert exported(audience="public").read == 0


@pytest.mark.parametrize(("older", "read"), [(2_000_000_000, 1), (2_000_000_100, 0)])
def test_a_file_from_the_time_of_the_last_run_is_looked_at_again(files: Path, older: int, read: int) -> None:
    exported()
    written = os.stat("t/manifest.json").st_mtime_ns // 100 * 100
    os.utime("t/manifest.json", ns=(written, written))
    for name in ("a.yaml", "b.yaml"):
        os.utime(name, ns=(written - older, written - older))
    exported(full=True)
    os.utime("t/manifest.json", ns=(written, written))
    Path("a.yaml").write_text(Path("a.yaml").read_text().replace("emerging", "EMERGING"))
    os.utime("a.yaml", ns=(written - older, written - older))
    assert exported(partial=True).read == read


def test_a_file_of_another_size_or_time_is_read_again(files: Path) -> None:
    exported()
    os.utime("a.yaml", ns=(1, 1))
    assert exported().read == 1
    with open("b.yaml", "a", encoding="utf-8") as stream:
        stream.write("# x\n")
    os.utime("b.yaml", ns=(manifest().parts[0].files[1].modified,) * 2)
    assert exported().read == 1


def test_a_part_of_another_size_is_made_again(files: Path) -> None:
    exported()
    path = Path("t") / manifest().parts[0].tables["scores"].path
    content = path.read_bytes()
    path.write_bytes(content + b"x")
    assert exported().read == 2
    assert path.read_bytes() == content


def test_parts_are_told_apart(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part_files, "PART_FILES", 1)
    assert exported() == Exported(files=2, read=2, parts=2, parts_written=2, missing=())
    Path("b.yaml").write_text(RATED.replace("emerging", "strong"), encoding="utf-8")
    assert exported() == Exported(files=2, read=1, parts=2, parts_written=1, missing=())
    assert exported("a.yaml") == Exported(files=1, read=0, parts=1, parts_written=0, missing=())
    assert len([name for name in there() if name.startswith("elements/")]) == 1
    done = exported("b.yaml")
    assert (done.read, done.parts) == (1, 1)


def test_as_many_files_as_a_part_holds_are_one_part(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part_files, "PART_FILES", 1)
    assert exported("a.yaml").parts == 1
    assert len(part_files.chunks(["a"])) == len(part_files.chunks([])) == 1


@pytest.mark.deep
def test_parquet_holds_what_files_say_without_a_sign_before_it(
    files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sign is for spreadsheets; and what did not change is taken over from the old part."""
    duckdb = pytest.importorskip("duckdb")
    Path("a.yaml").write_text(RATED.replace("Early literacy", "=Early literacy"), encoding="utf-8")
    exported(form="parquet")
    Path("b.yaml").write_text(RATED.replace("Early literacy", "-Later"), encoding="utf-8")
    assert exported(form="parquet").read == 1
    made = manifest().parts[0].tables
    rows = duckdb.execute(f"SELECT file, reform FROM read_parquet('t/{made['assessments'].path}')").fetchall()
    assert rows == [("a.yaml", "=Early literacy standards"), ("b.yaml", "-Later standards")]
    types = duckdb.execute(f"DESCRIBE SELECT * FROM read_parquet('t/{made['elements'].path}')").fetchall()
    assert {kind for _, kind, *_ in types} == {"VARCHAR", "DATE", "BOOLEAN", "BIGINT", "DOUBLE"}
    assert {Path(table.path).suffix for table in made.values()} == {".parquet"}
    assert {name.partition("/")[0] for name in there()} == {"manifest.json", "datapackage.json", *TABLES} | {
        name for name in there() if name.startswith(".manifest.json.")
    }


def test_what_a_killed_run_left_is_no_part_of_the_next(files: Path) -> None:
    exported()
    before = there()
    Path("t/.new-parts/elements").mkdir(parents=True)
    Path("t/.new-parts/elements/part-00000-00000000.csv").touch()
    assert exported(full=True).parts_written == 1
    assert there() == before


def test_only_parts_of_ours_are_removed(files: Path) -> None:
    exported()
    Path("t/elements/mine.csv").touch()
    Path("t/elements/part-00007-00000000.csv").touch()
    exported()
    assert "elements/mine.csv" in there()
    assert "elements/part-00007-00000000.csv" not in there()


def test_no_link_to_elsewhere_is_followed(files: Path) -> None:
    exported()
    os.mkdir("else")
    for path in Path("t/elements").iterdir():
        path.rename(Path("else") / path.name)
    Path("else/part-00007-00000000.csv").touch()
    os.rmdir("t/elements")
    os.symlink("../else", "t/elements")
    exported()
    assert Path("else/part-00007-00000000.csv").exists()
    Path("a.yaml").write_text(RATED.replace("emerging", "strong"), encoding="utf-8")
    with pytest.raises(RefusedToWrite, match=r"t/elements is a link to elsewhere; remove it"):
        exported()


def test_a_folder_is_ours_where_nothing_else_lies_in_it(folder: Path) -> None:
    refuse_other_content("t")
    os.mkdir("t")
    refuse_other_content("t")
    for name in (STAGED, "elements"):
        os.mkdir(f"t/{name}")
    Path("t/.manifest.json.7.tmp").touch()
    refuse_other_content("t")
    Path("t/mine").touch()
    with pytest.raises(RefusedToWrite, match="it holds other files; name an empty or a new folder"):
        refuse_other_content("t")
    Path("t/manifest.json").touch()
    refuse_other_content("t")


@pytest.mark.parametrize("kind", ["nothing", "file", "folder", "link"])
def test_what_waits_in_the_place_of_new_parts_is_cleared(folder: Path, kind: str) -> None:
    staged, other = Path(STAGED), Path("other")
    other.mkdir()
    (other / "mine").touch()
    make: dict[str, Callable[[], object]] = {
        "nothing": lambda: None,
        "file": staged.touch,
        "folder": lambda: (staged / "elements").mkdir(parents=True),
        "link": lambda: os.symlink("other", staged),
    }
    make[kind]()
    clear(staged)
    assert not os.path.lexists(staged)
    assert (other / "mine").exists()


def test_an_old_manifest_counts_where_it_is_of_the_same_kind(folder: Path) -> None:
    settings, nothing = {"form": "csv"}, Manifest({"form": "csv"}, ())
    empty = {name: part_files.PartFile(f"{name}/a.csv", 1, 0) for name in TABLES}
    there = Manifest(settings, (part_files.TablePart((), empty),))
    assert old_manifest(folder, settings, full=False) == nothing
    (folder / "manifest.json").write_text(manifest_text(there), encoding="utf-8")
    assert old_manifest(folder, settings, full=False) == there
    assert old_manifest(folder, settings, full=True) == nothing
    assert old_manifest(folder, {"form": "parquet"}, full=False) == Manifest({"form": "parquet"}, ())
    (folder / "manifest.json").write_bytes(b"\xff")
    assert old_manifest(folder, settings, full=False) == nothing
    os.remove("manifest.json")
    os.mkdir("manifest.json")
    assert old_manifest(folder, settings, full=False) == nothing


def test_a_file_that_says_the_same_keeps_its_time(folder: Path) -> None:
    path = folder / "a"
    assert modified(path) == 0
    put_file(path, b"1")
    os.utime(path, ns=(5, 700))
    put_file(path, b"1")
    assert modified(path) == 700
    put_file(path, b"2")
    assert (path.read_bytes(), modified(path) > 700) == (b"2", True)


def test_folders_are_on_the_disk_before_a_run_ends(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    real = atomic.sync_folder

    def sync(path: Path) -> None:
        synced.append(path.as_posix())
        real(path)

    monkeypatch.setattr(atomic, "sync_folder", sync)
    exported()
    assert {f"t/{name}" for name in TABLES} <= {*synced}
    assert synced[-1] == "t"


def test_what_own_instruments_say_is_part_of_what_tables_depend_on(folder: Path) -> None:
    (folder / "a").mkdir()
    assert instruments_digest(["a/x.yaml"]) == ""
    own = folder / "instruments" / "deep"
    own.mkdir(parents=True)
    (own / "notes.txt").touch()
    found = [instruments_digest(["a/x.yaml"])]
    for name, text in (("x.yaml", "a: 1\n"), ("x.yaml", "a: 2\n"), ("y.yml", "b: 1\n")):
        (own / name).write_text(text, encoding="utf-8")
        found.append(instruments_digest(["a/x.yaml", "a/y.yaml"]))
    os.symlink("nowhere", own / "z.yaml")
    found.append(instruments_digest(["a/x.yaml"]))
    assert found[0] == ""
    assert len({*found}) == len(found)
    assert len(found[1]) == 64
