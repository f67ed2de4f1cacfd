"""One writer at a time, without waiting for the dead and without litter."""

from __future__ import annotations

import errno
import os
import re
import shlex
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.disk.lock import Holder, Locked, locked
from tests.disk import processes
from tests.disk.processes import Other, make_pipe


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"0\n")
    return path


@pytest.fixture
def session(file: Path) -> Iterator[Other]:
    other = Other(file, session=True)
    yield other
    other.kill()


@pytest.mark.parametrize("wants_session", [True, False])
def test_while_a_session_is_open_nobody_else_gets_in(file: Path, session: Other, wants_session: bool) -> None:
    with pytest.raises(Locked) as caught, locked(file, session=wants_session, wait=10_000):
        pass
    host, pid = socket.gethostname(), session.process.pid
    holder = caught.value.holder
    assert holder is not None
    assert holder == Holder(pid, host, session=True, since=holder.since)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", holder.since)
    assert caught.value.exit_code == 4
    assert str(caught.value) == (
        f"{file} is open in a session (process {pid} on {host}, since {holder.since}); wait until it ends there, "
        "work on another file, or rate in a copy of this one and bring that in afterwards: "
        f"sustain rate {shlex.quote(str(file))} --answers COPY"
    )


def test_a_session_that_was_killed_is_in_nobodys_way(file: Path, session: Other) -> None:
    session.kill()
    assert (file.parent / ".a.yaml.lock").exists()
    with locked(file, session=True, wait=0):
        pass
    assert os.listdir(file.parent) == ["a.yaml"]


def test_the_lock_file_says_who_and_goes_in_the_end(file: Path) -> None:
    with locked(file, session=True), open(file.parent / ".a.yaml.lock", encoding="utf-8") as lock:
        # The first byte is the one that Windows locks.
        lock.seek(1)
        words = lock.read()
        assert words.startswith(f"{os.getpid()} {socket.gethostname()} session ")
        lock.close()
    assert os.listdir(file.parent) == ["a.yaml"]


def test_a_link_and_its_target_have_one_lock(file: Path, session: Other, tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to("a.yaml")
    with pytest.raises(Locked), locked(tmp_path / "link.yaml", wait=0):
        pass


def test_a_change_waits_for_another_change(file: Path) -> None:
    other = Other(file, session=False)
    got_in = threading.Event()

    def change() -> None:
        with locked(file, wait=60):
            got_in.set()

    thread = threading.Thread(target=change)
    thread.start()
    assert not got_in.wait(0.1)
    other.let_go()
    thread.join()
    assert got_in.is_set()


def test_waiting_ends(file: Path) -> None:
    other = Other(file, session=False)
    with pytest.raises(Locked, match=r"is being changed \(process \d+ on .*\)"), locked(file, wait=0.05):
        pass
    other.kill()


@pytest.mark.parametrize(("holders", "gets_in"), [(6, True), (1, False)])
def test_who_waits_for_many_in_turn_waits_for_each_of_them(
    file: Path, monkeypatch: pytest.MonkeyPatch, holders: int, gets_in: bool
) -> None:
    """Four on a busy machine may need longer together than anybody waits for one."""
    import filelock

    lock = file.parent / ".a.yaml.lock"
    wait, naps = 10.0, 0
    monkeypatch.setattr("time.monotonic", lambda: naps * wait / 3)
    monkeypatch.setattr(filelock, "lock_descriptor", lambda descriptor, **_: naps == 12)

    def nap(seconds: float) -> None:
        nonlocal naps
        naps += 1
        lock.write_text(f" {naps * holders // 12 + 1} host change 2026-10-01T12:00\n")

    monkeypatch.setattr("time.sleep", nap)
    if gets_in:
        with locked(file, wait=wait):
            assert naps == 12
    else:
        with pytest.raises(Locked, match="process 1 on host"), locked(file, wait=wait):
            raise AssertionError("it is held by another")


class Elsewhere:
    """Somebody else has the lock; what the lock file says at each of our tries is in `says`, then they let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, lock: Path, *says: str) -> None:
        import filelock

        self._lock, self._says = lock, list(says)
        self.naps: list[float] = []
        monkeypatch.setattr(filelock, "lock_descriptor", lambda descriptor, **_: not self._says)
        monkeypatch.setattr("time.sleep", self._nap)
        monkeypatch.setattr("time.monotonic", lambda: sum(self.naps))
        lock.write_text(self._says[0])

    def _nap(self, seconds: float) -> None:
        self.naps.append(seconds)
        self._says.pop(0)
        if self._says:
            self._lock.write_text(self._says[0])


SESSION = " 7 host session 2026-10-01T12:00 M. Lopez\n"


@pytest.mark.parametrize(
    ("says", "words"),
    [
        (
            SESSION,
            "is open in a session (M. Lopez, process 7 on host, since 2026-10-01 12:00); wait until it ends",
        ),
        (
            " 7 host change 2026-10-01T12:00 M.  Lopez \n",
            "is being changed (M.  Lopez, process 7 on host, since 2026-10-01 12:00); end it there first",
        ),
        (" 123456789 h change t\n", "is being changed (process 123456789 on h, since t); end it there first"),
        (" 1234567890 h change t\n", "is being changed (another process); end it there first"),
        (" x h session t\n", "is being changed (another process); end it there first"),
        (" 7 host session\n", "is being changed (another process); end it there first"),
        ("", "is being changed (another process); end it there first"),
        ("7 h session t\n", "is being changed (another process); end it there first"),
        (
            f" 7 host session t {'n' * 2000}",
            f"is open in a session ({'n' * 984}, process 7 on host, since t); wait",
        ),
    ],
)
def test_whoever_has_the_lock_is_named_as_the_file_says(
    file: Path, monkeypatch: pytest.MonkeyPatch, says: str, words: str
) -> None:
    other = Elsewhere(monkeypatch, file.parent / ".a.yaml.lock", *[says] * 600)
    with pytest.raises(Locked) as refused, locked(file):
        raise AssertionError("it is held by another")
    assert str(refused.value).startswith(f"{file} {words}")
    # A session is told of soon, and another change after the ten seconds that it may take.
    assert (sum(other.naps) < 0.1) is ("session (" in words)
    assert sum(other.naps) < 10.1


def test_the_name_of_a_killed_session_is_not_taken_for_that_of_a_new_holder(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = " 8 host change 2026-10-01T12:00\n"
    other = Elsewhere(monkeypatch, file.parent / ".a.yaml.lock", *[SESSION] * 4, *[change] * 3)
    with locked(file):
        assert len(other.naps) == 7


def test_who_waits_looks_less_and_less_often(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Elsewhere(monkeypatch, file.parent / ".a.yaml.lock", *[" 8 host change t\n"] * 12)
    with locked(file):
        assert other.naps == sorted(other.naps)
        assert (other.naps[0], other.naps[-1]) == (0.005, 0.05)
        assert len(set(other.naps)) > 5


def test_a_lock_that_may_not_be_opened_is_told_at_once(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tried = os.open, []

    def refused(path: str | Path, *arguments: int) -> int:
        if Path(path).name == ".a.yaml.lock":
            tried.append(path)
            raise PermissionError(errno.EACCES, "no")
        return real(path, *arguments)

    monkeypatch.setattr(os, "open", refused)
    with pytest.raises(RefusedToWrite, match="cannot be locked: permission denied"), locked(file):
        raise AssertionError("nobody may lock it")
    # To write, and only to read.
    assert len(tried) == 2


def test_who_has_the_lock_says_so_in_its_file(file: Path) -> None:
    lock = file.parent / ".a.yaml.lock"
    for session, name, what in ((True, "M.  Lopez", "session"), (False, "", "change")):
        lock.write_text(f" 9 {'x' * 200}\n")
        with locked(file, session=session, name=name):
            words = lock.read_text()
        day = r"\d{4}-\d\d-\d\dT\d\d:\d\d"
        person = " M. Lopez" if name else ""
        assert re.fullmatch(rf" {os.getpid()} \S+ {what} {day}{person}\n", words)


def test_a_lock_on_a_file_that_was_removed_meanwhile_does_not_count(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process opened the lock file, and its holder removed it before the other locked it."""
    import fcntl

    lock = file.parent / ".a.yaml.lock"
    real, calls = fcntl.flock, []

    def flock(descriptor: int, operation: int) -> None:
        calls.append(descriptor)
        if len(calls) == 1:
            lock.unlink()
        real(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", flock)
    with locked(file):
        assert lock.exists()
    assert len(calls) == 2


def test_a_lock_file_that_was_replaced_is_left_to_its_owner(file: Path) -> None:
    lock = file.parent / ".a.yaml.lock"
    with locked(file):
        lock.unlink()
        lock.write_text("another's")
    assert lock.exists()


@pytest.mark.parametrize("make", [Path.mkdir, make_pipe, lambda path: path.symlink_to("a.yaml")])
def test_what_is_in_the_way_of_the_lock_is_named(file: Path, make: object) -> None:
    assert callable(make)
    make(file.parent / ".a.yaml.lock")
    with pytest.raises(RefusedToWrite, match=r"\.a\.yaml\.lock is in the way; remove it"), locked(file):
        pass
    assert file.read_bytes() == b"0\n"


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_a_link_in_the_place_of_the_lock_is_called_one_and_its_target_is_left_alone(
    file: Path, link: Callable[[Path, Path], None]
) -> None:
    victim = file.parent / "victim"
    victim.write_text("theirs")
    link(victim, file.parent / ".a.yaml.lock")
    words = "a link to .*victim" if link is os.symlink else "another name of some file"
    with pytest.raises(RefusedToWrite, match=words), locked(file):
        pass
    assert victim.read_text() == "theirs"


def test_a_link_that_the_system_does_not_follow_is_called_one(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As Linux does in a folder open to all, where the link is somebody else's.
    lock = file.parent / ".a.yaml.lock"
    lock.symlink_to("nowhere")

    def refuse(path: Path, *rest: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(RefusedToWrite, match="a link to nowhere"), locked(file):
        pass


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EIO])
def test_a_file_system_without_locks_will_do_and_a_failing_one_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    import filelock

    def refuse(descriptor: int, *, blocking: bool) -> bool:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(filelock, "lock_descriptor", refuse)
    if number == errno.EIO:
        with pytest.raises(RefusedToWrite, match="cannot be locked: "), locked(file, wait=0):
            pass
    else:
        with locked(file, wait=0):
            assert (file.parent / ".a.yaml.lock").exists()
    monkeypatch.undo()
    with locked(file, wait=0):
        pass
    assert os.listdir(file.parent) == ["a.yaml"]


def test_where_nothing_can_be_written_no_lock_is_needed() -> None:
    with processes.somebody_elses_folder() as folder:
        (folder / "a.yaml").touch()
        folder.chmod(0o555)
        done = processes.run("with locked(path): print('in')", folder / "a.yaml", somebody_else=True)
        assert (done.returncode, done.stdout) == (0, "in\n"), done
        assert os.listdir(folder) == ["a.yaml"]


def test_a_folder_that_vanished_is_no_crash(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    with locked(folder / "a.yaml"):
        shutil.rmtree(folder)
    with locked(folder / "a.yaml"):
        pass


@pytest.mark.deep
@pytest.mark.skipif(not processes.IS_ROOT, reason="needs a lock file of another user")
def test_a_lock_of_another_user_is_respected() -> None:
    with processes.somebody_elses_folder() as folder:
        path = folder / "a.yaml"
        path.touch()
        other = Other(path, session=True)
        (folder / ".a.yaml.lock").chmod(0o644)
        done = processes.run("with locked(path): print('in')", path, somebody_else=True)
        assert (done.returncode, f"process {other.process.pid}" in done.stdout) == (4, True), done
        other.kill()


@pytest.mark.deep
def test_four_writers_lose_nothing(file: Path) -> None:
    add = (
        "import os\nos.fsync = lambda _: None\nfor number in range(100):\n    with edited(path) as saver:\n"
        "        saver.save(saver.content + f'{sys.argv[2]} {number}\\n'.encode())"
    )
    writers = [processes.start(add, file, name) for name in range(4)]
    assert [writer.communicate()[0] for writer in writers] == [""] * 4
    assert [writer.returncode for writer in writers] == [0] * 4
    lines = file.read_text().splitlines()
    assert sorted(lines) == sorted(["0", *(f"{name} {number}" for name in range(4) for number in range(100))])
    assert os.listdir(file.parent) == ["a.yaml"]
