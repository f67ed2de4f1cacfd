"""Counting and listing in words; imports nothing, for commands that must start fast."""

from __future__ import annotations

from collections.abc import Sequence

DASH = "–"


def counted(count: int, noun: str) -> str:
    """`1 element`, `2 elements`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def moved_words(old: str, new: str) -> str:
    """`emerging → strong`, or one word where both are the same."""
    return old if old == new else f"{old} → {new}"
