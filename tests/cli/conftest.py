"""Fixtures for sessions: a person at a terminal in a temporary folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import Person


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder to work in; what the session remembers lies outside of it."""
    folder = tmp_path / "office"
    folder.mkdir()
    return folder


@pytest.fixture
def person(office: Path) -> Iterator[Callable[..., Person]]:
    """Seat somebody at a terminal: `person("assess", "a.yaml")`."""
    people: list[Person] = []

    def seated(*arguments: str, **options: Any) -> Person:
        people.append(Person(office, *arguments, **options))
        return people[-1]

    yield seated
    for each in people:
        if not hasattr(each.child, "closed") or not each.child.closed:
            print(each.seen[-3000:])
        each.leaves()
