"""A ballot against the rubric, the panel it belongs to, and itself. No message names a level that was given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.rating.check import check_ids, unknown_element
from sustainrubric.records.assessment import Assessment, Panel
from sustainrubric.records.ballot import Ballot, BallotRating

MANY_ALIKE = 10
"""Levels, all the same, from which on a ballot is worth a question."""


def check_ballot(ballot: Ballot, rubric: Rubric) -> list[Problem]:
    """What a ballot says by itself."""
    problems = [
        *_check_votes(ballot.ratings, "ratings", rubric),
        *_check_votes(ballot.again, "again", rubric),
        *_check_standing_back(ballot, rubric),
    ]
    levels = [rating.level for rating in ballot.ratings.values() if rating.level in rubric.points]
    if len(levels) >= MANY_ALIKE and len(set(levels)) == 1:
        message = f"all {len(levels)} levels of this ballot are the same; ask the rater whether that is meant"
        problems.append(Problem(Code.BALLOT_ALL_ALIKE, message, ("ratings",), "key"))
    return problems


def check_ballot_of_panel(ballot: Ballot, assessment: Assessment, file: str) -> Iterator[Problem]:
    """Whether a ballot belongs to the assessment `file` beside which it lies."""
    yield from _check_subject(ballot, assessment, file)
    yield from check_rater(ballot.rater, assessment.panel, file)


def check_rater(rater: str, panel: Panel | None, file: str) -> Iterator[Problem]:
    """Whether somebody is one whose ballot counts in the panel of the assessment `file`."""
    if panel is None:
        message = f"{file} has no panel; name its raters there under 'panel:'"
        yield Problem(Code.UNKNOWN_RATER, message, ("rater",))
    elif rater == panel.facilitator:
        message = f"{quoted(rater)} leads the panel of {file} and does not vote; take this ballot out"
        yield Problem(Code.FACILITATOR_VOTED, message, ("rater",))
    elif rater not in panel.raters:
        right = did_you_mean(rater, panel.raters) or f"; it names {', '.join(panel.raters) or 'nobody'}"
        message = f"the panel of {file} has no rater {quoted(rater)}{right}"
        yield Problem(Code.UNKNOWN_RATER, message, ("rater",))


def check_one_ballot_each(ballot: Ballot, file: str, raters: Mapping[str, str]) -> Iterator[Problem]:
    """Whether `file` is the first ballot of its rater; `raters` gives the first ballot of each."""
    first = raters.get(ballot.rater, file)
    if first != file:
        message = f"{quoted(ballot.rater)} has a ballot already, {first}; keep one of the two"
        yield Problem(Code.RATER_TWICE, message, ("rater",))


def _check_subject(ballot: Ballot, assessment: Assessment, file: str) -> Iterator[Problem]:
    pairs = (
        ("rubric", ballot.rubric, assessment.rubric),
        ("reform", ballot.reform, assessment.reform.id),
        ("round", ballot.round, assessment.round.id),
    )
    for key, given, expected in pairs:
        if given != expected:
            message = f"the ballot is of the {key} {quoted(given)}, and {file} is of {quoted(expected)}"
            yield Problem(Code.BALLOT_OF_ANOTHER, message, (key,))


def _check_votes(ratings: Mapping[str, BallotRating], key: str, rubric: Rubric) -> Iterator[Problem]:
    for element_id, rating in ratings.items():
        place: DocumentPath = (key, element_id)
        element = rubric.elements.get(element_id)
        if element is None:
            yield unknown_element(element_id, place, rubric)
        else:
            yield from check_ids(rating, element, place)


def _check_standing_back(ballot: Ballot, rubric: Rubric) -> Iterator[Problem]:
    for index, element_id in enumerate(ballot.stands_back):
        place: DocumentPath = ("stands_back", index)
        if element_id not in rubric.elements:
            yield unknown_element(element_id, place, rubric)._replace(anchor="value")
        voted = [ratings.get(element_id) for ratings in (ballot.ratings, ballot.again)]
        if any(rating is not None and rating.level is not None for rating in voted):
            message = f"{quoted(element_id)} is left to others and voted on; take one of the two out"
            yield Problem(Code.VOTED_AND_STOOD_BACK, message, place)
