"""A file is the old one or the new one, and where it could not be saved the user knows."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.disk import atomic, system
from sustainrubric.disk.home_folders import rescue
from sustainrubric.disk.save import ChangedOnDisk, edited, write_new
from sustainrubric.disk.writable import Obstacle, check_file, check_writable
from tests.disk import processes

OLD, NEW = b"level: emerging\n", b"level: strong\n" * 2000
SAVE = """\
with edited(path) as saver:
    warnings = saver.save(b"level: strong\\n" * 2000)
print("saved", *warnings)
"""
SAVE_WITH_BACKUP = SAVE.replace("edited(path)", "edited(path, backup=True)")

is_root = processes.IS_ROOT


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_bytes(OLD)
    return path


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# New files


def test_a_new_file_has_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    old_mask = os.umask(0o027)
    try:
        write_new(tmp_path / "a.yaml", NEW)
    finally:
        os.umask(old_mask)
    assert (tmp_path / "a.yaml").read_bytes() == NEW
    assert mode(tmp_path / "a.yaml") == 0o640
    assert hidden(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps these names")
@pytest.mark.parametrize("name", ["con", "nul.yaml", "aux.txt"])
def test_a_name_that_only_windows_keeps_is_a_name_like_any_other(tmp_path: Path, name: str) -> None:
    write_new(tmp_path / name, NEW)
    assert (tmp_path / name).read_bytes() == NEW


@pytest.mark.parametrize(
    ("user", "owner", "mode", "words"),
    [
        (1000, 1000, 0o644, ""),
        (1000, 1000, 0o466, "it is read-only"),
        (1000, 1000, 0o444, "it is read-only"),
        (1000, 2000, 0o644, "it belongs to another user"),
        (1000, 2000, 0o666, "it belongs to another user"),
        (1000, 2000, 0o466, "it belongs to another user"),
        (0, 2000, 0o644, ""),
        (0, 2000, 0o466, ""),
        (0, 2000, 0o444, "it is read-only"),
        (None, 2000, 0o644, ""),
    ],
)
def test_whose_file_may_be_replaced(
    monkeypatch: pytest.MonkeyPatch, user: int | None, owner: int, mode: int, words: str
) -> None:
    monkeypatch.setattr(system, "user_id", lambda: user)
    status = os.stat_result((stat.S_IFREG | mode, 0, 0, 1, owner, 0, 0, 0, 0, 0))
    if words:
        with pytest.raises(Obstacle, match=words):
            check_file(status)
    else:
        check_file(status)


def test_a_new_file_makes_its_folders(tmp_path: Path) -> None:
    write_new(tmp_path / "new" / "below" / "a.yaml", NEW)
    assert (tmp_path / "new" / "below" / "a.yaml").read_bytes() == NEW
    with pytest.raises(RefusedToWrite, match="it is a folder"):
        write_new(tmp_path / "other" / "..", NEW)
    assert not (tmp_path / "other").exists()


def test_a_file_that_is_there_is_not_overwritten(file: Path) -> None:
    with pytest.raises(RefusedToWrite, match=r"a\.yaml was not written: it exists already; choose") as caught:
        write_new(file, NEW)
    assert caught.value.exit_code == 4
    assert file.read_bytes() == OLD


def test_force_replaces_a_file_and_keeps_its_mode(file: Path) -> None:
    file.chmod(0o640)
    write_new(file, NEW, force=True)
    assert file.read_bytes() == NEW
    assert mode(file) == 0o640


def test_force_through_a_link_keeps_the_link(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to("a.yaml")
    with pytest.raises(RefusedToWrite, match="exists already"):
        write_new(link, NEW)
    write_new(link, NEW, force=True)
    assert link.is_symlink()
    assert file.read_bytes() == NEW


@pytest.mark.parametrize("has_hard_links", [True, False])
def test_a_file_that_appears_meanwhile_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_hard_links: bool
) -> None:
    path = tmp_path / "a.yaml"
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda descriptor: (path.write_bytes(OLD), fsync(descriptor)))
    if not has_hard_links:
        monkeypatch.setattr(os, "link", failing(errno.EPERM))
    with pytest.raises(RefusedToWrite, match="it exists already"):
        write_new(path, NEW)
    assert path.read_bytes() == OLD
    assert hidden(tmp_path) == []


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", failing(errno.EOPNOTSUPP))
    write_new(tmp_path / "a.yaml", NEW)
    assert (tmp_path / "a.yaml").read_bytes() == NEW
    assert hidden(tmp_path) == []
    monkeypatch.setattr(os, "replace", failing(errno.EIO))
    with pytest.raises(RefusedToWrite):
        write_new(tmp_path / "b.yaml", NEW)
    assert not (tmp_path / "b.yaml").exists()


def test_a_failing_link_is_no_reason_to_write_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", failing(errno.EIO))
    with pytest.raises(RefusedToWrite, match="the disk reports an error"):
        write_new(tmp_path / "a.yaml", NEW)
    assert os.listdir(tmp_path) == []


def test_a_temporary_file_of_the_same_name_is_left_alone(tmp_path: Path) -> None:
    """Of another thread, or of a process with our number in another container."""
    (tmp_path / "victim").write_bytes(OLD)
    taken = tmp_path / f".a.yaml.{os.getpid()}.tmp"
    taken.symlink_to("victim")
    write_new(tmp_path / "a.yaml", NEW)
    assert (tmp_path / "a.yaml").read_bytes() == NEW
    assert (tmp_path / "victim").read_bytes() == OLD
    assert hidden(tmp_path) == [taken.name]


def test_any_number_of_temporary_files_in_the_way_is_gone_around_and_a_hundred_are_told(
    tmp_path: Path,
) -> None:
    numbers = [f"{os.getpid()}", *(f"{os.getpid()}.{attempt}" for attempt in range(99))]
    for number in numbers:
        (tmp_path / f".a.yaml.{number}.tmp").mkdir()
    write_new(tmp_path / "a.yaml", NEW)
    assert (tmp_path / "a.yaml").read_bytes() == NEW
    (tmp_path / f".b.yaml.{os.getpid()}.tmp").mkdir()
    for attempt in range(120):
        (tmp_path / f".b.yaml.{os.getpid()}.{attempt}.tmp").mkdir()
    with pytest.raises(RefusedToWrite, match="was not written: it exists already"):
        write_new(tmp_path / "b.yaml", NEW)
    assert not (tmp_path / "b.yaml").exists()


@pytest.mark.parametrize(
    ("force", "words"),
    [
        (None, "it exists already; choose another name"),
        (False, "it exists already; choose another name, or add --force to replace it"),
    ],
)
def test_a_hint_names_force_only_where_there_is_one(file: Path, force: bool | None, words: str) -> None:
    with pytest.raises(RefusedToWrite) as refused:
        write_new(file, NEW, force=force)
    assert str(refused.value) == f"{file} was not written: {words}"


def failing(number: int) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


def make_dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def make_loop(path: Path) -> None:
    path.symlink_to(path.name)


ODD_TARGETS = [
    (Path.mkdir, "it is a folder"),
    (processes.make_pipe, "it is not a regular file"),
    (make_dangling, "it is a link to nowhere, which is not there"),
    (make_loop, "it is a loop of links"),
]


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize(("make", "words"), ODD_TARGETS)
def test_only_a_regular_file_is_written(
    tmp_path: Path, make: Callable[[Path], None], words: str, force: bool
) -> None:
    make(tmp_path / "a.yaml")
    with pytest.raises(RefusedToWrite, match=words):
        write_new(tmp_path / "a.yaml", NEW, force=force)
    with pytest.raises(RefusedToWrite, match=f"a.yaml cannot be saved: {words}"):
        check_writable(tmp_path / "a.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["a.yaml"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("no\0where/a.yaml", "this is not the name of a file|does not exist"),
        ("file/b/a.yaml", "a part of the path is not a folder|does not exist|its folder is gone"),
        ("file/a.yaml", "the folder .*file does not exist|a part of the path is not a folder"),
        ("x" * 300, "the name is too long|more than 259 characters"),
        ("a\0b", "this is not the name of a file"),
        ("..", "it is a folder"),
    ],
)
def test_a_place_where_no_file_can_be_is_named(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RefusedToWrite, match=words):
        write_new(tmp_path / name, NEW)


def test_a_name_as_long_as_they_get_is_written_and_saved(tmp_path: Path) -> None:
    path = tmp_path / ("é" * 120 + ".yaml")
    write_new(path, OLD)
    with edited(path, backup=False) as saver:
        saver.save(NEW)
    assert path.read_bytes() == NEW
    assert hidden(tmp_path) == []


# Saving


def test_a_save_replaces_the_content_and_leaves_nothing_else(file: Path) -> None:
    with edited(file) as saver:
        assert saver.content == OLD
        assert saver.save(NEW) == ()
        assert saver.save(OLD) == ()
        saver.save(NEW)
    assert file.read_bytes() == NEW
    assert os.listdir(file.parent) == ["a.yaml"]


def test_nothing_is_written_where_nothing_changed(file: Path) -> None:
    before = file.stat()
    with edited(file) as saver:
        saver.save(OLD)
    assert file.stat().st_ino == before.st_ino


@pytest.mark.parametrize("bits", [0o640, 0o664, 0o600, 0o755])
def test_the_mode_is_kept(file: Path, bits: int) -> None:
    file.chmod(bits)
    with edited(file) as saver:
        saver.save(NEW)
    assert mode(file) == bits


@pytest.mark.skipif(not is_root, reason="only root may give files away")
def test_the_owner_is_kept_where_that_is_allowed(file: Path) -> None:
    os.chown(file, processes.NOBODY, processes.NOBODY)
    with edited(file) as saver:
        saver.save(NEW)
    assert (file.stat().st_uid, file.stat().st_gid) == (processes.NOBODY, processes.NOBODY)


@pytest.mark.skipif(not is_root, reason="only root can make a file of a group it is not in")
def test_a_group_that_cannot_be_kept_passes_no_rights_to_another() -> None:
    with processes.somebody_elses_folder() as folder:
        path = folder / "a.yaml"
        path.write_bytes(OLD)
        os.chown(path, processes.NOBODY, 0)
        path.chmod(0o664)
        done = processes.run(SAVE, path, somebody_else=True)
        assert done.returncode == 0, done
        assert mode(path) == 0o644


@pytest.mark.skipif(not is_root, reason="only root can give a file to another group")
@pytest.mark.parametrize(
    ("mode", "left"),
    [
        (0o664, 0o644),
        (0o660, 0o600),
        (0o775, 0o755),
        (0o641, 0o611),
        (0o666, 0o666),
        (0o620, 0o600),
        (0o604, 0o644),
    ],
)
def test_where_the_group_cannot_be_kept_the_new_one_may_do_what_everybody_may(
    file: Path, monkeypatch: pytest.MonkeyPatch, mode: int, left: int
) -> None:
    os.chown(file, -1, 54321)
    file.chmod(mode)
    monkeypatch.setattr(os, "fchown", failing(errno.EPERM))
    with edited(file) as saver:
        saver.save(NEW)
    assert stat.S_IMODE(file.stat().st_mode) == left


def test_extended_attributes_are_kept(file: Path) -> None:
    try:
        os.setxattr(file, "user.reviewed", b"yes")
    except OSError:
        pytest.skip("no extended attributes on this file system")
    with edited(file) as saver:
        saver.save(NEW)
    assert os.getxattr(file, "user.reviewed") == b"yes"


def test_a_link_stays_and_its_target_is_replaced(file: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    link = tmp_path / "other" / "link.yaml"
    link.symlink_to("../a.yaml")
    with edited(link) as saver:
        assert hidden(tmp_path) == [".a.yaml.lock"]
        saver.save(NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert hidden(tmp_path) + hidden(tmp_path / "other") == []


def test_hard_links_are_said_before_and_after(file: Path, tmp_path: Path) -> None:
    os.link(file, tmp_path / "b.yaml")
    with edited(file) as saver:
        assert "has 2 names (hard links)" in saver.warnings[0]
        assert "has 2 names (hard links)" in saver.save(NEW)[0]
        assert saver.save(OLD) == ()
    assert (tmp_path / "b.yaml").read_bytes() == OLD


def test_a_change_by_somebody_else_is_never_overwritten(file: Path) -> None:
    """Same size, same time: only the content tells."""
    other = OLD.replace(b"emerging", b"strong!!")
    with edited(file) as saver:
        before = file.stat()
        file.write_bytes(other)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        with pytest.raises(
            ChangedOnDisk, match=r"not saved: .*a\.yaml was changed at [\d:]+ \(sha256"
        ) as caught:
            saver.save(NEW)
        assert caught.value.content == other
        assert caught.value.exit_code == 4
        assert file.read_bytes() == other
        assert saver.reload() == other
        saver.save(NEW)
    assert file.read_bytes() == NEW


def test_a_change_while_we_sync_is_not_overwritten(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: file.write_bytes(b"theirs"))
    with edited(file) as saver, pytest.raises(ChangedOnDisk):
        saver.save(NEW)
    assert file.read_bytes() == b"theirs"
    assert hidden(file.parent) == []


def test_a_removed_file_is_not_made_again(file: Path) -> None:
    with edited(file) as saver:
        file.unlink()
        with pytest.raises(ChangedOnDisk, match="was removed after we read it") as caught:
            saver.save(NEW)
    assert caught.value.content is None
    assert os.listdir(file.parent) == []


def test_a_folder_that_vanishes_is_no_crash(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    (folder / "a.yaml").write_bytes(OLD)
    with edited(folder / "a.yaml", session=True) as saver:
        shutil.rmtree(folder)
        with pytest.raises(RefusedToWrite, match=r"not saved: .*: the folder .*gone does not exist"):
            saver.save(NEW)
    assert not folder.exists()


def test_a_file_made_read_only_meanwhile_is_not_replaced(file: Path) -> None:
    with edited(file) as saver:
        file.chmod(0o444)
        with pytest.raises(RefusedToWrite, match=r"not saved: .*: it is read-only"):
            saver.save(NEW)
    assert file.read_bytes() == OLD


def test_an_interruption_right_after_the_replacement_is_no_change_by_somebody_else(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace

    def replace_and_stop(source: Path, target: Path) -> None:
        replace(source, target)
        raise KeyboardInterrupt

    with edited(file) as saver:
        with monkeypatch.context() as patch:
            patch.setattr(os, "replace", replace_and_stop)
            with pytest.raises(KeyboardInterrupt):
                saver.save(NEW)
        saver.save(OLD)
    assert file.read_bytes() == OLD


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
@pytest.mark.parametrize("call", ["write", "fsync", "replace", "fchmod", "open"])
def test_a_failing_call_leaves_the_old_file(
    file: Path, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    file.chmod(0o664)
    with edited(file) as saver:
        with monkeypatch.context() as patch:
            patch.setattr(os, call, failing(number))
            with pytest.raises(RefusedToWrite, match=r"^not saved: .*a\.yaml"):
                saver.save(NEW)
        assert file.read_bytes() == OLD
        assert hidden(file.parent) == [".a.yaml.lock"]
        saver.save(NEW)
    assert file.read_bytes() == NEW


def test_a_folder_that_cannot_be_synced_is_said(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic, "sync_folder", failing(errno.EIO))
    with edited(file) as saver:
        (warning,) = saver.save(NEW)
    assert "a.yaml is saved, but the disk did not confirm it: the disk reports an error" in warning
    with pytest.raises(RefusedToWrite, match="was written, but the disk did not confirm it"):
        write_new(file.parent / "b.yaml", NEW)


def test_a_limit_on_file_sizes_leaves_the_old_file(file: Path) -> None:
    import resource

    done = processes.run(
        SAVE, file, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    )
    assert done.returncode == 4, done
    assert done.stdout == f"not saved: {file}: the file would be larger than the system allows; split it\n"
    assert file.read_bytes() == OLD
    assert hidden(file.parent) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if not is_root or shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield folder
    if subprocess.run(["umount", str(folder)], check=False).returncode:
        # Somebody looks into it: let go of it as soon as they do.
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_file(small_disk: Path) -> None:
    file = small_disk / "a.yaml"
    write_new(file, OLD)
    with edited(file) as saver:
        (small_disk / "filler").write_bytes(b"x" * 40_000)
        with pytest.raises(RefusedToWrite, match=r"not saved: .*: the disk is full"):
            saver.save(NEW)
        assert hidden(small_disk) == [".a.yaml.lock"]
    with pytest.raises(RefusedToWrite, match=r"b\.yaml was not written: the disk is full"):
        write_new(small_disk / "b.yaml", NEW)
    assert file.read_bytes() == OLD
    assert sorted(os.listdir(small_disk)) == ["a.yaml", "filler"]


# Backups


def test_a_backup_holds_what_was_there_at_the_start(file: Path) -> None:
    file.chmod(0o640)
    with edited(file, backup=True) as saver:
        saver.save(b"first")
        saver.save(NEW)
    backup = file.with_name("a.yaml.bak")
    assert backup.read_bytes() == OLD
    assert mode(backup) == 0o640


def test_a_failing_backup_stops_the_save(file: Path) -> None:
    file.with_name("a.yaml.bak").mkdir()
    with edited(file, backup=True) as saver:
        with pytest.raises(RefusedToWrite, match=r"not saved: .*: no backup could be made: it is a folder"):
            saver.save(NEW)
        file.with_name("a.yaml.bak").rmdir()
        saver.save(NEW)
    assert file.with_name("a.yaml.bak").read_bytes() == OLD
    assert hidden(file.parent) == []


# Said before the first question


def test_what_can_be_written_passes(file: Path) -> None:
    assert check_writable(file) == ()
    assert check_writable(file.with_name("new.yaml")) == ()


def test_a_read_only_file_is_said_before(file: Path) -> None:
    file.chmod(0o444)
    with pytest.raises(RefusedToWrite, match=r"a\.yaml cannot be saved: it is read-only"):
        check_writable(file)
    with pytest.raises(RefusedToWrite, match="it is read-only"):
        write_new(file, NEW, force=True)


def test_a_read_only_folder_is_said_before() -> None:
    with processes.somebody_elses_folder() as folder:
        path = folder / "a.yaml"
        path.write_bytes(OLD)
        if is_root:
            os.chown(path, processes.NOBODY, processes.NOBODY)
        folder.chmod(0o555)
        for name in ("a.yaml", "new.yaml"):
            done = processes.run("check_writable(path)", folder / name, somebody_else=True)
            assert (done.returncode, "is read-only, and a save puts" in done.stdout) == (4, True), done


@pytest.mark.skipif(not is_root, reason="needs a file of another user")
def test_a_file_of_another_user_is_said_before() -> None:
    with processes.somebody_elses_folder() as folder:
        path = folder / "a.yaml"
        path.write_bytes(OLD)
        path.chmod(0o666)
        done = processes.run("check_writable(path)", path, somebody_else=True)
        assert done.returncode == 4
        assert (
            done.stdout
            == f"{path} cannot be saved: it belongs to another user; ask them, or work on a copy\n"
        )


@pytest.mark.parametrize("attribute", ["i", "a"])
def test_an_immutable_file_is_said_before(file: Path, attribute: str) -> None:
    chattr = shutil.which("chattr")
    if (
        not (is_root and chattr)
        or subprocess.run([chattr, f"+{attribute}", file], capture_output=True).returncode
    ):
        pytest.skip("no file can be made immutable here")
    try:
        with pytest.raises(RefusedToWrite, match="cannot be saved: it is protected against changes"):
            check_writable(file)
    finally:
        subprocess.run([chattr, f"-{attribute}", file], check=True)


@pytest.mark.parametrize(
    ("number", "words"), [(errno.EIO, "the disk reports an error"), (errno.EINVAL, ""), (errno.ENOTSUP, "")]
)
def test_a_folder_that_does_not_sync_is_told_of_unless_its_file_system_never_does(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    real = os.fsync

    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(number, os.strerror(number))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    with edited(file) as saver:
        told = saver.save(NEW)
    end = "but the disk did not confirm it: "
    assert [words in one and f"{file} is saved, {end}" in one for one in told] == [True] * bool(words)
    new = file.with_name("new.yaml")
    if words:
        with pytest.raises(RefusedToWrite, match=f"new.yaml was written, {end}{words}"):
            write_new(new, NEW)
    else:
        write_new(new, NEW)
    assert (file.read_bytes(), new.read_bytes()) == (NEW, NEW)


def test_a_change_by_somebody_else_is_told_with_its_time_and_sum(file: Path) -> None:
    with edited(file) as saver:
        file.write_bytes(NEW)
        with pytest.raises(ChangedOnDisk) as changed:
            saver.save(b"x")
        clock = r"\d\d:\d\d:\d\d"
        first, second = (f"sha256 {hashlib.sha256(content).hexdigest()[:8]}" for content in (NEW, OLD))
        told = str(changed.value).removeprefix(f"not saved: {file} ")
        pattern = rf"was changed at {clock} \({first}\) after we read it at {clock} \({second}\)"
        assert re.fullmatch(pattern, told)
        assert changed.value.content == NEW
        assert saver.reload() == NEW
        saver.save(OLD)
        file.unlink()
        with pytest.raises(ChangedOnDisk, match=rf"was removed after we read it at {clock}$") as removed:
            saver.save(NEW)
        assert removed.value.content is None


@pytest.mark.parametrize("names", [2, 3])
def test_all_names_of_a_file_are_counted(file: Path, names: int) -> None:
    for number in range(1, names):
        os.link(file, file.with_name(f"{number}.yaml"))
    with edited(file) as saver:
        assert saver.warnings == (
            f"{file} has {names} names (hard links); saving parts this one from the others, which keep the old text",
        )
        assert saver.save(NEW) == saver.warnings
    assert os.stat(file).st_nlink == 1


def test_a_backup_is_made_once_and_has_the_mode_of_the_file(file: Path) -> None:
    file.chmod(0o640)
    with edited(file, backup=True) as saver:
        assert not file.with_name("a.yaml.bak").exists()
        saver.save(NEW)
        saver.save(b"third\n")
    backup = file.with_name("a.yaml.bak")
    assert backup.read_bytes() == OLD
    assert stat.S_IMODE(backup.stat().st_mode) == 0o640
    with edited(file) as saver:
        saver.save(NEW)
    assert backup.read_bytes() == OLD


def test_two_names_as_long_as_they_get_have_hidden_files_of_their_own(tmp_path: Path) -> None:
    """Only the ends of the names differ, which is what is cut."""
    first, second = (tmp_path / ("é" * 122 + f"{number}.yaml") for number in (1, 2))
    for path in (first, second):
        write_new(path, OLD)
    with edited(first) as one, edited(second) as other:
        assert len(hidden(tmp_path)) == 2
        assert all(len(os.fsencode(name)) <= 255 for name in hidden(tmp_path))
        one.save(NEW)
        assert other.content == OLD
        other.save(b"other\n")
    assert (first.read_bytes(), second.read_bytes()) == (NEW, b"other\n")
    assert hidden(tmp_path) == []


@pytest.mark.parametrize("length", [40, 110, 116, 117, 118, 119, 120, 121, 122])
def test_what_a_killed_save_left_of_a_long_name_is_cleared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: int
) -> None:
    """Whatever the number of the process was, and whether it was making the file or its backup."""
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    path = tmp_path / ("é" * length + "a.yaml")
    path.write_bytes(OLD)
    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", lambda name: None)
        for number in (dead.pid, 999_999_999):
            patch.setattr(os, "getpid", lambda number=number: number)
            for target in (path, path.with_name(f"{path.name}.bak")):
                with atomic.written(target, NEW):
                    pass
                with atomic.written(target, NEW):
                    pass
    left = hidden(tmp_path)
    assert len(left) == 8
    assert all(name.encode("utf-8").decode("utf-8") == name for name in left)
    with edited(path) as saver:
        saver.save(NEW)
    assert hidden(tmp_path) == []


def test_a_temporary_file_of_our_own_number_goes_only_where_it_is_older_than_we(file: Path) -> None:
    hours = {"now": 0, "yesterday": 24}
    for name, ago in hours.items():
        target = file.with_name(f"{name}.yaml")
        left = file.with_name(f".{name}.yaml.{os.getpid()}.tmp")
        left.touch()
        os.utime(left, (time.time() - 3600 * ago,) * 2)
        atomic.remove_leftovers(target)
        assert left.exists() is (ago == 0)
        atomic.remove_leftovers(target, locked=True)
        assert not left.exists()


# Killed


def test_temporary_files_of_the_dead_are_removed_and_no_others(file: Path) -> None:
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    alive = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    left = [f".a.yaml.{dead.pid}.tmp", f".a.yaml.{dead.pid}.1.tmp", f".a.yaml.bak.{dead.pid}.tmp"]
    kept = [f".a.yaml.{alive.pid}.tmp", f".b.yaml.{dead.pid}.tmp", f"a.yaml.{dead.pid}.tmp", ".a.yaml.x.tmp"]
    for name in (*left, *kept):
        (file.parent / name).touch()
    with edited(file):
        pass
    assert sorted(os.listdir(file.parent)) == sorted([*kept, "a.yaml"])
    alive.communicate(b"\n")


@pytest.mark.deep
def test_killed_at_200_moments_the_file_is_whole(tmp_path: Path) -> None:
    program = Path(__file__).with_name("kill_loop.py")
    done = subprocess.run(
        [sys.executable, program, tmp_path / "a.yaml"],
        env=processes.environment(), capture_output=True, text=True, timeout=250, check=True,
    )  # fmt: skip
    print(done.stdout)
    assert re.fullmatch(r"\d+ in the middle\n", done.stdout)


CALLS = ("openat", "write", "fsync", "rename", "fchmod", "unlink", "flock", "lseek", "ftruncate")


def traced(file: Path, *options: str) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """Save under strace; the calls made, by name."""
    log = file.parent.parent / "trace"
    done = subprocess.run(
        [shutil.which("strace") or "strace", "-f", "-o", str(log), *options,
         *processes.command(SAVE_WITH_BACKUP, file)],
        env={**processes.environment(), "PYTHONHASHSEED": "0"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done, re.findall(r"^\d+ +(\w+)\(", log.read_text(), re.MULTILINE) if log.exists() else []


def fault_points(file: Path) -> Iterator[tuple[str, int]]:
    """Each call between taking and giving back the lock, with its number among calls of that name."""
    done, names = traced(file, "-e", "trace=" + ",".join(CALLS))
    if done.returncode or "flock" not in names:
        pytest.skip("strace cannot trace here")
    locked_at = names.index("flock")
    # The last one but what Python writes at its end is the removal of the lock.
    unlocked_at = len(names) - 1 - names[::-1].index("unlink")
    for position in range(locked_at, unlocked_at + 1):
        yield names[position], names[: position + 1].count(names[position])


@pytest.mark.deep
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC", "error=EIO"])
def test_whatever_call_fails_the_file_is_the_old_or_the_new_one(tmp_path: Path, fault: str) -> None:
    file = tmp_path / "folder" / "a.yaml"
    file.parent.mkdir()

    def make_old() -> None:
        file.write_bytes(OLD)
        file.chmod(0o664)

    make_old()
    points = list(fault_points(file))
    assert {"openat", "write", "fsync", "rename", "fchmod"} <= {name for name, _ in points}
    for name, number in points:
        for left in file.parent.iterdir():
            left.unlink()
        make_old()
        done, _ = traced(file, "-e", f"trace={name}", "-e", f"inject={name}:{fault}:when={number}")
        content = file.read_bytes()
        context = (name, number, done.returncode, done.stdout, done.stderr, os.listdir(file.parent))
        assert content in (OLD, NEW), context
        if fault == "signal=KILL":
            # strace ends as the process did: one that was killed has no exit code of its own.
            assert done.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL), context
            with edited(file):
                assert hidden(file.parent) == [".a.yaml.lock"], context
        else:
            # 3 where it fails before there is anything to save.
            assert done.returncode in (((3, 4) if name == "openat" else (4,)) if content == OLD else (0,)), (
                context
            )
            assert re.match("not saved|.*cannot be" if content == OLD else "saved", done.stdout), context
            # An empty lock file is in nobody's way; the next one to lock removes it.
            allowed = [".a.yaml.lock"] if name in ("unlink", "flock") else []
            assert hidden(file.parent) in ([], allowed), context
        backup = file.with_name("a.yaml.bak")
        assert not backup.exists() or backup.read_bytes() == OLD, context


# Rescue


def test_unsaved_content_goes_to_the_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    first, second = rescue(NEW, "folder/a.yaml"), rescue(OLD, "a.yaml")
    assert first is not None
    assert second is not None
    assert first.parent == second.parent == tmp_path / "state" / "sustainrubric"
    assert re.fullmatch(r"a\.[\d-]+\.yaml", first.name)
    assert (first.read_bytes(), second.read_bytes()) == (NEW, OLD)
    assert (mode(first), mode(first.parent)) == (0o600, 0o700)
    assert hidden(first.parent) == []


def test_without_a_state_folder_the_home_and_then_the_temporary_folder_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    temporary.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    monkeypatch.setenv("XDG_STATE_HOME", "not/absolute")
    found = rescue(NEW, "a.yaml")
    assert found is not None
    assert found.parent == home / ".local" / "state" / "sustainrubric"
    shutil.rmtree(home)
    home.touch()
    found = rescue(NEW, "a.yaml")
    assert found is not None
    assert found.parent.parent == temporary
    assert mode(found.parent) == 0o700
    monkeypatch.setattr(os, "write", failing(errno.ENOSPC))
    assert rescue(NEW, "b.yaml") is None
