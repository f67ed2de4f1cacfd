"""Files seen from a folder; on Windows they may be on another drive or on a share."""

from __future__ import annotations

import ntpath
import os

import pytest

from sustainrubric.check.sarif import relative_uri
from sustainrubric.disk import drives


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths as Windows has them."""

    class Windows:
        sep = "\\"
        path = ntpath
        fspath = staticmethod(os.fspath)
        fsencode = staticmethod(os.fsencode)

    monkeypatch.setattr(drives, "os", Windows)


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("path", "folder", "seen"),
    [
        (r"C:\agency\a.yaml", r"C:\agency", "a.yaml"),
        (r"c:\agency\a.yaml", r"C:\agency\sub", r"..\a.yaml"),
        (r"D:\agency\a.yaml", r"C:\agency", r"D:\agency\a.yaml"),
        (r"\\server\share\a.yaml", r"C:\agency", r"\\server\share\a.yaml"),
        (r"\\server\share\x\a.yaml", r"\\server\share", r"x\a.yaml"),
    ],
)
def test_a_file_is_named_whole_from_another_drive(path: str, folder: str, seen: str) -> None:
    assert drives.seen_from(path, folder) == seen


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("path", "folder", "below"),
    [
        (r"C:\a\b", r"C:\a", True),
        (r"C:\a", r"C:\a", True),
        (r"C:\ab", r"C:\a", False),
        (r"D:\a\b", r"C:\a", False),
        (r"\\server\share\a", r"C:\a", False),
    ],
)
def test_nothing_is_below_a_folder_of_another_drive(path: str, folder: str, below: bool) -> None:
    assert drives.is_below(path, folder) is below


def test_an_address_from_the_top_has_slashes() -> None:
    assert relative_uri("a b/c.yaml", os.getcwd()) == "a%20b/c.yaml"


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("folder", "name", "path"),
    [
        ("agency", "a.yaml", "agency/a.yaml"),
        (".\\agency\\", "a.yaml", "./agency/a.yaml"),
        (r"C:\agency", r"sub\a.yaml", "C:/agency/sub/a.yaml"),
        (r"\\server\share", "a.yaml", "//server/share/a.yaml"),
        # Where a slash would be a sign of a name.
        (r"\\?\C:\agency", "a.yaml", r"\\?\C:\agency\a.yaml"),
    ],
)
def test_a_path_that_is_made_has_slashes_on_every_system(folder: str, name: str, path: str) -> None:
    assert drives.joined(folder, name) == path


def test_a_backslash_in_a_name_stays_where_it_is_no_separator() -> None:
    assert drives.slashed("a\\b/c") == "a\\b/c"
