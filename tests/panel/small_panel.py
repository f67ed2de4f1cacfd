"""A panel over a small rubric, as objects: ballots from signs, decisions, and all that a kit can show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sustainrubric.instruments.rubric import Rubric
from sustainrubric.panel.spread import Spread, panel_spread
from sustainrubric.rating.votes import PanelVotes, panel_votes
from sustainrubric.records.assessment import Assessment, Panel, RatingLevel
from sustainrubric.records.ballot import Ballot
from tests.rating.build import LEVELS, small_assessment, small_rubric

SIGNS: dict[str, RatingLevel] = dict(zip("1234un", (*LEVELS, "unknown", "not-applicable"), strict=True))
NAMED: dict[str, dict[str, Any]] = {
    "e": {"evidence": [{"what": "Minutes"}]},
    "s": {"look_fors": {"L1": "seen"}},
    "x": {"look_fors": {"L1": "not-seen"}},
}


def rubric(*sizes: int) -> Rubric:
    """A rubric with a category for each size, whose last criterion has a note in the place of levels."""
    data = small_rubric(*([size] for size in sizes)).model_dump(mode="json")
    for category in data["categories"]:
        for element in category["variables"][0]["elements"]:
            for criterion in element["criteria"]:
                criterion["name"] = "Reach"
                criterion |= {level: f"{criterion['id']} {level}" for level in LEVELS}
            element["criteria"][2] |= dict.fromkeys(LEVELS, None) | {"note": "Look at last year"}
            element["look_fors"][0]["text"] = f"Seen at {element['id']}"
            element["questions"] = [f"Who does {element['id']}?"]
    return Rubric.model_validate(data)


def ballot(of: Rubric, rater: str, signs: str, again: str = "", evidence: str = "") -> Ballot:
    """A ballot: a sign for each element, `.` for no vote, `b` for one that is left to others.

    `again` has the signs of the second vote. `evidence` has `e` where evidence is named, `s` where a look-for was
    seen, and `x` where it was not.
    """
    elements = list(of.elements)

    def rating(place: int, sign: str) -> dict[str, Any]:
        return {
            "level": SIGNS[sign],
            "rationale": f"{rater} on {elements[place]}",
            **NAMED.get(evidence[place : place + 1], {}),
        }

    return Ballot.model_validate(
        {
            "kind": "ballot", "format": 1, "rubric": of.reference, "reform": "literacy", "round": "2026-fall",
            "rater": rater, "stands_back": [elements[at] for at, sign in enumerate(signs) if sign == "b"],
            "ratings": {elements[at]: rating(at, sign) for at, sign in enumerate(signs) if sign in SIGNS},
            "again": {elements[at]: {"level": SIGNS[sign]} for at, sign in enumerate(again) if sign in SIGNS},
        }
    )  # fmt: skip


def votes_of(of: Rubric, *ballots: Ballot, missing: tuple[str, ...] = ()) -> PanelVotes:
    """The votes of those whose ballots are given, and of some whose are not."""
    return panel_votes(
        Panel(raters=(*(each.rater for each in ballots), *missing), rule="two-thirds"), ballots, of
    )


def assessment_of(votes: PanelVotes, ratings: Mapping[str, Any] | None = None, **more: Any) -> Assessment:
    """The assessment that they are beside."""
    panel = {"raters": list(votes.raters), "facilitator": "k", "rule": "two-thirds"}
    return small_assessment(ratings or {}, **{"panel": panel, **more})


def spread_of(of: Rubric, *signs: str, ratings: Mapping[str, Any] | None = None) -> Spread:
    """The spread of ballots r1, r2 and so on."""
    votes = votes_of(of, *(ballot(of, f"r{place}", each) for place, each in enumerate(signs, 1)))
    return panel_spread(assessment_of(votes, ratings), votes, of)
