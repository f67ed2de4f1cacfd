"""A panel of six with all votes in and most of them decided: every output kept whole; and what is asked when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sustainrubric.interview.forms import Choice
from sustainrubric.panel.scripts import DecideScript, VoteKey, VoteScript
from sustainrubric.rating.votes import ElementVotes
from sustainrubric.records.ballot import Ballot
from tests.panel.round import ballot, begin, elements, rubric

if TYPE_CHECKING:
    from tests.conftest import Result

    Sustain = Callable[..., Result]

Golden = Callable[[str, str], None]

LEVELS = {
    "r1": "1234123412341234123",
    "r2": "1233123412331u34122",
    "r3": "2233223412331234n23",
    "r4": "1243.34123412341123",
    "r5": "1132123u12341234124",
    "r6": "2222222222222222222",
}

COMMANDS = {
    **{
        f"spread.{form}": ("panel", "spread", "a.yaml", "--format", form)
        for form in ("table", "json", "csv", "markdown")
    },
}


@pytest.fixture
def decided(folder: Path) -> Path:
    """The round with fifteen elements decided, as `panel decide` records them."""
    file = begin(folder, *LEVELS, rule="two-thirds")
    (folder / "a.ballots").mkdir()
    for rater, levels in LEVELS.items():
        text = ballot(rater, levels)
        if rater in ("r1", "r2"):
            text += f"again:\n  {elements()[3]}: {{level: strong}}\n"
        (folder / "a.ballots" / f"{rater}.yaml").write_text(text, encoding="utf-8")
    rows = (
        f"  {element}: {{level: {level}, rationale: So., decided: {{how: two-thirds, date: 2026-10-20}}}}\n"
        for element, level in zip(elements()[:15], map(level_of, "123412341234123"), strict=True)
    )
    file.write_text(file.read_text().replace("ratings: {}\n", f"ratings:\n{''.join(rows)}"), encoding="utf-8")
    return folder


def level_of(sign: str) -> str:
    return ("inadequate", "emerging", "strong", "exemplary")[int(sign) - 1]


@pytest.mark.parametrize("name", COMMANDS)
def test_it_is_as_it_was(decided: Path, sustain: Sustain, golden: Golden, name: str) -> None:
    golden(f"panel/{name}", sustain(*COMMANDS[name]).out)


def vote_script(key: VoteKey = "ratings") -> VoteScript:
    return VoteScript(rubric(), elements()[:3], key)


def test_a_vote_goes_on_with_the_first_element_that_has_none() -> None:
    script, (one, two, three) = vote_script(), elements()[:3]
    first = script.first_open({"ratings": {one: {"level": "strong"}}, "stands_back": [two]})
    assert first is not None
    assert (first.section, first.question) == (three, "level")
    assert script.first_open({"ratings": {one: {"level": "strong"}}, "stands_back": [two, three]}) is None


def test_what_was_voted_is_proposed_for_the_second_vote() -> None:
    one = elements()[0]
    data: dict[str, Any] = {"ratings": {one: {"level": "emerging", "rationale": "So."}}}
    level, rationale = vote_script("again").questions(one, data)
    assert level.current is None
    assert isinstance(level.form, Choice)
    assert (level.form.proposal, level.form.why) == ("emerging", "as in your first vote")
    assert rationale.current is None
    assert vote_script().questions(one, data)[0].current == "emerging"


def test_who_leaves_an_element_to_others_is_not_asked_why() -> None:
    one = elements()[0]
    assert [each.id for each in vote_script().questions(one, {"stands_back": [one]})] == ["level"]


def decide_script(*levels: str) -> DecideScript:
    one = elements()[0]
    ballots = {
        f"r{place}": Ballot.model_validate(
            {
                "kind": "ballot", "format": 1, "rubric": "sustainability@1.0.0", "reform": "literacy",
                "round": "2026-fall", "rater": f"r{place}", "ratings": {one: {"level": level}},
            }
        )
        for place, level in enumerate(levels, 1)
    }  # fmt: skip
    first: dict[str, Any] = {rater: each.ratings[one].level for rater, each in ballots.items()}
    votes = ElementVotes(one, first=first, again={}, ballots=ballots, stood_back=())
    return DecideScript(rubric(), [one], {one: votes}, "consensus", date(2026, 10, 20))


@pytest.mark.parametrize(
    ("levels", "data", "asked"),
    [
        (("strong", "strong"), {}, ["level", "rationale"]),
        (("strong", "emerging"), {}, ["level", "rationale", "dissent"]),
        (("strong", "strong"), {"level": "strong", "decided": {"how": "unanimous"}}, ["level", "rationale"]),
        (("strong", "strong"), {"level": "emerging"}, ["level", "rationale", "dissent"]),
        ((), {"level": "emerging"}, ["level", "rationale"]),
    ],
)
def test_dissent_is_asked_for_where_somebody_differs(
    levels: tuple[str, ...], data: dict[str, Any], asked: list[str]
) -> None:
    one = elements()[0]
    questions = decide_script(*levels).questions(one, {"ratings": {one: data}})
    assert [each.id for each in questions] == asked
    assert questions[0].current == (data["level"] if "decided" in data else None)


def test_a_decision_is_open_until_it_is_recorded() -> None:
    one = elements()[0]
    script = decide_script("strong")
    opened = script.first_open({"ratings": {one: {"level": "strong"}}})
    assert opened is not None
    assert (opened.section, opened.question) == (one, "level")
    assert script.decided({"ratings": {one: {"level": "strong"}}}) == 0
    assert script.first_open({"ratings": {one: {"decided": {}}}}) is None
    assert script.decided({"ratings": {one: {"decided": {}}}}) == 1
