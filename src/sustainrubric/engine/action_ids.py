"""Ids of actions: the one written in the file, else one derived from where it stands and what it says."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol, TypeVar

from sustainrubric.engine.pairs import normalised

LENGTH = 4
"""Characters of a derived id after the dash; more where two would be alike."""

# Without i, l, o and u: nobody should read one for another, or a word that was not meant.
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


class _Identified(Protocol):
    @property
    def what(self) -> str: ...
    @property
    def owner(self) -> str | None: ...
    @property
    def due(self) -> date | None: ...
    @property
    def id(self) -> str | None: ...


Item = TypeVar("Item", bound=_Identified)


def ranked(actions: Sequence[Item]) -> Iterator[tuple[int, Item, int]]:
    """Each action with its place, and its rank among those of the same words: by owner, then by due date.

    The rank tells apart what the words do not, and does not change when the list is sorted anew.
    """
    same: dict[str, list[int]] = {}
    for index, action in enumerate(actions):
        same.setdefault(normalised(action.what), []).append(index)
    ranks: dict[int, int] = {}
    for indices in same.values():
        ordered = sorted(indices, key=lambda i: (actions[i].owner or "", actions[i].due or date.max, i))
        ranks.update((index, rank) for rank, index in enumerate(ordered))
    for index, action in enumerate(actions):
        yield index, action, ranks[index]


def fingerprint(*parts: str) -> str:
    """32 characters that stay the same for the same parts, and on every machine."""
    number = int.from_bytes(hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()[:20])
    return "".join(_LETTERS[number >> 5 * place & 31] for place in range(32))


def shortest(prefixed: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """An id for each pair of prefix and fingerprint: as short as it can be without two being alike."""
    left = list(dict.fromkeys(prefixed))
    found: dict[tuple[str, str], str] = {}
    for length in range(LENGTH, 33):
        tried = {pair: f"{pair[0]}-{pair[1][:length]}" for pair in left}
        times = Counter(tried.values())
        found.update((pair, text) for pair, text in tried.items() if times[text] == 1)
        left = [pair for pair in left if pair not in found]
        if not left:
            break
    return found
