"""A site that was interrupted, and other writers that were: the next run goes on, and clears what is left."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.disk import atomic, system
from tests.conftest import Result
from tests.small import RATED

Sustain = Callable[..., Result]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a run is killed in a copy of this process")


@pytest.fixture
def rated(folder: Path) -> Path:
    (folder / "in").mkdir()
    (folder / "in" / "new.yaml").write_text(RATED)
    (folder / "in" / "old.yaml").write_text(RATED.replace("2026", "2025"))
    return folder / "in"


def killed(run: Callable[[], object], monkeypatch: pytest.MonkeyPatch, at: int, *, after: bool) -> bool:
    """Run it in a copy of this process that dies at one of its moves; whether it came to that."""
    child = os.fork()
    if child == 0:
        moves = 0
        move = system.move

        def dying(source: Path, target: Path) -> None:
            nonlocal moves
            moves += 1
            if moves == at and not after:
                os._exit(9)
            move(source, target)
            if moves == at:
                os._exit(9)

        monkeypatch.setattr(system, "move", dying)
        try:
            run()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


@pytest.mark.deep
@pytest.mark.parametrize("after", [False, True], ids=["before a move", "after a move"])
@pytest.mark.parametrize("at", [1, 2, 3, 5, 8])
def test_a_site_that_was_killed_is_gone_on_with(
    sustain: Sustain, rated: Path, monkeypatch: pytest.MonkeyPatch, at: int, after: bool
) -> None:
    sustain("report", "in", "-o", "whole")
    run = lambda: sustain("report", "in", "-o", "site")  # noqa: E731
    assert killed(run, monkeypatch, at, after=after)
    sustain("report", "in", "-o", "site")
    assert contents(Path("site")) == contents(Path("whole"))
    # The same with an update of a site that is there.
    (rated / "new.yaml").write_text(RATED.replace("Two of five", "Three of five"))
    killed(run, monkeypatch, at, after=after)
    sustain("report", "in", "-o", "site")
    sustain("report", "in", "-o", "again")
    assert contents(Path("site")) == contents(Path("again"))


@pytest.mark.deep
@pytest.mark.parametrize("at", range(1, 8))
def test_a_full_disk_leaves_a_site_that_is_gone_on_with(
    sustain: Sustain, rated: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    writes = 0
    write_all = atomic._write_all

    def full(descriptor: int, content: bytes) -> None:
        nonlocal writes
        writes += 1
        if writes >= at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write_all(descriptor, content)

    with monkeypatch.context() as patch:
        patch.setattr(atomic, "_write_all", full)
        assert "No space left" in sustain("report", "in", "-o", "site", code=4).err
    assert not list(Path("site").rglob("*.tmp"))
    sustain("report", "in", "-o", "site")
    assert len(contents(Path("site"))) > 5


@pytest.mark.deep
@pytest.mark.parametrize("after", [False, True], ids=["before a move", "after a move"])
@pytest.mark.parametrize("at", [1, 2, 9, 10, 11])
def test_tables_of_a_run_that_was_killed_are_gone_on_with(
    sustain: Sustain, rated: Path, monkeypatch: pytest.MonkeyPatch, at: int, after: bool
) -> None:
    sustain("export", "in", "-o", "whole")
    assert killed(lambda: sustain("export", "in", "-o", "tables"), monkeypatch, at, after=after)
    sustain("export", "in", "-o", "tables")
    assert contents(Path("tables")) == contents(Path("whole"))


def test_tables_that_a_full_disk_stopped_are_gone_on_with(
    sustain: Sustain, rated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sustain("export", "in", "-o", "whole")
    write_all = atomic._write_all

    def full(descriptor: int, content: bytes) -> None:
        if b"1.A.i" in content:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write_all(descriptor, content)

    with monkeypatch.context() as patch:
        patch.setattr(atomic, "_write_all", full)
        assert "the disk is full" in sustain("export", "in", "-o", "tables", code=4).err
    sustain("export", "in", "-o", "tables")
    assert contents(Path("tables")) == contents(Path("whole"))


def test_tables_are_not_written_through_links(sustain: Sustain, rated: Path) -> None:
    for victim in ("parts", "elements"):
        Path(victim).mkdir()
        Path(victim, "new.csv").write_text("theirs")
        Path(victim, "part-00000-aaaaaaaa.csv").write_text("theirs")
    sustain("export", "in", "-o", "tables")
    Path("tables/.new-parts").symlink_to(Path("parts").resolve())
    sustain("export", "in", "-o", "tables", "--full")
    Path("tables/elements").rename("tables/before")
    Path("tables/elements").symlink_to(Path("elements").resolve())
    assert "a link to elsewhere" in sustain("export", "in", "-o", "tables", code=4).err
    for victim in ("parts", "elements"):
        assert {path.read_text() for path in Path(victim).iterdir()} == {"theirs"}


def test_a_page_changed_by_hand_after_a_whole_run_is_still_kept(sustain: Sustain, rated: Path) -> None:
    sustain("report", "in", "-o", "site")
    Path("site/index.html").write_text("mine")
    assert "changed by hand" in sustain("report", "in", "-o", "site", code=4).err


def test_a_run_that_changes_nothing_touches_nothing(sustain: Sustain, rated: Path) -> None:
    sustain("report", "in", "-o", "site")
    before = {path: path.stat().st_mtime_ns for path in Path("site").rglob("*")}
    sustain("report", "in", "-o", "site")
    assert {path: path.stat().st_mtime_ns for path in Path("site").rglob("*")} == before


WRITERS = {
    "report": (["report", "in/new.yaml", "-o", "out.html"], "out.html"),
    "plan": (["plan", "in", "-o", "out.md"], "out.md"),
    "new": (["new", "assessment", "out.yaml", "--reform", "R", "--agency", "A", "--round", "r1"], "out.yaml"),
    "init": (["init", "agency"], "agency/sustain.yaml"),
    "site": (["report", "in", "-o", "site"], "site/index.html"),
    "tables": (["export", "in", "-o", "tables"], "tables/datapackage.json"),
    "form": (["form", "in/new.yaml", "-o", "out.xlsx"], "out.xlsx"),
    "kit": (["kit", "in/new.yaml", "-o", "kit"], "kit/5-agenda.html"),
    "rate": (["rate", "in/new.yaml", "1.B.i", "strong", "--rationale", "Yes."], "in/new.yaml"),
    "schema": (["schema", "assessment", "-o", "out.json"], "out.json"),
    "trend": (["trend", "in", "-o", "out.csv"], "out.csv"),
    "layout": (["fmt", "in/wide.yaml"], "in/wide.yaml"),
    "mark": (["plan", "in/wide.yaml", "--mark", "one", "done"], "in/wide.yaml"),
    "another rate": (["rate", "in/wide.yaml", "--from", "in/new.yaml"], "in/wide.yaml"),
    "worksheet": (["worksheet", "w.yaml", "--add-gap", "select | No names"], "w.yaml"),
    "panel": (["panel", "ballot", "in/panel.yaml", "--rater", "r1", "-o", "out.html"], "out.html"),
    "own rubric": (["rubric", "new", "own", "-o", "out.yaml"], "out.yaml"),
}
"""The writers of the program, each with a file that it writes."""


@pytest.mark.parametrize("writer", WRITERS)
def test_what_a_killed_process_left_is_cleared(sustain: Sustain, rated: Path, writer: str) -> None:
    arguments, _ = WRITERS[writer]
    target = begun(sustain, writer)
    dead = [target.with_name(f".{target.name}.{number}.tmp") for number in ("999999999", "999999999.3")]
    living = target.with_name(f".{target.name}.{os.getppid()}.tmp")
    other = target.with_name(".else.999999999.tmp")
    # Of an earlier process that had our number, as numbers are given again.
    earlier = target.with_name(f".{target.name}.{os.getpid()}.7.tmp")
    for path in (*dead, living, other, earlier):
        path.write_text("left")
    hours_ago = time.time() - 6 * 3600
    os.utime(earlier, (hours_ago, hours_ago))
    sustain(*arguments)
    assert target.exists()
    assert not any(path.exists() for path in (*dead, earlier))
    assert living.read_text() == other.read_text() == "left"


def begun(sustain: Sustain, writer: str) -> Path:
    """Where a writer writes, in a folder that it takes as its own."""
    arguments, out = WRITERS[writer]
    if writer == "tables":
        sustain(*arguments)
    if writer == "worksheet":
        sustain("new", "worksheet", "w.yaml", "--agency", "A")
    action = "    actions:   [{id: one, what: Convene it,   status: planned}]\n"
    if "wide.yaml" in " ".join(arguments):
        Path("in/wide.yaml").write_text(RATED.replace("2026", "2027") + action)
    if writer == "panel":
        Path("in/panel.yaml").write_text(RATED.replace("ratings:", "panel: {raters: [r1, r2]}\nratings:"))
    Path(out).parent.mkdir(parents=True, exist_ok=True)
    return Path(out)


def test_what_another_container_may_be_writing_is_left(sustain: Sustain, rated: Path) -> None:
    """It may have our number, and no lock is held."""
    new = Path(f".out.html.{os.getpid()}.tmp")
    new.write_text("theirs")
    sustain("report", "in/new.yaml", "-o", "out.html")
    assert new.read_text() == "theirs"


@pytest.mark.parametrize("kind", ["link", "hard link"])
@pytest.mark.parametrize("writer", WRITERS)
def test_no_name_that_can_be_guessed_leads_to_a_victim(
    sustain: Sustain, rated: Path, writer: str, kind: str
) -> None:
    victim = Path("victim")
    victim.write_text("theirs")
    arguments, _ = WRITERS[writer]
    target = begun(sustain, writer)
    for number in ("", ".1", ".2"):
        trap = target.with_name(f".{target.name}.{os.getpid()}{number}.tmp")
        (os.symlink if kind == "link" else os.link)(victim.resolve(), trap)
    sustain(*arguments)
    assert victim.read_text() == "theirs"
    assert target.is_file()


@pytest.mark.parametrize("mode", [0o600, 0o640])
@pytest.mark.parametrize("writer", ["report", "plan", "site"])
def test_a_closed_file_is_never_open_to_others(
    sustain: Sustain, rated: Path, monkeypatch: pytest.MonkeyPatch, writer: str, mode: int
) -> None:
    arguments, out = WRITERS[writer]
    sustain(*arguments)
    target = Path(out)
    target.chmod(mode)
    seen: dict[str, set[int]] = {}
    for name in ("open", "write", "fchmod", "fchown", "fsync", "replace"):
        call = getattr(os, name)

        def watched(*values: object, call: Callable[..., object] = call, **more: object) -> object:
            given = call(*values, **more)
            for path in target.parent.glob(f".{target.name}.*"):
                seen.setdefault(path.name, set()).add(stat.S_IMODE(path.stat().st_mode))
            return given

        monkeypatch.setattr(os, name, watched)
    (rated / "new.yaml").write_text(RATED.replace("Two of five", "Three of five"))
    extra = [] if writer == "site" else ["--force"]
    if writer == "site":
        target.write_text("older")
        extra = ["--force"]
    sustain(*arguments, *extra)
    assert stat.S_IMODE(target.stat().st_mode) == mode
    assert seen
    assert {seen_mode & ~mode for modes in seen.values() for seen_mode in modes} == {0}
    assert all(modes & {0o600} for modes in seen.values())
