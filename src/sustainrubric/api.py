"""The one promised Python interface: files read, checked, scored, compared, and laid out as rows.

    from sustainrubric import api

    loaded = api.load("assessments/literacy/2026-fall.yaml")
    for problem in api.check(loaded):
        print(problem.code, problem.message)
    print(api.score(loaded).overall.majority)

Nothing here prints, asks or writes, and importing it brings in no library of the command line.
docs/api.md says what stays the same from one version to the next.
"""

from __future__ import annotations

from dataclasses import replace

from sustainrubric.base.errors import InvalidFile, SustainError, Unreadable, WrongUsage
from sustainrubric.base.problem import Problem
from sustainrubric.check.file import checked, inspect, with_rubric
from sustainrubric.exchange.table_rows import element_rows, problem_rows, shown_name
from sustainrubric.exchange.table_schema import ELEMENTS, PROBLEMS, Cell
from sustainrubric.instruments.catalog import Catalog
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.shipped import load_rubric
from sustainrubric.rating.check import check_assessment
from sustainrubric.rating.score import score as _score
from sustainrubric.rating.scorecard import Scorecard
from sustainrubric.records.agency_names import AgencyNames
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.check_actions import check_action_ids
from sustainrubric.records.load import Loaded, load_bytes
from sustainrubric.rounds.diff import diff as _diff
from sustainrubric.rounds.model import RatedRound, RoundDiff
from sustainrubric.rounds.subject import why_not_one_subject

__all__ = [
    "ROW_KEYS",
    "Cell",
    "InvalidFile",
    "Loaded",
    "Problem",
    "RoundDiff",
    "Rubric",
    "Scorecard",
    "SustainError",
    "Unreadable",
    "WrongUsage",
    "check",
    "diff",
    "load",
    "rows",
    "score",
]

_OURS_ONLY = Catalog()

ROW_KEYS = ("record", *dict.fromkeys([*ELEMENTS.names, *PROBLEMS.names]))
"""The keys of every dict that `rows` gives, in their order."""


def load(path: str) -> Loaded:
    """Read one file of any of our kinds; `path` may be `-` for standard input.

    `loaded.model` is the file as a frozen model, or None where its problems keep it from being one.

    Raises:
        Unreadable: the file cannot be opened.
    """
    return inspect(path)


def check(loaded: Loaded) -> list[Problem]:
    """Everything that `sustain validate` says of this one file, errors and warnings, in the order of the text.

    `loaded.document.located(problem)` adds file, line and column.
    """
    return [found.problem for found in loaded.problems]


def score(loaded: Loaded) -> Scorecard:
    """The scores of an assessment, in exact fractions.

    Raises:
        InvalidFile: it has errors, or is no assessment.
    """
    _, assessment, rubric = with_rubric(loaded)
    return _score(assessment, rubric)


def diff(old: Loaded, new: Loaded) -> RoundDiff:
    """What moved between two rounds of one reform.

    Raises:
        InvalidFile: one of them has errors, or is no assessment.
        WrongUsage: they are about different reforms, agencies or rubrics.
    """
    before, after = _rated_round(old), _rated_round(new)
    why = why_not_one_subject(before, after)
    if why:
        raise WrongUsage(f"these are not two rounds of one reform: {why}")
    return _diff(before, after)


def rows(content: bytes, name: str, *, rubric: Rubric | None = None) -> list[dict[str, Cell]]:
    """One dict an element and one a problem of one file, for any engine to map over many files.

    Every dict has the keys of `ROW_KEYS`, so that all rows fit one schema: `record` is "element" or
    "problem", and what does not belong to it is None. `name` is what the rows call the file; it need
    not exist. `rubric` stands in for the one that the file names, which otherwise is one we ship. A file
    that is no assessment, or is too broken to score, gives its problems only. Never raises because of
    `content`; reads no file of the user's, and gives the same rows for the same arguments everywhere.
    """
    loaded = _checked(content, name) if rubric is None else _checked_by(rubric, content, name)
    found = [_as_dict("problem", PROBLEMS.names, row) for row in problem_rows(loaded)]
    assessment = loaded.model
    if not isinstance(assessment, Assessment):
        return found
    used = rubric or load_rubric(assessment.rubric)
    if used is None:
        return found
    rated = element_rows(shown_name(name), assessment, _score(assessment, used))
    return [*(_as_dict("element", ELEMENTS.names, row) for row in rated), *found]


def _checked(content: bytes, name: str) -> Loaded:
    # Not with the instruments of a folder: the name need not be that of a file.
    return checked(replace(load_bytes(content, name), instruments=_OURS_ONLY))


def _checked_by(rubric: Rubric, content: bytes, name: str) -> Loaded:
    loaded = load_bytes(content, name)
    if not isinstance(loaded.model, Assessment):
        return checked(replace(loaded, instruments=_OURS_ONLY))
    return loaded.with_problems([*check_assessment(loaded.model, rubric), *check_action_ids(loaded.model)])


def _as_dict(record: str, names: tuple[str, ...], row: tuple[Cell, ...]) -> dict[str, Cell]:
    return {**dict.fromkeys(ROW_KEYS), "record": record, **dict(zip(names, row, strict=True))}


def _rated_round(loaded: Loaded) -> RatedRound:
    _, assessment, rubric = with_rubric(loaded)
    return RatedRound(assessment, rubric, known_agency=AgencyNames().known(loaded.file, assessment.agency))
