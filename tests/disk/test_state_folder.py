"""What a session remembers lies in the person's own folder, or nowhere."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sustainrubric.disk.home_folders import recall, remember


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "state"


def test_what_was_remembered_is_recalled_and_forgotten(state: Path) -> None:
    remember("a.yaml", {"section": "1.A.i", "draft": "é\udce9"})
    assert recall("a.yaml") == {"section": "1.A.i", "draft": "é\udce9"}
    assert recall("b.yaml") == {}
    remember("a.yaml", {})
    assert recall("a.yaml") == {}
    assert [path for path in state.rglob("*") if path.is_file()] == []


def test_a_file_is_the_same_by_every_path(state: Path, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").touch()
    (tmp_path / "link.yaml").symlink_to("a.yaml")
    remember("a.yaml", {"x": 1})
    assert recall(str(tmp_path / "a.yaml")) == recall("./link.yaml") == {"x": 1}


def test_it_is_nobody_elses_business(state: Path) -> None:
    remember("a.yaml", {"x": 1})
    (kept,) = [path for path in state.rglob("*") if path.is_file()]
    assert kept.parent.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "[", "[1]", "\xff", "[" * 100_000])
def test_what_cannot_be_read_is_nothing(state: Path, content: str) -> None:
    remember("a.yaml", {"x": 1})
    (kept,) = [path for path in state.rglob("*") if path.is_file()]
    kept.write_text(content, encoding="latin-1")
    assert recall("a.yaml") == {}


@pytest.mark.parametrize("home", [{}, {"HOME": ""}, {"HOME": "home"}, {"XDG_STATE_HOME": "state"}])
def test_without_a_place_of_ones_own_nothing_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: dict[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in home.items():
        monkeypatch.setenv(name, value)
    remember("a.yaml", {"x": 1})
    assert recall("a.yaml") == {}
    assert list(tmp_path.iterdir()) == []


def test_home_is_where_it_lies_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    remember("a.yaml", {"x": 1})
    assert (tmp_path / ".local" / "state" / "sustainrubric" / "sessions").is_dir()


def test_a_folder_that_cannot_be_made_is_no_reason_to_stop(state: Path) -> None:
    state.write_text("a file in the way", encoding="utf-8")
    remember("a.yaml", {"x": 1})
    assert recall("a.yaml") == {}
    assert os.listdir(state.parent) == ["state"]
