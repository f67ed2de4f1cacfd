"""The worksheet session, typed at a real pseudo-terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pexpect
import pytest
import yaml

from tests.person import Person
from tests.small import WORKSHEET, WORKSHEET_HEAD
from tests.worksheets import definition

Seat = Callable[..., Person]


def said(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.fixture
def begun(office: Path) -> Path:
    file = office / "w.yaml"
    file.write_text(f"# ours\n{WORKSHEET_HEAD}", encoding="utf-8")
    return file


@pytest.fixture
def complete(office: Path) -> Path:
    file = office / "w.yaml"
    file.write_text(WORKSHEET, encoding="utf-8")
    return file


def test_a_worksheet_that_is_not_there_is_begun(office: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml")
    assert "Which agency is this?" in somebody.waits()
    shown = somebody.types("Example", "EX", "")
    assert "Wrote w.yaml" in shown
    assert somebody.types_last("q") == 0
    assert said(office / "w.yaml")["agency"] == {"name": "Example", "state": "EX"}


def test_it_is_begun_without_a_question_where_settings_name_the_agency(office: Path, person: Seat) -> None:
    (office / "sustain.yaml").write_text("kind: settings\nformat: 1\nagency: {name: Ours}\n")
    somebody = person("worksheet", "w.yaml")
    assert "Wrote w.yaml for Ours" in somebody.waits()


def test_leaving_the_first_questions_leaves_no_file(office: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml")
    somebody.waits()
    somebody.types("Example")
    assert somebody.types_last("q") == 0
    assert not (office / "w.yaml").exists()
    again = person("worksheet", "w.yaml")
    assert "Its state, abbreviated" in again.waits()


def test_a_step_shows_its_instructions_questions_and_advice(begun: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml", "--step", "3")
    shown = somebody.waits()
    assert "Be sure to include how each step uses evidence." in " ".join(shown.split())
    assert "How does your model reinforce a continuous (cyclical) process?" in shown
    assert "For whoever leads the conversation" in shown
    assert "Inform: your improvement process steps" in shown
    assert "Step 3 of 5" in somebody.types("j plan")
    assert "For whoever leads the conversation" in somebody.types("??")
    assert "What you can type here" in somebody.types("help")


def test_rows_are_added_edited_moved_and_removed(begun: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml", "--step", "supports")
    somebody.waits()
    shown = somebody.types(
        "Fall | Forum | inform, plan | yes", "Spring | Calls | 4 | no | By phone", "Summer | Letter"
    )
    assert "2  Spring | Calls | implement | no | By phone" in shown
    somebody.types("edit 1: Fall | Regional forum", "move 3 to 1", "remove 2", "u")
    assert somebody.types_last("q") == 0
    assert [row["what"] for row in said(begun)["supports"]] == ["Letter", "Regional forum", "Calls"]
    assert said(begun)["supports"][1]["steps"] == ["inform", "plan"]
    assert begun.read_text(encoding="utf-8").startswith("# ours\n")


def test_any_step_in_any_order_and_the_next_start_goes_on_there(begun: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml")
    somebody.waits()
    somebody.types("j 5", "j 2", '"""We plan by the cycle', 'second line"""', "back")
    assert somebody.types_last("q") == 0
    assert said(begun)["context"]["answers"] == {"framework": "We plan by the cycle\nsecond line"}
    again = person("worksheet", "w.yaml")
    assert "Enter goes on at context (framework)" in again.waits()
    assert "We plan by the cycle" in again.types("")


def test_the_overview_says_how_far_each_step_is(complete: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml")
    somebody.waits()
    shown = somebody.types("j")
    assert "1  organize      Get Organized (3 of 3)" in shown
    assert "Select: 1 step, 1 support, 1 gap" in shown
    assert "select 1     No help with comparing interventions (taken up)" in shown


def test_the_second_pass_asks_how_each_process_step_uses_evidence(complete: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml", "--phase", "evidence")
    shown = somebody.waits()
    assert "In the second phase" in " ".join(shown.split())
    assert "Needs assessment: Is this use of evidence an explicit activity" in shown
    somebody.types("Yes, by the form", "j select")
    assert "Are relevant data readily available?" in somebody.types("", "", "", "")
    assert somebody.types_last("q") == 0
    step = said(complete)["process"]["inform"]["steps"][0]
    assert step["evidence_review"] == {"explicit": "Yes, by the form"}


def test_the_end_says_what_is_open_and_what_comes_next(begun: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml", "--step", "analyze")
    somebody.waits()
    somebody.types("Look back | Results", "", "Too late")
    assert "Enter ends the session" in somebody.types("")
    assert somebody.types_last("") == 0
    assert "Saved in w.yaml: 0 of 5 steps are filled." in somebody.seen
    assert "Open in step 3: inform, select, plan, implement" in somebody.seen
    assert "Gaps that no priority takes up: analyze 1" in somebody.seen
    assert "sustain worksheet w.yaml --phase evidence" in somebody.seen


def test_ctrl_c_keeps_what_was_answered(begun: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml")
    somebody.waits()
    somebody.types("Title I | Ann")
    somebody.presses("\x03")
    assert somebody.ends() == 130
    assert said(begun)["organize"]["participants"] == [{"department": "Title I", "name": "Ann"}]


def test_a_second_session_on_the_file_is_refused(begun: Path, person: Seat) -> None:
    person("worksheet", "w.yaml").waits()
    second = person("worksheet", "w.yaml")
    assert second.ends() == 4


def test_somebody_elses_change_is_taken_over_on_request(begun: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml")
    somebody.waits()
    begun.write_text(f"{begun.read_text(encoding='utf-8')}communication: A letter\n", encoding="utf-8")
    assert "changed by somebody else" in somebody.types("Title I | Ann")
    somebody.types("1")
    assert somebody.types_last("q") == 0
    assert said(begun)["communication"] == "A letter"
    assert said(begun)["organize"]["participants"][0]["name"] == "Ann"


@pytest.mark.parametrize("environment", [{"TERM": "dumb"}, {"NO_COLOR": "1"}, {"ACCESSIBLE": "1"}])
def test_a_plain_terminal_gets_no_escape(begun: Path, person: Seat, environment: dict[str, str]) -> None:
    somebody = person("worksheet", "w.yaml", env=environment, size=(24, 40))
    somebody.waits()
    somebody.types("Title I | Ann", "j", "?")
    assert somebody.types_last("q") == 0
    assert "\x1b" not in somebody.raw.replace("\x1b[?2004h", "").replace("\x1b[?2004l", "")


@pytest.mark.parametrize(
    ("step", "reason"),
    [("6", "the worksheet has no step '6'"), ("infrom", "did you mean inform?")],
)
def test_an_unknown_step_is_wrong_usage(begun: Path, person: Seat, step: str, reason: str) -> None:
    somebody = person("worksheet", "w.yaml", "--step", step)
    assert somebody.ends() == 2
    assert reason in somebody.seen


def test_only_step_3_has_a_second_pass(begun: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml", "--step", "4", "--phase", "evidence")
    assert somebody.ends() == 2
    assert "a phase of step 3" in somebody.seen


def test_an_edited_row_keeps_what_enter_leaves(complete: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml", "--step", "4")
    somebody.waits()
    before = said(complete)["supports"]
    shown = somebody.types("j supports", "edit 1")
    assert f"timing or sequence: {before[0]['when']}" in shown
    shown = somebody.types("Late fall", "", "all")
    assert "evidence? (yes or no): yes" in shown
    assert "neither yes nor no" in somebody.types("perhaps")
    somebody.types("no", "-")
    assert somebody.types_last("q") == 0
    first = {**before[0], "when": "Late fall", "evidence": "false"}
    first["steps"] = ["inform", "select", "plan", "implement", "analyze"]
    del first["how"]
    assert said(complete)["supports"] == [first, *before[1:]]


def test_a_required_part_after_the_last_one_typed_is_not_asked_again(complete: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml", "--step", "4")
    somebody.waits()
    before = said(complete)["supports"]
    shown = somebody.types("j supports", "edit 1: Winter")
    assert "is missing" not in shown
    assert somebody.types_last("q") == 0
    assert said(complete)["supports"] == [{**before[0], "when": "Winter"}, *before[1:]]


def test_enter_alone_leaves_a_row_and_a_dot_leaves_its_rest(complete: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml", "--step", "4")
    somebody.waits()
    before = complete.read_bytes()
    somebody.types("j supports", "edit 1", "", "", "", "", "", "edit 1", ".")
    assert complete.read_bytes() == before
    assert "'specific support provided' is missing" in somebody.types("edit 1", "", "-")
    somebody.types("A forum, with \\| bars | in it", ".")
    assert somebody.types_last("q") == 0
    assert said(complete)["supports"][0]["what"] == "A forum, with | bars | in it"


@pytest.mark.deep
@pytest.mark.parametrize("key", ["\x03", "\x04"])
def test_what_was_typed_into_an_edited_row_outlives_a_stop(complete: Path, person: Seat, key: str) -> None:
    somebody = person("worksheet", "w.yaml", "--step", "4")
    somebody.waits()
    before = said(complete)["supports"]
    somebody.types("j supports", "edit 1", "Winter | early", "")
    somebody.presses(key)
    assert somebody.ends() == 130
    assert "What you typed last is kept" in somebody.seen
    assert said(complete)["supports"] == before
    again = person("worksheet", "w.yaml", "--step", "4")
    assert "you typed: edit 1: Winter \\| early |" in again.waits()
    again.types("")
    assert again.types_last("q") == 0
    assert said(complete)["supports"][0] == {**before[0], "when": "Winter | early"}


def test_a_mistyped_change_adds_no_row(complete: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml", "--step", "select")
    somebody.waits()
    before = complete.read_bytes()
    for line in ("remove", "remove 1, 2", "move 1", "edit 1 Another name"):
        assert "that changes no row; write it as" in somebody.types(line)
    assert somebody.types_last("q") == 0
    assert complete.read_bytes() == before


def test_a_text_is_taken_away(complete: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml", "--step", "1")
    somebody.waits()
    assert "Enter keeps what is there; - takes it away." in somebody.types("", "")
    shown = somebody.types("-")
    assert "now:" not in shown
    assert "taken back: organize" in somebody.types("u")
    somebody.types("remove")
    assert somebody.types_last("quit") == 0
    assert "logistics" not in said(complete)["organize"]


def test_every_word_of_the_instrument_is_seen_in_one_walk(begun: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml")
    with suppress(pexpect.EOF):
        somebody.waits()
        while True:
            somebody.types("")
    somebody.raw += somebody.child.before or ""
    assert "Saved in w.yaml" in somebody.seen
    shown = " ".join(somebody.seen.split()).casefold()
    instrument = definition().model_dump(exclude={"kind", "format", "id", "version", "source", "title"})
    unseen = [text for text in words_of(instrument) if " ".join(text.split()).casefold() not in shown]
    # The heading of a column that is asked for row by row.
    assert unseen == ["Continuous Improvement Steps"]


def words_of(part: Any) -> Iterator[str]:
    """Every text of an instrument; what stands in brackets is not the source's."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in ("id", "rows", "step", "steps") or not isinstance(value, str):
                yield from words_of(value)
    elif isinstance(part, (list, tuple)):
        for item in part:
            yield from words_of(item)
    elif isinstance(part, str) and not part.startswith("["):
        yield part


def test_step_5_shows_what_the_steps_before_have_shown(complete: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml", "--step", "5")
    shown = somebody.waits()
    assert "What steps 3 and 4 have shown" in shown
    assert "Select: 1 step, 1 support, 1 gap" in shown
    somebody.types("j priorities")
    assert "select 1     No help with comparing interventions" in somebody.types("l")


def test_the_editor_has_the_step_and_the_question_as_notes(complete: Path, person: Seat) -> None:
    editor = complete.parent.parent / "editor"
    editor.write_text(
        f'#!/bin/sh\ncp "$1" {editor}.seen\nprintf "Ours.\\n" | cat - "$1" > {editor}.new\n'
        f'cat {editor}.new > "$1"\n',
        encoding="utf-8",
    )
    editor.chmod(0o755)
    somebody = person("worksheet", "w.yaml", "--step", "1", env={"EDITOR": str(editor)})
    somebody.waits()
    somebody.types("", "")
    before = said(complete)["organize"]["logistics"]
    somebody.types("e")
    text, _, notes = Path(f"{editor}.seen").read_text(encoding="utf-8").partition("\n\n")
    assert text == before
    assert "#: Step 1: Get Organized\n" in notes
    assert "logistic" in notes.lower()
    assert all(line.startswith("#:") for line in notes.splitlines())
    assert said(complete)["organize"]["logistics"] == f"Ours.\n{before}"


def test_help_takes_twelve_lines_in_sixty_columns(begun: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml", size=(600, 60))
    somebody.waits()
    for step in ("2", "3", "4", "5", "1"):
        for _ in range(4):
            told = somebody.types("?").partition("\n\n")[2].partition("\n\n")[0].splitlines()
            assert told[0] == "What you can type here"
            assert len(told) <= 12
            somebody.types("s")
        somebody.types(f"j {step}")


def test_rows_pasted_from_a_spreadsheet_become_rows(begun: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml")
    somebody.waits()
    shown = somebody.types("\x1b[200~Title I\tAnn\nTitle II\tBob\tbob@example.gov\x1b[201~")
    assert "2  Title II | Bob | bob@example.gov" in shown
    assert [row["name"] for row in said(begun)["organize"]["participants"]] == ["Ann", "Bob"]


def test_what_is_filled_is_shown_first_and_a_step_can_be_chosen(complete: Path, person: Seat) -> None:
    somebody = person("worksheet", "w.yaml")
    shown = somebody.waits()
    assert "1  organize      Get Organized (3 of 3)" in shown
    assert "a step such as 3 or supports, or q." in shown
    assert "Step 4 of 5" in somebody.types("4")


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--step", "6"), "the worksheet has no step '6'"),
        (("--phase", "evidence"), "w.yaml is not there yet, and --phase evidence is a second pass"),
    ],
)
def test_what_cannot_be_asked_is_refused_before_anything_is_written(
    office: Path, person: Seat, options: tuple[str, ...], reason: str
) -> None:
    (office / "sustain.yaml").write_text("kind: settings\nformat: 1\nagency: {name: Ours}\n")
    somebody = person("worksheet", "w.yaml", *options)
    assert somebody.ends() == 2
    assert reason in " ".join(somebody.seen.split())
    assert "agency" not in somebody.seen
    assert not (office / "w.yaml").exists()
