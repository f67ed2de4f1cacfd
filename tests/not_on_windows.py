"""Which tests are left out on Windows, and why: they are about what only POSIX has, or about what Wine lacks."""

from __future__ import annotations

import re
from collections.abc import Collection

PSEUDO_TERMINAL = "a pseudo-terminal, which Windows has not; a session there is tested in tests/windows"

# Fixture -> why a test that asks for it is left out.
FIXTURES = {"person": PSEUDO_TERMINAL}

# A part of a test's name, as a regular expression -> why it is left out.
TESTS: dict[str, str] = {}


def reason_on_windows(name: str, fixtures: Collection[str]) -> str | None:
    """Why a test is left out on Windows; None where it is not."""
    for fixture, reason in FIXTURES.items():
        if fixture in fixtures:
            return reason
    return next((reason for part, reason in TESTS.items() if re.search(part, name)), None)
