"""What `sustain rate` does: put the answers into the file, all or none of them, and save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sustainrubric.base.errors import RefusedToWrite, WrongUsage
from sustainrubric.base.problem import LocatedProblem
from sustainrubric.check.text import as_text
from sustainrubric.editing.rating_session import assessment_in
from sustainrubric.editing.user_file import UserFile, errors_of, open_for_session, save_once
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import Plain
from sustainrubric.panel.sources import votes_waiting
from sustainrubric.rating.edit import RatingAnswers
from sustainrubric.rating.edit import rate as apply
from sustainrubric.rating.script import RatingScript
from sustainrubric.terminal.console import note
from sustainrubric.yaml.rewrite import CannotEdit


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
        return all(value is None or value == [] for value in vars(self).values())

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
    """Put ratings into an assessment.

    Raises:
        WrongUsage: an answer cannot be taken; nothing was written.
        RefusedToWrite: the file cannot be saved, or a session is open on it.
    """
    wanted = _wanted(element, given, source)
    with open_for_session(str(file), session=False, backup=backup) as opened:
        data = _with_answers(opened, wanted)
        found = _findings(opened, data, wanted)
        waiting = votes_waiting(str(file), *assessment_in(opened))
        for text in [*save_once(opened, data), *map(as_text, found), *([waiting] if waiting else [])]:
            note(text)


def _wanted(element: str | None, given: Given, source: Path | None) -> Mapping[str, RatingAnswers]:
    if source is not None:
        if element is not None or not given.is_empty:
            raise WrongUsage("--from brings whole ratings; leave the element and the other options out")
        from sustainrubric.editing.answers_file import read_answers

        return read_answers(source)
    if element is None or given.is_empty:
        raise WrongUsage(
            "name an element and what to record of it, or --from ANSWERS; see `sustain rate --help`"
        )
    return {element: given.answers()}


def _with_answers(opened: UserFile, wanted: Mapping[str, RatingAnswers]) -> Plain:
    _, rubric = assessment_in(opened)
    script = RatingScript(rubric, tuple(rubric.elements))
    data = opened.data
    for element, answers in wanted.items():
        outcome = apply(script, data, element, answers)
        if isinstance(outcome, Rejected):
            raise WrongUsage(f"{outcome.reason}; nothing was written")
        data = outcome
    return data


def _findings(opened: UserFile, data: Plain, elements: Mapping[str, object]) -> list[LocatedProblem]:
    """What is to be said of the elements as they are to be rated; an error that was not there is refused."""
    try:
        meant = opened.meant(data)
    except CannotEdit as error:
        raise RefusedToWrite(f"not saved: {error}") from error
    before = {found.problem for found in opened.errors}
    for found in errors_of(meant):
        if found.problem not in before:
            raise WrongUsage(f"{found.problem.message}; nothing was written")
    return [found for found in meant.problems if _element_of(found) in elements]


def _element_of(found: LocatedProblem) -> str:
    path = found.problem.path
    return str(path[1]) if path[:1] == ("ratings",) and len(path) > 1 else ""


def _pairs(typed: list[str], option: str, example: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for pair in typed:
        key, sign, value = (part.strip() for part in pair.partition("="))
        if not sign or not key or not value:
            raise WrongUsage(f"{option} {pair!r}: write it as {example}")
        if key in pairs:
            raise WrongUsage(f"{option} {key} is given twice")
        pairs[key] = value
    return pairs
