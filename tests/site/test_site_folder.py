"""The folder of a site, run after run: what is written, removed, left alone and refused."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.disk import atomic
from sustainrubric.site.folder import MANIFEST, SiteFolder

BY_HAND = "was changed by hand since it was written; copy what you need of it, or add --force to replace it"
IN_THE_WAY = "is in the way, and is not a page of ours; move it, or add --force to replace it"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "site"


def run(root: Path, end: str = "finish", **pages: str) -> SiteFolder:
    """One run that writes these pages, and is finished, stopped or killed."""
    site = SiteFolder(root)
    texts = {name.replace("_", "/"): text for name, text in pages.items()}
    site.check(texts, force=False)
    site.begin(texts)
    for name, text in texts.items():
        site.write(name, text)
    if end != "killed":
        getattr(site, end)()
    return site


def names(root: Path) -> list[str]:
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def why(root: Path, *pages: str, force: bool = False) -> str:
    """Why these pages cannot be written now; nothing where they can."""
    try:
        SiteFolder(root).check(pages, force=force)
    except RefusedToWrite as error:
        told = str(error).replace(os.sep, "/")
        return told.replace(f"{root.as_posix()}/", "").replace(root.as_posix(), "ROOT")
    return ""


def test_pages_are_counted_where_they_change_and_those_no_longer_made_go(root: Path) -> None:
    first = run(root, a="1", b_c="1")
    assert (first.written, first.removed) == (2, 0)
    again = run(root, a="1", b_c="1")
    assert (again.written, again.removed) == (0, 0)
    assert names(root) == [MANIFEST, "a", "b/c"]
    other = run(root, a="2", d="1")
    assert (other.written, other.removed) == (2, 1)
    assert names(root) == [MANIFEST, "a", "d"]


def test_the_note_names_the_pages_and_is_itself_none(root: Path) -> None:
    run(root, é="1", a="1")
    note = json.loads((root / MANIFEST).read_bytes())
    assert (note["made by"], list(note["pages"])) == ("sustainrubric", ["a", "é"])
    assert "unfinished" not in note
    run(root, "killed", b="1")
    assert json.loads((root / MANIFEST).read_bytes())["unfinished"] is True
    run(root, b="1")
    assert names(root) == [MANIFEST, "b"]


@pytest.mark.parametrize("end", ["finish", "stop", "killed"])
def test_what_a_run_wrote_is_not_taken_for_changed_by_hand(root: Path, end: str) -> None:
    run(root, a="1", b="1")
    run(root, end, a="2")
    assert why(root, "a", "b") == ""
    last = run(root, a="3", b="3")
    assert (last.written, last.removed) == (2, 0)


@pytest.mark.parametrize(
    ("end", "noticed"),
    # A run that was killed could not say what it wrote.
    [("finish", True), ("stop", True), ("killed", False)],
)
def test_a_page_changed_by_hand_after_a_run_is_told(root: Path, end: str, noticed: bool) -> None:
    run(root, end, a="1", b="1")
    (root / "a").write_text("mine")
    assert why(root, "a") == (f"a {BY_HAND}" if noticed else "")
    assert why(root, "b") == ""
    assert why(root, "a", force=True) == ""


def test_after_a_killed_run_one_that_is_stopped_does_not_make_others_pages_ours(root: Path) -> None:
    run(root, "killed", a="1", b="1")
    run(root, "stop", a="2")
    (root / "a").write_text("mine")
    assert why(root, "a", "b") == ""
    run(root, a="2", b="2")
    (root / "a").write_text("mine")
    assert why(root, "a") == f"a {BY_HAND}"


def test_a_page_changed_by_hand_stays_where_it_is_no_longer_made(root: Path) -> None:
    run(root, a="1", b="1", c="1")
    (root / "a").write_text("mine")
    (root / "b").unlink()
    (root / "b").symlink_to("a")
    last = run(root, d="1")
    assert last.removed == 1
    assert (root / "b").is_symlink()
    assert names(root) == [MANIFEST, "a", "b", "d"]


def test_other_ends_of_lines_are_no_change_and_a_link_or_nothing_in_its_place(root: Path) -> None:
    run(root, a="one\ntwo\n", b="1", c="1")
    (root / "a").write_bytes(b"one\r\ntwo\r\n")
    (root / "b").unlink()
    assert why(root, "a", "b") == ""
    (root / "b").symlink_to("c")
    assert why(root, "b") == f"b {BY_HAND}"
    (root / "a").write_bytes(b"one\r\ntwo\r\nthree\r\n")
    assert why(root, "a") == f"a {BY_HAND}"


def test_what_is_not_ours_is_in_the_way(root: Path) -> None:
    run(root, a="1")
    (root / "b").write_text("mine")
    (root / "c").mkdir()
    (root / "d").mkdir()
    assert why(root, "b") == f"b {IN_THE_WAY}"
    assert why(root, "b", force=True) == ""
    for force in (False, True):
        assert why(root, "c", force=force) == f"c {IN_THE_WAY}"
        assert why(root, "d/e", force=force) == ""


def test_a_folder_is_needed_and_one_that_is_not_there_is_made(root: Path) -> None:
    assert why(root, "a") == ""
    root.write_text("a file")
    assert why(root, "a") == "ROOT is not a folder; name another one"


def test_nothing_is_written_outside_of_the_folder(root: Path, tmp_path: Path) -> None:
    run(root, a="1")
    (tmp_path / "elsewhere").mkdir()
    (root / "link").symlink_to(tmp_path / "elsewhere")
    (root / "inside").symlink_to(root)
    end = "is outside of ROOT: a folder in the way is a link"
    assert why(root, "link/a") == f"link/a {end}"
    assert why(root, "b/../../a") == f"b/../../a {end}"
    assert why(root, "b/../a") == f"b/../a {end}"
    assert why(root, "inside/b") == ""


def test_a_page_in_the_place_of_a_link_is_written_and_the_links_target_left_alone(root: Path) -> None:
    run(root, a="1")
    (root.parent / "victim").write_text("mine")
    (root / "a").unlink()
    (root / "a").symlink_to(root.parent / "victim")
    SiteFolder(root).write("a", "2")
    assert (root / "a").read_text() == "2"
    assert not (root / "a").is_symlink()
    assert (root.parent / "victim").read_text() == "mine"


@pytest.mark.parametrize(
    "note",
    ["", "[]", "{}", '{"pages": []}', '{"pages": {"": "x", "a\\u0007": "x"}}', "[" * 100_000, '{"pages": 3}'],
)
def test_a_note_that_cannot_be_used_names_no_page(root: Path, note: str) -> None:
    root.mkdir()
    (root / MANIFEST).write_text(note)
    (root / "a").write_text("mine")
    assert why(root, "a") == f"a {IN_THE_WAY}"
    last = run(root, b="1")
    assert (last.written, last.removed) == (1, 0)
    assert names(root) == [MANIFEST, "a", "b"]


def test_what_a_killed_run_left_of_pages_and_note_is_cleared(root: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    run(root, a="1", b_c="1")
    left = [f".a.{dead.pid}.tmp", f"b/.c.{dead.pid}.1.tmp", f".{MANIFEST}.{dead.pid}.tmp"]
    for name in (*left, f".x.{dead.pid}.tmp"):
        (root / name).touch()
    run(root, a="1", b_c="1")
    assert names(root) == sorted([f".x.{dead.pid}.tmp", MANIFEST, "a", "b/c"])


def test_a_page_that_cannot_be_written_is_named_and_the_rest_noted(root: Path) -> None:
    site = SiteFolder(root)
    site.begin(["a", "b"])
    site.write("a", "1")
    (root / "b").mkdir()
    with pytest.raises(RefusedToWrite, match=r"b was not written: (Is a directory|Permission denied)"):
        site.write("b", "1")
    site.stop()
    (root / "b").rmdir()
    assert why(root, "a", "b") == ""
    assert (run(root, a="1", b="1")).written == 1


def test_a_page_of_ours_on_which_a_full_disk_stopped_a_run_stays_ours(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(root, a="1", b="1")
    site = SiteFolder(root)
    site.begin(["a"])
    with monkeypatch.context() as full:
        full.setattr(atomic, "replace", failing_for("a", atomic.replace))
        with pytest.raises(RefusedToWrite, match="a was not written: No space left on device"):
            site.write("a", "2")
    site.stop()
    assert why(root, "a", "b") == ""
    assert run(root, b="1").removed == 1
    assert names(root) == [MANIFEST, "b"]


def failing_for(name: str, real: Callable[..., None]) -> Callable[..., None]:
    def replace(target: Path, *arguments: object, **options: object) -> None:
        if target.name == name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(target, *arguments, **options)

    return replace


def test_a_page_has_the_mode_that_the_umask_leaves_and_keeps_one_that_was_given_to_it(root: Path) -> None:
    before = os.umask(0o027)
    try:
        run(root, a="1")
        assert {stat.S_IMODE((root / name).stat().st_mode) for name in ("a", MANIFEST)} == {0o640}
        (root / "a").chmod(0o664)
        run(root, a="2")
        assert stat.S_IMODE((root / "a").stat().st_mode) == 0o664
        os.umask(0)
        run(root, b="1")
        assert stat.S_IMODE((root / "b").stat().st_mode) == 0o666
    finally:
        os.umask(before)
