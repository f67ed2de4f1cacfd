"""A command never takes the place of an answer that begins with its word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.interview import interview
from sustainrubric.interview.commands import SessionCommand, command_in, is_literal
from sustainrubric.interview.data import get
from sustainrubric.interview.forms import Choice, Day, Line, LongText, Question
from sustainrubric.interview.interview import Position, State
from sustainrubric.interview.marks import Choices, Grid, MarkList
from sustainrubric.interview.rows import Column, Table
from tests.rating.scripts import TEAM, script

WORDS = (
    "b", "back", "s", "skip", "u", "undo", "j", "jump", "l", "list", "d", "e", "edit", "+", "?", "??", "help",
    "q", "quit", "exit", "remove", "move", "none",
)  # fmt: skip
PLACES = ("2.A", "team", "setup", "3")
ROWS = Table((Column("name", "name"), Column("role", "role")))
TEXTS = [Line(), LongText(), ROWS, Table(ROWS.columns, stays=False)]


def question(form: object) -> Question:
    return Question("q", "1.A.i", "A question", ("q",), form)  # type: ignore[arg-type]


def command(form: object, text: str) -> SessionCommand | None:
    return command_in(question(form), text, lambda name: name.lower() in PLACES)


@pytest.mark.parametrize("form", TEXTS, ids=["line", "text", "rows", "rows one by one"])
@pytest.mark.parametrize("word", WORDS)
def test_an_answer_may_begin_with_the_word_of_any_command(form: object, word: str) -> None:
    for text in (
        f"{word} Smith",
        f"{word.upper()} Smith | Chief of staff",
        f"{word}. Smith",
        f"{word}-team is new",
    ):
        if word == "+" and form == TEXTS[3] and text.startswith("+ "):
            continue
        assert command(form, text) is None, text


@given(st.sampled_from(WORDS[:-3]), st.text("abc. |-é", min_size=1, max_size=20).filter(lambda t: t.strip()))
def test_no_words_after_a_command_are_lost_on_a_text(word: str, rest: str) -> None:
    found = command(LongText(), f"{word} {rest}")
    assert found is None or rest.strip().lower() in PLACES


@pytest.mark.parametrize("form", [*TEXTS, Choice(()), Choices(()), Grid((), ()), MarkList((), ()), Day()])
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("b", "back"), ("back", "back"), ("B", "back"), (" s ", "skip"), ("Skip", "skip"), ("u", "undo"),
        ("undo", "undo"), ("j", "jump"), ("l", "list"), ("d", "descriptors"), ("?", "help"), ("help", "help"),
        ("??", "whole"), ("q", "quit"), ("quit", "quit"), ("EXIT", "quit"), ("+", "more"),
    ],
)  # fmt: skip
def test_a_word_alone_is_a_command_at_every_question(form: object, text: str, name: str) -> None:
    assert command(form, text) == SessionCommand(name)


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize("text", ["j 2.A", "J TEAM", "jump setup", "j 3", "j 3.C.iiii", "j 9"])
def test_a_jump_goes_to_a_place_or_to_what_looks_like_one(form: object, text: str) -> None:
    assert command(form, text) == SessionCommand("jump", text.split()[1])


def test_where_no_text_is_asked_every_jump_is_one() -> None:
    assert command(Choice(()), "j nowhere at all") == SessionCommand("jump", "nowhere at all")


def test_the_editor_is_for_texts() -> None:
    assert command(LongText(), "e") == SessionCommand("edit")
    assert command(LongText(), "edit") == SessionCommand("edit")
    assert command(ROWS, "edit") is None
    assert command(Line(), "e") is None


def test_a_plus_asks_for_another_row_where_one_is_enough() -> None:
    assert command(TEXTS[3], "+ Minutes | here") == SessionCommand("more", "Minutes | here")
    assert command(ROWS, "+ Minutes") is None


def test_what_is_a_command_to_the_letter_is_an_answer_behind_a_backslash() -> None:
    for text in ("s", "Q", "help", "-", "remove", "j team", "s all", "??"):
        assert is_literal(question(LongText()), f"\\{text}"), text
    for text in ("\\server\\share", "\\no command", "s", "\\", "\\e x"):
        assert not is_literal(question(LongText()), text), text


@pytest.mark.parametrize("name", ["J Smith", "j smith", "B Okafor", "S", "Q | Chief", "E Lee | Analyst"])
def test_somebody_whose_name_is_one_letter_gets_into_the_team(name: str) -> None:
    rating_script = script()
    state = interview.start(rating_script, {"team": TEAM}, Position("setup", "team"))
    asked = interview.current(rating_script, state)
    assert asked is not None

    def is_place(word: str) -> bool:
        return isinstance(interview.jump(rating_script, state, word), State)

    typed = name if len(name) > 1 else f"\\{name}"
    assert command_in(asked, typed, is_place) is None
    outcome = interview.answer(rating_script, state, typed)
    assert isinstance(outcome, State)
    assert get(outcome.data, ("team", 2, "name")) == name.partition(" |")[0]
