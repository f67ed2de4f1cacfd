"""Compiled templates that were kept: whatever lies there, pages are the same, and nothing foreign is run."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2.bccache import bc_magic

from sustainrubric import __version__
from tests import forked
from tests.conftest import ROOT
from tests.disk.processes import IS_ROOT

FILE = ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml"
CHECKSUM = 32


class Marker:
    """Makes a file where somebody reads it with pickle, as Jinja does before it compares anything."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.touch, (self.path,)


def with_checksum(compiled: bytes, version: str = __version__) -> bytes:
    return hashlib.sha256(f"sustainrubric {version}\n".encode() + compiled).digest() + compiled


def hostile(marker: Path) -> bytes:
    return with_checksum(bc_magic + pickle.dumps(Marker(marker), 2))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A page made where nothing was kept yet, and where its compiled templates lie now."""
    home = tmp_path_factory.mktemp("cache")
    return home, report(home)


@pytest.fixture
def home(first: tuple[Path, bytes], tmp_path: Path) -> Path:
    """Compiled templates as they should be, to be damaged."""
    return Path(shutil.copytree(first[0], tmp_path / "cache"))


@pytest.fixture
def page(first: tuple[Path, bytes]) -> bytes:
    return first[1]


def report(home: Path) -> bytes:
    """A report by a process that has compiled nothing yet."""
    arguments = ("report", str(FILE), "-o", "-", "--format", "markdown")
    run = forked.run(arguments, home, {**os.environ, "XDG_CACHE_HOME": str(home)})
    assert (run.returncode, run.stderr) == (0, b"")
    return run.stdout


def files(home: Path) -> list[Path]:
    found = sorted(path for path in home.glob("sustainrubric/templates-*/*") if not path.is_dir())
    assert found
    return found


@pytest.mark.deep
def test_what_is_kept_is_read_and_not_written_again(home: Path, page: bytes) -> None:
    before = {path: path.stat().st_ino for path in files(home)}
    assert report(home) == page
    assert {path: path.stat().st_ino for path in files(home)} == before


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "nothing in it": lambda content: b"",
    "cut off in the checksum": lambda content: content[:20],
    "cut off in the middle": lambda content: content[: len(content) // 2],
    "its last byte missing": lambda content: content[:-1],
    "written on top of an older one": lambda content: content + b"x",
    "a letter changed": lambda content: content.replace(b"root", b"moot"),
    "zeros from the middle on": lambda content: content[:300] + bytes(len(content) - 300),
    "of an older version": lambda content: with_checksum(content[CHECKSUM:], "0.0.1"),
    "of another Jinja": lambda content: with_checksum(b"j2" + content[CHECKSUM + 3 :]),
    "as Jinja writes it": lambda content: content[CHECKSUM:],
    "no code after a sound head": lambda content: with_checksum(content[CHECKSUM:][: len(bc_magic) + 60]),
}


@pytest.mark.deep
def test_damaged_ones_are_made_anew(home: Path, page: bytes) -> None:
    sound = {path: path.read_bytes() for path in files(home)}
    waiting = dict(DAMAGES)
    while waiting:
        # Each file is damaged in its own way, as many ways at once as there are files.
        tried = {path: waiting.popitem() for path in sound if waiting}
        for path, (name, damage) in tried.items():
            damaged = damage(sound[path])
            assert damaged != sound[path], name
            path.write_bytes(damaged)
        assert report(home) == page, [name for name, _ in tried.values()]
        left = [name for path, (name, _) in tried.items() if path.read_bytes() != sound[path]]
        assert left == []


def test_a_link_to_what_a_stranger_wrote_is_not_followed(home: Path, tmp_path: Path, page: bytes) -> None:
    marker, theirs = tmp_path / "was-run", tmp_path / "theirs"
    theirs.write_bytes(hostile(marker))
    for path in files(home):
        path.unlink()
        path.symlink_to(theirs)
    assert report(home) == page
    assert not marker.exists()
    assert theirs.read_bytes() == hostile(marker)


@pytest.mark.deep
def test_a_file_that_others_may_write_to_is_not_run(home: Path, tmp_path: Path, page: bytes) -> None:
    for path in files(home):
        path.write_bytes(hostile(tmp_path / "was-run"))
        path.chmod(0o666)
    assert report(home) == page
    assert not (tmp_path / "was-run").exists()


def test_the_hostile_one_would_be_run_if_it_were_trusted(home: Path, tmp_path: Path) -> None:
    for path in files(home):
        path.write_bytes(hostile(tmp_path / "was-run"))
    report(home)
    assert (tmp_path / "was-run").exists()


def test_a_pipe_in_its_place_is_not_waited_for(home: Path, page: bytes) -> None:
    for path in files(home):
        path.unlink()
        os.mkfifo(path)
    assert report(home) == page


@pytest.mark.deep
@pytest.mark.parametrize("trouble", ["open to all", "a link", "a file", "no home", "read-only"])
def test_a_folder_that_will_not_do_is_left_alone(
    trouble: str, home: Path, tmp_path: Path, page: bytes
) -> None:
    (kept,) = home.glob("sustainrubric/templates-*")
    for path in files(home):
        path.write_bytes(hostile(tmp_path / "was-run"))
    if trouble == "open to all":
        kept.chmod(0o777)
    elif trouble == "a link":
        kept.rename(tmp_path / "theirs")
        kept.symlink_to(tmp_path / "theirs")
    elif trouble in ("a file", "no home"):
        kept.rename(tmp_path / "theirs")
        (kept if trouble == "a file" else kept.with_name("moved")).touch()
        if trouble == "no home":
            kept.with_name("moved").unlink()
            kept.parent.rmdir()
            kept.parent.touch()
    elif IS_ROOT:
        pytest.skip("root may write everywhere")
    else:
        for path in files(home):
            path.unlink()
        kept.chmod(0o500)
    before = sorted(path.name for path in home.rglob("*"))
    assert report(home) == page
    assert not (tmp_path / "was-run").exists()
    assert sorted(path.name for path in home.rglob("*")) == before
    if trouble == "read-only":
        kept.chmod(0o700)
