"""What `sustain rate` does: read the answers, put them into the file, save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sustainrubric.cli.console import note
from sustainrubric.cli.problems import as_text
from sustainrubric.cli.session import Conflict
from sustainrubric.cli.user_file import open_for_session
from sustainrubric.engine.plain import Plain, get
from sustainrubric.engine.questions import Rejected
from sustainrubric.engine.rating_edit import RatingAnswers
from sustainrubric.engine.rating_edit import rate as apply
from sustainrubric.engine.rating_script import RatingScript
from sustainrubric.errors import InvalidFile, RefusedToWrite, WrongUsage
from sustainrubric.files.load import read_data
from sustainrubric.files.packaged import load_rubric
from sustainrubric.model.assessment import Assessment
from sustainrubric.model.problem import Code, Problem


@dataclass(frozen=True)
class Given:
    """The options of one `sustain rate`, as typed."""

    level: str | None
    rationale: str | None
    evidence: list[str]
    criteria: list[str]
    look_fors: list[str]
    target: str | None
    priority: str | None
    actions: list[str]

    @property
    def is_empty(self) -> bool:
        return not any(vars(self).values())

    def answers(self) -> RatingAnswers:
        return RatingAnswers(
            level=self.level,
            rationale=self.rationale,
            criteria=_pairs(self.criteria, "--criterion", "1=strong"),
            look_fors=_pairs(self.look_fors, "--look-for", "L1=seen"),
            evidence=self.evidence,
            target=self.target,
            priority=self.priority,
            actions=self.actions,
        )


def record(file: Path, element: str | None, given: Given, source: Path | None, *, backup: bool) -> None:
    """Put ratings into an assessment, all or none of them.

    Raises:
        WrongUsage: an answer cannot be taken; nothing was written.
        RefusedToWrite: the file cannot be saved, or a session is open on it.
    """
    if source is not None and (element is not None or not given.is_empty):
        raise WrongUsage("--from brings whole ratings; leave the element and the other options out")
    if source is None and (element is None or given.is_empty):
        raise WrongUsage(
            "name an element and what to record of it, or --from ANSWERS; see `sustain rate --help`"
        )
    wanted = _from_file(source) if source is not None else {str(element): given.answers()}
    with open_for_session(str(file), session=False, backup=backup) as opened:
        assessment = opened.loaded.model_as(Assessment)
        rubric = load_rubric(assessment.rubric)
        assert rubric is not None
        script = RatingScript(rubric, tuple(rubric.elements))
        data = opened.data
        for element_id, answers in wanted.items():
            outcome = apply(script, data, element_id, answers)
            if isinstance(outcome, Rejected):
                raise WrongUsage(f"{outcome.reason}; nothing was written")
            data = outcome
        for warning in opened.saver.warnings:
            note(warning)
        try:
            opened.save(data)
        except Conflict as conflict:
            raise RefusedToWrite(
                f"not saved: {file} was changed by somebody else meanwhile; try again"
            ) from conflict
        elements = set(wanted)
        for found in opened.loaded.problems:
            if len(found.problem.path) > 1 and found.problem.path[1] in elements:
                note(as_text(found))


def _pairs(typed: list[str], option: str, example: str) -> dict[str, str]:
    pairs = {}
    for pair in typed:
        key, sign, value = pair.partition("=")
        if not sign or not key.strip() or not value.strip():
            raise WrongUsage(f"{option} {pair!r}: write it as {example}")
        pairs[key.strip()] = value.strip()
    return pairs


def _from_file(source: Path) -> dict[str, RatingAnswers]:
    """Ratings by element id, as they stand below `ratings:` in an assessment, with or without that key."""
    document = read_data(str(source))
    data: Plain = document.data
    ratings = get(data, ("ratings",)) if isinstance(get(data, ("ratings",)), dict) else data
    prefix = ("ratings",) if ratings is not data else ()
    if not isinstance(ratings, dict) or not ratings:
        message = "this is no mapping from element ids to ratings"
        raise InvalidFile(document.source.file, [document.located(Problem(Code.NOT_A_MAPPING, message))])
    wanted = {}
    for element_id, rating in ratings.items():
        try:
            wanted[str(element_id)] = _answers(rating)
        except (TypeError, ValueError) as error:
            problem = Problem(Code.WRONG_TYPE, str(error), (*prefix, element_id))
            raise InvalidFile(document.source.file, [document.located(problem)]) from error
    return wanted


def _answers(rating: Any) -> RatingAnswers:
    if isinstance(rating, str):
        return RatingAnswers(level=rating)
    known = set(RatingAnswers.__dataclass_fields__)
    if not isinstance(rating, Mapping):
        raise TypeError("a rating is a mapping, or a level alone")
    unknown = sorted(set(rating) - known)
    if unknown:
        raise ValueError(f"unknown key {unknown[0]!r}; known here: {', '.join(sorted(known))}")
    return RatingAnswers(**{key: value for key, value in rating.items() if value is not None})
