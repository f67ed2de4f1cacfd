"""What people type, paste and press: taken as meant, or asked again with the reason."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.person import Person
from tests.small import HEAD

Seat = Callable[..., Person]

PLAIN = pytest.mark.parametrize("plain", [(), ("--plain",)], ids=["with readline", "plain"])


@pytest.fixture
def file(office: Path) -> Path:
    file = office / "a.yaml"
    file.write_text(HEAD, encoding="utf-8")
    return file


def rating(file: Path) -> Any:
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return (data.get("ratings") or {}).get("1.A.i") or {}


def at_the_level(person: Seat, *plain: str, **options: Any) -> Person:
    somebody = person("assess", "a.yaml", "--no-criteria", *plain, **options)
    somebody.waits()
    return somebody


@PLAIN
def test_item_49_the_number_and_nothing_else(file: Path, person: Seat, plain: tuple[str, ...]) -> None:
    somebody = at_the_level(person, *plain)
    for typed in ("7", "-1", "0", "", "   ", "3.5", "stron"):
        shown = somebody.types(typed)
        assert "! " in shown, typed
        assert "number" in shown, typed
        assert rating(file) == {}, typed
    for typed, level in (
        ("3", "strong"),
        ("03", "strong"),
        (" 2 ", "emerging"),
        ("３", "strong"),
        ("5", "unknown"),
        ("exemplary", "exemplary"),
    ):
        somebody.types("j 1.A.i", typed)
        assert rating(file) == {"level": level}, typed


def test_item_49_the_arrow_keys_edit_the_line(file: Path, person: Seat) -> None:
    somebody = at_the_level(person)
    somebody.types("3\x1b[D\x1b[3~2")
    assert rating(file) == {"level": "emerging"}


@PLAIN
def test_item_49_an_arrow_key_alone_chooses_nothing(file: Path, person: Seat, plain: tuple[str, ...]) -> None:
    somebody = at_the_level(person, *plain)
    shown = somebody.types("\x1b[A" if plain else "\x1b[C")
    assert "type" in shown
    assert rating(file) == {}
    assert "\x1b[A" not in somebody.seen


def test_item_49_a_bracketed_paste_is_one_answer(file: Path, person: Seat) -> None:
    somebody = at_the_level(person)
    somebody.types("\x1b[200~3\x1b[201~")
    assert rating(file) == {"level": "strong"}
    somebody.types("\x1b[200~Two of five agree.\nThe rest does not.\x1b[201~")
    assert rating(file)["rationale"] == "Two of five agree.\nThe rest does not."


@pytest.mark.deep
def test_item_49_a_pasted_line_nobody_typed_is_refused(file: Path, person: Seat) -> None:
    somebody = at_the_level(person)
    # The engine's tests have one of 10 MB; readline alone takes a minute over that.
    somebody.presses("\x1b[200~" + "3 " * 60_000)
    shown = somebody.types("\x1b[201~")
    assert "120,000 characters; at most 100,000 are taken at once" in shown
    assert rating(file) == {}
    somebody.types("3")
    assert rating(file) == {"level": "strong"}


def test_item_49_a_line_that_the_terminal_cut_is_refused(file: Path, person: Seat) -> None:
    somebody = at_the_level(person, "--plain")
    somebody.types("3")
    shown = somebody.types("word " * 2_000)
    assert "longer than this terminal takes" in shown
    assert "rationale" not in rating(file)
    shown = somebody.types('"""The first line.', "word " * 2_000)
    assert "longer than this terminal takes" in shown
    somebody.types('"""')
    assert rating(file)["rationale"] == "The first line."


def test_a_long_line_that_a_terminal_does_take_is_whole(file: Path, person: Seat) -> None:
    somebody = at_the_level(person)
    somebody.types("3", "word " * 2_000)
    assert rating(file)["rationale"] == "word " * 2_000


@pytest.mark.deep
def test_bytes_that_are_no_text_are_refused(file: Path, person: Seat) -> None:
    # Readline lets no such byte into a line; the C locale alone would let Python read it.
    somebody = at_the_level(person, "--plain", env={"PYTHONIOENCODING": "utf-8:strict"})
    somebody.types("3")
    shown = somebody.types("caf\udce9")
    assert "bytes that are not text" in shown
    assert rating(file) == {"level": "strong"}
    assert "none of the choices" in somebody.types("j 1.A.i", "caf\udce9")


@PLAIN
@pytest.mark.parametrize(
    "text",
    [
        "[red]red[/red] [link=file:///etc/passwd]x",
        "{{ 7*7 }} {% include '/etc/passwd' %}",
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        ":smile: & %s %(x)s",
        "no",
        "# x",
        "a: b",
        "- x",
        "@x",
        "%x",
        "trailing ",
        "  leading",
        "é張🙂 \u202etxet",
        "'\"\\",
        "~",
        "2026-10-15",
    ],
)
def test_item_51_and_43_text_is_stored_as_typed_and_inert(
    file: Path, person: Seat, text: str, plain: tuple[str, ...]
) -> None:
    somebody = at_the_level(person, *plain)
    somebody.types("3", text)
    assert rating(file)["rationale"] == text
    shown = somebody.types("b")
    visible = text.replace("\u202e", "\\u202e").rstrip()
    assert f"  now: {visible}\n" in shown


def test_item_51_a_control_character_is_stored_and_shown_as_an_escape(file: Path, person: Seat) -> None:
    # Ctrl-V takes the next key as it is; a terminal alone echoes ESC as ^[.
    somebody = at_the_level(person, "--plain")
    somebody.types("3", "a\x16\x1b[31mred")
    assert rating(file)["rationale"] == "a\x1b[31mred"
    assert "  now: a\\x1b[31mred\n" in somebody.types("b")
    assert "\x1b" not in somebody.raw


def test_item_21_a_soft_break_of_word_is_a_line_break(file: Path, person: Seat) -> None:
    somebody = at_the_level(person, "--plain")
    somebody.types("3", "one\x16\x0btwo")
    assert rating(file)["rationale"] == "one\ntwo"


def at_the_evidence(person: Seat, *plain: str) -> Person:
    somebody = person("assess", "a.yaml", "--ask", "evidence,rationale", "--only", "1.A.i", *plain)
    somebody.waits()
    return somebody


ROWS = [{"what": "Minutes", "where": "here", "date": "2026-08-01"}, {"what": "Agenda", "where": "there"}]


def test_rows_pasted_from_a_spreadsheet_become_rows(file: Path, person: Seat) -> None:
    somebody = at_the_evidence(person)
    shown = somebody.types("\x1b[200~Minutes\there\t2026-08-01\nAgenda\tthere\n\x1b[201~")
    assert "Rationale:" in shown
    assert rating(file)["evidence"] == ROWS


def test_lines_that_a_terminal_hands_over_one_by_one_become_rows_too(file: Path, person: Seat) -> None:
    somebody = at_the_evidence(person, "--plain")
    somebody.presses("Minutes | here | 2026-08-01\nAgenda | there\n")
    assert "Rationale:" in somebody.waits()
    assert rating(file)["evidence"] == ROWS
    somebody.presses("Two of five agree.\n\nThe rest does not.\n")
    assert "a.yaml is saved" in somebody.waits()
    assert rating(file)["rationale"] == "Two of five agree.\n\nThe rest does not."


def test_a_date_in_second_place_is_the_date_and_one_of_the_us_is_answered(file: Path, person: Seat) -> None:
    somebody = at_the_evidence(person)
    shown = somebody.types("Minutes | 10/15/2026")
    assert "did you mean 2026-10-15?" in " ".join(shown.split())
    somebody.types("Minutes | 2026-10-15")
    assert rating(file)["evidence"] == [{"what": "Minutes", "date": "2026-10-15"}]


@PLAIN
def test_an_answer_may_begin_with_the_word_of_a_command(
    file: Path, person: Seat, plain: tuple[str, ...]
) -> None:
    somebody = at_the_evidence(person, *plain)
    for text in (
        "J Smith said so",
        "s of a kind",
        "Q and A",
        "back to school",
        "help desk",
        "edit of the plan",
    ):
        somebody.types(f"+ {text}")
    somebody.types("\\quit")
    assert [row["what"] for row in rating(file)["evidence"]] == [
        "J Smith said so", "s of a kind", "Q and A", "back to school", "help desk", "edit of the plan", "quit",
    ]  # fmt: skip
    somebody.types("J. Smith told us")
    assert rating(file)["rationale"] == "J. Smith told us"


def test_a_block_of_several_lines_stands_between_quotes(file: Path, person: Seat) -> None:
    somebody = at_the_evidence(person)
    somebody.types("", '"""', "one", "", "s", '"""')
    assert rating(file)["rationale"] == "one\n\ns"
    somebody.types("b", '"""in a line"""')
    assert rating(file)["rationale"] == "in a line"
    assert "there is no text in this" in somebody.types("b", '"""', '"""')
