"""Rounds for tests: made in a line, made by hypothesis, and a second version of the small rubric."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from sustainrubric.instruments.rubric import Rubric
from sustainrubric.rounds.model import RatedRound
from tests.rating.build import LEVELS, small_assessment, small_rubric

RUBRIC = small_rubric([2, 1], [2])
IDS = list(RUBRIC.elements)


def round_of(ratings: Mapping[str, Any], rubric: Rubric = RUBRIC, **more: Any) -> RatedRound:
    return RatedRound(small_assessment(ratings, rubric=rubric.reference, **more), rubric)


def later(ratings: Mapping[str, Any], **more: Any) -> RatedRound:
    """As `round_of`, a year after."""
    return round_of(ratings, **{"round": {"id": "2027-fall", "date": "2027-10-15"}, **more})


def second_version() -> Rubric:
    """The small rubric with 1.A.2 removed, 1.A.3 added, and 1.B.1 reworded."""
    data = RUBRIC.model_dump(mode="json")
    data["version"] = "2.0.0"
    elements = data["categories"][0]["variables"][0]["elements"]
    new = {**elements.pop(1), "id": "1.A.3", "title": "Element 1.A.3", "criteria": [], "look_fors": []}
    elements.append(new)
    data["categories"][0]["variables"][1]["elements"][0]["criteria"][1]["strong"] = "other words"
    return Rubric.model_validate(data)


_TEXTS = st.sampled_from(["a", "b", " A ", "c d", "C  D"])
_DAYS = st.sampled_from(["2026-01-01", "2026-10-15", "2027-10-14", "2028-01-01"])
_EVIDENCE = st.fixed_dictionaries({"what": _TEXTS}, optional={"where": _TEXTS, "date": _DAYS})
_ACTIONS = st.fixed_dictionaries(
    {"what": _TEXTS, "status": st.sampled_from(["planned", "under-way", "done", "dropped"])},
    optional={"due": _DAYS, "owner": _TEXTS, "id": st.sampled_from(["x", "y"])},
)
_RATINGS = st.fixed_dictionaries(
    {},
    optional={
        "level": st.sampled_from([*LEVELS, "not-applicable", "unknown"]),
        "rationale": _TEXTS,
        "criteria": st.dictionaries(st.sampled_from(["1", "2", "3"]), st.sampled_from(LEVELS)),
        "look_fors": st.dictionaries(
            st.sampled_from(["L1", "L2"]), st.sampled_from(["seen", "partly", "not-seen"])
        ),
        "target": st.sampled_from(LEVELS),
        "priority": st.sampled_from(["high", "low"]),
        "evidence": st.lists(_EVIDENCE, max_size=3),
        "actions": st.lists(_ACTIONS, max_size=3),
    },
)
_TEAMS = st.lists(
    st.fixed_dictionaries({"id": _TEXTS, "name": _TEXTS}), max_size=3, unique_by=lambda member: member["id"]
)


@st.composite
def rounds(draw: st.DrawFn) -> RatedRound:
    rubric = draw(st.sampled_from([RUBRIC, second_version()]))
    ids = st.sampled_from(list(rubric.elements))
    ratings = draw(st.dictionaries(ids, _RATINGS))
    weights = draw(st.dictionaries(ids, st.sampled_from([1, 2, 0.5])))
    day = draw(st.sampled_from(["2026-10-15", "2027-10-15"]))
    return round_of(
        ratings, rubric, weights=weights, team=draw(_TEAMS), round={"id": f"r-{day}", "date": day}
    )
