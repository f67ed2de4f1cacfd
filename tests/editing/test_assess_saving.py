"""What a session saves, and what it does where it cannot: nothing is overwritten, nothing is lost."""

from __future__ import annotations

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from sustainrubric.records.assessment import Assessment
from sustainrubric.records.load import load
from tests.disk.processes import IS_ROOT
from tests.disk.scratch import needs_git
from tests.person import Person
from tests.small import HEAD, RATED

Seat = Callable[..., Person]
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "assessments" / "literacy" / "2026-fall.yaml"


@pytest.fixture
def file(office: Path) -> Path:
    file = office / "a.yaml"
    file.write_text(RATED, encoding="utf-8")
    return file


@pytest.fixture
def somebody(file: Path, person: Seat) -> Person:
    """At the level of 1.A.i, which is emerging so far."""
    seated = person("assess", "a.yaml", "--no-criteria")
    seated.waits()
    seated.types("1.A.i")
    return seated


def rating(file: Path, element: str = "1.A.i") -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["ratings"][element]


def rescued(office: Path) -> list[Path]:
    return sorted((office.parent / "state" / "sustainrubric").glob("*.yaml"))


def changed_by_somebody_else(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


@needs_git
def test_git_diff_shows_the_changed_value_and_nothing_else(office: Path, person: Seat) -> None:
    file = office / "a.yaml"
    file.write_bytes(EXAMPLE.read_bytes())
    git(office, "init", "--quiet")
    git(office, "add", "a.yaml")
    somebody = person("assess", "a.yaml", "--no-criteria")
    somebody.waits()
    somebody.types("1.A.i", "4")
    assert somebody.types_last("q") == 0
    changes = [
        line for line in git(office, "diff", "-U0").splitlines() if line[:1] in "+-" and line[1:2] == " "
    ]
    assert changes == ["-    level: strong", "+    level: exemplary"]
    assert git(office, "status", "--short").splitlines() == ["AM a.yaml"]


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.autocrlf=false", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_comments_line_ends_and_the_byte_order_mark_stay(office: Path, person: Seat) -> None:
    file = office / "a.yaml"
    text = RATED.replace("level: emerging", "level: 'emerging'   # after long talk").replace("\n", "\r\n")
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    somebody = person("assess", "a.yaml", "--no-criteria")
    somebody.waits()
    somebody.types("1.A.i", "3")
    assert file.read_bytes() == b"\xef\xbb\xbf" + text.replace("'emerging'   #", "'strong'     #").encode()


class TestSomebodyElse:
    """Item 35: the file is edited elsewhere between two answers."""

    def test_item_35_a_change_elsewhere_is_shown_and_taken_over_with_the_answer_on_top(
        self, file: Path, somebody: Person
    ) -> None:
        changed_by_somebody_else(file, "role: Chief of staff", "role: Deputy")
        shown = somebody.types("3")
        assert "The file was changed by somebody else" in shown
        assert "your answer, not saved yet: 3" in shown
        assert "    -  - {id: mlopez, name: M. Lopez, role: Chief of staff}\n" in shown
        assert "    +  - {id: mlopez, name: M. Lopez, role: Deputy}\n" in shown
        assert rating(file)["level"] == "emerging"
        assert "Rationale" in somebody.types("1")
        assert rating(file)["level"] == "strong"
        assert "role: Deputy" in file.read_text(encoding="utf-8")

    def test_item_35_a_change_of_the_same_answer_is_left_to_the_team(
        self, file: Path, somebody: Person
    ) -> None:
        changed_by_somebody_else(file, "level: emerging", "level: inadequate")
        shown = somebody.types("3", "1")
        assert "they changed this very answer" in shown
        assert "Inadequate (now)" in shown
        assert "you typed: 3" in shown
        assert rating(file)["level"] == "inadequate"
        somebody.types("")
        assert rating(file)["level"] == "strong"

    def test_item_35_a_long_text_is_not_typed_twice(self, file: Path, somebody: Person) -> None:
        somebody.types("s")
        changed_by_somebody_else(file, "Two of five agencies share", "Three of five share")
        shown = somebody.types('"""A text that took', 'long to write."""', "1")
        assert "you typed: A text that took\n           long to write." in shown
        somebody.types("")
        assert rating(file)["rationale"] == "A text that took\nlong to write."

    def test_item_35_stopping_leaves_their_file_and_keeps_the_answer(
        self, file: Path, somebody: Person, person: Seat
    ) -> None:
        changed_by_somebody_else(file, "level: emerging", "level: inadequate")
        theirs = file.read_bytes()
        assert "type 1 or 2" in somebody.types("3", "4")
        assert somebody.types_last("2") == 130
        assert "What you typed last is kept" in somebody.seen
        assert file.read_bytes() == theirs
        again = person("assess", "a.yaml", "--no-criteria")
        assert "where what you typed last is kept" in again.waits()
        assert "you typed: 3" in again.types("")

    def test_item_35_a_change_that_broke_the_file_ends_the_session_with_a_copy(
        self, file: Path, office: Path, somebody: Person
    ) -> None:
        changed_by_somebody_else(file, "level: emerging", "level: [")
        theirs = file.read_bytes()
        assert somebody.types_last("3") == 4
        assert "is not in order now" in somebody.seen
        assert file.read_bytes() == theirs
        assert rating(rescued(office)[0])["level"] == "strong"

    def test_an_undo_that_meets_a_change_is_left_alone(self, file: Path, somebody: Person) -> None:
        somebody.types("3")
        changed_by_somebody_else(file, "role: Chief of staff", "role: Deputy")
        assert "(undo)" in somebody.types("u")
        somebody.types("1")
        assert rating(file)["level"] == "strong"


class TestTwoSessions:
    """Item 36: one session a file."""

    def test_item_36_the_second_is_refused_and_starts_at_once_when_the_first_was_killed(
        self, file: Path, somebody: Person, person: Seat
    ) -> None:
        second = person("assess", "a.yaml")
        assert second.ends() == 4
        assert f"process {somebody.child.pid} on {socket.gethostname()}, since 2" in second.seen
        assert "work on another file" in second.seen
        assert "sustain rate a.yaml --answers COPY" in second.seen
        somebody.types("3")
        somebody.signals(signal.SIGKILL)
        assert somebody.ends() == 128 + signal.SIGKILL
        third = person("assess", "a.yaml")
        assert "Enter goes on at 1.A.i" in third.waits()
        assert rating(file)["level"] == "strong"

    def test_item_36_rate_is_refused_while_a_session_is_open(
        self, file: Path, somebody: Person, person: Seat
    ) -> None:
        before = file.read_bytes()
        script = person("rate", "a.yaml", "1.A.i", "strong")
        assert script.ends() == 4
        assert "is open in a session (" in script.seen
        assert f"process {somebody.child.pid} on" in script.seen
        assert file.read_bytes() == before


@pytest.mark.deep
def test_item_32_killed_while_it_saves_the_file_is_old_or_new_and_the_session_goes_on(
    office: Path, person: Seat
) -> None:
    file = office / "a.yaml"
    file.write_text(HEAD, encoding="utf-8")
    chance = random.Random(32)
    before: dict[str, Any] = {}
    for _ in range(30):
        somebody = person("assess", "a.yaml", "--plain", "--no-criteria", doomed=True)
        somebody.waits()
        assert not list(office.glob(".a.yaml.*.tmp"))
        level = str(chance.randint(1, 4))
        keys = "".join(f"j {part}\n{level} | Because.\n" for part in ("1.A.i", "1.B", "2.A", "2.B", "3"))
        somebody.presses(keys)
        time.sleep(chance.uniform(0, 0.12))
        somebody.signals(signal.SIGKILL)
        somebody.child.close(force=True)
        loaded = load(str(file))
        assert isinstance(loaded.model, Assessment), loaded.problems
        now = loaded.model.ratings
        assert before.keys() <= now.keys()
        before = now
    assert before, "no round was long enough to save anything"
    assert "Enter goes on at" in person("assess", "a.yaml").waits()


class TestBeforeTheFirstQuestion:
    """Items 38 to 40: what can be known before it is said before."""

    def test_item_38_a_read_only_file(self, file: Path, person: Seat) -> None:
        file.chmod(0o444)
        somebody = person("assess", "a.yaml")
        assert somebody.ends() == 4
        assert "a.yaml cannot be saved: it is read-only" in somebody.seen
        assert "Level" not in somebody.seen

    @pytest.mark.skipif(IS_ROOT, reason="root may write everywhere")
    def test_item_38_a_read_only_folder(self, file: Path, office: Path, person: Seat) -> None:
        office.chmod(0o555)
        try:
            somebody = person("assess", "a.yaml")
            assert somebody.ends() == 4
            assert "is read-only" in somebody.seen
        finally:
            office.chmod(0o755)

    def test_item_39_a_link_stays_and_what_it_leads_to_is_changed(
        self, file: Path, office: Path, person: Seat
    ) -> None:
        (office / "link.yaml").symlink_to("a.yaml")
        somebody = person("assess", "link.yaml", "--no-criteria")
        somebody.waits()
        somebody.types("1.A.i", "3")
        assert (office / "link.yaml").is_symlink()
        assert rating(file)["level"] == "strong"

    def test_item_39_a_link_that_leads_nowhere(self, office: Path, person: Seat) -> None:
        (office / "link.yaml").symlink_to("nowhere.yaml")
        somebody = person("assess", "link.yaml")
        assert somebody.ends() == 4
        assert "it is a link to nowhere.yaml, which is not there" in somebody.seen

    def test_item_40_a_hard_link_is_told_and_the_mode_is_kept(
        self, file: Path, office: Path, person: Seat
    ) -> None:
        file.chmod(0o640)
        os.link(file, office / "other.yaml")
        somebody = person("assess", "a.yaml", "--no-criteria")
        assert "! a.yaml has 2 names (hard links)" in somebody.waits()
        shown = somebody.types("1.A.i", "3")
        assert "hard links" not in shown
        assert file.stat().st_mode & 0o777 == 0o640
        assert (office / "other.yaml").read_text(encoding="utf-8") == RATED


def test_item_41_a_folder_removed_during_the_session(file: Path, office: Path, somebody: Person) -> None:
    shutil.rmtree(office)
    assert somebody.types_last("3") == 4
    assert "not saved: a.yaml" in somebody.seen
    copy = rescued(office)[0]
    assert str(copy) in somebody.seen.replace("\n", "")
    assert rating(copy)["level"] == "strong"


@pytest.mark.deep
def test_item_34_a_disk_that_takes_no_more(file: Path, person: Seat) -> None:
    limited = ("bash", "-c", f'ulimit -f 4; exec {sys.executable} -m sustainrubric "$@"', "sustain")
    somebody = person("assess", "a.yaml", "--no-criteria", program=limited, doomed=True)
    somebody.waits()
    somebody.types("1.A.i", "s", '"""', "word " * 2000)
    assert somebody.types_last('"""') == 4
    assert "not saved: a.yaml: the file would be larger than the system allows" in somebody.seen
    assert file.read_text(encoding="utf-8") == RATED
    assert [entry.name for entry in file.parent.iterdir()] == ["a.yaml"]


def test_an_answer_that_cannot_be_spliced_is_said_and_the_session_goes_on(file: Path, person: Seat) -> None:
    text = RATED + "    evidence: [what: Minutes]\n"
    file.write_text(text, encoding="utf-8")
    somebody = person("assess", "a.yaml", "--no-criteria")
    somebody.waits()
    shown = somebody.types("1.A.i", "s", "s", "s", "edit 1: Minutes | here")
    assert "written in a way that cannot be changed safely" in shown
    assert "in an editor" in shown
    assert file.read_text(encoding="utf-8") == text
    assert "Actions" in somebody.types("s", "3")
    assert rating(file)["target"] == "strong"


def test_item_45_a_backup_keeps_what_the_file_was(file: Path, office: Path, person: Seat) -> None:
    somebody = person("assess", "a.yaml", "--no-criteria", "--backup")
    somebody.waits()
    somebody.types("1.A.i", "3", "1")
    assert (office / "a.yaml.bak").read_text(encoding="utf-8") == RATED
