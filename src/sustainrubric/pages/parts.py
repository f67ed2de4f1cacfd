"""The small parts that all pages share: plain text and numbers, decided and ready to place.

Templates place these and decide nothing; `docs` and templates of others lean on the names, so a field is
renamed only with a reason. Text that users wrote has been cleaned; it is still data, and each format escapes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Paragraphs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayView:
    """A date: as ISO, and in words of two lengths."""

    iso: str
    long: str
    short: str


@dataclass(frozen=True, slots=True)
class Note:
    """A comment somebody wrote in the file; `about` says beside what, where that is not plain."""

    about: str
    paragraphs: Paragraphs
    line: int


@dataclass(frozen=True, slots=True)
class Step:
    """One of the levels, lowest first; `short` fits above a narrow column."""

    key: str
    name: str
    short: str
    points: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where something stands: a level, or in words why there is none.

    `key` is a level's id, `not-applicable`, `unknown` or `not-rated`; `points` is None but for a level.
    """

    key: str
    name: str
    points: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """How many rated elements stand at one level."""

    step: Step
    count: int


@dataclass(frozen=True, slots=True)
class Scores:
    """A roll-up in words and rounded numbers; a dash stands for what is not defined."""

    distribution: tuple[Share, ...]
    distribution_words: str
    majority: Standing
    mean: str
    bounds: str
    lowest: tuple[str, ...]
    lowest_words: str
    rated: int
    applicable: int
    coverage: str
    coverage_words: str
    percent_to_target: str


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the items of a list."""

    kind: Literal["text", "list"]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    term: str
    blocks: tuple[Block, ...]
