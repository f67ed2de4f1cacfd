"""Sentences of ours with words of the agency in them: plain text that knows which part is whose.

Every format takes them as the text that they are; a page marks the parts that are `Own` as being in the
agency's language. What is made of a phrase by an f-string or a method of `str` is plain text again.
"""

from __future__ import annotations

from collections.abc import Sequence

from sustainrubric.base.text import one_line


class Own(str):
    """Words that people of the agency wrote."""


class Phrase(str):
    """A text, and the parts that it is made of; the agency's own among them are `Own`."""

    parts: tuple[str, ...]


def own(text: str | None) -> str:
    """Words of the agency on one line, with nothing in them that could steer a terminal; a phrase stays one."""
    if isinstance(text, Phrase):
        return phrase(*(own(part) if isinstance(part, Own) else part for part in text.parts))
    return Own(one_line(text or ""))


def phrase(*parts: str) -> Phrase:
    """The parts one after the other; those of phrases among them stay apart."""
    flat = [part for one in parts for part in (one.parts if isinstance(one, Phrase) else (one,)) if part]
    made = Phrase("".join(flat))
    made.parts = tuple(flat)
    return made


def joined(separator: str, parts: Sequence[str]) -> Phrase:
    """As `separator.join`."""
    return phrase(*[piece for part in parts for piece in (separator, part)][1:])


def listed_phrase(parts: Sequence[str]) -> Phrase:
    """`a`, `a and b`, `a, b and c`."""
    if len(parts) < 2:
        return phrase(*parts)
    return phrase(joined(", ", parts[:-1]), " and ", parts[-1])


def moved_phrase(old: str, new: str) -> str:
    """`old → new`, or one of them where both are the same."""
    return old if old == new else phrase(old, " → ", new)
