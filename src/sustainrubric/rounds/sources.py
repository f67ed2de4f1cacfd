"""A round from a file, or from a revision of git."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from sustainrubric.base.errors import InvalidFile, WrongUsage
from sustainrubric.check.file import checked, unlocated_findings
from sustainrubric.disk.read import refused_if_foreign
from sustainrubric.instruments.shipped import load_rubric
from sustainrubric.records.load import STANDARD_INPUT, load_bytes
from sustainrubric.rounds.model import RatedRound
from sustainrubric.yaml.source import read_bytes, read_standard_input

if TYPE_CHECKING:
    from sustainrubric.disk.revisions import Commit, Repository
    from sustainrubric.records.load import Loaded

# git reads the first colon that is not inside of braces, as in HEAD^{/fix: this}:path.
_REVISION_AND_PATH = re.compile(r"((?:[^:{]|\{[^}]*\})*):(.*)", re.DOTALL)

_WORKING_TREE = "working tree"


class Side(NamedTuple):
    """A round that was read; `origin` tells it apart from another of the same name: a revision.

    `remark` is what git has to say of the revision.
    """

    rated: RatedRound
    origin: str = ""
    remark: str = ""


def round_from(argument: str) -> Side:
    """A round from a file, or from REV:PATH; a file of that name wins.

    Raises:
        Unreadable: there is neither.
        InvalidFile: it has errors, or is no assessment.
    """
    split = _REVISION_AND_PATH.fullmatch(argument)
    if argument == STANDARD_INPUT or split is None or os.path.lexists(argument):
        return round_of_file(argument)
    from sustainrubric.disk.revisions import path_from_top, repository_of

    revision, path = split.groups()
    repository = repository_of(os.curdir)
    if not path:
        raise WrongUsage(f"{argument}: names no file; write REV:PATH")
    return _round_at(repository, revision, path_from_top(repository, path))


def round_of_file(file: str) -> Side:
    if file == STANDARD_INPUT:
        return Side(rated_round(read_standard_input(), "<stdin>"))
    return Side(rated_round(refused_if_foreign(read_bytes(file), file), file))


def rounds_between(revisions: str, file: str) -> tuple[Side, Side]:
    """One file at two revisions, `A..B` or `A...B`; after a single revision, the file as it is now."""
    from sustainrubric.disk.revisions import merge_base, repository_and_path, resolve

    repository, path = repository_and_path(file)
    if "..." in revisions:
        first, second = (part or "HEAD" for part in revisions.split("...", 1))
        parted = merge_base(repository, resolve(repository, first), resolve(repository, second))
        return _round_at(repository, first, path, parted), _round_at(repository, second, path)
    if ".." in revisions:
        first, second = (part or "HEAD" for part in revisions.split("..", 1))
        return _round_at(repository, first, path), _round_at(repository, second, path)
    return _round_at(repository, revisions, path), round_of_file(file)._replace(origin=_WORKING_TREE)


def rated_round(content: bytes, name: str) -> RatedRound:
    """The round in a file's content; `name` is what problems call the file."""
    return rated(load_bytes(content, name))


def rated(loaded: Loaded) -> RatedRound:
    """The round in a file that was read.

    Where it is sound, nothing is located in it: warnings are not shown here, and finding the places
    of many takes longer than reading the file.

    Raises:
        InvalidFile: it has errors, or is no assessment.
    """
    from sustainrubric.records.assessment import Assessment

    if isinstance(loaded.model, Assessment) and not loaded.problems:
        rubric = load_rubric(loaded.model.rubric)
        codes = (problem.code for problem in unlocated_findings(loaded))
        if rubric is not None and not any(code.severity == "error" for code in codes):
            return RatedRound(loaded.model, rubric)
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


def _round_at(repository: Repository, revision: str, path: str, commit: Commit | None = None) -> Side:
    from sustainrubric.disk.revisions import content_at, resolve

    commit = commit or resolve(repository, revision)
    name = f"{revision}:{path}"
    content = content_at(repository, commit, path, name)
    return Side(rated_round(content, name), revision, commit.remark)
