"""What answers in a vote and in a decision change in the file, what is said of a panel, and tables of ratings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sustainrubric.base.errors import InvalidFile
from sustainrubric.interview.data import Plain
from sustainrubric.panel.decisions import Decision, with_decision
from sustainrubric.panel.scripts import DecideScript, VoteKey, VoteScript, level_options, sections_of
from sustainrubric.panel.sources import votes_waiting
from sustainrubric.panel.table_input import read_table
from sustainrubric.panel.words import shown_raters
from sustainrubric.rating.check_panel import check_decided_counts, check_panel
from sustainrubric.yaml.source import TextSource
from tests.panel.small_panel import assessment_of, ballot, rubric, votes_of
from tests.rating.build import LEVELS, small_assessment

OF = rubric(2, 1)
ONE, TWO, THREE = OF.elements


def answered(script: VoteScript | DecideScript, data: Plain, level: str | None) -> Plain:
    """The data after an answer to the question for a level of the first element."""
    question = script.questions(ONE, data)[0]
    assert question.apply is not None
    return dict(question.apply(data, level))


VOTES: list[tuple[VoteKey, dict[str, Any], str | None, dict[str, Any]]] = [
    ("ratings", {}, "strong", {"ratings": {ONE: {"level": "strong"}}}),
    ("ratings", {"stands_back": [ONE]}, "strong", {"ratings": {ONE: {"level": "strong"}}}),
    (
        "ratings",
        {"stands_back": [TWO, ONE]},
        "strong",
        {"ratings": {ONE: {"level": "strong"}}, "stands_back": [TWO]},
    ),
    (
        "ratings",
        {
            "ratings": {ONE: {"level": "strong", "rationale": "So."}, TWO: {"level": "strong"}},
            "again": {ONE: {}},
        },
        "stands-back",
        {"ratings": {TWO: {"level": "strong"}}, "stands_back": [ONE]},
    ),
    (
        "again",
        {"again": {ONE: {"level": "strong"}}, "stands_back": [TWO]},
        "stands-back",
        {"stands_back": [TWO, ONE]},
    ),
    ("ratings", {"stands_back": [ONE]}, "stands-back", {"stands_back": [ONE]}),
    (
        "ratings",
        {"ratings": {ONE: {"level": "strong", "rationale": "So."}}},
        None,
        {"ratings": {ONE: {"rationale": "So."}}},
    ),
    (
        "again",
        {"ratings": {ONE: {"level": "strong"}}},
        "emerging",
        {"ratings": {ONE: {"level": "strong"}}, "again": {ONE: {"level": "emerging"}}},
    ),
]


@pytest.mark.parametrize(("key", "data", "level", "expected"), VOTES)
def test_a_vote_changes_its_element_and_no_other(
    key: VoteKey, data: dict[str, Any], level: str | None, expected: dict[str, Any]
) -> None:
    before = repr(data)
    assert {
        name: part
        for name, part in answered(VoteScript(OF, list(OF.elements), key), data, level).items()
        if part
    } == expected
    assert repr(data) == before


def decide_script(*signs: str) -> DecideScript:
    votes = votes_of(OF, *(ballot(OF, f"r{at}", sign) for at, sign in enumerate(signs)))
    return DecideScript(OF, [ONE], votes.by_id, "two-thirds", date(2026, 12, 1))


def test_a_decision_is_recorded_with_its_counts_and_taken_back_whole() -> None:
    script = decide_script("2", "4")
    data = {"ratings": {ONE: {"rationale": "So."}}}
    agreed = answered(script, data, "strong")
    decided = {
        "how": "two-thirds", "date": date(2026, 12, 1), "votes": {"emerging": 1, "exemplary": 1}
    }  # fmt: skip
    assert agreed == {"ratings": {ONE: {"rationale": "So.", "level": "strong", "decided": decided}}}
    assert answered(script, agreed, None) == data


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({}, {"rationale": "So.", "dissent": "Not so."}),
        ({"rationale": "Anew."}, {"rationale": "Anew.", "dissent": "Not so."}),
        ({"dissent": "Still not."}, {"rationale": "So.", "dissent": "Still not."}),
    ],
)
def test_a_decision_keeps_the_words_that_it_does_not_give_anew(
    said: dict[str, str], kept: dict[str, str]
) -> None:
    votes = votes_of(OF, ballot(OF, "a", "2", "3"), ballot(OF, "b", "2"))
    data = {
        "ratings": {ONE: {"level": "strong", "rationale": "So.", "dissent": "Not so.", "target": "strong"}}
    }
    decision = Decision("emerging", "chair", date(2026, 12, 1), **said)
    assert with_decision(data, decision, votes.elements[0], OF)["ratings"][ONE] == {
        **kept,
        "level": "emerging",
        "target": "strong",
        "decided": {
            "how": "chair",
            "date": date(2026, 12, 1),
            "votes": {"emerging": 2},
            "again": {"strong": 1},
        },
    }


def test_the_choices_are_the_levels_lowest_first_with_what_most_say_proposed() -> None:
    assert [option.value for option in level_options(OF)] == list(LEVELS)
    for signs, proposal in ((("2", "2", "4"), "emerging"), ((), None), (("n",), "not-applicable")):
        form: Any = decide_script(*signs).questions(ONE, {})[0].form
        assert form.proposal == proposal
        assert [option.value for option in form.options] == [*LEVELS, "unknown", "not-applicable"]


def test_a_section_says_to_what_its_element_belongs() -> None:
    assert [(each.id, each.title, each.place) for each in sections_of(OF, [THREE, ONE])] == [
        (THREE, "Element 2.A.1", "2. Category 2 > 2.A Variable 2.A"),
        (ONE, "Element 1.A.1", "1. Category 1 > 1.A Variable 1.A"),
    ]


def test_names_are_shown_where_they_are_asked_for_and_ids_of_the_team_are_no_codes() -> None:
    team = {"m": "M. Lopez"}
    assert shown_raters(["r1", "m"], team, names=False) == {"r1": "r1", "m": "rater 2"}
    assert shown_raters(["r1", "m"], team, names=True) == {"r1": "r1", "m": "M. Lopez"}


@pytest.mark.parametrize(
    ("decided", "ballots", "words"),
    [
        (0, 1, "(1 ballot), and 3 elements wait"),
        (1, 2, "(2 ballots), and 2 elements wait"),
        (2, 2, "(2 ballots), and 1 element wait"),
        (3, 2, None),
        (0, 0, None),
    ],
)
def test_votes_wait_until_all_elements_are_decided(
    folder: Any, decided: int, ballots: int, words: str | None
) -> None:
    record = {"level": "strong", "rationale": "So.", "decided": {"how": "chair"}}
    of = assessment_of(votes_of(OF), dict.fromkeys(list(OF.elements)[:decided], record))
    (folder / "a.ballots").mkdir()
    for place in range(ballots):
        (folder / "a.ballots" / f"r{place}.yaml").touch()
    said = votes_waiting("a.yaml", of, OF)
    assert said is None if words is None else words in (said or "")
    assert votes_waiting("a.yaml", small_assessment({}), OF) is None


TABLES = {
    # text: raters, units, what one point became
    "1,2\n3,4\n": (2, [[1, 3], [2, 4]], 1),
    "1;2\n3;4\n": (2, [[1, 3], [2, 4]], 1),
    "1\t2\n3\t4\n": (2, [[1, 3], [2, 4]], 1),
    "1,2;\n": ["1:3 '2;' is not a number of points"],
    " 1 , +2\n\n-3,NA\n , \n.,4": (3, [[1, -3], [2, 4]], 1),
    "1\n2,3\n": (2, [[1, 2], [3]], 1),
    "0.5,0.25\n1,\n": (2, [[2, 4], [1]], 4),
    "": ["1:1 the table is empty"],
    "\n , \n": ["1:1 the table is empty"],
    "1,2\n\n3, x\ny,4": ["3:3 'x'", "4:1 'y'"],
    "1e3": ["1:1 '1e3'"],
    "1" * 10: ["1:1 '1111111111'"],
    "1.": ["1:1 '1.'"],
    '1,2\n3,"4': ["2:3 the quotation marks"],
    "1," + "9" * 200_000: ["1:3 '999"],
}


@pytest.mark.parametrize("text", TABLES, ids=range(len(TABLES)))
def test_a_table_of_ratings_is_read_or_told_where_it_is_none(text: str) -> None:
    expected = TABLES[text]
    source = TextSource("t.csv", text)
    if isinstance(expected, list):
        with pytest.raises(InvalidFile) as told:
            read_table(source)
        said = [f"{at.line}:{at.column} {problem.message}" for at, problem in told.value.problems]
        assert len(said) == len(expected)
        assert all(map(str.startswith, said, expected)), said
    else:
        assert tuple(read_table(source)) == expected


@pytest.mark.parametrize("text", ["1,2,3\n4,5,6,7", "1\n2\n3\n4\n5\n6\n7"])
def test_a_table_is_read_up_to_its_most_cells(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sustainrubric.panel.table_input.MOST_CELLS", 6)
    assert read_table(TextSource("t.csv", "1,2,3\n4,5,6")).raters == 2
    with pytest.raises(InvalidFile) as told:
        read_table(TextSource("t.csv", text))
    assert "more than 6 cells" in told.value.problems[0].problem.message


def panel(*raters: str, facilitator: str = "k") -> dict[str, Any]:
    return {"raters": list(raters), "facilitator": facilitator, "rule": "majority"}


def rated(level: str | None = "strong", **more: Any) -> dict[str, Any]:
    """An element that was decided by three votes for its level, or otherwise."""
    rest: dict[str, Any] = {key: more.pop(key) for key in ("rationale", "dissent") if key in more}
    return {"level": level, "decided": {"how": "majority", "votes": {"strong": 3}, **more}, **rest}


AT = ("ratings", ONE)
PANELS: dict[str, tuple[dict[str, Any], dict[str, Any] | None, list[tuple[str, tuple[str | int, ...]]]]] = {
    "all is well": (rated(), panel("a", "b", "c"), []),
    "nothing is decided": ({"level": "strong"}, panel("a"), [("decided nothing yet", ("panel",))]),
    "nobody rates, so nothing can be decided": ({"level": "strong"}, panel(), []),
    "twice": (rated(), panel("a", "b", "a"), [("'a' stands twice", ("panel", "raters", 2))]),
    "by capitals": (rated(), panel("a", "A"), [("'A' and 'a' differ in capitals", ("panel", "raters", 1))]),
    "three times": (
        rated(),
        panel("a", "A", "a"),
        [("'A' and 'a' differ", ("panel", "raters", 1)), ("'a' stands twice", ("panel", "raters", 2))],
    ),
    "the leader votes": (rated(), panel("a", "k"), [("'k' leads the panel", ("panel", "raters", 1))]),
    "half voted": (rated(votes={"strong": 2}), panel("a", "b", "c", "d"), []),
    "fewer than half": (
        rated(votes={"strong": 1, "unknown": 1}),
        panel("a", "b", "c", "d", "e"),
        [("2 of 5 raters voted", (*AT, "decided"))],
    ),
    "a name twice is one rater": (
        rated(votes={"strong": 1}), panel("a", "b", "a"), [("'a' stands twice", ("panel", "raters", 2))]
    ),
    "no panel any more": (rated(), None, []),
    "one apart": (rated(votes={"emerging": 1, "strong": 2}), None, []),
    "two apart": (
        rated(votes={"inadequate": 1, "strong": 2}), None, [("two or more levels apart", (*AT, "decided"))]
    ),
    "two apart with nobody there": (rated(votes={"inadequate": 0, "strong": 2}), None, []),
    "two apart with dissent": (rated(votes={"inadequate": 1, "strong": 2}, dissent="x"), None, []),
    "two apart and again": (rated(votes={"inadequate": 1, "strong": 2}, again={"strong": 3}), None, []),
    "two apart and again nobody": (
        rated(votes={"inadequate": 1, "strong": 2}, again={"strong": 0}), None, [("two or more levels apart", ())]
    ),
    "beside the scale": (rated(votes={"not-applicable": 1, "strong": 2}), None, []),
    "a level of nobody": (rated("exemplary"), None, [("nobody voted for the level", (*AT, "level"))]),
    "a level of nobody, with a reason": (rated("exemplary", rationale="So."), None, []),
    "a level of the second vote": (rated("exemplary", again={"exemplary": 1}), None, []),
    "a level that nobody gave any more": (
        rated("exemplary", again={"exemplary": 0}), None, [("nobody voted for the level", ())]
    ),
    "no counts": (rated("exemplary", votes={}), None, []),
    "no level": (rated(None), None, []),
}  # fmt: skip


@pytest.mark.parametrize("case", PANELS)
def test_a_panel_is_checked_against_itself(case: str) -> None:
    rating, named, expected = PANELS[case]
    of = small_assessment({ONE: rating}, **({"panel": named} if named is not None else {}))
    found = list(check_panel(of, OF))
    assert len(found) == len(expected), found
    for problem, (words, path) in zip(found, expected, strict=True):
        assert words in problem.message
        assert not path or problem.path == path


COUNTS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "the same": ({"votes": {"emerging": 1, "strong": 1}, "again": {"strong": 1}}, []),
    "with noughts": ({"votes": {"emerging": 1, "strong": 1, "unknown": 0}, "again": {"strong": 1}}, []),
    "other votes": ({"votes": {"emerging": 2}, "again": {"strong": 1}}, ["votes"]),
    "no second vote": ({"votes": {"emerging": 1, "strong": 1}}, ["again"]),
    "both": ({}, ["votes", "again"]),
}


@pytest.mark.parametrize("case", COUNTS)
def test_counts_are_checked_against_the_ballots_that_are_there(case: str) -> None:
    record, differ = COUNTS[case]
    ratings = {THREE: {"level": "strong"}, "9.Z.9": {"level": "strong", "decided": {"how": "chair"}}, ONE: {
        "level": "strong", "decided": {"how": "chair", **record}
    }}  # fmt: skip
    of = small_assessment(ratings)
    votes = votes_of(OF, ballot(OF, "a", "2", "3"), ballot(OF, "b", "3"))
    assert [found.path[1:] for found in check_decided_counts(of, votes, OF)] == [
        (ONE, "decided", key) for key in differ
    ]
    assert list(check_decided_counts(of, votes_of(OF, missing=("a",)), OF)) == []
