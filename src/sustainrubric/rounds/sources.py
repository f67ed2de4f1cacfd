"""A round from a file, or from a revision of git."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sustainrubric.base.errors import InvalidFile, WrongUsage
from sustainrubric.check.file import checked, unlocated_findings, with_instruments
from sustainrubric.records.instrument_finder import InstrumentFinder
from sustainrubric.records.load import load, load_bytes
from sustainrubric.rounds.model import RatedRound
from sustainrubric.yaml.source import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sustainrubric.disk.revisions import Commit, Repository
    from sustainrubric.records.load import Loaded
    from sustainrubric.rounds.ways import NamedWays

# git reads the first colon that is not inside of braces, as in HEAD^{/fix: this}:path.
_REVISION_AND_PATH = re.compile(r"((?:[^:{]|\{[^}]*\})*):(.*)", re.DOTALL)

_WORKING_TREE = "working tree"


class Side(NamedTuple):
    """A round that was read; `origin` tells it apart from another of the same name: a revision.

    `remark` is what git has to say of the revision, and `loaded` is the file as it was read.
    """

    rated: RatedRound
    loaded: Loaded
    origin: str = ""
    remark: str = ""


def round_from(argument: str, finder: InstrumentFinder | None = None) -> Side:
    """A round from a file, or from REV:PATH; a file of that name wins.

    Raises:
        Unreadable: there is neither.
        InvalidFile: it has errors, or is no assessment.
    """
    split = _REVISION_AND_PATH.fullmatch(argument)
    if argument == STANDARD_INPUT or split is None or os.path.lexists(argument):
        return round_of_file(argument, finder)
    from sustainrubric.disk.revisions import path_from_top, repository_of

    revision, path = split.groups()
    repository = repository_of(os.curdir)
    if not path:
        raise WrongUsage(f"{argument}: names no file; write REV:PATH")
    return _round_at(repository, revision, path_from_top(repository, path), finder)


def file_near(path: str) -> str:
    """A file in the folder that a path is about; what names none, such as REV:PATH, is about the one we are in."""
    inside = os.path.join(path, "sustain.yaml") if os.path.isdir(path) else path
    return inside if os.path.isdir(os.path.dirname(inside) or os.curdir) else "sustain.yaml"


def ways_for(files: Sequence[str], finder: InstrumentFinder, path: str) -> NamedWays:
    """How the rounds of a command are aligned; `files` are the mappings it names, `path` is what it is about."""
    # Imported late: most rounds are of one rubric.
    from sustainrubric.rounds.ways import NamedWays

    return NamedWays(files, finder, file_near(path))


def round_of_file(file: str, finder: InstrumentFinder | None = None) -> Side:
    return _side(load(file), finder)


def rounds_between(revisions: str, file: str, finder: InstrumentFinder | None = None) -> tuple[Side, Side]:
    """One file at two revisions, `A..B` or `A...B`; after a single revision, the file as it is now."""
    from sustainrubric.disk.revisions import merge_base, repository_and_path, resolve

    repository, path = repository_and_path(file)
    if "..." in revisions:
        first, second = (part or "HEAD" for part in revisions.split("...", 1))
        parted = merge_base(repository, resolve(repository, first), resolve(repository, second))
        return _round_at(repository, first, path, finder, parted), _round_at(repository, second, path, finder)
    if ".." in revisions:
        first, second = (part or "HEAD" for part in revisions.split("..", 1))
        return _round_at(repository, first, path, finder), _round_at(repository, second, path, finder)
    now = round_of_file(file, finder)._replace(origin=_WORKING_TREE)
    return _round_at(repository, revisions, path, finder), now


def rated_round(
    content: bytes, name: str, *, place: str | None = None, finder: InstrumentFinder | None = None
) -> RatedRound:
    """The round in a file's content; `name` is what problems call the file.

    `place` is where the file lies, whose instruments hold for it, where the name does not say so.
    """
    return _side(load_bytes(content, name), finder, place).rated


def _side(loaded: Loaded, finder: InstrumentFinder | None, place: str | None = None) -> Side:
    finder = finder or InstrumentFinder()
    loaded = replace(loaded, instruments=finder.around(place or loaded.file))
    return Side(rated(loaded, finder, place=place), loaded)


def rated(loaded: Loaded, finder: InstrumentFinder | None = None, *, place: str | None = None) -> RatedRound:
    """The round in a file that was read.

    Where it is sound, nothing is located in it: warnings are not shown here, and finding the places
    of many takes longer than reading the file.

    Raises:
        InvalidFile: it has errors, or is no assessment.
    """
    from sustainrubric.records.assessment import Assessment

    finder = finder or InstrumentFinder()
    loaded = with_instruments(loaded, finder)
    if isinstance(loaded.model, Assessment) and not loaded.problems:
        rubric = loaded.instruments.rubric(loaded.model.rubric)
        codes = (problem.code for problem in unlocated_findings(loaded))
        if rubric is not None and not any(code.severity == "error" for code in codes):
            known = finder.agencies.known(place or loaded.file, loaded.model.agency)
            return RatedRound(loaded.model, rubric, known_agency=known)
    found = checked(loaded)
    found.model_as(Assessment)
    raise InvalidFile(found.file, found.problems)


def named_apart(old: Side, new: Side) -> tuple[RatedRound, RatedRound]:
    """Both rounds by their ids; where these are one, with the revisions, or as before and after."""
    first, second = (side.rated.assessment.round.id for side in (old, new))
    if first != second:
        return old.rated, new.rated
    origins = (old.origin, new.origin)
    if not all(origins) or origins[0] == origins[1]:
        origins = ("before", "after")
    return tuple(  # type: ignore[return-value]
        side.rated.named(f"{first} ({origin})") for side, origin in zip((old, new), origins, strict=True)
    )


def _round_at(
    repository: Repository,
    revision: str,
    path: str,
    finder: InstrumentFinder | None = None,
    commit: Commit | None = None,
) -> Side:
    from sustainrubric.disk.revisions import content_at, resolve

    commit = commit or resolve(repository, revision)
    name = f"{revision}:{path}"
    content = content_at(repository, commit, path, name)
    side = _side(load_bytes(content, name), finder, os.path.join(repository.folder, path))
    return side._replace(origin=revision, remark=commit.remark)
