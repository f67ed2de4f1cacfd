"""The view decides what a report says."""

from __future__ import annotations

import pytest

from sustainrubric.report.view_parts import Report
from tests.report.reports import element_of, example, rated, report_of
from tests.small import HEAD

EVERYTHING = """\
  1.A.i: {level: strong, rationale: Why., target: exemplary, priority: high}
  1.B.i: {criteria: {1: strong, 2: emerging, 3: emerging}}
  1.B.ii: {level: unknown}
  2.A.i: {level: not-applicable, rationale: No staff of its own.}
  2.A.ii: {level: inadequate, target: strong}
"""


@pytest.fixture(scope="module")
def report() -> Report:
    return rated(EVERYTHING)


@pytest.mark.parametrize(
    ("element", "words"),
    [
        ("1.A.i", ("Strong", "")),
        ("1.B.i", ("Emerging", "derived from its criteria")),
        ("1.B.ii", ("Unknown", "the team looked and could not tell")),
        ("2.A.i", ("Not applicable", "counts in no score")),
        ("3.D.iii", ("Not rated yet", "")),
    ],
)
def test_where_an_element_stands_is_said_in_words(
    report: Report, element: str, words: tuple[str, str]
) -> None:
    standing = element_of(report, element).standing
    assert (standing.name, standing.remark) == words


@pytest.mark.parametrize(
    ("rating", "words"),
    [
        ("level: emerging, target: exemplary", "2 levels below target"),
        ("level: emerging, target: strong", "1 level below target"),
        ("level: strong, target: strong", "target reached"),
        ("level: exemplary, target: strong", "above target"),
        ("level: strong", "no target set"),
        ("target: strong", "not known, as it is not rated"),
    ],
)
def test_the_gap_is_said_in_words(rating: str, words: str) -> None:
    assert element_of(rated(f"  1.A.i: {{{rating}}}\n"), "1.A.i").gap_words == words


def test_the_sentences_say_the_distribution_first_the_middle_second_the_mean_last(report: Report) -> None:
    assert report.sentences == (
        "Of 3 rated elements, 1 is strong, 1 is emerging and 1 is inadequate.",
        "More than half of them are emerging or better; 0 of 2 with a target have reached it.",
        "The mean is 2.00 on the scale from 1 to 4, with 3 of 18 applicable elements rated (17%).",
    )


def test_the_sentences_speak_of_weight_where_elements_weigh_differently() -> None:
    head = HEAD + "weights: {1.A.i: 2.5}\n"
    report = rated("  1.A.i: {level: exemplary}\n", head)
    assert report.sentences[:2] == (
        "Of 1 rated element, 1 is exemplary.",
        "Counting each by its weight, more than half are exemplary.",
    )
    assert element_of(report, "1.A.i").weight == "2.50"


def test_nothing_rated_is_no_zero() -> None:
    report = report_of(HEAD)
    assert report.sentences == ("Nothing is rated yet: 0 of 19 applicable elements.",)
    assert (report.overall.mean, report.overall.majority.name) == ("–", "–")
    assert report.overall.bounds == "1.00 to 4.00"
    assert report.highlights == ()


def test_nothing_applicable_is_said() -> None:
    ratings = "".join(
        f"  {e.id}: {{level: not-applicable, rationale: No.}}\n" for e in report_of(HEAD).elements
    )
    report = rated(ratings)
    assert report.sentences == ("No element of the rubric applies to this reform.",)
    assert report.overall.coverage_words == "none applies"


def test_every_score_has_its_coverage_beside_it(report: Report) -> None:
    first = report.categories[0]
    assert first.scores.coverage_words == "2 of 3 (67%)"
    assert [variable.scores.coverage_words for variable in first.variables] == [
        "1 of 1 (100%)",
        "1 of 2 (50%)",
    ]


def test_a_rated_criterion_shows_what_is_met_and_what_comes_next(report: Report) -> None:
    first, second, _ = element_of(report, "1.B.i").criteria
    assert (first.standing.name, first.following and first.following.name) == ("Strong", "Exemplary")
    assert second.met.startswith("SEA leaders have a good sense")
    assert second.to_reach.startswith("The strategy identifies")
    assert element_of(report, "1.B.i").unrated_criteria == ("Stakeholder feedback on engagement",)


def test_the_highest_level_has_nothing_above_it() -> None:
    criterion = element_of(rated("  1.A.i: {criteria: {1: exemplary}}\n"), "1.A.i").criteria[0]
    assert (criterion.following, criterion.to_reach) == (None, "")


def test_a_level_without_wording_says_so_and_why() -> None:
    criterion = element_of(rated("  3.D.iii: {criteria: {3: inadequate}}\n"), "3.D.iii").criteria[0]
    assert criterion.met == "The rubric has no wording of its own for this level."
    assert "two Inadequate sentences" in criterion.remark


def test_look_fors_are_told_apart() -> None:
    element = element_of(rated("  1.A.i: {look_fors: {L1: seen, L2: partly, L3: not-seen}}\n"), "1.A.i")
    assert [sign.sighting for sign in element.look_fors] == ["Seen", "Partly seen", "Not seen"]
    assert [sign.id for sign in element.unmarked_look_fors] == [f"1.A.i.L{n}" for n in range(4, 9)]


def test_an_owner_is_shown_by_name_and_lateness_is_measured_at_the_round() -> None:
    actions = (
        "{what: A, owner: mlopez, due: 2026-10-14}, {what: B, owner: mlopez, due: 2026-10-15}, {what: C}"
    )
    plan = rated(f"  1.A.i: {{actions: [{actions}]}}\n").plan
    assert [(action.owner, action.late) for action in plan] == [
        ("M. Lopez", True),
        ("M. Lopez", False),
        ("", False),
    ]


def test_the_plan_has_open_actions_first_by_day() -> None:
    rows = ["{what: A, status: done, due: 2020-01-01}", "{what: B}", "{what: C, due: 2027-02-01}"]
    rows += ["{what: D, status: under-way, due: 2027-01-01}", "{what: E, status: dropped}"]
    plan = rated(f"  1.A.i: {{actions: [{', '.join(rows)}]}}\n").plan
    assert "".join(action.what for action in plan) == "DCBAE"


def test_comments_stand_beside_what_they_are_about() -> None:
    report = rated(
        "  # asked twice\n"
        "  1.A.i:\n"
        "    level: strong # close call\n"
        "    actions:\n"
        "      # was due in May\n"
        "      - what: A\n"
        "        status: planned # still\n"
        "    evidence:\n"
        "      - {what: B} # draft\n",
        HEAD.replace("team:\n", "# who came\nteam:\n  # chair\n"),
    )
    element = element_of(report, "1.A.i")
    assert [(note.about, note.paragraphs) for note in element.notes] == [
        ("", ("asked twice",)),
        ("level", ("close call",)),
    ]
    assert [note.paragraphs[0] for note in element.actions[0].notes] == ["was due in May", "still"]
    assert [note.paragraphs[0] for note in element.evidence[0].notes] == ["draft"]
    assert [note.paragraphs[0] for note in report.team[0].notes] == ["chair"]
    assert [(note.about, note.paragraphs[0]) for note in report.notes] == [("team", "who came")]


def test_a_comment_that_repeats_a_title_is_no_note() -> None:
    head = "# Example Department of Education: Early literacy standards, fall 2026\n" + HEAD
    report = rated("  # 1. Context for sustaining reform\n  1.A.i: {level: strong}\n", head)
    assert report.notes == element_of(report, "1.A.i").notes == ()


def test_the_body_of_a_markdown_file_is_shown_as_paragraphs() -> None:
    report = report_of(f"---\n{HEAD}---\n\nOne\nline\x07.\r\n\r\n  Two.\n", file="a.md")
    assert report.body == ("One\nline\\x07.", "Two.")


def test_strengths_weaknesses_and_gaps_lead_into_the_elements(report: Report) -> None:
    shown = {list_.title: [element.id for element in list_.elements] for list_ in report.highlights}
    assert shown == {
        "Strongest": ["1.A.i"],
        "Weakest": ["2.A.ii"],
        "Largest gaps to target": ["2.A.ii", "1.A.i"],
    }


@pytest.mark.parametrize(
    ("ratings", "found"),
    [
        (
            {"e1_A_i": "exemplary", "e1_B_i": "strong", "e1_B_ii": "emerging", "e2_A_i": "inadequate"},
            {
                "Strongest": ("1.A.i", "", "Exemplary; 1 more is strong"),
                "Weakest": ("2.A.i", "", "Inadequate"),
            },
        ),
        (
            {"e1_A_i": "strong", "e1_B_i": "strong", "e1_B_ii": "emerging", "e2_A_i": "inadequate"},
            {
                "Strongest": ("", "2 elements", "Strong"),
                "Weakest": ("2.A.i", "", "Inadequate"),
            },
        ),
    ],
)
def test_a_tile_names_one_element_only_where_it_stands_alone(
    ratings: dict[str, str], found: dict[str, tuple[str, str, str]]
) -> None:
    assert tiles(rated(levels(**ratings))) == found


def test_a_tile_of_gaps_says_how_wide_they_are() -> None:
    one = "  1.A.i: {level: inadequate, target: strong}\n"
    two = "  1.B.i: {level: inadequate, target: emerging}\n  1.B.ii: {level: inadequate, target: emerging}\n"
    assert tiles(rated(one + two)) == {
        "Largest gaps to target": ("1.A.i", "", "Inadequate, target Strong; 2 more are 1 level below target")
    }
    assert tiles(rated(two)) == {"Below target": ("", "2 elements", "1 level below target each")}


def tiles(report: Report) -> dict[str, tuple[str, str, str]]:
    return {
        one.title: (one.first.id if one.first else "", one.figure, one.words) for one in report.highlights
    }


def test_one_level_everywhere_is_neither_strong_nor_weak() -> None:
    assert rated("  1.A.i: {level: strong}\n  1.B.i: {level: strong}\n").highlights == ()


def test_long_lists_say_how_many_more_there_are() -> None:
    gaps = example().highlights[-1]
    assert (len(gaps.elements), gaps.more) == (6, 7)
    assert gaps.remark == "13 of 18 elements with a target are below it"


def levels(**ratings: str) -> str:
    """Ratings that are a level alone; an element is written with _ for its dots."""
    return "".join(f"  {name.replace('_', '.')[1:]}: {{level: {level}}}\n" for name, level in ratings.items())


def test_what_moved_since_the_last_round() -> None:
    now = levels(e1_A_i="strong", e1_B_i="inadequate", e1_B_ii="unknown", e2_A_i="strong", e2_A_iii="strong")
    then = levels(e1_A_i="emerging", e1_B_i="strong", e1_B_ii="strong", e2_A_ii="strong", e2_A_iii="strong")
    report = report_of(f"{HEAD}ratings:\n{now}", f"{HEAD.replace('2026', '2025')}ratings:\n{then}")
    assert report.since is not None
    assert report.since.sentence == (
        "1 element declined, 2 are no longer rated, 1 improved, 1 is newly rated and 1 is unchanged."
    )
    assert element_of(report, "1.A.i").move_words == "Improved from emerging"
    assert element_of(report, "3.A.i").move is None
    assert (report.since.round, report.since.rated) == ("2025-fall", "5 of 19 (26%)")
    # What stands side by side is of the three elements that both rounds rate.
    assert report.since.compared == "3 of 19"
    assert (report.since.scores.rated, report.since.now.rated) == (3, 3)
    assert (report.since.scores.mean, report.since.now.mean) == ("2.67", "2.33")
    assert [element.id for element in report.since.moved] == ["1.B.i", "1.A.i"]


def test_what_ceased_to_apply_is_not_a_move_down() -> None:
    report = report_of(
        f"{HEAD}ratings:\n{levels(e1_A_i='not-applicable', e1_B_i='not-applicable')}",
        f"{HEAD.replace('2026', '2025')}ratings:\n{levels(e1_A_i='strong', e1_B_i='not-applicable')}",
    )
    assert report.since is not None
    assert report.since.sentence == "1 element cannot be compared."
    assert element_of(report, "1.A.i").move_words == "Not comparable from strong"
    assert element_of(report, "1.B.i").move is None


def test_nothing_rated_in_either_round_is_said() -> None:
    report = report_of(HEAD, HEAD)
    assert report.since is not None
    assert report.since.sentence == "No element is rated in either round."


def test_terms_are_those_that_the_report_uses(report: Report) -> None:
    plain = {term.term for term in rated("  1.A.i: {rationale: Our strategies and LEAs.}\n").terms}
    assert {"Strategy", "LEA", "Priority reform"} <= plain
    assert "SEA" not in plain
    assert "SEA" in {term.term for term in report.terms}


def test_an_acronym_is_no_other_word() -> None:
    terms = {
        term.term for term in rated("  1.A.i: {rationale: By the sea; it is our state; the lea.}\n").terms
    }
    assert not {"SEA", "State", "LEA"} & terms


def test_control_characters_are_shown_not_obeyed() -> None:
    head = HEAD.replace("Early literacy standards", r'"Early\x1b[31m \u202eliteracy\r"').replace(
        "M. Lopez", r'"M.\tL\x07"'
    )
    report = report_of(head)
    assert report.reform == r"Early\x1b[31m \u202eliteracy"
    assert report.team[0].name == r"M. L\x07"


def test_one_element_below_its_target_is_below_it() -> None:
    (gaps,) = rated("  1.A.i: {level: emerging, target: strong}\n").highlights
    assert gaps.remark == "1 of 1 element with a target is below it"
