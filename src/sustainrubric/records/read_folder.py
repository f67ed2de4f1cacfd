"""Files of ours among many: each is read, and one that cannot be is told of while the others go on.

Every command that makes something of a folder reads it here, so that all of them mean the same by a file
that cannot be used. What is made without such a file may look whole and be old: the newest round may be in it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from sustainrubric.base.errors import InvalidFile, Unreadable
from sustainrubric.base.problem import LocatedProblem
from sustainrubric.records.find import Candidate, FoundFile, kinds_said, read
from sustainrubric.records.load import Loaded, load_bytes


class Unread(NamedTuple):
    """A file that may hold what is asked for, and could not be used: why in one line, and its errors."""

    file: str
    why: str
    errors: tuple[LocatedProblem, ...] = ()


def read_folder(
    candidates: Iterable[Candidate],
    kinds: Collection[str],
    checked: Callable[[Loaded], Loaded] = lambda loaded: loaded,
) -> Iterator[Loaded | Unread]:
    """The files of these `kinds` among the candidates, in their order, each `checked`; none is raised about.

    A file that is named is taken whatever kind it is. What cannot be read at all could be of any kind.
    """
    for candidate in candidates:
        found = opened(candidate)
        if found is None:
            continue
        if isinstance(found, Unread):
            yield found
            continue
        loaded = checked(load_bytes(found.content, found.name))
        if candidate.named or could_be(loaded, found.content, kinds):
            yield loaded if loaded.model is not None else unread(loaded)


def opened(candidate: Candidate) -> FoundFile | Unread | None:
    """A candidate's content, or why there is none; None for a file in a folder that is not ours."""
    try:
        return read(candidate)
    except Unreadable as error:
        return Unread(candidate.name, str(error))


def could_be(loaded: Loaded, content: bytes, kinds: Collection[str]) -> bool:
    """Whether a file is of one of these kinds, as far as it tells: one that cannot be parsed may name several."""
    said = {loaded.kind} if loaded.kind is not None else kinds_said(content)
    return not said or not said.isdisjoint(kinds)


def unread(loaded: Loaded) -> Unread:
    """A file that was read, and cannot be used for its errors."""
    errors = tuple(one for one in loaded.problems if one.problem.code.severity == "error")
    return Unread(loaded.file, str(InvalidFile(loaded.file, errors)), errors)


def refuse_what_looks_whole(missing: Sequence[Unread], product: str) -> None:
    """Nothing is made while a file that belongs in it cannot be read.

    Raises:
        Unreadable: there is one.
    """
    if missing:
        count = f"{len(missing)} file{' is' if len(missing) == 1 else 's are'}"
        raise Unreadable(
            f"{product}: {count} missing from it; mend what is named above, "
            "or take --partial to make it of the others"
        )
