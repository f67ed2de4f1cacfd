"""The rating session, typed at a real pseudo-terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.terminal import Person
from tests.small import HEAD, RATED

Seat = Callable[..., Person]
ROOT = Path(__file__).parent.parent.parent
LAST_YEAR = ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml"


def ratings(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["ratings"]


@pytest.fixture
def rated(office: Path) -> Path:
    """An assessment with one element rated."""
    file = office / "a.yaml"
    file.write_text(RATED, encoding="utf-8")
    return file


@pytest.fixture
def begun(office: Path) -> Path:
    """An assessment with nothing rated."""
    file = office / "a.yaml"
    file.write_text(HEAD, encoding="utf-8")
    return file


class TestNewFile:
    """A file that is not there is begun with agency, reform, round and team."""

    def test_it_is_written_after_the_questions_and_the_session_goes_on(
        self, office: Path, person: Seat
    ) -> None:
        somebody = person("assess", "new.yaml")
        assert "Which agency is this?" in somebody.waits()
        somebody.types("Example", "EX", "Early literacy", "", "2026-fall", "2026-10-15", "M. Lopez | Chief")
        shown = somebody.types("")
        assert "Wrote new.yaml" in shown
        assert "1 of 19" in shown
        assert somebody.types_last("q") == 0
        text = (office / "new.yaml").read_text(encoding="utf-8")
        assert (
            "agency: {name: Example, state: EX}\nreform: {id: early-literacy, name: Early literacy}\n" in text
        )
        assert "round: {id: 2026-fall, date: 2026-10-15}\n" in text
        assert "  - {id: mlopez, name: M. Lopez, role: Chief}\n" in text

    def test_settings_of_the_folder_are_proposed(self, office: Path, person: Seat) -> None:
        settings = "kind: settings\nformat: 1\nagency: {name: Jefferson, state: JF}\n"
        (office / "sustain.yaml").write_text(settings, encoding="utf-8")
        somebody = person("assess", "new.yaml")
        assert "Enter takes Jefferson" in somebody.waits()
        assert "Enter takes JF" in somebody.types("")

    def test_what_was_answered_is_there_at_the_next_start(self, office: Path, person: Seat) -> None:
        somebody = person("assess", "new.yaml")
        somebody.waits()
        somebody.types("Example", "EX")
        assert somebody.types_last("q") == 0
        assert not (office / "new.yaml").exists()
        again = person("assess", "new.yaml")
        assert "Which reform is rated?" in again.waits()
        assert "now: EX" in again.types("b")

    def test_once_it_is_written_nothing_of_it_is_kept_elsewhere(self, office: Path, person: Seat) -> None:
        somebody = person("assess", "new.yaml")
        somebody.waits()
        somebody.types("Example", "EX", "R", "", "", "", "")
        assert somebody.types_last("q") == 0
        (office / "new.yaml").unlink()
        again = person("assess", "new.yaml").waits()
        assert "Which agency is this?" in again
        assert "now: Example" not in again

    def test_without_what_is_needed_the_questions_begin_again(self, person: Seat) -> None:
        somebody = person("assess", "new.yaml")
        somebody.waits()
        shown = somebody.types("Example", *["s"] * 6)
        assert "An agency, a reform and a round are needed before there can be a file." in shown
        assert "Its state, abbreviated" in shown

    def test_there_is_nothing_to_jump_to_or_to_look_at_yet(self, person: Seat) -> None:
        somebody = person("assess", "new.yaml")
        somebody.waits()
        assert "there is nowhere to jump to yet" in somebody.types("j")
        assert "there is no list here" in somebody.types("l")
        assert "What you can type" in somebody.types("?")

    def test_it_is_not_written_where_there_is_no_folder_and_nothing_is_asked(self, person: Seat) -> None:
        somebody = person("assess", "no/such/new.yaml")
        assert somebody.ends() == 4
        assert "does not exist" in somebody.seen


class TestQuestions:
    """An element from its questions to its actions."""

    def test_a_whole_element(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--only", "1.B.i")
        shown = somebody.waits()
        assert "1 of 1  1. Context for Sustaining Reform > 1.B Public Value" in shown
        assert "Questions to consider" in shown
        assert "Look-fors" in shown
        assert "Criterion 1 of" in shown
        shown = somebody.types("2", "3", "0")
        assert "Level: where does the reform stand" in shown
        assert "Enter takes 2 Emerging (more than half of the criteria reach it; 2 of" in shown
        assert "Look-fors: which did you see?" in somebody.types("")
        shown = somebody.types("1 2")
        assert "in part?" in shown
        assert "already seen: 1, 2" in shown
        assert "not see?" in somebody.types("3")
        assert "Rationale: why emerging?" in somebody.types("")
        assert "Evidence: what shows it?" in somebody.types(
            "Two of five agree.", "", "The rest does not.", "."
        )
        assert "1  Minutes | here | 2026-08-01" in somebody.types("Minutes | here | 2026-08-01")
        assert "Target: which level" in somebody.types("")
        assert "Priority: how urgent" in somebody.types("3")
        shown = somebody.types("1")
        assert "owner, by number or id: 1 mlopez (M. Lopez)" in shown
        somebody.types("Convene | 1 | 2027-03-01")
        assert somebody.types_last("") == 0
        assert ratings(begun) == {
            "1.B.i": {
                "level": "emerging",
                "rationale": "Two of five agree.\n\nThe rest does not.",
                "criteria": {"1": "emerging", "2": "strong"},
                "look_fors": {"L1": "seen", "L2": "seen", "L3": "partly"},
                "evidence": [{"what": "Minutes", "where": "here", "date": "2026-08-01"}],
                "target": "strong",
                "priority": "high",
                "actions": [{"what": "Convene", "owner": "mlopez", "due": "2027-03-01", "status": "planned"}],
            }
        }

    def test_the_summary_says_what_is_missing_where_it_is_weakest_and_what_to_do(
        self, rated: Path, person: Seat
    ) -> None:
        somebody = person("assess", "a.yaml", "--only", "1.B.i", "--no-criteria")
        somebody.waits()
        somebody.types("1", "0", "s", "", "s", "s")
        assert somebody.types_last("") == 0
        end = somebody.seen[somebody.seen.rindex("a.yaml is saved") :]
        assert "2 of 19 rated" in end
        assert "Not rated yet: 1.B.ii, 2.A.i" in end
        assert "Without a rationale: 1.B.i" in end
        assert "Weakest (inadequate):\n  1.B.i  Build stakeholder support" in end
        assert "sustain validate a.yaml" in end
        assert "sustain report a.yaml -o a.html" in end

    def test_every_line_of_progress_counts_what_is_rated(self, rated: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--only", "1.B", "--no-criteria")
        assert "[1.B.i; 1 of 19 rated (5" in somebody.waits()
        assert "[1.B.i; 2 of 19 rated (11" in somebody.types("3")

    def test_without_criteria_their_descriptors_stand_above_the_level(
        self, begun: Path, person: Seat
    ) -> None:
        somebody = person("assess", "a.yaml", "--only", "1.A.i", "--no-criteria")
        shown = somebody.waits()
        assert "Level: where does the reform stand" in shown
        assert "Criterion 5: Coordinated implementation" in shown
        assert "Legislation largely happens to the SEA" in shown

    def test_only_a_part_of_the_rubric(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--only", "2.A", "--no-criteria")
        assert "1 of 3  2." in somebody.waits()
        assert "there is nothing called '1.A.i' to jump to" in somebody.types("j 1.A.i")

    def test_a_part_there_is_not_is_refused(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--only", "2.Q")
        assert somebody.ends() == 2
        assert "has nothing called '2.Q'" in somebody.seen

    def test_only_what_is_unrated(self, rated: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--unrated", "--only", "1", "--no-criteria")
        assert "1 of 2" in somebody.waits()

    def test_nothing_left_to_ask(self, rated: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--unrated", "--only", "1.A")
        assert somebody.ends() == 0
        assert "Nothing is left to ask" in somebody.seen

    def test_on_a_wide_terminal_the_levels_stand_side_by_side(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", size=(300, 120))
        assert re.search(r"│ 1  Inadequate +│ 2  Emerging +│ 3  Strong +│ 4  Exemplary +│", somebody.waits())

    def test_on_a_narrow_one_they_stand_below_each_other(self, begun: Path, person: Seat) -> None:
        shown = person("assess", "a.yaml", size=(300, 60)).waits()
        assert [line[:15] for line in shown.splitlines() if re.match("  [1-4]  ", line)] == [
            "  1  Inadequate",
            "  2  Emerging: ",
            "  3  Strong: SE",
            "  4  Exemplary:",
        ]
        assert all(len(line) < 60 for line in shown.splitlines())


class TestCommands:
    """What can be typed at every prompt."""

    def test_back_changes_an_answer(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml")
        somebody.waits()
        assert "Criterion 2" in somebody.types("3")
        assert "Strong (now)" in somebody.types("b")
        somebody.types("2")
        assert ratings(begun)["1.A.i"] == {"criteria": {"1": "emerging"}}
        assert "this is the first question" in somebody.types("b", "b", "b")

    def test_skip_leaves_a_question_as_it_is(self, rated: Path, person: Seat) -> None:
        before = rated.read_bytes()
        somebody = person("assess", "a.yaml", "--only", "1.A.i")
        somebody.waits()
        somebody.types(*["s"] * 4, "0", "s")
        assert somebody.types_last("q") == 0
        assert rated.read_bytes() == before

    def test_jump_to_an_element_a_part_and_from_an_overview(self, rated: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--no-criteria")
        somebody.waits()
        assert "3.C.ii  " in somebody.types("j 3.c.ii")
        assert "2.A.i  " in somebody.types("j 2")
        shown = somebody.types("j")
        assert re.search(r"1\.A\.i +emerging +Align the policy agenda", shown)
        assert re.search(r"2\.A\.i +- +", shown)
        assert "did you mean 3.C.ii" in somebody.types("j 3.C.iiii")

    def test_undo_takes_the_last_answer_back_in_the_file_too(self, rated: Path, person: Seat) -> None:
        before = rated.read_bytes()
        somebody = person("assess", "a.yaml", "--no-criteria", "--only", "1.A.i")
        somebody.waits()
        somebody.types("j 1.A.i", "3")
        assert ratings(rated)["1.A.i"]["level"] == "strong"
        shown = somebody.types("u")
        assert "taken back: Level" in shown
        assert "Emerging (now)" in shown
        assert rated.read_bytes() == before
        assert "nothing has been answered in this session" in somebody.types("u")

    def test_look_fors_are_shown_at_every_question(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", size=(40, 80))
        somebody.waits()
        shown = somebody.types("l")
        assert "L8  LEAs undertake policy alignment" in shown

    def test_help_shows_the_whole_element_and_what_can_be_typed(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml")
        somebody.waits()
        shown = somebody.types("?")
        assert "Criterion 5: Coordinated implementation" in shown
        assert "L8  LEAs undertake" in shown
        assert "What you can type" in shown
        assert shown.rstrip().endswith(">")
        assert "Criterion 1 of 5" in shown

    def test_a_reason_stands_right_above_the_prompt(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml")
        somebody.waits()
        shown = somebody.types("9")
        assert shown.splitlines()[1] == "! '9' is none of the choices; type a number from 1 to 4"
        assert len(shown.splitlines()) == 4

    def test_help_names_what_belongs_to_the_question(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--no-criteria", "--only", "1.A.i")
        somebody.waits()
        assert "0             skips the look-fors" in somebody.types("3", "?")
        assert "alone on a line, ends a text" in somebody.types("0", "?")
        assert "types row 1 anew" in somebody.types("s", "?")

    def test_commands_are_taken_in_capitals(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml")
        somebody.waits()
        assert "Criterion 2" in somebody.types("S")
        assert "Criterion 1" in somebody.types("B")
        assert somebody.types_last("Q") == 0

    def test_a_team_can_be_answered_for_by_rows(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--no-criteria", "--only", "1.A.i")
        somebody.waits()
        somebody.types("1", "0", "s", "one", "two", "three", "move 3 to 1", "remove 2", "edit 2: zwei | here")
        assert ratings(begun)["1.A.i"]["evidence"] == [{"what": "three"}, {"what": "zwei", "where": "here"}]
        assert "there is no row 9; there are 2" in somebody.types("remove 9")


class TestPauses:
    """On a screen that cannot hold it all, nothing is pushed away unread."""

    def test_the_question_waits_until_the_element_was_read(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", size=(24, 80))
        shown = somebody.waits()
        assert shown.endswith("(Enter shows the question) ")
        assert "1.A.i  Align the policy agenda" in shown
        assert len(shown.splitlines()) <= 24
        shown = somebody.types("")
        assert "Criterion 1 of 5" in shown
        assert len(shown.splitlines()) <= 24

    def test_an_answer_to_a_question_not_shown_yet_is_not_taken(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", size=(24, 80))
        somebody.waits()
        shown = somebody.types("2")
        assert "the question comes first" in shown
        assert "Criterion 1 of 5" in shown
        assert begun.read_text(encoding="utf-8") == HEAD

    def test_commands_are_taken_at_a_pause(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", size=(24, 80))
        somebody.waits()
        assert "2.A.i  " in somebody.types("j 2.A.i")
        assert somebody.types_last("q") == 0

    def test_help_is_read_page_by_page_or_left(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", size=(24, 80))
        somebody.waits()
        somebody.types("")
        assert somebody.types("?").endswith("(Enter shows more) ")
        assert somebody.types("").endswith("(Enter shows more) ")
        assert "Criterion 2 of 5" in somebody.types("3")
        assert ratings(begun)["1.A.i"] == {"criteria": {"1": "strong"}}

    def test_plain_does_not_pause(self, begun: Path, person: Seat) -> None:
        shown = person("assess", "a.yaml", "--plain", size=(10, 80)).waits()
        assert shown.endswith("\n> ")


class TestLastTime:
    """A previous round is shown, proposed, and confirmed in words of its own."""

    def test_a_file_made_from_the_round_before_takes_enter_as_before(
        self, office: Path, person: Seat
    ) -> None:
        made = person(
            "new",
            "assessment",
            "b.yaml",
            "--from",
            str(LAST_YEAR),
            "--round",
            "2027-fall",
            "--date",
            "2027-10-01",
        )
        assert made.ends() == 0
        somebody = person("assess", "b.yaml", "--no-criteria", "--only", "1.A.i")
        shown = somebody.waits()
        assert "In 2026-fall: strong. In March the P-20 Council" in shown
        assert "Enter takes 3 Strong (as before, in 2026-fall)" in shown
        assert "Enter takes As in 2026-fall: In March the P-20 Council" in somebody.types("", "0")
        somebody.types("")
        rating = ratings(office / "b.yaml")["1.A.i"]
        assert rating["level"] == "strong"
        assert rating["rationale"].startswith("As in 2026-fall: In March the P-20 Council adopted")
        assert len(rating["evidence"]) == 3

    def test_the_round_before_can_be_named(self, office: Path, person: Seat) -> None:
        (office / "a.yaml").write_text(HEAD.replace("2026-fall", "2027-fall"), encoding="utf-8")
        somebody = person(
            "assess", "a.yaml", "--previous", str(LAST_YEAR), "--no-criteria", "--only", "1.A.i"
        )
        assert "Enter takes 3 Strong (as before, in 2026-fall)" in somebody.waits()

    def test_another_reform_is_no_round_before(self, office: Path, person: Seat) -> None:
        (office / "a.yaml").write_text(HEAD.replace("literacy", "numeracy"), encoding="utf-8")
        somebody = person("assess", "a.yaml", "--previous", str(LAST_YEAR))
        assert somebody.ends() == 2
        assert "is about the reform literacy, not numeracy" in somebody.seen


class TestResume:
    """The next start goes on where the last one stopped."""

    def test_at_the_very_question(self, rated: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml")
        somebody.waits()
        somebody.types("j 2.A.i", "3")
        assert somebody.types_last("q") == 0
        assert "goes on here" in somebody.seen
        shown = person("assess", "a.yaml").waits()
        assert "2.A.i  " in shown
        assert "Criterion 2 of" in shown

    def test_the_place_is_no_business_of_the_repository(
        self, rated: Path, office: Path, person: Seat
    ) -> None:
        somebody = person("assess", "a.yaml")
        somebody.waits()
        somebody.types("j 2.A.i")
        assert somebody.types_last("q") == 0
        assert [entry.name for entry in office.iterdir()] == ["a.yaml"]

    def test_without_a_place_to_remember_it_begins_at_what_is_open(self, rated: Path, person: Seat) -> None:
        nowhere = {"HOME": "", "XDG_STATE_HOME": ""}
        somebody = person("assess", "a.yaml", env=nowhere)
        assert "1.B.i  " in somebody.waits()
        somebody.types("j 2.A.i")
        assert somebody.types_last("q") == 0
        assert "1.B.i  " in person("assess", "a.yaml", env=nowhere).waits()

    def test_an_element_called_not_applicable_that_nobody_explained_yet(
        self, begun: Path, person: Seat
    ) -> None:
        somebody = person("assess", "a.yaml", "--no-criteria")
        somebody.waits()
        assert "why does the element not apply?" in somebody.types("6")
        assert somebody.types_last("q") == 0
        again = person("assess", "a.yaml", "--no-criteria")
        shown = again.waits()
        assert "a.yaml has 1 error" in shown
        assert "why does the element not apply?" in shown

    def test_after_the_end_it_begins_at_what_is_open(self, rated: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--only", "1.A.i", "--no-criteria")
        somebody.waits()
        somebody.types(*["s"] * 8)
        assert somebody.types_last("s") == 0
        assert "1.B.i  " in person("assess", "a.yaml").waits()


class TestOtherFiles:
    """What is no assessment in order is refused before anything is asked."""

    def test_broken_yaml(self, office: Path, person: Seat) -> None:
        (office / "a.yaml").write_text("kind: [", encoding="utf-8")
        somebody = person("assess", "a.yaml")
        assert somebody.ends() == 3
        assert "a.yaml:1:" in somebody.seen

    def test_another_kind(self, office: Path, person: Seat) -> None:
        (office / "sustain.yaml").write_text("kind: settings\nformat: 1\n", encoding="utf-8")
        somebody = person("assess", "sustain.yaml")
        assert somebody.ends() == 3
        assert "an assessment is needed here" in somebody.seen

    def test_an_unknown_rubric(self, office: Path, person: Seat) -> None:
        (office / "a.yaml").write_text(HEAD.replace("@1.0.0", "@9.0.0"), encoding="utf-8")
        somebody = person("assess", "a.yaml")
        assert somebody.ends() == 3
        assert "there is no version 9.0.0" in somebody.seen
