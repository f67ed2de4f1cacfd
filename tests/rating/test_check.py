"""An assessment is checked against its rubric: what does not agree, and what is weak, each at its path."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.rating.check import (
    EVIDENCE_YEARS,
    MAX_PROBLEMS,
    check_assessment,
    check_reference,
    years_before,
)
from tests.rating.build import LEVELS, small_assessment, small_rubric

RUBRIC = small_rubric([2])
HERE: DocumentPath = ("ratings", "1.A.1")
TEAM = [{"id": "ann", "name": "Ann"}, {"id": "bob", "name": "Bob"}]
# A rating with nothing to be said of it.
SOUND: dict[str, Any] = {
    "level": "strong",
    "rationale": "Because.",
    "criteria": {"1": "strong", "2": "strong"},
    "look_fors": {"L1": "seen"},
    "evidence": [{"what": "Minutes", "date": "2026-10-15"}],
    "target": "strong",
    "actions": [{"what": "Meet", "owner": "ann", "due": "2026-10-15"}],
}


def found(rating: dict[str, Any], **more: Any) -> list[Problem]:
    return check_assessment(small_assessment({"1.A.1": rating}, **{"team": TEAM, **more}), RUBRIC)


def changed(**changes: Any) -> dict[str, Any]:
    """The sound rating with changes; None takes a key out."""
    return {key: value for key, value in {**SOUND, **changes}.items() if value is not None}


def action(**changes: Any) -> list[dict[str, Any]]:
    (sound,) = SOUND["actions"]
    return [{key: value for key, value in {**sound, **changes}.items() if value is not None}]


def test_a_sound_rating_has_no_problem() -> None:
    assert found(SOUND) == []


@pytest.mark.parametrize(
    ("changes", "code", "below"),
    [
        ({"criteria": {"9": "strong", "1": "strong"}}, Code.UNKNOWN_CRITERION, ("criteria", "9")),
        ({"criteria": {"1.A.1.1": "strong"}}, Code.UNKNOWN_CRITERION, ("criteria", "1.A.1.1")),
        ({"look_fors": {"L9": "seen"}}, Code.UNKNOWN_LOOK_FOR, ("look_fors", "L9")),
        ({"actions": action(owner="cy")}, Code.UNKNOWN_TEAM_MEMBER, ("actions", 0, "owner")),
        ({"evidence": None}, Code.NO_EVIDENCE, ("level",)),
        ({"look_fors": {"L1": "partly", "L2": "not-seen"}}, Code.NO_LOOK_FOR_SEEN, ("level",)),
        ({"rationale": None}, Code.NO_RATIONALE, ("level",)),
        ({"criteria": {"1": "strong", "2": "emerging"}}, Code.LEVEL_ABOVE_CRITERIA, ("level",)),
        ({"target": "emerging"}, Code.TARGET_BELOW_LEVEL, ("target",)),
        ({"actions": action(owner=None)}, Code.ACTION_WITHOUT_OWNER, ("actions", 0)),
        ({"actions": action(due=None)}, Code.ACTION_WITHOUT_DUE_DATE, ("actions", 0)),
        ({"actions": action(due="2026-10-14")}, Code.DUE_BEFORE_ROUND, ("actions", 0, "due")),
        (
            {"actions": action(due="2026-10-14", status="under-way")},
            Code.DUE_BEFORE_ROUND,
            ("actions", 0, "due"),
        ),
        (
            {"evidence": [{"what": "m", "date": "2026-10-16"}]},
            Code.EVIDENCE_AFTER_ROUND,
            ("evidence", 0, "date"),
        ),
        ({"evidence": [{"what": "m", "date": "2023-10-14"}]}, Code.EVIDENCE_TOO_OLD, ("evidence", 0, "date")),
    ],
)
def test_one_fault_is_one_problem_at_its_path(
    changes: dict[str, Any], code: Code, below: DocumentPath
) -> None:
    assert [(each.code, each.path) for each in found(changed(**changes))] == [(code, HERE + below)]


@pytest.mark.parametrize(
    "changes",
    [
        {"criteria": {"1": "exemplary", "2": "strong"}},
        {"criteria": None},
        {"target": "exemplary"},
        {"target": None},
        {"actions": action(due="2026-10-14", status="done")},
        {"actions": action(due="2026-10-14", status="dropped")},
        {"evidence": [{"what": "undated"}, {"what": "of the day", "date": "2023-10-15"}]},
        {"level": "emerging", "evidence": None, "look_fors": None, "criteria": None},
        {"level": "not-applicable", "criteria": None, "evidence": None, "look_fors": None},
        {"level": "unknown", "evidence": None, "look_fors": None},
    ],
)
def test_what_is_at_the_edge_of_a_rule_is_fine(changes: dict[str, Any]) -> None:
    assert found(changed(**changes)) == []


def test_not_applicable_needs_a_rationale_and_nothing_else() -> None:
    assert [(each.code, each.path) for each in found({"level": "not-applicable", "target": "strong"})] == [
        (Code.NOT_APPLICABLE_UNEXPLAINED, (*HERE, "level"))
    ]


def test_a_level_derived_from_criteria_needs_what_a_given_one_needs() -> None:
    problems = found({"criteria": {"1": "strong"}, "target": "emerging"})
    assert {each.code for each in problems} == {
        Code.NO_RATIONALE,
        Code.NO_EVIDENCE,
        Code.NO_LOOK_FOR_SEEN,
        Code.TARGET_BELOW_LEVEL,
    }
    assert {each.path for each in problems} == {HERE, (*HERE, "target")}


def test_an_element_that_is_only_named_is_not_rated_yet_and_fine() -> None:
    assert found({}) == []
    assert found({"target": "strong", "priority": "high"}) == []


@pytest.mark.parametrize("part", ["ratings", "weights"])
@pytest.mark.parametrize(
    ("element", "words"),
    [
        ("1.a.1", "did you mean 1.A.1?"),
        ("zzz", "it has 1.A.1 to 1.A.2"),
        ("1.A.\u200d1", "'1.A.<U+200D>1'"),
        ("1.A.\u200d1", "; U+200D (zero width joiner) stands in it: delete it"),
        ("e\u0301", "'e<U+0301>'"),
        ("1.\u0410.1", "; did you mean"),
        ("x" * 100_000, "…"),
    ],
    ids=["near", "far", "joiner-shown", "joiner-told", "decomposed", "cyrillic", "long"],
)
def test_an_element_the_rubric_does_not_have_is_told_at_its_key(part: str, element: str, words: str) -> None:
    in_weights = part == "weights"
    assessment = small_assessment(
        {} if in_weights else {element: {}}, weights={element: 2} if in_weights else {}
    )
    (problem,) = check_assessment(assessment, RUBRIC)
    assert (problem.code, problem.path, problem.anchor) == (Code.UNKNOWN_ELEMENT, (part, element), "key")
    assert words in problem.message
    assert len(problem.message) < 250


def test_problems_of_an_unknown_element_itself_are_still_told() -> None:
    assessment = small_assessment({"9": {"actions": [{"what": "x", "owner": "ann"}]}})
    codes = [each.code for each in check_assessment(assessment, RUBRIC)]
    assert codes == [Code.UNKNOWN_ELEMENT, Code.ACTION_WITHOUT_DUE_DATE]


def test_without_a_team_anybody_may_own_an_action() -> None:
    assert found(changed(actions=action(owner="cy")), team=[]) == []


def test_a_member_who_stands_in_the_team_twice_is_told_at_the_second() -> None:
    problems = found({}, team=[*TEAM, {"id": "ann", "name": "Another"}])
    assert [(each.code, each.path) for each in problems] == [(Code.TEAM_MEMBER_TWICE, ("team", 2, "id"))]


VERSIONS = {"sustainability": ["1.0.0", "1.1.0"], "lea-process": ["1.0.0"]}


@pytest.mark.parametrize(
    ("reference", "code", "words"),
    [
        ("sustanability@1.0.0", Code.UNKNOWN_RUBRIC, "did you mean sustainability?"),
        ("zzz@1.0.0", Code.UNKNOWN_RUBRIC, "there is sustainability"),
        ("sustainability@2.0.0", Code.UNKNOWN_VERSION, "there is 1.0.0, 1.1.0"),
    ],
)
def test_a_rubric_we_do_not_have_is_told_with_those_we_have(reference: str, code: Code, words: str) -> None:
    problem = check_reference(reference, VERSIONS)
    assert problem is not None
    assert (problem.code, problem.path) == (code, ("rubric",))
    assert words in problem.message


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2026, 10, 15), 3, date(2023, 10, 15)),
        (date(2024, 2, 29), 3, date(2021, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 29)),
        (date(3, 1, 1), 3, date.min),
        (date(4, 2, 29), 3, date(1, 2, 28)),
        (date(1, 1, 1), 3, date.min),
    ],
)
def test_a_day_has_its_like_some_years_before(day: date, years: int, expected: date) -> None:
    assert years_before(day, years) == expected


@given(st.dates(), st.integers(0, 10))
def test_the_day_some_years_before_is_never_later_and_never_fails(day: date, years: int) -> None:
    assert years_before(day, years) <= day


DAYS = st.dates().map(str)
RATING = st.fixed_dictionaries(
    {},
    optional={
        "level": st.sampled_from([*LEVELS, "not-applicable", "unknown"]),
        "rationale": st.just("r"),
        "criteria": st.dictionaries(st.sampled_from(["1", "2", "9"]), st.sampled_from(LEVELS)),
        "look_fors": st.dictionaries(st.sampled_from(["L1", "L9"]), st.sampled_from(["seen", "partly"])),
        "evidence": st.lists(
            st.fixed_dictionaries({"what": st.just("e")}, optional={"date": DAYS}), max_size=2
        ),
        "target": st.sampled_from(LEVELS),
        "actions": st.lists(
            st.fixed_dictionaries({"what": st.just("a")}, optional={"owner": st.just("cy"), "due": DAYS}),
            max_size=2,
        ),
    },
)


@given(st.dictionaries(st.sampled_from(["1.A.1", "1.A.2", "9"]), RATING), DAYS)
def test_any_assessment_is_checked_and_every_path_leads_somewhere(ratings: dict[str, Any], day: str) -> None:
    assessment = small_assessment(ratings, team=TEAM, round={"id": "r", "date": day})
    problems = check_assessment(assessment, RUBRIC)
    assert len(set(problems)) == len(problems)
    for problem in problems:
        place: Any = {"ratings": ratings}
        for part in problem.path:
            place = place[part]


def test_evidence_is_too_old_after_three_years() -> None:
    assert EVIDENCE_YEARS == 3


def test_the_same_mistake_many_times_is_told_so_often_and_no_more() -> None:
    problems = check_assessment(small_assessment({f"9.Z.{number}": {} for number in range(2_000)}), RUBRIC)
    assert len(problems) == MAX_PROBLEMS
    assert problems[-1].message.endswith("; more may follow")
