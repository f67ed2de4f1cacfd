"""The questions of a worksheet session, and what answers do to the data."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sustainrubric.interview import interview
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.forms import LongText
from sustainrubric.interview.interview import Position, State
from sustainrubric.interview.rows import Table
from sustainrubric.records.worksheet import Worksheet
from sustainrubric.worksheet.evidence_pass import EvidenceScript, review_questions
from sustainrubric.worksheet.script import WorksheetScript
from tests.profiles import examples
from tests.worksheets import EXAMPLE, data, definition

SCRIPT = WorksheetScript(definition())
EVIDENCE = EvidenceScript(definition())
MAPPED = (
    "process: {select: {steps: [{name: Choose}, {name: Buy}], gaps: [No list]}}\nsupports_gaps: [Too late]\n"
)


def answer(state: State, text: str) -> State:
    outcome = interview.answer(SCRIPT, state, text)
    assert not isinstance(outcome, Rejected), outcome
    return outcome


def at(section: str, question: str, text: str = "") -> State:
    return interview.start(SCRIPT, data(text), Position(section, question))


def test_every_table_field_and_question_of_the_source_is_asked() -> None:
    asked = {q.title: q for s in SCRIPT.sections for q in SCRIPT.questions(s.id, data())}
    for step in definition().steps:
        assert all(question.text in asked for question in step.questions)
        assert all(field.title in asked for field in step.fields)
    assert "Who is involved?" in asked
    assert "What do we need to know?" in asked
    assert sum(title.endswith("your improvement process steps") for title in asked) == 5


@pytest.mark.parametrize(
    ("wanted", "section"),
    [("1", "organize"), ("3", "inform"), ("map", "inform"), ("select", "select"), ("5", "next-steps")],
)
def test_one_jumps_by_number_or_by_name(wanted: str, section: str) -> None:
    state = interview.jump(SCRIPT, interview.start(SCRIPT, data()), wanted)
    assert not isinstance(state, Rejected)
    assert state.position is not None
    assert state.position.section == section


@pytest.mark.parametrize(
    ("start", "wanted", "place"),
    [
        ("1", "priorities", ("next-steps", "priorities")),
        ("1", "Products", ("context", "products")),
        ("1", "supports", ("supports", "supports")),
        ("2", "evidence", ("context", "evidence")),
        ("5", "select-gaps", ("select", "select-gaps")),
    ],
)
def test_one_jumps_to_a_question_by_its_id(start: str, wanted: str, place: tuple[str, str]) -> None:
    begun = interview.jump(SCRIPT, interview.start(SCRIPT, data()), start)
    assert isinstance(begun, State)
    state = interview.jump(SCRIPT, begun, wanted)
    assert isinstance(state, State)
    assert state.position == place


def test_a_step_to_map_stands_beside_its_question() -> None:
    hint = next(q.hint for q in SCRIPT.questions("inform", data()))
    assert hint == "Inform: Analyze local needs; adjust focus. Say how each step of yours uses evidence."


def test_a_session_begins_at_the_first_place_that_is_open() -> None:
    assert SCRIPT.first_open(data("organize: {participants: [{name: A}]}")) == ("organize", "documents")
    assert SCRIPT.first_open(data(MAPPED)) == ("organize", "participants")
    whole = EXAMPLE.read_text(encoding="utf-8").partition("\norganize")[2]
    assert SCRIPT.first_open(data(f"organize{whole}")) is None


def test_a_support_is_typed_with_its_steps_by_name_or_number() -> None:
    state = answer(
        at("supports", "supports"), "Fall | Regional forum | plan, 1; Analyze | evidence | Own data"
    )
    state = answer(state, "Spring | Webinar | all | no")
    first, second = state.data["supports"]
    assert first["steps"] == ["inform", "plan", "analyze"]
    assert (first["when"], first["evidence"], first["how"]) == ("Fall", True, "Own data")
    every = list(definition().process_names)
    assert second == {"when": "Spring", "what": "Webinar", "steps": every, "evidence": False}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Fall | Forum | planing", "'planing' is not a step of the process; did you mean plan?"),
        ("Fall | Forum | 6", "'6' is not a step of the process"),
        ("Fall | Forum | inform | perhaps", "'perhaps' is neither yes nor no"),
        ("Fall", "'specific support provided' is missing"),
    ],
)
def test_a_support_that_cannot_be_understood_is_refused_with_the_reason(row: str, reason: str) -> None:
    outcome = interview.answer(SCRIPT, at("supports", "supports"), row)
    assert isinstance(outcome, Rejected)
    assert reason in outcome.reason


def test_a_priority_takes_gaps_up_by_their_labels_and_stores_their_words() -> None:
    state = answer(at("next-steps", "priorities", MAPPED), "Lists | Half ask | select 1; Supports.1")
    assert state.data["priorities"] == [
        {"area": "Lists", "why": "Half ask", "takes_up": ["No list", "Too late"]}
    ]
    question = interview.current(SCRIPT, state)
    assert question is not None
    assert isinstance(question.form, Table)
    assert question.form.columns[2].show(["No list", "Too late"]) == "select 1, supports 1"
    assert isinstance(interview.answer(SCRIPT, state, "Lists | | plan 1"), Rejected)


def test_a_gap_that_is_reworded_is_reworded_where_it_is_taken_up() -> None:
    taken = f"{MAPPED}priorities: [{{area: Lists, takes_up: [No list, Too late]}}]\n"
    reworded = answer(at("select", "select-gaps", taken), "edit 1: No list of vendors")
    assert reworded.data["priorities"][0]["takes_up"] == ["No list of vendors", "Too late"]
    removed = answer(at("select", "select-gaps", taken), "remove 1")
    assert removed.data["priorities"][0]["takes_up"] == ["Too late"]
    assert "gaps" not in removed.data["process"]["select"]
    moved = answer(answer(at("supports", "supports-gaps", taken), "Another"), "move 2 to 1")
    assert moved.data["priorities"][0]["takes_up"] == ["No list", "Too late"]


def test_editing_a_process_step_keeps_what_the_second_pass_said_of_it() -> None:
    reviewed = "process: {plan: {steps: [{name: Write, evidence: x, evidence_review: {explicit: Yes}}]}}\n"
    state = answer(at("plan", "plan", reviewed), "edit 1: Write the plan | Ties to needs")
    assert state.data["process"]["plan"]["steps"] == [
        {"name": "Write the plan", "evidence": "Ties to needs", "evidence_review": {"explicit": "Yes"}}
    ]


def test_the_second_pass_asks_the_sources_four_questions_of_every_process_step() -> None:
    texts = list(review_questions(definition()).values())
    assert texts[1:3] == ["What decisions does it inform?", "Are relevant data readily available?"]
    asked = EVIDENCE.questions("select", data(MAPPED))
    assert [question.id for question in asked[:7]] == [
        "select", "select.1.evidence", "select.1.explicit", "select.1.decisions", "select.1.available",
        "select.1.supports", "select.2.evidence",
    ]  # fmt: skip
    assert asked[2].title == f"Choose: {texts[0]}"
    assert EVIDENCE.first_open(data(MAPPED)) == ("select", "select.1.evidence")
    assert [question.id for question in EVIDENCE.questions("plan", data(MAPPED))] == ["plan"]


def test_a_step_named_in_the_second_pass_is_asked_about_there() -> None:
    state = interview.answer(EVIDENCE, interview.start(EVIDENCE, data()), "Needs assessment")
    assert isinstance(state, State)
    assert state.position == ("inform", "inform")
    asked = interview.current(EVIDENCE, interview.skip(EVIDENCE, state))
    assert asked is not None
    assert asked.title == "Needs assessment: how does it use evidence, in short?"


lines = st.text("ab|:# é'\n", max_size=10)
rows = st.builds("{} | {}".format, st.text("ab: é", min_size=1, max_size=4).filter(str.strip), lines)


def moved(state: State, move: str, typed: str, wanted: str) -> State | Rejected:
    if move == "answer":
        return interview.answer(SCRIPT, state, typed)
    if move == "jump":
        return interview.jump(SCRIPT, state, wanted)
    if move == "undo":
        return interview.undo(state)
    return interview.back(SCRIPT, state) if move == "back" else interview.skip(SCRIPT, state)


@settings(max_examples=examples(60))
@given(st.data())
def test_however_a_team_wanders_the_data_stay_a_worksheet(draw: st.DataObject) -> None:
    state = interview.start(SCRIPT, data(MAPPED))
    for _ in range(draw.draw(st.integers(1, 25))):
        question = interview.current(SCRIPT, state)
        if question is None:
            break
        typed = draw.draw(st.sampled_from(["remove 1", "move 2 to 1", "edit 1: x", ""]) | rows)
        move = draw.draw(st.sampled_from(["answer", "answer", "answer", "back", "jump", "undo", "skip"]))
        wanted = draw.draw(st.sampled_from(["1", "3", "plan", "5"]))
        outcome = moved(state, move, typed, wanted)
        if isinstance(outcome, State):
            state = outcome
        Worksheet.model_validate(state.data)


@settings(max_examples=examples(40))
@given(st.data())
def test_taking_every_answer_back_leaves_the_data_as_they_were(draw: st.DataObject) -> None:
    before: Plain = data(MAPPED)
    state = interview.start(SCRIPT, before)
    for _ in range(draw.draw(st.integers(1, 15))):
        question = interview.current(SCRIPT, state)
        if question is None:
            break
        text = draw.draw(rows if isinstance(question.form, Table) else lines)
        outcome = interview.answer(SCRIPT, state, text)
        state = outcome if isinstance(outcome, State) else interview.skip(SCRIPT, state)
    while state.before is not None:
        undone = interview.undo(state)
        assert isinstance(undone, State)
        state = undone
    assert state.data == before


def test_texts_are_asked_as_texts_of_many_lines() -> None:
    state = answer(at("context", "description"), "One line\n\nand another")
    assert get(state.data, ("context", "description")) == "One line\n\nand another"
    assert all(
        isinstance(q.form, LongText | Table) for s in SCRIPT.sections for q in SCRIPT.questions(s.id, data())
    )
