"""The rounds among files and folders, and which two of them to compare where only one path is named."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from sustainrubric.base.errors import InvalidFile, Unreadable, WrongUsage
from sustainrubric.base.text import listed, quoted

if TYPE_CHECKING:
    from sustainrubric.records.instrument_finder import InstrumentFinder
    from sustainrubric.records.load import Loaded
    from sustainrubric.records.read_folder import Unread
    from sustainrubric.rounds.model import RatedRound

_MOST = 5
"""Reforms that a message names."""


def rounds_found(
    paths: Sequence[str],
    finder: InstrumentFinder,
    each: Callable[[Loaded], Loaded] = lambda loaded: loaded,
) -> tuple[list[RatedRound], list[Unread]]:
    """The assessments among the files, and those that could not be used, which is said.

    What else a folder holds is passed over. `each` is called with every assessment before it is used.
    """
    from sustainrubric.check.file import checked
    from sustainrubric.check.text import told
    from sustainrubric.records.find import candidates
    from sustainrubric.records.read_folder import Unread, read_folder
    from sustainrubric.rounds.sources import rated
    from sustainrubric.terminal.console import note, with_progress

    rounds, missing = [], []
    for found in read_folder(
        with_progress(candidates(paths), "reading"),
        ("assessment",),
        # The places of findings take long to find, and are shown of broken files only.
        lambda loaded: loaded if loaded.model is not None else checked(loaded, finder),
    ):
        if not isinstance(found, Unread):
            try:
                rounds.append(rated(each(found), finder))
                continue
            except InvalidFile as error:
                found = Unread(found.file, str(error), error.problems)
        for line in told(found):
            note(line)
        missing.append(found)
    return rounds, missing


def newest_two(path: str, finder: InstrumentFinder) -> tuple[str, str]:
    """The files of the last two rounds: of the one reform in a folder, or of a file's reform up to that file.

    Raises:
        WrongUsage: there are not two rounds, or several reforms.
        Unreadable: a file beside them, which may be one of the two, cannot be used.
    """
    from sustainrubric.rounds.subject import by_reform

    is_folder = os.path.isdir(path)
    if not is_folder and not os.path.exists(path):
        raise Unreadable(f"{path}: cannot be opened: there is no such file")
    folder = path if is_folder else os.path.dirname(path) or "."
    files: dict[int, str] = {}

    def remembered(loaded: Loaded) -> Loaded:
        files[id(loaded.model)] = loaded.file
        return loaded

    rounds, missing = rounds_found([folder], finder, remembered)
    if missing:
        raise Unreadable(
            f"{listed([one.file for one in missing])} may hold the newest round, and cannot be used; "
            "mend what is named above, or name the two files to compare"
        )
    groups = [[files[id(one.assessment)] for one in group] for group in by_reform(rounds)]
    names = [one[0].assessment.reform.name for one in by_reform(rounds) if len(one) > 1]
    if not is_folder:
        groups = [up_to for group in groups if (up_to := _up_to(path, group))]
        if not groups:
            raise WrongUsage(f"{path} is no assessment; name the two files to compare")
    pairs = [group for group in groups if len(group) > 1]
    if len(pairs) == 1:
        return pairs[0][-2], pairs[0][-1]
    if not pairs:
        raise WrongUsage(f"{path}: there is no earlier round in {folder}; name the two files to compare")
    some = [quoted(name) for name in names[:_MOST]]
    if len(names) > _MOST:
        some.append(f"{len(names) - _MOST} more")
    raise WrongUsage(f"{path} has rounds of {len(pairs)} reforms: {listed(some)}; name a file of one of them")


def _up_to(path: str, files: Sequence[str]) -> list[str]:
    """The files of a reform's rounds up to this one; none where it is not among them."""
    for place, file in enumerate(files):
        if os.path.exists(path) and os.path.samefile(file, path):
            return list(files[: place + 1])
    return []
