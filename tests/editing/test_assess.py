"""The rating session, typed at a real pseudo-terminal."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.person import Person
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
        assert "1 of 19  " in shown
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

    def test_without_settings_the_agency_of_files_around_is_proposed(
        self, office: Path, person: Seat
    ) -> None:
        (office / "literacy").mkdir()
        (office / "literacy" / "2026.yaml").write_text(HEAD, encoding="utf-8")
        (office / "other.yaml").write_text("kind: [", encoding="utf-8")
        somebody = person("assess", "new.yaml")
        assert "Enter takes Example Department of Education" in somebody.waits()
        assert "Enter takes EX" in somebody.types("")

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
        assert "? says what can be typed" in somebody.types("??")
        assert "no descriptors" in somebody.types("d")

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
        assert "Criteria: which level does each row reach?" in shown
        shown = somebody.types("2 3 . .")
        assert "Level: where does the reform stand" in shown
        assert "Enter takes 2 Emerging (more than half of the criteria reach it; 2 of" in shown
        assert "Rationale: why emerging?" in somebody.types("")
        shown = somebody.types('"""Two of five agree.', "", 'The rest does not."""')
        assert "Look-fors: which were seen?" in shown
        assert "Evidence: what shows it?" in somebody.types("1 2, part 3")
        assert "Target and priority: which level" in somebody.types("Minutes | here | 2026-08-01")
        shown = somebody.types("strong high")
        assert "owner, by number or id: 1 mlopez (M. Lopez)" in shown
        assert "a.yaml is saved" in somebody.types("Convene | 1 | 2027-03-01")
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
        somebody.types("1", *["s"] * 5)
        assert somebody.types_last("") == 0
        end = somebody.seen[somebody.seen.rindex("a.yaml is saved") :]
        assert "2 of 19 have a level, 1 a reason, 0 evidence" in end
        assert "No level yet: 1.B.ii, 2.A.i" in end
        assert "Without a rationale: 1.B.i" in end
        assert "Weakest (inadequate):\n  1.B.i  Build stakeholder support" in end
        assert "sustain validate a.yaml" in end
        assert "sustain report a.yaml -o a.html" in end

    def test_every_line_of_progress_counts_levels_reasons_and_evidence(
        self, rated: Path, person: Seat
    ) -> None:
        somebody = person("assess", "a.yaml", "--only", "1.B", "--no-criteria")
        assert "[1.B.i; 1 of 19 have a level, 1 a reason, 0 evidence; ? help]" in somebody.waits()
        assert "[1.B.i; 2 of 19 have a level, 1 a reason, 0 evidence; ? help]" in somebody.types("5")
        assert "[1.B.i; 2 of 19 have a level, 2 a reason, 0 evidence; ? help]" in somebody.types("So.")

    def test_the_time_of_the_meeting_and_what_it_leaves(self, rated: Path, person: Seat) -> None:
        somebody = person(
            "assess", "a.yaml", "--only", "1.B", "--no-criteria", "--clock", "120", size=(300, 120)
        )
        assert "; 0:00 of 2:00, 59 min for each of 2; ? help]" in somebody.waits()
        assert "; 0:00 of 2:00, 119 min for the last one; ? help]" in somebody.types("3")

    @pytest.mark.parametrize("columns", [60, 80, 100])
    def test_the_line_of_progress_is_one_line(self, rated: Path, person: Seat, columns: int) -> None:
        somebody = person("assess", "a.yaml", "--ask", "level", "--clock", "120", size=(300, columns))
        line = somebody.waits().splitlines()[-2]
        assert line.startswith("[1.B.i; 1")
        assert "6 min" in line
        assert len(line) < columns

    def test_what_follows_a_bar_answers_the_next_question(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--only", "1.B.i")
        somebody.waits()
        assert "Look-fors:" in somebody.types("2* | 3 | Two of five agree.")
        assert ratings(begun)["1.B.i"]["level"] == "strong"
        assert "taken back: 1.B.i Criteria: 2 2 2 2; Level: Strong; Rationale: Two of" in somebody.types("u")
        assert begun.read_text(encoding="utf-8") == HEAD
        assert "Level: '9' is none of the choices" in somebody.types("2* | 9")
        assert begun.read_text(encoding="utf-8") == HEAD

    def test_the_descriptors_are_shown_where_they_are_asked_for(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--only", "1.A.i", "--no-criteria", size=(300, 90))
        shown = somebody.waits()
        assert "Level: where does the reform stand" in shown
        assert "Legislation largely happens to the SEA" not in shown
        shown = somebody.types("d")
        assert "5  Coordinated implementation" in shown
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
        shown = somebody.waits()
        assert somebody.types_last("q") == 0
        assert re.search(r"\n   1 Inadequate +│ 2 Emerging +│ 3 Strong +│ 4 Exemplary\n", shown)
        each = person("assess", "a.yaml", "--criteria", "each", size=(300, 120)).waits()
        assert re.search(r"│ 1  Inadequate +│ 2  Emerging +│ 3  Strong +│ 4  Exemplary +│", each)

    def test_on_a_narrow_one_they_stand_below_each_other(self, begun: Path, person: Seat) -> None:
        shown = person("assess", "a.yaml", size=(300, 60)).waits()
        assert [line[:15] for line in shown.splitlines() if re.match("  [1-4]  ", line)][:4] == [
            "  1  Inadequate",
            "  2  Emerging: ",
            "  3  Strong: SE",
            "  4  Exemplary:",
        ]
        assert all(len(line) < 60 for line in shown.splitlines())


class TestCommands:
    """What can be typed at every prompt."""

    def test_back_changes_an_answer(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--criteria", "each")
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
        somebody.types("s", "skip", "s all")
        assert somebody.types_last("quit") == 0
        assert rated.read_bytes() == before

    def test_jump_to_an_element_a_part_and_from_an_overview(self, rated: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--no-criteria")
        somebody.waits()
        somebody.types("")
        assert "3.C.ii  " in somebody.types("j 3.c.ii")
        assert "2.A.i  " in somebody.types("j 2")
        shown = somebody.types("j")
        assert re.search(r"1\.A\.i +Align.* emerging ", shown) or re.search(r"1\.A\.i +emerging ", shown)
        assert re.search(r"2\.A\.i +.*- +", shown)
        assert "did you mean 3.C.ii" in somebody.types("j 3.C.iiii")

    def test_undo_takes_the_last_answer_back_in_the_file_too(self, rated: Path, person: Seat) -> None:
        before = rated.read_bytes()
        somebody = person("assess", "a.yaml", "--no-criteria", "--only", "1.A.i")
        somebody.waits()
        somebody.types("j 1.A.i", "3")
        assert ratings(rated)["1.A.i"]["level"] == "strong"
        shown = somebody.types("u")
        assert "taken back: 1.A.i Level: Strong, and Emerging again" in shown
        assert "Emerging (now)" in shown
        assert rated.read_bytes() == before
        assert "nothing has been answered in this session" in somebody.types("u")

    def test_look_fors_are_shown_at_every_question(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", size=(40, 80))
        somebody.waits()
        shown = somebody.types("l")
        assert "   8  LEAs undertake policy alignment" in shown

    @pytest.mark.deep
    @pytest.mark.parametrize("columns", [60, 100])
    @pytest.mark.parametrize("options", [(), ("--criteria", "each")])
    def test_help_says_what_can_be_typed_in_twelve_lines(
        self, begun: Path, person: Seat, columns: int, options: tuple[str, ...]
    ) -> None:
        somebody = person("assess", "a.yaml", *options, size=(300, columns))
        somebody.waits()
        for at in ("s", "s", "s", "s", "s", "s", "j agency", "s", "j round-date", "j team", "q"):
            shown = somebody.types("help").partition("\n\n")[2]
            told = shown[: shown.index("\n\n")].splitlines()
            assert told[0] == "What you can type here"
            assert len(told) <= 12
            assert max(len(line) for line in told) < columns
            if at != "q":
                somebody.types(at)

    def test_more_help_shows_the_whole_element(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml")
        somebody.waits()
        shown = somebody.types("??")
        assert "5  Coordinated implementation" in shown
        assert "   8  LEAs undertake" in shown
        assert shown.rstrip().endswith(">")

    def test_a_reason_stands_right_above_the_prompt(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--no-criteria", size=(300, 90))
        somebody.waits()
        shown = somebody.types("9")
        assert shown.splitlines()[1] == "! '9' is none of the choices; type a number from 1 to 6"
        assert len(shown.splitlines()) == 4

    def test_help_names_what_belongs_to_the_question(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--no-criteria", "--only", "1.A.i")
        somebody.waits()
        assert "the level with its reason" in somebody.types("?")
        assert "several lines in" in somebody.types("3", "?")
        assert "seen; in words: part 2 8" in somebody.types("s", "?")
        assert "asks for each part" in somebody.types("s", "?")
        assert ". leaves one, - takes it away" in somebody.types("s", "?")

    def test_commands_are_taken_in_capitals(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml")
        somebody.waits()
        assert "Level:" in somebody.types("S")
        assert "Criteria:" in somebody.types("B")
        assert somebody.types_last("Q") == 0

    def test_a_team_can_be_answered_for_by_rows(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--no-criteria", "--only", "1.A.i")
        somebody.waits()
        somebody.types("1 | So.", "s", "+ one", "+ two", "three", "+")
        somebody.types("move 3 to 1", "remove 2", "edit 2: zwei | here")
        assert ratings(begun)["1.A.i"]["evidence"] == [{"what": "three"}, {"what": "zwei", "where": "here"}]
        assert "there is no row 9; there are 2" in somebody.types("remove 9")


class TestPauses:
    """On a screen that cannot hold it all, nothing is pushed away unread."""

    def test_the_question_waits_until_the_element_was_read(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--no-criteria", size=(24, 80))
        shown = somebody.waits()
        assert shown.endswith("(Enter shows the question) ")
        assert "1.A.i  Align the policy agenda" in shown
        assert len(shown.splitlines()) <= 24
        shown = somebody.types("")
        assert "Level:" in shown
        assert len(shown.splitlines()) <= 24

    def test_rows_that_do_not_fit_come_by_name_first_and_can_be_answered_there(
        self, begun: Path, person: Seat
    ) -> None:
        somebody = person("assess", "a.yaml", size=(30, 100))
        shown = somebody.waits()
        assert shown.endswith("(Enter shows more or answer here) ")
        assert "  5  Coordinated implementation\n" in shown
        assert "One line for all: 2 2 3 . 1;" in shown
        assert len(shown.splitlines()) <= 30
        assert "Level:" in somebody.types("2 2 3 . 1")
        assert len(ratings(begun)["1.A.i"]["criteria"]) == 4

    def test_an_answer_to_a_question_not_shown_yet_is_not_taken(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--no-criteria", size=(24, 80))
        somebody.waits()
        shown = somebody.types("2")
        assert "the question comes first" in shown
        assert "Level:" in shown
        assert begun.read_text(encoding="utf-8") == HEAD

    def test_commands_are_taken_at_a_pause(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", size=(24, 80))
        somebody.waits()
        assert "2.A.i  " in somebody.types("j 2.A.i")
        assert somebody.types_last("q") == 0

    def test_help_is_read_page_by_page_or_left(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--no-criteria", size=(24, 80))
        somebody.waits()
        somebody.types("")
        assert somebody.types("??").endswith("(Enter shows more) ")
        assert somebody.types("").endswith("(Enter shows more) ")
        assert "Rationale:" in somebody.types("3")
        assert ratings(begun)["1.A.i"] == {"level": "strong"}

    def test_plain_does_not_pause(self, begun: Path, person: Seat) -> None:
        shown = person("assess", "a.yaml", "--plain", size=(10, 80)).waits()
        assert shown.endswith("\n> ")


class TestLastTime:
    """A previous round is shown, proposed, and confirmed in words of its own."""

    @pytest.mark.deep
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
        assert "Enter takes As in 2026-fall: In March the P-20 Council" in somebody.types("")
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

    def test_last_times_marks_are_found_in_the_file_of_the_round_before(
        self, office: Path, person: Seat
    ) -> None:
        (office / "old.yaml").write_text(
            HEAD + "ratings:\n  1.A.i: {level: emerging, criteria: {1: strong, 2: emerging}}\n",
            encoding="utf-8",
        )
        made = person(
            "new",
            "assessment",
            "b.yaml",
            "--from",
            "old.yaml",
            "--round",
            "2027-fall",
            "--date",
            "2027-10-01",
        )
        assert made.ends() == 0
        shown = person("assess", "b.yaml", "--only", "1.A.i").waits()
        assert "1  Shared policy agenda  (2026-fall: 3 Strong)" in shown

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
        somebody.types("2.A.i", "3*")
        assert somebody.types_last("q") == 0
        assert "goes on here" in somebody.seen
        again = person("assess", "a.yaml")
        assert "Enter goes on at 2.A.i (level); m only what is missing (19 elements)" in again.waits()
        shown = again.types("")
        assert "2.A.i  " in shown
        assert "Level:" in shown

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
        assert "Enter goes on at 1.B.i (criteria)" in somebody.waits()
        somebody.types("j 2.A.i")
        assert somebody.types_last("q") == 0
        assert "Enter goes on at 1.B.i (criteria)" in person("assess", "a.yaml", env=nowhere).waits()

    def test_an_element_called_not_applicable_that_nobody_explained_yet(
        self, begun: Path, person: Seat
    ) -> None:
        somebody = person("assess", "a.yaml", "--no-criteria")
        somebody.waits()
        assert "why does the element not apply?" in somebody.types("6")
        assert somebody.types_last("q") == 0
        again = person("assess", "a.yaml", "--no-criteria")
        assert "a.yaml has 1 error" in again.waits()
        assert "why does the element not apply?" in again.types("")

    def test_after_the_end_it_begins_at_what_is_open(self, rated: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--only", "1.A.i", "--no-criteria")
        somebody.waits()
        somebody.types("s all")
        assert somebody.types_last("") == 0
        assert "Enter goes on at 1.B.i (criteria)" in person("assess", "a.yaml").waits()


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


class TestOpening:
    """A file that has answers opens with where each element stands, and asks what to do."""

    def test_it_shows_a_row_for_each_element_and_goes_where_it_is_told(
        self, rated: Path, person: Seat
    ) -> None:
        somebody = person("assess", "a.yaml", size=(30, 100))
        shown = somebody.waits()
        assert len(re.findall(r"^\d\.[A-D]\.i+ ", shown, re.MULTILINE)) == 19
        assert re.search(r"^1\.A\.i +emerging +- +- +yes +- ", shown, re.MULTILINE)
        assert "the file say" in somebody.types("?")
        assert "there is nothing called 'nowhere' to jump to" in somebody.types("nowhere")
        assert "2.B.i  " in somebody.types("j 2.B")

    def test_leaving_at_once_changes_nothing(self, rated: Path, person: Seat) -> None:
        before = rated.read_bytes()
        somebody = person("assess", "a.yaml")
        somebody.waits()
        assert somebody.types_last("q") == 0
        assert rated.read_bytes() == before

    def test_what_is_missing_is_asked_in_one_pass(self, begun: Path, person: Seat) -> None:
        begun.write_text(HEAD + "ratings:\n  1.A.i: {level: exemplary, rationale: So.}\n", encoding="utf-8")
        somebody = person("assess", "a.yaml")
        somebody.waits()
        shown = somebody.types("m")
        assert "1 of 19  " in shown
        assert "Look-fors:" in shown
        assert "Evidence:" in somebody.types("1")
        assert "Look-fors:" in somebody.types("b")
        assert "1.B.i  " in somebody.types("", "Minutes")

    def test_an_option_that_says_what_to_ask_needs_no_question(self, rated: Path, person: Seat) -> None:
        for options in (("--missing",), ("--only", "1.A.i"), ("--unrated",), ("--ask", "level")):
            somebody = person("assess", "a.yaml", *options)
            shown = somebody.waits()
            assert somebody.types_last("q") == 0
            assert "Enter goes on" not in shown.partition("\n")[2].partition("Questions to consider")[0]

    def test_the_set_up_is_at_hand_and_leads_back(self, rated: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--only", "1.B.i", "--no-criteria")
        somebody.waits()
        assert "Team: who rates, and who acts?" in somebody.types("j team")
        assert "Level:" in somebody.types("J Smith | Chief of staff", "")
        assert "  - {id: jsmith, name: J Smith, role: Chief of staff}\n" in rated.read_text(encoding="utf-8")
        somebody.types("j round", "2026-winter")
        assert "round: {id: 2026-winter, date: 2026-10-15}" in rated.read_text(encoding="utf-8")


class TestOrder:
    """What is asked, in the order that suits the room."""

    def test_levels_and_reasons_only(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--ask", "level,rationale", "--only", "1.B")
        somebody.waits()
        assert "Rationale:" in somebody.types("2")
        assert "1.B.ii  " in somebody.types("Two of five agree.")
        assert "a.yaml is saved" in somebody.types("3 | All agree.")
        assert somebody.types_last("") == 0
        assert ratings(begun)["1.B.ii"] == {"level": "strong", "rationale": "All agree."}

    def test_only_what_is_missing(self, rated: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--missing", "--ask", "level,rationale", "--only", "1.A")
        assert somebody.ends() == 0
        assert "Nothing is left to ask" in somebody.seen

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            (("--ask", "levl"), "no question called 'levl'; did you mean level?"),
            (("--ask", "level", "--no-criteria"), "--ask says already whether criteria are asked"),
            (("--criteria", "each", "--no-criteria"), "exclude each other"),
            (("--clock", "0"), "at least 1"),
        ],
    )
    def test_options_that_cannot_be_meant_are_refused(
        self, begun: Path, person: Seat, options: tuple[str, ...], said: str
    ) -> None:
        somebody = person("assess", "a.yaml", *options)
        assert somebody.ends() == 2
        assert said in " ".join(somebody.seen.split())


class TestEnd:
    """The end of a session can be undone before it closes."""

    def test_undo_back_and_a_jump_lead_in_again(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--ask", "level", "--only", "1.B.i")
        somebody.waits()
        assert "Enter ends the session" in somebody.types("3")
        shown = somebody.types("u")
        assert "taken back: 1.B.i Level: Strong" in shown
        assert "Level:" in shown
        assert begun.read_text(encoding="utf-8") == HEAD
        assert "Level:" in somebody.types("2", "b")
        assert "Agency: its full name" in somebody.types("", "j setup")
        assert somebody.types_last("q") == 0
        assert ratings(begun)["1.B.i"] == {"level": "emerging"}


class TestOwners:
    """An owner nobody knows is offered to be added there and then."""

    def test_a_yes_adds_them_and_takes_the_row(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--ask", "actions", "--only", "1.B.i")
        somebody.waits()
        assert "Add 'J. Smith' to the team as jsmith?" in somebody.types("Convene | J. Smith | 2027-03-01")
        somebody.types("y")
        assert "  - {id: jsmith, name: J. Smith}\n" in begun.read_text(encoding="utf-8")
        assert ratings(begun)["1.B.i"]["actions"][0]["owner"] == "jsmith"

    def test_a_no_changes_nothing_and_the_row_can_be_typed_anew(self, begun: Path, person: Seat) -> None:
        somebody = person("assess", "a.yaml", "--ask", "actions", "--only", "1.B.i")
        somebody.waits()
        somebody.types("Convene | J. Smith", "")
        assert begun.read_text(encoding="utf-8") == HEAD
        somebody.types("Convene | J. Smith", "Convene | mlopez")
        assert ratings(begun)["1.B.i"]["actions"][0]["owner"] == "mlopez"
