"""Products of a folder in which a file cannot be read: told, refused, or made with what is missing said in it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Result
from tests.small import RATED, WORKSHEET

Sustain = Callable[..., Result]

ACTION = (
    RATED.rstrip("\n")
    + "\n    actions:\n      - {id: council, what: Convene it, due: 2027-03-01, status: planned}\n"
)
NEWEST = ACTION.replace("2026", "2028").replace("2027-03-01", "2029-03-01")


def conflict(text: str) -> str:
    return f"<<<<<<< ours\n{text}=======\n{text}>>>>>>> theirs\n"


BROKEN: dict[str, Callable[[str], str | bytes | None]] = {
    "broken YAML": lambda text: text + "  x: [\n",
    "a merge conflict": conflict,
    "a wrong shape": lambda text: text.replace("level: emerging", "level: emergent"),
    "an unknown version of the rubric": lambda text: text.replace("@1.0.0", "@9.9.9"),
    "a pointer of LFS": lambda text: "version https://git-lfs.github.com/spec/v1\nkind: assessment\n",
    "a pointer of LFS without a word of it": lambda text: (
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{64 * 'a'}\nsize {len(text)}\n"
    ),
    "encrypted by git-crypt": lambda text: b"\0GITCRYPT\0" + bytes(reversed(range(256))),
    "zero bytes after a power cut": lambda text: b"\0" * len(text),
    "UTF-16": lambda text: text.encode("utf-16"),
    "not to be opened": lambda text: None,
}

PRODUCTS = {
    "plan": (["plan", "in"], "stdout"),
    "plan in a file": (["plan", "in", "-o", "out.ics"], "out.ics"),
    "shortlist": (["plan", "in", "--shortlist"], "stdout"),
    "trend": (["trend", "in"], "stdout"),
    "trend in a file": (["trend", "in", "-o", "out.html"], "out.html"),
    "site": (["report", "in", "-o", "out"], "out"),
    "status": (["status", "in"], "stdout"),
    "tables": (["export", "in", "-o", "out"], "out"),
    "priorities": (["new", "priorities", "in/out.yaml"], "in/out.yaml"),
    "scores": (["score", "in"], "stdout"),
}


@pytest.fixture
def inside(folder: Path) -> Path:
    """A folder of three rounds of a reform, the newest of which is `newest.yaml`."""
    (folder / "in").mkdir()
    (folder / "in" / "old.yaml").write_text(ACTION)
    (folder / "in" / "older.yaml").write_text(ACTION.replace("2026", "2025"))
    (folder / "in" / "newest.yaml").write_text(NEWEST)
    return folder / "in"


def spoil(path: Path, how: str) -> None:
    made = BROKEN[how](path.read_text())
    if made is None:
        path.unlink()
        os.symlink("itself.yaml", path.with_name("itself.yaml"))
    else:
        path.write_bytes(made if isinstance(made, bytes) else made.encode())


@pytest.mark.parametrize(
    ("product", "how"),
    [
        (product, how)
        for product in PRODUCTS
        for how in BROKEN
        # The names of its reforms are read without a rubric.
        if (product, how) != ("priorities", "an unknown version of the rubric")
    ],
)
def test_nothing_that_looks_whole_is_made_without_a_file_that_cannot_be_read(
    sustain: Sustain, inside: Path, product: str, how: str
) -> None:
    spoil(inside / "newest.yaml", how)
    arguments, out = PRODUCTS[product]
    result = sustain(*arguments, code=3)
    assert result.out == ""
    assert not Path(out).exists()
    bad = "itself.yaml" if how == "not to be opened" else "newest.yaml"
    assert f"in/{bad}" in result.err
    assert "1 file is missing" in result.err
    assert "--partial" in result.err


@pytest.mark.parametrize("product", PRODUCTS)
def test_what_is_made_of_the_others_says_what_is_missing(
    sustain: Sustain, inside: Path, product: str
) -> None:
    spoil(inside / "newest.yaml", "broken YAML")
    arguments, out = PRODUCTS[product]
    shown = sustain(*arguments, "--partial").out
    if out != "stdout":
        paths = [Path(out)] if Path(out).is_file() else list(Path(out).rglob("*.html"))
        paths = paths or [Path(out) / "datapackage.json"]
        assert paths
        for path in paths:
            assert says_so(path.read_text(encoding="utf-8")), path
    else:
        assert says_so(shown)


def test_scores_of_the_others_say_in_markdown_and_json_what_is_missing_and_in_csv_on_the_side(
    sustain: Sustain, inside: Path
) -> None:
    spoil(inside / "newest.yaml", "broken YAML")
    for form in ("markdown", "json", "csv"):
        result = sustain("score", "in", "--partial", "--format", form)
        assert says_so(result.err)
        assert form != "markdown" or says_so(result.out)
        assert form != "csv" or "newest.yaml" not in result.out
        if form == "json":
            assert [one["missing"] for one in json.loads(result.out)] == [["in/newest.yaml"]] * 2


def test_scores_of_worksheets_say_in_json_what_is_missing(sustain: Sustain, inside: Path) -> None:
    for path in inside.iterdir():
        path.write_text(WORKSHEET)
    spoil(inside / "newest.yaml", "broken YAML")
    found = json.loads(sustain("score", "in", "--partial", "--format", "json").out)
    assert [one["missing"] for one in found] == [["in/newest.yaml"]] * 2


def test_scores_of_whole_folders_have_no_word_of_missing_files(sustain: Sustain, inside: Path) -> None:
    found = json.loads(sustain("score", "in", "--partial", "--format", "json").out)
    assert not any("missing" in one for one in found)


@pytest.mark.parametrize("how", BROKEN)
def test_the_last_two_rounds_are_not_compared_while_another_may_be_the_last(
    sustain: Sustain, inside: Path, how: str
) -> None:
    spoil(inside / "newest.yaml", how)
    result = sustain("diff", "in", "-o", "out.html", code=3)
    assert not Path("out.html").exists()
    assert "in/newest.yaml" in result.err or "in/itself.yaml" in result.err
    assert "the newest round" in result.err


GOALS = """kind: priorities
format: 1
agency: {name: Example Department of Education, state: EX}
goals: [{id: read, name: Reading by grade three}]
reforms: [{id: literacy, name: Early literacy standards, goals: [read]}]
"""


@pytest.mark.parametrize("spoilt", [GOALS + "x: [\n", conflict(GOALS), GOALS.replace("name: R", "nome: R")])
def test_a_report_says_that_it_was_made_without_the_priorities_around_it(
    sustain: Sustain, inside: Path, spoilt: str
) -> None:
    around = inside / "priorities.yaml"
    around.write_text(GOALS)
    whole = sustain("report", "in/old.yaml", "-o", "out.html")
    assert "Reading by grade three" in Path("out.html").read_text(encoding="utf-8")
    assert "Not whole" not in whole.err
    around.write_text(spoilt)
    said = "Not whole: 1 file could not be read, and its goals are missing: in/priorities.yaml."
    for form in ("html", "markdown"):
        shown = sustain("report", "in/old.yaml", "-o", "-", "--format", form)
        assert said in shown.err
        assert form == "markdown" or said in shown.out


def test_the_tables_of_an_export_stay_until_all_files_can_be_read(sustain: Sustain, inside: Path) -> None:
    def content() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in Path("out").rglob("*") if path.is_file()}

    def package() -> Any:
        return json.loads(Path("out/datapackage.json").read_text(encoding="utf-8"))

    sustain("export", "in", "-o", "out")
    whole = content()
    assert package()["missing"] == []
    assert "Not whole" not in package()["description"]
    text = (inside / "newest.yaml").read_text()
    spoil(inside / "newest.yaml", "broken YAML")
    assert "in/newest.yaml: is not valid" in sustain("export", "in", "-o", "out", code=3).err
    assert content() == whole
    sustain("export", "in", "-o", "out", "--partial")
    assert package()["missing"] == ["in/newest.yaml"]
    assert "tables, not whole" in package()["title"]
    # What is known from the last run is told again.
    assert "1 file is missing" in sustain("export", "in", "-o", "out", code=3).err
    (inside / "newest.yaml").write_text(text)
    sustain("export", "in", "-o", "out")
    assert content().keys() == whole.keys()


def test_what_would_belong_to_a_file_that_cannot_be_read_is_not_taken_into_another(
    sustain: Sustain, inside: Path
) -> None:
    pytest.importorskip("openpyxl")
    sustain("form", "in/old.yaml", "-o", "form.xlsx")
    assert "no changes" in sustain("import", "form.xlsx").out
    spoil(inside / "newest.yaml", "broken YAML")
    said = sustain("import", "form.xlsx", code=3).err
    assert "may belong to a file that cannot be read (in/newest.yaml); name the file" in said
    sustain("import", "form.xlsx", "in/old.yaml")


def says_so(text: str) -> bool:
    text = re.sub(r"\n(#:)?\s*", "", text.replace("\r\n ", "")).replace("\\,", ",").replace(" ", "")
    return "1filecouldnotberead" in text and "newest.yaml" in text


@pytest.mark.parametrize(
    ("command", "form"),
    [
        (command, form)
        for command in ("plan", "trend")
        for form in ("table", "json", "csv", "markdown", "html", *(["ics"] if command == "plan" else []))
    ],
)
def test_every_format_says_what_is_missing(sustain: Sustain, inside: Path, command: str, form: str) -> None:
    whole = sustain(command, "in", "--format", form).out
    spoil(inside / "newest.yaml", "broken YAML")
    partial = sustain(command, "in", "--format", form, "--partial").out
    assert not says_so(whole)
    if form == "json":
        assert json.loads(whole)["missing"] == []
        assert json.loads(partial)["missing"] == ["in/newest.yaml"]
    elif form == "csv":
        row = next(csv.DictReader(io.StringIO(partial)))
        assert "missing" in row.values()
        assert "NOT WHOLE: this file could not be read" in row.values()
        assert "in/newest.yaml" in row.values()
    else:
        assert says_so(partial)


@pytest.mark.parametrize("how", BROKEN)
def test_an_action_is_not_marked_in_an_older_round(sustain: Sustain, inside: Path, how: str) -> None:
    assert "newest.yaml:" in sustain("plan", "in", "--mark", "council", "under-way").err
    spoil(inside / "newest.yaml", how)
    before = {path: path.read_bytes() for path in inside.iterdir() if path.exists()}
    result = sustain("plan", "in", "--mark", "council", "done", code=3)
    assert "council was not marked" in result.err
    assert {path: path.read_bytes() for path in inside.iterdir() if path.exists()} == before


# A folder that stands for the one file in it: what is written, or made, might be of an older round.
@pytest.mark.parametrize(
    "line",
    [
        "rate in 1.A.i strong",
        "form in -o form.xlsx",
        "kit in -o sheets",
        "new assessment next.yaml --from in --round 2030-fall",
    ],
)
@pytest.mark.parametrize("how", BROKEN)
def test_a_file_that_cannot_be_read_may_be_the_one_that_a_folder_stands_for(
    sustain: Sustain, inside: Path, line: str, how: str
) -> None:
    (inside / "older.yaml").unlink()
    spoil(inside / "newest.yaml", how)
    before = {path: path.read_bytes() for path in Path().rglob("*.*") if path.is_file()}
    said = sustain(*line.split(), code=3).err
    unread = "in/itself.yaml" if how == "not to be opened" else "in/newest.yaml"
    assert (
        f"in is a folder with 2 such files; name one of them: {' and '.join(sorted([unread, 'in/old.yaml']))}"
        in said
    )
    assert {path: path.read_bytes() for path in Path().rglob("*.*") if path.is_file()} == before


def test_a_mark_without_all_files_is_not_to_be_had(sustain: Sustain, inside: Path) -> None:
    assert (
        "--partial has no effect beside --mark"
        in sustain("plan", "in", "--mark", "council", "done", "--partial", code=2).err
    )


def test_a_broken_file_of_another_kind_is_in_nobodys_way(sustain: Sustain, inside: Path) -> None:
    (inside / "more.yaml").write_text("kind: ballot\nformat: 1\nx: [\n")
    sustain("plan", "in")
    sustain("trend", "in")


def test_a_folder_that_cannot_be_looked_into_may_hold_the_newest_round(
    sustain: Sustain, inside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inside / "closed").mkdir()
    scan = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    assert "in/closed" in sustain("plan", "in", "--mark", "council", "done", code=3).err


def test_one_file_has_no_part_that_could_be_missing(sustain: Sustain, inside: Path) -> None:
    said = sustain("report", "in/old.yaml", "-o", "-", "--partial", code=2).err
    assert "--partial is for a folder" in said
