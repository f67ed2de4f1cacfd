"""How votes lie, who leans where and how far raters agree: at the places where the answer changes."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sustainrubric.panel.decisions import (
    agreed_by_all,
    discussion_order,
    has_evidence,
    how_by_rule,
    width,
)
from sustainrubric.panel.spread import agreement_figures, panel_spread
from sustainrubric.rating.votes import counted_votes, proposed_level, vote_class
from sustainrubric.records.assessment import RatingLevel
from tests.panel.small_panel import SIGNS, assessment_of, ballot, rubric, spread_of, votes_of
from tests.rating.build import POINTS


def levels(signs: str) -> list[RatingLevel]:
    return [SIGNS[sign] for sign in signs]


VOTES = {
    # signs of the votes: how they lie, what is proposed, how many levels lie between them
    "": ("none", None, 0),
    "u": ("none", None, 0),
    "uu": ("none", None, 0),
    "2": ("single", "emerging", 0),
    "n": ("single", "not-applicable", 0),
    "2u": ("single", "emerging", 0),
    "22": ("unanimous", "emerging", 0),
    "22u": ("unanimous", "emerging", 0),
    "nn": ("unanimous", "not-applicable", 0),
    "nnu": ("unanimous", "not-applicable", 0),
    "2n": ("scope", "emerging", 0),
    "14n": ("scope", "inadequate", 3),
    "12": ("adjacent", "inadequate", 1),
    "334": ("adjacent", "strong", 1),
    "344": ("adjacent", "exemplary", 1),
    "13": ("split", "inadequate", 2),
    "134": ("split", "strong", 3),
    "4321": ("split", "emerging", 3),
}


@pytest.mark.parametrize("signs", VOTES)
def test_how_votes_lie_and_what_they_propose(signs: str) -> None:
    found = levels(signs)
    counts = counted_votes(found, rubric(1))
    assert (vote_class(found, POINTS), proposed_level(found, POINTS), width(counts, POINTS)) == VOTES[signs]
    assert list(counts) == [SIGNS[sign] for sign in "1234nu" if sign in signs]
    assert sum(counts.values()) == len(signs)


FIGURES = {
    # units, raters: pairs count, exact share, within one, whether there is an alpha and an interval, the notes
    "nobody": ([], 0, (0, None, None, False, False), ["with 0 raters only"]),
    "one rater": ([[1], [2]], 1, (0, None, None, False, False), ["with 1 rater only"]),
    "two raters": (
        [[1, 2], [2, 2], [1, 4], [3]] * 5,
        2,
        (15, Fraction(1, 3), Fraction(2, 3), False, False),
        ["with 2 raters only the shares"],
    ),
    "nothing was rated by two": ([[1], []], 3, (0, None, None, False, False), ["nothing was rated by two"]),
    "all the same": ([[2, 2, 2]] * 12, 3, (12, 1, 1, False, False), ["no two levels differ anywhere"]),
    "nine elements": (
        [[1, 2, 2], [4, 4, 3], [1, 1, 1]] * 3,
        3,
        (9, Fraction(5, 9), 1, True, False),
        ["an interval needs 10 elements", "with 9 elements the interval"],
    ),
    "ten elements": (
        [*([[1, 1, 2], [4, 4, 3], [1, 1, 1]] * 3), [3, 3, 3]],
        3,
        (10, Fraction(3, 5), 1, True, True),
        ["with 10 elements the interval"],
    ),
    "much alike": (
        [[3, 3, 3]] * 9 + [[2, 3, 3], [3, 3, 4]],
        3,
        (11, Fraction(29, 33), 1, True, False),
        ["rated much alike", "an interval needs 10", "with 11 elements"],
    ),
    "alike at the very mark": (
        # Of twenty pairs nineteen lie one level apart or less, and alpha is far below 0.4.
        [[3, 3]] * 18 + [[2, 3], [1, 4]],
        3,
        (20, Fraction(9, 10), Fraction(19, 20), True, False),
        ["rated much alike", "an interval needs 10", "with 20 elements"],
    ),
    "not quite so alike": (
        [[3, 3]] * 17 + [[2, 3], [1, 4]],
        3,
        (19, Fraction(17, 19), Fraction(18, 19), True, False),
        ["an interval needs 10", "with 19 elements"],
    ),
}


@pytest.mark.parametrize("case", FIGURES)
def test_figures_of_agreement_and_how_to_read_them(case: str) -> None:
    units, raters, expected, notes = FIGURES[case]
    found = agreement_figures(units, raters)
    shown = (found.units, found.exact, found.within_one, found.alpha is not None, found.interval is not None)
    assert shown == expected
    assert len(found.notes) == len(notes), found.notes
    for note, words in zip(found.notes, notes, strict=True):
        assert words in note


def test_within_one_level_is_so_far_where_points_were_multiplied() -> None:
    units = [[10, 15], [10, 20]]
    assert agreement_figures(units, 3, within=5).within_one == Fraction(1, 2)
    assert agreement_figures(units, 3, within=10).within_one == 1


def test_a_rater_leans_as_far_as_from_the_majority_of_the_others() -> None:
    # r1 lies one above, then two below; without a level of one's own, or of another, nothing is counted.
    spread = spread_of(rubric(4), "32n4", "241u", "242.")
    assert [(each.lean, each.n, each.alike) for each in spread.leans] == [
        (Fraction(-1, 2), 2, False),
        (Fraction(1, 3), 3, False),
        (Fraction(1), 3, False),
    ]
    alone = spread_of(rubric(2), "3u", "u3").leans
    assert [(each.lean, each.n) for each in alone] == [(None, 0), (None, 0)]


@pytest.mark.parametrize(
    ("signs", "alike"), [("2" * 10, True), ("2" * 9 + "n", False), ("2" * 9 + "3", False), ("u" * 10, False)]
)
def test_ten_levels_that_are_all_the_same_are_remarked(signs: str, alike: bool) -> None:
    assert spread_of(rubric(10), signs).leans[0].alike is alike


@pytest.mark.parametrize(
    ("first", "second", "common", "has_kappa"),
    [
        ("1234123412", "1234123421", 10, True),
        ("123412341n", "1234123421", 9, False),
        ("123412341.", "1234123421", 9, False),
        ("3333333333", "1234123421", 10, False),
        ("1234123412", "3333333333", 10, False),
    ],
)
def test_kappas_need_ten_common_elements_and_variation_on_both_sides(
    first: str, second: str, common: int, has_kappa: bool
) -> None:
    (pair,) = spread_of(rubric(10), first, second).pairs
    assert (pair.first, pair.second, pair.n) == ("r1", "r2", common)
    assert [pair.linear is not None, pair.quadratic is not None] == [has_kappa] * 2


def test_kappas_are_those_of_the_two_raters() -> None:
    (pair,) = spread_of(rubric(10), "1234123412", "1234123421").pairs
    # Of ten pairs two lie one apart; by chance they would lie 1.22 levels, or 2.42 squared ones, apart.
    assert (pair.linear, pair.quadratic) == (1 - Fraction(20, 122), 1 - Fraction(20, 242))


def test_who_voted_who_left_it_to_others_and_who_said_nothing() -> None:
    of = rubric(3)
    votes = votes_of(
        of, ballot(of, "r1", "2b.", "3"), ballot(of, "r2", "4b2"), ballot(of, "r3", "..."), missing=("r4",)
    )
    decided = {"how": "chair", "votes": {"strong": 3}}
    ratings = {"1.A.1": {"level": "strong", "rationale": "So.", "decided": decided}, "1.A.3": "emerging"}
    spread = panel_spread(assessment_of(votes, ratings), votes, of)
    assert [(each.stood_back, each.absent) for each in spread.elements] == [(0, 2), (2, 2), (0, 3)]
    assert [(dict(each.votes), dict(each.again)) for each in spread.elements] == [
        ({"emerging": 1, "exemplary": 1}, {"strong": 1}),
        ({}, {}),
        ({"emerging": 1}, {}),
    ]
    # The class is that of the first vote; what is proposed is what is said last.
    assert [(each.spread, each.proposed) for each in spread.elements] == [
        ("split", "strong"),
        ("none", None),
        ("single", "emerging"),
    ]
    assert [(each.agreed, each.how, each.is_decided) for each in spread.elements] == [
        ("strong", "chair", True),
        (None, None, False),
        (None, None, False),
    ]
    assert (spread.inside, spread.missing, spread.is_complete) == (3, ("r4",), False)


def test_the_discussion_begins_with_the_widest_and_ends_with_what_all_say_with_evidence() -> None:
    of = rubric(9)
    votes = votes_of(
        of,
        ballot(of, "r1", "2213.321.", evidence="e..s"),
        ballot(of, "r2", "22132n34.", evidence=".x"),
        ballot(of, "r3", "22132332."),
    )
    spread = panel_spread(assessment_of(votes), votes, of)
    order = discussion_order(spread.elements, votes.by_id, of)
    # split by three, by two; scope; adjacent; all alike without evidence, with it; nobody
    assert order == [f"1.A.{place}" for place in (8, 6, 7, 2, 3, 5, 1, 4, 9)]


def test_evidence_is_what_was_named_in_the_last_vote_by_anybody() -> None:
    of = rubric(4)
    votes = votes_of(of, ballot(of, "r1", "2222", evidence="esx"), ballot(of, "r2", "2222"))
    assert [has_evidence(each) for each in votes.elements] == [True, True, False, False]
    again = votes_of(of, ballot(of, "r1", "22", again="3", evidence="ee"))
    assert [has_evidence(each) for each in again.elements[:2]] == [False, True]


@pytest.mark.parametrize(
    ("signs", "again", "level", "how"),
    [
        (("2", "2"), "", "emerging", "unanimous"),
        (("2", "2"), "", "strong", "two-thirds"),
        (("2", "3"), "", "emerging", "two-thirds"),
        (("2", "3"), "3", "strong", "unanimous"),
        (("2",), "", "emerging", "two-thirds"),
        ((), "", "emerging", "chair"),
        ((".", "b"), "", "emerging", "chair"),
    ],
)
def test_how_a_level_was_agreed_where_nobody_says(
    signs: tuple[str, ...], again: str, level: str, how: str
) -> None:
    of = rubric(1)
    ballots = [ballot(of, f"r{at}", sign, again if at == 0 else "") for at, sign in enumerate(signs)]
    assert how_by_rule(level, votes_of(of, *ballots).elements[0], "two-thirds") == how


def test_taken_without_talking_is_what_two_or_more_gave_and_nobody_doubts() -> None:
    of = rubric(9)
    # alike, one could not tell, not applicable, one vote, one vote, decided, alike again, moved to another level,
    # moved together
    votes = votes_of(
        of,
        ballot(of, "r1", "22n222221", "......233"),
        ballot(of, "r2", "22n..2223", "......2"),
        ballot(of, "r3", "2u......."),
    )
    decided = {"level": "emerging", "rationale": "So.", "decided": {"how": "unanimous"}}
    spread = panel_spread(assessment_of(votes, {"1.A.6": decided}), votes, of)
    assert [each.id for each in agreed_by_all(spread.elements)] == ["1.A.1", "1.A.7"]
