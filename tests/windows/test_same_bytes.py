"""Reports, sites, exports and formats for programs are the same bytes on every system."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from tests.windows.same_bytes import files_of, make

pytestmark = pytest.mark.deep

ELSEWHERE = os.environ.get("MADE_ON_LINUX", "")
"""The folder that `python -m tests.windows.same_bytes` filled on Linux."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("same") / "bytes"
    make(folder)
    return files_of(folder)


def test_lines_end_with_lf(made: dict[str, bytes]) -> None:
    # The calendar and the tables have CR LF, as their standards want it; they are compared below.
    ours = {
        name: content
        for name, content in made.items()
        if not (name.endswith(".csv") or b"BEGIN:VCALENDAR" in content)
    }
    assert len(ours) > 60
    assert [name for name, content in ours.items() if b"\r" in content] == []


def test_no_path_has_a_backslash(made: dict[str, bytes]) -> None:
    path = re.compile(
        rb"(?:assessments|reforms|reports|site)\\\\?(?:literacy|educator|index|[\w-]+\.(?:html|yaml))"
    )
    assert [name for name, content in made.items() if path.search(content)] == []


@pytest.mark.skipif(not ELSEWHERE, reason="MADE_ON_LINUX names no folder made on Linux")
def test_every_file_is_the_same_as_on_linux(made: dict[str, bytes]) -> None:
    there = files_of(Path(ELSEWHERE))
    assert sorted(made) == sorted(there)
    assert [name for name in made if made[name] != there[name]] == []
