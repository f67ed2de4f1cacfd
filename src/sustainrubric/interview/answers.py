"""What people type, as it is meant and stored: numbers, days, texts, one of a few words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sustainrubric.base.problem import DocumentPath
from sustainrubric.base.text import did_you_mean, quoted, tidied

MAX_TEXT = 100_000
"""Characters of one answer; more than that was pasted by mistake."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What would make an answer right: a row added to a list first; `question` asks whether to add it."""

    question: str
    path: DocumentPath
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Rejected:
    """An answer that cannot be taken, and what would be right."""

    reason: str
    offer: Offer | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """An answer that was understood; `value` None takes away what is there."""

    value: Any


Reader = Callable[[str], Value | Rejected]
"""What turns a typed text into its value."""


def too_long(text: str) -> Rejected | None:
    """The reason to refuse a text that nobody typed."""
    if len(text) <= MAX_TEXT:
        return None
    return Rejected(f"that is {len(text):,} characters; at most {MAX_TEXT:,} are taken at once")


def whole_number(text: str) -> int | None:
    """A number typed as digits, full-width or not, with spaces around it or not; None for anything else."""
    typed = normalized(text).strip()
    return int(typed) if re.fullmatch(r"[0-9]{1,6}", typed) else None


def normalized(text: str) -> str:
    """Full-width digits and the like as the plain ones."""
    return unicodedata.normalize("NFKC", text)


def stored_text(text: str) -> str | Rejected:
    """A typed text as it is stored, see `tidied`; lone surrogates are refused."""
    text = tidied(text)
    if not text.strip():
        return Rejected("there is no text in this")
    if re.search("[\ud800-\udfff]", text):
        return Rejected("this holds bytes that are not text in the terminal's encoding")
    return too_long(text) or text


def one_of(options: Sequence[str], what: str) -> Reader:
    """A reader that takes one of a few words, or its number."""

    def read(text: str) -> Value | Rejected:
        number = whole_number(text)
        if number is not None and 1 <= number <= len(options):
            return Value(options[number - 1])
        word = text.strip().lower()
        if word in options:
            return Value(word)
        return Rejected(f"{quoted(text)} is not {what}: {', '.join(options)}{did_you_mean(text, options)}")

    return read


@dataclass(frozen=True, slots=True)
class Option:
    """One of the numbered choices of a question."""

    value: str
    label: str
    description: str = ""


def option_meant(options: Sequence[Option], text: str) -> Option | None:
    """The option that a text names: by its number from 1, by its value or by its label."""
    number = whole_number(text)
    if number is not None:
        return options[number - 1] if 1 <= number <= len(options) else None
    word = text.strip().lower()
    return next((option for option in options if word in (option.value.lower(), option.label.lower())), None)
