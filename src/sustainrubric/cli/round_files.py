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

_NAME_THE_TWO = "name the two files to compare"


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
    if not os.path.isdir(path):
        files = rounds_up_to(path, finder, _NAME_THE_TWO)
        if len(files) < 2:
            where = os.path.dirname(path) or "this folder"
            raise WrongUsage(f"{path}: there is no earlier round in {where}; {_NAME_THE_TWO}")
        return files[-2], files[-1]
    groups = _files_by_reform(path, finder, _NAME_THE_TWO)
    pairs = {name: files for name, files in groups if len(files) > 1}
    if len(pairs) == 1:
        (files,) = pairs.values()
        return files[-2], files[-1]
    if not pairs:
        raise WrongUsage(f"{path}: there are no two rounds of one reform in it; {_NAME_THE_TWO}")
    some = [quoted(name) for name in list(pairs)[:_MOST]]
    if len(pairs) > _MOST:
        some.append(f"{len(pairs) - _MOST} more")
    raise WrongUsage(f"{path} has rounds of {len(pairs)} reforms: {listed(some)}; name a file of one of them")


def rounds_up_to(path: str, finder: InstrumentFinder, instead: str) -> list[str]:
    """The files of the rounds of a file's reform that lie beside it, up to that file.

    Raises:
        Unreadable: the file or one beside it cannot be used; `instead` says what else to do.
        InvalidFile: it is no assessment, or has errors.
    """
    from sustainrubric.rounds.sources import round_of_file

    round_of_file(path, finder)
    for _, files in _files_by_reform(os.path.dirname(path) or ".", finder, instead):
        for place, file in enumerate(files):
            if os.path.samefile(file, path):
                return files[: place + 1]
    return [path]


def _files_by_reform(folder: str, finder: InstrumentFinder, instead: str) -> list[tuple[str, list[str]]]:
    """The files of the rounds of each reform in a folder, in order, with the reform's name."""
    from sustainrubric.rounds.subject import by_reform

    files: dict[int, str] = {}

    def remembered(loaded: Loaded) -> Loaded:
        files[id(loaded.model)] = loaded.file
        return loaded

    rounds, missing = rounds_found([folder], finder, remembered)
    if missing:
        raise Unreadable(
            f"{listed([one.file for one in missing])} may hold the newest round, and cannot be used; "
            f"mend what is named above, or {instead}"
        )
    return [
        (group[0].assessment.reform.name, [files[id(one.assessment)] for one in group])
        for group in by_reform(rounds)
    ]
