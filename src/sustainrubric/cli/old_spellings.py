"""Options that were called otherwise before: the old spellings go on working, and help shows the new ones.

Each had two meanings under one name: `--from` also the round before, `explain` also a command, `--only` also a
part of the rubric.
"""

from __future__ import annotations

OLD_SPELLINGS = {
    "score": {"--explain": "--show-work"},
    "rate": {"--from": "--answers"},
    "kit": {"--only": "--sheets"},
}
"""By command: the spelling that was -> the one that is."""


def old_spellings(path: str, names: list[str]) -> tuple[str, ...]:
    """Those of the names that an option of a command had before."""
    return tuple(name for name in names if name in OLD_SPELLINGS.get(path, {}))
