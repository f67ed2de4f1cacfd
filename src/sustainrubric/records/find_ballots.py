"""Ballots by their place: those of `2026-fall.yaml` lie in the folder `2026-fall.ballots` beside it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sustainrubric.base.errors import Unreadable
from sustainrubric.base.text import one_line
from sustainrubric.disk.drives import joined
from sustainrubric.records.priorities_around import SUFFIXES

if TYPE_CHECKING:
    from sustainrubric.records.ballot import Ballot

ENDING = ".ballots"
SEAL_ENDING = ".seal.yaml"
_YAML = (".yaml", ".yml")


def ballots_folder(assessment: str) -> str:
    """Where the ballots of an assessment lie, whether there are any or not."""
    return os.path.splitext(assessment)[0] + ENDING


def ballot_file(assessment: str, rater: str) -> str:
    """The file of one rater's ballot."""
    return joined(ballots_folder(assessment), f"{rater}.yaml")


def seal_file(ballot: str) -> str:
    """The file of the seal of a ballot."""
    return os.path.splitext(ballot)[0] + SEAL_ENDING


def files_beside(assessment: str) -> list[str]:
    """The YAML files in the folder of ballots, sorted, without seals; empty where there is no folder.

    Raises:
        Unreadable: there is one, and it cannot be looked into.
    """
    folder = ballots_folder(assessment)
    try:
        names = sorted(os.listdir(folder))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        why = f"cannot be looked into, and may hold ballots: {error.strerror}"
        raise Unreadable(f"{one_line(folder)}: {why}") from error
    return [
        joined(folder, name)
        for name in names
        if name.lower().endswith(_YAML) and not name.startswith(".") and not name.endswith(SEAL_ENDING)
    ]


def first_of_each(ballots: Mapping[str, Ballot]) -> dict[str, str]:
    """The file that counts for each rater, where `ballots` are by file: the one named after the rater, if any."""
    files = sorted(ballots, key=lambda file: (Path(file).stem != ballots[file].rater, file))
    found: dict[str, str] = {}
    for file in files:
        found.setdefault(ballots[file].rater, file)
    return found


def assessment_of(ballot: str) -> str | None:
    """The assessment beside the folder that a ballot lies in; None where there is none."""
    folder = os.path.dirname(ballot) or "."
    if folder == ".":
        # A bare name says nothing of the folder it is in.
        folder = os.path.relpath(os.getcwd(), os.pardir)
        folder = os.path.join(os.pardir, folder)
    if not folder.endswith(ENDING):
        return None
    stem = folder.removesuffix(ENDING)
    return next((stem + suffix for suffix in SUFFIXES if Path(stem + suffix).is_file()), None)
