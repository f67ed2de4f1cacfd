"""An assessment against the rubric it names: what does not agree (SR2xx), and what is weak (SR3xx)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import NearWords, did_you_mean, lookalike, normalized, quoted
from sustainrubric.instruments.rubric import Element, LevelId, Rubric
from sustainrubric.rating.score import majority_level
from sustainrubric.records.assessment import OPEN_STATUSES, Assessment, Evidence, Rating

if TYPE_CHECKING:
    from sustainrubric.records.ballot import BallotRating

MAX_PROBLEMS = 500
"""Findings told of one file: who has more has one mistake many times over."""

EVIDENCE_YEARS = 3
"""Evidence older than this on the day of the round no longer shows how things are."""


def check_reference(reference: str, versions: Mapping[str, list[str]], trouble: str = "") -> Problem:
    """Say what is wrong with a `rubric:` that names no rubric among the instruments there are.

    `trouble` is why an own instrument of that name cannot be used, where there is one.
    """
    name, _, version = reference.partition("@")
    if trouble:
        message = f"the rubric {quoted(reference)} cannot be used: {trouble}"
        return Problem(Code.UNKNOWN_RUBRIC, message, ("rubric",))
    if name not in versions:
        hint = did_you_mean(name, versions) or f"; there is {', '.join(versions)}"
        message = f"there is no rubric {quoted(name)}{hint}"
        return Problem(Code.UNKNOWN_RUBRIC, message, ("rubric",))
    if version not in versions[name]:
        message = f"there is no version {version} of {name}; there is {', '.join(versions[name])}"
        return Problem(Code.UNKNOWN_VERSION, message, ("rubric",))
    message = f"{quoted(name)} is not a rubric; name the one that the team rated with"
    return Problem(Code.UNKNOWN_RUBRIC, message, ("rubric",))


def check_assessment(assessment: Assessment, rubric: Rubric) -> list[Problem]:
    """Everything to be said of an assessment, in the order of the file."""
    problems = [*_check_team(assessment)]
    unknown = (element_id for element_id in assessment.weights if element_id not in rubric.elements)
    problems += (unknown_element(e, ("weights", e), rubric) for e in islice(unknown, MAX_PROBLEMS))
    team = {member.id: member.name for member in assessment.team}
    near = NearWords(team)
    for element_id, rating in assessment.ratings.items():
        place: DocumentPath = ("ratings", element_id)
        element = rubric.elements.get(element_id)
        if element is None:
            problems.append(unknown_element(element_id, place, rubric))
        else:
            problems += check_ids(rating, element, place)
            problems += _check_level(rating, rubric, place)
        problems += _check_evidence(rating, assessment.round.date, place)
        problems += _check_actions(rating, near, team, assessment.round.date, place)
        if len(problems) >= MAX_PROBLEMS:
            last = problems[-1]
            problems[-1] = last._replace(message=f"{last.message}; more may follow")
            break
    return problems


def _check_team(assessment: Assessment) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, member in enumerate(assessment.team):
        if member.id in seen:
            message = f"{quoted(member.id)} stands twice in the team; give each member an id of their own"
            yield Problem(Code.TEAM_MEMBER_TWICE, message, ("team", index, "id"))
        seen.add(member.id)


def unknown_element(element_id: str, path: DocumentPath, rubric: Rubric) -> Problem:
    """What to say of an id that is none of the rubric's elements."""
    hint = did_you_mean(element_id, rubric.elements) + lookalike(element_id)
    right = hint or f"; it has {_range(rubric.elements)}"
    message = f"{rubric.reference} has no element {quoted(element_id)}{right}"
    return Problem(Code.UNKNOWN_ELEMENT, message, path, "key")


def check_ids(rating: Rating | BallotRating, element: Element, place: DocumentPath) -> Iterator[Problem]:
    """Whether the criteria and look-fors of a rating, or of a vote, are the element's."""
    for number in rating.criteria:
        if number not in element.criteria_by_number:
            message = _not_in(element.id, "criterion", number, element.criteria_by_number)
            yield Problem(Code.UNKNOWN_CRITERION, message, (*place, "criteria", number), "key")
    for number in rating.look_fors:
        if number not in element.look_fors_by_number:
            hint = did_you_mean(number, element.look_fors_by_number)
            message = _not_in(element.id, "look-for", number, element.look_fors_by_number) + hint
            yield Problem(Code.UNKNOWN_LOOK_FOR, message, (*place, "look_fors", number), "key")


def _not_in(element_id: str, noun: str, number: str, known: Mapping[str, object]) -> str:
    short = number.removeprefix(f"{element_id}.")
    right = f"write {short}" if short in known else f"it has {_range(known)}"
    return f"{element_id} has no {noun} {quoted(number)}; {right}"


def _check_level(rating: Rating, rubric: Rubric, place: DocumentPath) -> Iterator[Problem]:
    level = rating.level
    if level == "not-applicable":
        if rating.rationale is None:
            message = "a rating of not-applicable needs a rationale; say why the element does not apply"
            yield Problem(Code.NOT_APPLICABLE_UNEXPLAINED, message, (*place, "level"))
        return
    at: DocumentPath = (*place, "level") if level else place
    if rating.rationale is None and (level or rating.criteria):
        yield Problem(Code.NO_RATIONALE, "the rating has no rationale; say in a sentence why", at)
    if level == "unknown":
        return
    reached = majority_level(((criterion, 1) for criterion in rating.criteria.values()), rubric.points)
    if level is not None and reached is not None and rubric.points[level] > rubric.points[reached]:
        message = f"the level {level} is above {reached}, which more than half of the rated criteria reach"
        yield Problem(Code.LEVEL_ABOVE_CRITERIA, message, at)
    effective = level or reached
    if effective is not None:
        yield from _check_support(rating, effective, rubric, place, at)


def _check_support(
    rating: Rating, level: LevelId, rubric: Rubric, place: DocumentPath, at: DocumentPath
) -> Iterator[Problem]:
    """Whether a level, given or derived from its criteria, has behind it what it needs."""
    if rating.target is not None and rubric.points[rating.target] < rubric.points[level]:
        message = f"the target {rating.target} is below the level {level}; aim at {level} or above"
        yield Problem(Code.TARGET_BELOW_LEVEL, message, (*place, "target"))
    if level in ("strong", "exemplary"):
        if not rating.evidence:
            yield Problem(Code.NO_EVIDENCE, f"the level {level} rests on no evidence; name some", at)
        if "seen" not in rating.look_fors.values():
            message = f"the level {level} has no look-for marked seen; say what a visitor would see"
            yield Problem(Code.NO_LOOK_FOR_SEEN, message, at)


def _check_evidence(rating: Rating, round_date: date, place: DocumentPath) -> Iterator[Problem]:
    oldest = years_before(round_date, EVIDENCE_YEARS)
    for index, evidence in enumerate(rating.evidence):
        if evidence.date is not None:
            yield from _check_evidence_date(evidence, round_date, oldest, (*place, "evidence", index, "date"))
        if evidence.review_by is not None and evidence.review_by < round_date:
            message = (
                f"the evidence was to be reviewed before the round ({round_date}); "
                "look whether it still holds, and set a new date"
            )
            yield Problem(Code.REVIEW_OVERDUE, message, (*place, "evidence", index, "review_by"))


def _check_evidence_date(
    evidence: Evidence, round_date: date, oldest: date, path: DocumentPath
) -> Iterator[Problem]:
    assert evidence.date is not None
    if evidence.date > round_date:
        message = f"the evidence is dated after the round ({round_date}); the round could not have seen it"
        yield Problem(Code.EVIDENCE_AFTER_ROUND, message, path)
    elif evidence.date < oldest:
        message = f"the evidence was over {EVIDENCE_YEARS} years old at the round ({round_date}); find newer"
        yield Problem(Code.EVIDENCE_TOO_OLD, message, path)


def _check_actions(
    rating: Rating, near: NearWords, team: Mapping[str, str], round_date: date, place: DocumentPath
) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for index, action in enumerate(rating.actions):
        path: DocumentPath = (*place, "actions", index)
        first = seen.setdefault(normalized(action.what), index)
        if first != index:
            message = (
                f"action {index + 1} says what action {first + 1} of this element says; keep one of them"
            )
            yield Problem(Code.ACTION_TWICE, message, (*path, "what"))
        if action.owner is None:
            yield Problem(Code.ACTION_WITHOUT_OWNER, "the action has no owner; name who will do it", path)
        elif team and action.owner not in team:
            hint = near.hint(action.owner) or "; name a member by id, or add this one to 'team'"
            message = f"{quoted(action.owner)} is not in the team{hint}"
            yield Problem(Code.UNKNOWN_TEAM_MEMBER, message, (*path, "owner"))
        if action.due is None:
            message = "the action has no due date; write due: YYYY-MM-DD"
            yield Problem(Code.ACTION_WITHOUT_DUE_DATE, message, path)
        elif action.due < round_date and action.status in OPEN_STATUSES:
            message = f"the action is due before the round ({round_date}) and not done; set a new date"
            yield Problem(Code.DUE_BEFORE_ROUND, message, (*path, "due"))


def years_before(day: date, years: int) -> date:
    """The same day `years` earlier; 28 February for a 29 February that is not there."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        # 29 February, or a year before the first.
        return day.replace(year=day.year - years, day=28) if day.year > years else date.min


def _range(known: Iterable[str]) -> str:
    names = list(known)
    return f"{names[0]} to {names[-1]}" if len(names) > 1 else "".join(names) or "none"
