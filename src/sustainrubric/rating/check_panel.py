"""The panel of an assessment and what it agreed on: against each other, and against the ballots."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import quoted
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.rating.votes import PanelVotes, counted_votes, levels_only
from sustainrubric.records.assessment import Assessment, Panel, Rating


def check_panel(assessment: Assessment, rubric: Rubric) -> Iterator[Problem]:
    """What the assessment says of its panel, without any ballot."""
    panel = assessment.panel
    if panel is not None:
        yield from _check_raters(panel)
        if panel.raters and not any(rating.decided for rating in assessment.ratings.values()):
            message = "the panel has decided nothing yet; `sustain panel decide` records what the team agrees"
            yield Problem(Code.PANEL_WITHOUT_DECISION, message, ("panel",), "key")
    for element_id, rating in assessment.ratings.items():
        if rating.decided is not None:
            yield from _check_decision(rating, panel, rubric, ("ratings", element_id))


def check_decided_counts(assessment: Assessment, votes: PanelVotes, rubric: Rubric) -> Iterator[Problem]:
    """Whether the recorded counts are those of the ballots that are there; none there, nothing to say."""
    if not votes.ballots:
        return
    elements = votes.by_id
    for element_id, rating in assessment.ratings.items():
        if rating.decided is None or element_id not in elements:
            continue
        found = elements[element_id]
        for key, recorded, given in (
            ("votes", rating.decided.votes, found.first),
            ("again", rating.decided.again, found.again),
        ):
            if {level: count for level, count in recorded.items() if count} != counted_votes(
                given.values(), rubric
            ):
                place: DocumentPath = ("ratings", element_id, "decided", key)
                message = (
                    f"these are not the counts of the ballots beside the file; "
                    f"`sustain panel decide` writes them anew for {element_id}"
                )
                yield Problem(Code.COUNTS_DIFFER, message, place)


def _check_raters(panel: Panel) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for index, rater in enumerate(panel.raters):
        place: DocumentPath = ("panel", "raters", index)
        before = seen.get(rater.casefold())
        if before is not None:
            message = f"{quoted(rater)} stands twice among the raters; name everybody once"
            if before != rater:
                message = (
                    f"{quoted(rater)} and {quoted(before)} differ in capitals only, and so would the names "
                    "of their ballots, which Windows and macOS take for one; give one of them another id"
                )
            yield Problem(Code.RATER_TWICE, message, place)
        if rater == panel.facilitator:
            message = f"{quoted(rater)} leads the panel and does not vote; take the name out of 'raters'"
            yield Problem(Code.FACILITATOR_VOTED, message, place)
        seen.setdefault(rater.casefold(), rater)


def _check_decision(
    rating: Rating, panel: Panel | None, rubric: Rubric, place: DocumentPath
) -> Iterator[Problem]:
    decided = rating.decided
    assert decided is not None
    at: DocumentPath = (*place, "decided")
    voted = [level for level, count in decided.votes.items() if count]
    worth = [rubric.points[level] for level in levels_only(voted)]
    is_split = bool(worth) and max(worth) - min(worth) > 1
    if is_split and rating.dissent is None and not any(decided.again.values()):
        message = "the votes lay two or more levels apart; record the dissent, or vote again after talking"
        yield Problem(Code.SPLIT_UNSETTLED, message, at)
    total = sum(decided.votes.values())
    raters = len(set(panel.raters)) if panel is not None else 0
    if total * 2 < raters:
        message = f"{total} of {raters} raters voted on this element, fewer than half"
        yield Problem(Code.FEW_VOTES, message, at)
    votes = {*voted, *(level for level, count in decided.again.items() if count)}
    if rating.level is not None and votes and rating.level not in votes and rating.rationale is None:
        message = "nobody voted for the level that was agreed; say in the rationale why"
        yield Problem(Code.LEVEL_OUTSIDE_VOTES, message, (*place, "level"))
