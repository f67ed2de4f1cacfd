"""The gaps a worksheet names, each with where it was named and the priorities that take it up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from sustainrubric.base.problem import DocumentPath
from sustainrubric.records.worksheet import PriorityArea, Worksheet
from sustainrubric.worksheet.model import NamedGap

COMPARED = 200
"""Priorities whose words are compared with those of gaps; nobody has more first things."""

_WORD = re.compile(r"[^\W\d_]{4,}")

_STEM = 6

# Words of four letters and more that say nothing of what a gap is about.
_SAYS_LITTLE = frozenset(
    ["about", "also", "been", "being", "both", "does", "each", "enough", "every", "from", "gaps", "have",
     "into", "lack", "lacks", "more", "most", "must", "need", "needed", "needs", "none", "nothing", "only",
     "over", "some", "such", "than", "that", "their", "them", "then", "there", "they", "this", "those",
     "until", "very", "were", "what", "when", "where", "which", "while", "will", "with", "within",
     "without", "would", "missing"]
)  # fmt: skip


def named_gaps(worksheet: Worksheet, process: Iterable[str]) -> tuple[NamedGap, ...]:
    """Every gap of steps 2 to 4 in the worksheet's order; `process` are the recommended steps."""
    matches = _Priorities(worksheet.priorities)
    return tuple(
        NamedGap(f"{place} {index + 1}", step, place, text, (*path, index), matches.taking_up(text))
        for step, place, path, texts in _lists(worksheet, process)
        for index, text in enumerate(texts)
    )


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """What two writings of the same gap share: neither case nor spaces tell them apart."""
    return " ".join(text.split()).casefold()


def _lists(
    worksheet: Worksheet, process: Iterable[str]
) -> Iterator[tuple[str, str, DocumentPath, Sequence[str]]]:
    yield "context", "context", ("context", "gaps"), worksheet.context.gaps
    for step in process:
        mapped = worksheet.process.get(step)
        if mapped is not None:
            yield "map", step, ("process", step, "gaps"), mapped.gaps
    yield "supports", "supports", ("supports_gaps",), worksheet.supports_gaps


class _Priorities:
    """Which priorities take up a gap: those that quote it, and those that say most of its words."""

    def __init__(self, priorities: Sequence[PriorityArea]) -> None:
        self._quoting: dict[str, list[int]] = {}
        for index, priority in enumerate(priorities):
            for text in priority.takes_up:
                self._quoting.setdefault(key_of(text), []).append(index)
        self._said = [
            (index, stems(f"{priority.area} {priority.why or ''}"))
            for index, priority in enumerate(priorities[:COMPARED])
            # A priority that quotes its gaps has said which ones it means.
            if not priority.takes_up
        ]

    def taking_up(self, gap: str) -> tuple[int, ...]:
        quoting = self._quoting.get(key_of(gap), ())
        words = stems(gap)
        saying = (index for index, said in self._said if says_most(said, words))
        return tuple(sorted({*quoting, *saying}))


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The words that carry a text, cut short so that `interventions` meets `intervention`."""
    words = (word.casefold() for word in _WORD.findall(text))
    return frozenset(word[:_STEM] for word in words if word not in _SAYS_LITTLE)


def says_most(said: frozenset[str], words: frozenset[str]) -> bool:
    """Whether at least half of `words`, and two of them where there are two, are among `said`."""
    shared = len(words & said)
    return shared >= min(2, len(words)) and 2 * shared >= len(words) > 0


def unknown_quotes(worksheet: Worksheet, gaps: Iterable[NamedGap]) -> Mapping[DocumentPath, str]:
    """What priorities say they take up and nobody named, by place."""
    known = {key_of(gap.text) for gap in gaps}
    return {
        ("priorities", index, "takes_up", place): text
        for index, priority in enumerate(worksheet.priorities)
        for place, text in enumerate(priority.takes_up)
        if key_of(text) not in known
    }
