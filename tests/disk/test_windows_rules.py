"""What Windows would do and Wine does not, done by hand: files held open, names it keeps, paths too long."""

from __future__ import annotations

import errno
import io
import os
import re
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path

import pytest

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.cli.main import main
from sustainrubric.disk import system
from sustainrubric.disk.atomic import remove_leftovers
from sustainrubric.disk.lock import locked
from sustainrubric.disk.save import check_writable, edited, write_new
from sustainrubric.site.folder import SiteFolder
from sustainrubric.site.names import part
from tests.conftest import Result

OLD, NEW = b"level: emerging\n", b"level: strong\n"
IN_USE = "another program has it open, or you may not write there; close it in Excel, the editor or wherever it is open"
FORMATS = [
    ("score", "json"),
    ("score", "csv"),
    ("score", "markdown"),
    ("validate", "json"),
    ("validate", "sarif"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_bytes(OLD)
    return path


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses that were made, without their time."""
    made: list[float] = []
    monkeypatch.setattr("time.sleep", made.append)
    return made


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "is_windows", lambda: True)


class Held:
    """Another program has the target open for the first `times` tries, as `winerror` says."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, times: int, winerror: int = 5, call: str = "replace"
    ) -> None:
        self.left, self.winerror = times, winerror
        self._real: Callable[[Path, Path], None] = getattr(os, call)
        monkeypatch.setattr(os, call, self)

    def __call__(self, source: Path, target: Path) -> None:
        if self.left:
            self.left -= 1
            error = PermissionError(errno.EACCES, "Access is denied")
            error.winerror = self.winerror  # type: ignore[attr-defined,unused-ignore]
            raise error
        self._real(source, target)


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_that_is_let_go_of_soon_is_saved(
    file: Path, monkeypatch: pytest.MonkeyPatch, naps: list[float], winerror: int
) -> None:
    Held(monkeypatch, 3, winerror)
    with edited(file) as saver:
        saver.save(NEW)
    assert file.read_bytes() == NEW
    assert naps == list(system.PAUSES[:3])


def test_a_file_that_stays_open_is_left_as_it_was_and_the_way_out_is_said(
    file: Path, monkeypatch: pytest.MonkeyPatch, naps: list[float]
) -> None:
    held = Held(monkeypatch, 1000)
    with (
        edited(file) as saver,
        pytest.raises(RefusedToWrite, match=f"^not saved: {re.escape(str(file))}: {IN_USE}") as caught,
    ):
        saver.save(NEW)
    assert caught.value.exit_code == 4
    assert file.read_bytes() == OLD
    assert os.listdir(file.parent) == ["a.yaml"]
    assert len(naps) == len(system.PAUSES) == 1000 - held.left - 1


def test_what_other_systems_refuse_is_not_tried_again(
    file: Path, monkeypatch: pytest.MonkeyPatch, naps: list[float]
) -> None:
    def refused(source: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(os, "replace", refused)
    with edited(file) as saver, pytest.raises(RefusedToWrite, match="permission denied"):
        saver.save(NEW)
    assert naps == []


def test_the_command_ends_with_4(
    folder: Path, sustain: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, naps: list[float]
) -> None:
    sustain("new", "assessment", "a.yaml", "--agency", "A", "--state", "EX", "--reform", "R", "--round", "1")
    before = (folder / "a.yaml").read_bytes()
    Held(monkeypatch, 1000)
    said = sustain("rate", "a.yaml", "1.A.i", "strong", code=4).err
    assert IN_USE in said
    assert (folder / "a.yaml").read_bytes() == before


def test_a_page_of_a_site_that_is_open_in_a_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, naps: list[float]
) -> None:
    Held(monkeypatch, 2)
    SiteFolder(tmp_path).write("index.html", "<p>")
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "<p>"
    Held(monkeypatch, 1000)
    with pytest.raises(RefusedToWrite, match=IN_USE):
        SiteFolder(tmp_path).write("index.html", "<p>new")


def test_a_folder_in_the_place_of_a_file_is_called_one(
    file: Path, monkeypatch: pytest.MonkeyPatch, naps: list[float]
) -> None:
    """Windows says of it what it says of a file that is open."""

    def denied(source: Path, target: Path) -> None:
        error = PermissionError(errno.EACCES, "Access is denied", str(source), 5, str(target))
        error.winerror = 5  # type: ignore[attr-defined,unused-ignore]
        raise error

    (file.parent / "folder").mkdir()
    monkeypatch.setattr(os, "replace", lambda source, target: denied(source, file.parent / "folder"))
    with edited(file) as saver, pytest.raises(RefusedToWrite, match="it is a folder"):
        saver.save(NEW)


@pytest.mark.usefixtures("windows")
def test_a_new_file_is_renamed_into_place_and_never_over_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, naps: list[float]
) -> None:
    real = os.rename

    def rename(source: Path, target: Path) -> None:
        # As Windows does it.
        if os.path.exists(target):
            raise FileExistsError(errno.EEXIST, "Cannot create a file when that file already exists")
        real(source, target)

    monkeypatch.setattr(os, "rename", rename)
    Held(monkeypatch, 1, call="rename")
    write_new(tmp_path / "a.yaml", NEW)
    assert naps == [system.PAUSES[0]]
    find = "sustainrubric.disk.save.find"
    found = check_writable(tmp_path / "b.yaml")
    assert found == ()
    monkeypatch.setattr(find, lambda path: (path, None))
    with pytest.raises(RefusedToWrite, match="it exists already"):
        write_new(tmp_path / "a.yaml", OLD)
    assert os.listdir(tmp_path) == ["a.yaml"]
    assert (tmp_path / "a.yaml").read_bytes() == NEW


NAMES = ["CON", "con.yaml", "NUL .txt", "Aux.a.b", "COM1.yaml", "lpt³", "CONIN$"]


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_windows_keeps_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedToWrite, match="Windows keeps this name for a device; choose another name"):
        write_new(tmp_path / name, NEW)
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize("name", ["console.yaml", "com.yaml", "com10", "nul-1", "a.con", "aux_"])
def test_other_names_are_not(name: str) -> None:
    assert not system.is_device_name(name)


# Ids that people chose, and that no folder of Windows could hold apart or at all.
IDS = [
    "con",
    "CON",
    "nul.x",
    "a",
    "A",
    "a.",
    "a ",
    "a:b",
    "a*b",
    'a"b',
    "a<b",
    "a|b",
    "a?b",
    "..",
    "ﬁ",
    "FI",
    "x" * 200,
]


def test_pages_have_names_that_every_disk_takes_and_keeps_apart() -> None:
    names = [part(text) for text in IDS]
    assert len({name.lower() for name in names}) == len(IDS)
    for name in names:
        assert not system.is_device_name(name)
        assert not set(name) & set('<>:"/\\|?*')
        assert name == name.rstrip(". ")
        assert len(name) <= 60


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("long", ["folder", "file"])
def test_a_path_longer_than_windows_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, long: str) -> None:
    path = tmp_path / ("x" * 250) / "a.yaml" if long == "folder" else tmp_path / ("x" * 250)
    assert len(str(path)) > system.LONGEST_PATH

    def not_found(name: str | Path, *rest: int) -> int:
        raise FileNotFoundError(errno.ENOENT, "The system cannot find the path specified", str(name))

    monkeypatch.setattr(os, "open", not_found)
    with pytest.raises(
        RefusedToWrite, match="more than 259 characters, which is what Windows takes; use a shorter"
    ):
        write_new(path, NEW)


@pytest.mark.usefixtures("windows")
def test_a_sign_that_no_name_may_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def invalid(name: str | Path, *rest: int) -> int:
        raise OSError(errno.EINVAL, "Invalid argument", str(name))

    monkeypatch.setattr(os, "open", invalid)
    with pytest.raises(RefusedToWrite, match="Windows takes no file of this name"):
        write_new(tmp_path / "a?.yaml", NEW)


@pytest.mark.usefixtures("windows")
def test_no_folder_is_opened_and_no_owner_asked_for(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("fchown", "fchmod", "geteuid", "link", "O_DIRECTORY"):
        monkeypatch.delattr(os, name, raising=False)
    write_new(file.with_name("b.yaml"), NEW)
    with edited(file, session=True) as saver:
        saver.save(NEW)
    assert sorted(os.listdir(file.parent)) == ["a.yaml", "b.yaml"]


@pytest.mark.usefixtures("windows")
def test_a_folder_that_may_not_be_written_to_is_said_before(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refusing(name: str | Path, flags: int, *rest: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "Permission denied", str(name))
        return real(name, flags, *rest)

    monkeypatch.setattr(os, "open", refusing)
    with pytest.raises(RefusedToWrite, match=r"a\.yaml cannot be saved: permission denied"):
        check_writable(file)


@pytest.mark.usefixtures("windows")
def test_a_lock_that_was_just_removed_is_waited_for_and_never_done_without(
    file: Path, monkeypatch: pytest.MonkeyPatch, naps: list[float]
) -> None:
    real, refused = os.open, 3

    def refusing(name: str | Path, flags: int, *rest: int) -> int:
        nonlocal refused
        if str(name).endswith(".lock") and refused:
            refused -= 1
            raise PermissionError(errno.EACCES, "Access is denied", str(name))
        return real(name, flags, *rest)

    monkeypatch.setattr(os, "open", refusing)
    with locked(file):
        assert (refused, len(naps)) == (0, 3)
        assert file.with_name(".a.yaml.lock").exists()
    refused = -1
    with pytest.raises(RefusedToWrite, match="cannot be locked: permission denied"), locked(file, wait=0):
        raise AssertionError("there is no lock")


@pytest.mark.parametrize("on_windows", [True, False])
def test_a_lock_that_is_being_removed_does_not_count_on_windows_and_is_an_error_elsewhere(
    file: Path, monkeypatch: pytest.MonkeyPatch, on_windows: bool
) -> None:
    real, refused = os.lstat, 1

    def refusing(name: str | Path, **options: int) -> os.stat_result:
        nonlocal refused
        if str(name).endswith(".lock") and refused:
            refused -= 1
            raise PermissionError(errno.EACCES, "Access is denied", str(name))
        return real(name, **options)

    monkeypatch.setattr(system, "is_windows", lambda: on_windows)
    monkeypatch.setattr(os, "lstat", refusing)
    if on_windows:
        with locked(file):
            assert refused == 0
    else:
        with pytest.raises(RefusedToWrite, match="cannot be locked: permission denied"), locked(file):
            raise AssertionError("there is no lock")


def test_what_a_process_that_is_gone_left_is_removed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "is_running", lambda pid: pid == 11)
    for pid in (11, 12):
        file.with_name(f".a.yaml.{pid}.tmp").touch()
    remove_leftovers(file)
    assert sorted(os.listdir(file.parent)) == [".a.yaml.11.tmp", "a.yaml"]


# Streams


@pytest.fixture
def assessment(folder: Path, sustain: Callable[..., Result]) -> str:
    sustain(
        *(
            "new",
            "assessment",
            "a.yaml",
            "--agency",
            "Ōta – 漢",
            "--state",
            "EX",
            "--reform",
            "Naïve “façade” 😀",
        ),
        *("--round", "2026-fall", "--date", "2026-10-01"),
    )
    sustain("rate", "a.yaml", "1.A.i", "strong", "--rationale", "Ünï → 漢")
    return "a.yaml"


@pytest.mark.parametrize("encoding", ["cp1252", "cp437", "ascii"])
@pytest.mark.parametrize(("command", "form"), FORMATS)
def test_formats_for_programs_are_utf_8_in_every_console(
    assessment: str, sustain: Callable[..., Result], command: str, form: str, encoding: str
) -> None:
    plain = sustain(command, assessment, "--format", form).out
    assert sustain(command, assessment, "--format", form, encoding=encoding).out == plain


@pytest.mark.parametrize("encoding", ["cp1252", "cp437"])
@pytest.mark.parametrize(
    "words", [("score",), ("score", "--explain"), ("validate",), ("plan",)], ids=" ".join
)
def test_text_for_people_is_what_the_console_can_show(
    assessment: str, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], encoding: str
) -> None:
    streams = [io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2)]
    monkeypatch.setattr(sys, "argv", ["sustain", *words, assessment])
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]), suppress(SystemExit):
        main()
    for stream in streams:
        stream.flush()
        buffer = stream.buffer
        assert isinstance(buffer, io.BytesIO)
        told = buffer.getvalue().decode(encoding)
        assert "Traceback" not in told
        assert "\r" not in told
        assert "→" not in told
