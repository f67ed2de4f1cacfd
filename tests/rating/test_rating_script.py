"""The questions of an element: what is asked, what is proposed, what is there already."""

from __future__ import annotations

from typing import Any

import pytest

from sustainrubric.interview.answers import Rejected, Value
from sustainrubric.interview.data import get
from sustainrubric.interview.forms import Choice, LongText, Question
from sustainrubric.interview.marks import Grid
from sustainrubric.rating.element_questions import descriptor_words
from sustainrubric.rating.script import LastTime, RatingScript
from sustainrubric.records.assessment import Assessment
from sustainrubric.rounds.carry import carried_in, of_round
from tests.rating.scripts import RUBRIC, TEAM, script

LAST = LastTime("2025-fall", {"1.A.i": "strong", "2.A.i": "not-applicable"}, {"1.A.i": "They all agreed."})


def asked(rating_script: RatingScript, **rating: Any) -> dict[str, Question]:
    data = {"team": TEAM, "ratings": {"1.A.i": rating}}
    return {question.id: question for question in rating_script.questions("1.A.i", data)}


def level_form(rating_script: RatingScript, **rating: Any) -> Choice:
    form = asked(rating_script, **rating)["level"].form
    assert isinstance(form, Choice)
    return form


def rationale_form(rating_script: RatingScript, **rating: Any) -> LongText:
    form = asked(rating_script, **rating)["rationale"].form
    assert isinstance(form, LongText)
    return form


def test_an_element_is_asked_for_in_the_rubrics_order() -> None:
    assert list(asked(script())) == [
        "criteria",
        "level",
        "rationale",
        "look-fors",
        "evidence",
        "target",
        "actions",
    ]


def test_criteria_are_left_out_on_request() -> None:
    assert next(iter(asked(script(criteria=False)))) == "level"


def test_an_element_that_is_not_applicable_is_asked_why_and_nothing_more() -> None:
    questions = asked(script(criteria=False), level="not-applicable", target="strong")
    assert list(questions) == ["level", "rationale"]
    assert questions["rationale"].title == "Rationale: why does the element not apply?"


def test_a_criterion_shows_the_rubrics_words_at_every_level() -> None:
    expected = ("name 2, inadequate", "name 2, emerging", "name 2, strong", "name 2, exemplary")
    form = asked(script())["criteria"].form
    assert isinstance(form, Grid)
    assert form.rows[1].cells == expected
    single = asked(script(each=True))["criterion-2"].form
    assert isinstance(single, Choice)
    assert tuple(option.description for option in single.options) == expected


def test_a_level_without_a_descriptor_shows_the_note() -> None:
    bare = (
        RUBRIC.elements["1.A.i"]
        .criteria[0]
        .model_copy(update={"emerging": None, "note": "none in the source"})
    )
    assert descriptor_words(bare, "emerging") == "(none in the source)"


@pytest.mark.parametrize(
    ("criteria", "proposal"),
    [
        ({"1": "strong", "2": "inadequate"}, "inadequate"),
        ({"1": "strong", "2": "strong"}, "strong"),
        ({"1": "exemplary"}, "exemplary"),
        ({"99": "exemplary"}, None),
        ({}, None),
    ],
)
def test_the_level_proposed_is_the_majority_level_of_the_criteria_rated(
    criteria: dict[str, str], proposal: str | None
) -> None:
    assert level_form(script(), criteria=criteria).proposal == proposal


def test_the_team_sees_how_it_rated_the_criteria_when_it_decides() -> None:
    hint = asked(script(), criteria={"2": "strong"})["level"].hint
    assert hint == "criteria rated: 2 name 2, strong"


def test_the_level_offers_unknown_and_not_applicable_beside_the_four() -> None:
    assert [option.value for option in level_form(script()).options] == [
        "inadequate",
        "emerging",
        "strong",
        "exemplary",
        "unknown",
        "not-applicable",
    ]


def test_without_criteria_last_times_level_is_proposed() -> None:
    form = level_form(script(last_time=LAST))
    assert (form.proposal, form.why) == ("strong", "as before, in 2025-fall")
    assert level_form(script(last_time=LAST), criteria={"1": "emerging"}).proposal == "emerging"


def test_a_level_confirmed_gets_a_rationale_of_its_own() -> None:
    rating_script = script(last_time=LAST)
    assert rationale_form(rating_script, level="strong").proposal == "As in 2025-fall: They all agreed."
    assert rationale_form(rating_script, level="emerging").proposal is None
    assert rationale_form(rating_script).proposal is None


def test_a_confirmed_level_without_words_says_that_it_was_confirmed() -> None:
    bare = LastTime("2025-fall", {"1.A.i": "strong"})
    proposal = rationale_form(script(last_time=bare), level="strong").proposal
    assert proposal == "As in 2025-fall; confirmed in this round."


@pytest.mark.parametrize(
    ("level", "title"),
    [
        (None, "Rationale: why this level?"),
        ("emerging", "Rationale: why emerging?"),
        ("unknown", "Rationale: why could the team not tell?"),
    ],
)
def test_the_rationale_is_asked_for_the_level_given(level: str | None, title: str) -> None:
    assert asked(script(), level=level)["rationale"].title == title


class TestLookFors:
    """All of them in one line."""

    def test_they_are_marked_in_the_rubrics_order_with_foreign_ones_last(self) -> None:
        question = asked(script(), look_fors={"L9": "seen", "L2": "seen"})["look-fors"]
        outcome = question.form.parse("not 3, 1", question.current)
        assert isinstance(outcome, Value)
        after = question.answered({"ratings": {}}, outcome.value)
        marks = get(after, ("ratings", "1.A.i", "look_fors"))
        assert list(marks.items()) == [("L1", "not-seen"), ("L2", "seen"), ("L3", "not-seen"), ("L9", "seen")]

    def test_the_last_mark_taken_away_takes_the_key_away(self) -> None:
        question = asked(script(), level="strong", look_fors={"L1": "seen"})["look-fors"]
        data = {"ratings": {"1.A.i": {"level": "strong", "look_fors": {"L1": "seen"}}}}
        assert get(question.answered(data, {}), ("ratings", "1.A.i")) == {"level": "strong"}


class TestTopics:
    """What is asked, and in which order."""

    def test_in_the_order_named(self) -> None:
        assert list(asked(script(topics=("rationale", "level")))) == ["rationale", "level"]

    def test_one_element_can_have_topics_of_its_own(self) -> None:
        rating_script = script(only={"1.A.i": ("evidence",), "1.A.ii": ("level",)})
        assert list(asked(rating_script)) == ["evidence"]

    def test_criteria_together_or_one_by_one(self) -> None:
        assert next(iter(asked(script()))) == "criteria"
        assert list(asked(script(each=True)))[:3] == ["criterion-1", "criterion-2", "level"]

    def test_last_times_marks_stand_beside_the_rows(self) -> None:
        last = LastTime("2025-fall", {}, criteria={"1.A.i": {"1": "strong"}})
        form = asked(script(last_time=last))["criteria"].form
        assert isinstance(form, Grid)
        assert [row.last for row in form.rows] == ["strong", None]
        assert form.last_name == "2025-fall"
        assert asked(script(last_time=last, each=True))["criterion-1"].hint == "last time strong"

    def test_a_level_comes_with_its_reason_only_where_the_reason_is_asked(self) -> None:
        assert level_form(script()).reason
        assert not level_form(script(topics=("level",))).reason

    def test_a_reason_that_came_with_the_level_is_the_rationale(self) -> None:
        question = asked(script())["level"]
        outcome = question.form.parse("3 | They all agreed.", None)
        assert isinstance(outcome, Value)
        after = question.answered({}, outcome.value)
        assert get(after, ("ratings", "1.A.i")) == {"level": "strong", "rationale": "They all agreed."}

    def test_target_and_priority_are_written_side_by_side(self) -> None:
        question = asked(script(), target="strong", priority="low")["target"]
        outcome = question.form.parse("- high", question.current)
        assert isinstance(outcome, Value)
        after = question.answered({"ratings": {"1.A.i": {"target": "strong"}}}, outcome.value)
        assert get(after, ("ratings", "1.A.i")) == {"priority": "high"}

    def test_what_the_file_says_of_itself_is_at_hand_aside(self) -> None:
        setup = script().sections[-1]
        assert (setup.id, setup.aside) == ("setup", True)
        questions = script().questions("setup", {"team": TEAM, "agency": {"name": "A"}})
        assert [question.id for question in questions] == [
            "agency-name",
            "agency-state",
            "reform-name",
            "round-id",
            "round-date",
            "team",
        ]


class TestActions:
    """Who owns an action is a member of the team."""

    @pytest.mark.parametrize("typed", ["rpatel", "2", "R. Patel", "r. patel", "RPATEL"])
    def test_an_owner_is_named_by_id_number_or_name(self, typed: str) -> None:
        outcome = asked(script())["actions"].form.parse(f"Do it | {typed} | 2027-03-01", None)
        assert isinstance(outcome, Value)
        assert outcome.value[0]["owner"] == "rpatel"
        assert outcome.value[0]["status"] == "planned"

    @pytest.mark.parametrize("typed", ["rpattel", "3", "0"])
    def test_somebody_else_is_refused(self, typed: str) -> None:
        outcome = asked(script())["actions"].form.parse(f"Do it | {typed}", None)
        assert isinstance(outcome, Rejected)
        assert "is not in the team (mlopez, rpatel)" in outcome.reason

    def test_whoever_is_not_known_can_be_added(self) -> None:
        outcome = asked(script())["actions"].form.parse("Do it | J. Smith", None)
        assert isinstance(outcome, Rejected)
        assert outcome.offer is not None
        assert outcome.offer.question == "Add 'J. Smith' to the team as jsmith?"
        assert outcome.offer.row == {"id": "jsmith", "name": "J. Smith"}
        wrong = asked(script())["actions"].form.parse("Do it | J. Smith | soon", None)
        assert isinstance(wrong, Rejected)
        assert wrong.offer is None

    def test_the_team_stands_beside_the_question(self) -> None:
        hint = asked(script())["actions"].hint
        assert hint == "owner, by number or id: 1 mlopez (M. Lopez), 2 rpatel (R. Patel)"

    def test_without_a_team_anybody_owns(self) -> None:
        question = {q.id: q for q in script().questions("1.A.i", {})}["actions"]
        outcome = question.form.parse("Do it | The council | | done", None)
        assert outcome == Value([{"what": "Do it", "owner": "The council", "status": "done"}])
        assert question.hint == ""


def test_sections_say_where_they_belong() -> None:
    assert [(each.id, each.place) for each in script().sections][2] == ("2.A.i", "2. Category > 2.A Variable")


ASSESSMENT = {
    "kind": "assessment",
    "format": 1,
    "rubric": "small@1.0.0",
    "agency": {"name": "A"},
    "reform": {"id": "r", "name": "R"},
    "round": {"id": "2025-fall", "date": "2025-10-01"},
}


def test_last_time_holds_levels_given_and_derived() -> None:
    ratings = {
        "1.A.i": {"level": "strong", "rationale": "So."},
        "1.A.ii": {"criteria": {"1": "emerging"}},
        "2.A.i": {"level": "unknown"},
    }
    last = of_round(Assessment.model_validate({**ASSESSMENT, "ratings": ratings}), RUBRIC)
    assert last == LastTime(
        "2025-fall",
        {"1.A.i": "strong", "1.A.ii": "emerging", "2.A.i": "unknown"},
        {"1.A.i": "So."},
        {"1.A.ii": {"1": "emerging"}},
    )


def test_last_time_is_read_from_the_file_that_carries_it() -> None:
    carried = {"round": "2024-fall", "levels": {"1.A.i": "strong"}, "rationales": {"1.A.i": "So."}}
    assessment = Assessment.model_validate({**ASSESSMENT, "previous": carried})
    assert carried_in(assessment) == LastTime("2024-fall", {"1.A.i": "strong"}, {"1.A.i": "So."})
    assert carried_in(Assessment.model_validate(ASSESSMENT)) is None
