"""`sustain panel vote` and `sustain panel decide`, typed at a real pseudo-terminal."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.panel.scripts import DecideScript
from sustainrubric.panel.sources import read_panel
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.ballot import Ballot
from sustainrubric.records.load import load
from tests.panel.round import SECRET, begin, elements, put
from tests.person import Person

Seat = Callable[..., Person]


def ballot(office: Path, rater: str) -> Ballot:
    loaded = load(str(office / "a.ballots" / f"{rater}.yaml"))
    assert isinstance(loaded.model, Ballot), loaded.problems
    return loaded.model


def assessment(office: Path) -> Assessment:
    loaded = load(str(office / "a.yaml"))
    assert isinstance(loaded.model, Assessment), loaded.problems
    return loaded.model


class TestVote:
    """One rater's own ballot, and nobody else's."""

    def test_every_answer_is_saved_and_nobody_elses_vote_is_shown(self, office: Path, person: Seat) -> None:
        begin(office, "r1", "r2")
        put(office, r2="4" * 19)
        somebody = person("panel", "vote", "a.yaml", "--rater", "r1", "--plain")
        assert "1 of 19" in somebody.waits()
        somebody.types("2", "Two of five.")
        somebody.types(".")
        assert somebody.types_last("q") == 0
        assert ballot(office, "r1").ratings["1.A.i"].rationale == "Two of five."
        assert SECRET not in somebody.seen
        assert "r2" not in somebody.seen
        again = person("panel", "vote", "a.yaml", "--rater", "r1", "--plain")
        assert "2 of 19" in again.waits()

    def test_a_vote_that_is_left_without_a_word_leaves_no_ballot(self, office: Path, person: Seat) -> None:
        begin(office, "r1")
        somebody = person("panel", "vote", "a.yaml", "--rater", "r1", "--plain")
        somebody.waits()
        assert somebody.types_last("q") == 0
        assert not (office / "a.ballots").exists()

    def test_an_element_can_be_left_to_others_and_taken_back(self, office: Path, person: Seat) -> None:
        begin(office, "r1")
        somebody = person("panel", "vote", "a.yaml", "--rater", "r1", "--plain", "--only", "1")
        somebody.waits()
        somebody.types("7")
        assert ballot(office, "r1").stands_back == ("1.A.i",)
        somebody.types("j 1.A.i", "3")
        assert ballot(office, "r1").stands_back == ()
        assert ballot(office, "r1").ratings["1.A.i"].level == "strong"
        somebody.types("u")
        assert ballot(office, "r1").stands_back == ("1.A.i",)

    def test_the_second_vote_leaves_the_first(self, office: Path, person: Seat) -> None:
        begin(office, "r1")
        put(office, r1="2")
        somebody = person("panel", "vote", "a.yaml", "--rater", "r1", "--again", "--only", "1.A.i", "--plain")
        assert "Your first vote: emerging" in somebody.waits()
        somebody.types("3")
        found = ballot(office, "r1")
        assert (found.ratings["1.A.i"].level, found.again["1.A.i"].level) == ("emerging", "strong")

    def test_at_the_end_the_last_answer_can_be_taken_back(self, office: Path, person: Seat) -> None:
        begin(office, "r1")
        somebody = person("panel", "vote", "a.yaml", "--rater", "r1", "--only", "1.B.i")
        somebody.waits()
        shown = somebody.types("2", "So.")
        assert "r1.yaml is saved" in shown
        assert "Every element has a vote." in shown
        assert "Enter ends the session" in shown
        assert "taken back: 1.B.i Rationale: So." in somebody.types("u")
        assert ballot(office, "r1").ratings["1.B.i"].rationale is None
        assert "Level:" in somebody.types("b")
        assert "Enter ends the session" in somebody.types("3", "Three.")
        assert somebody.types_last("") == 0
        assert ballot(office, "r1").ratings["1.B.i"].level == "strong"

    def test_help_takes_twelve_lines_in_sixty_columns(self, office: Path, person: Seat) -> None:
        begin(office, "r1")
        somebody = person("panel", "vote", "a.yaml", "--rater", "r1", "--only", "1.B.i", size=(300, 60))
        somebody.waits()
        for line in ("2", "s"):
            told = somebody.types("?").partition("\n\n")[2].partition("\n\n")[0].splitlines()
            assert told[0] == "What you can type here"
            assert len(told) <= 12
            somebody.types(line)


class TestDecide:
    """The discussion list: the widest first, saved at once, resumed, undone."""

    @pytest.fixture
    def votes(self, office: Path) -> Path:
        file = begin(office, "r1", "r2", "r3")
        # 1.A.i adjacent, 1.B.i split by three, 1.B.ii split by two, 2.A.i unanimous, the rest too.
        put(office, r1="211" + "3" * 16, r2="243" + "3" * 16, r3="343" + "3" * 16)
        return file

    def test_it_begins_with_the_widest_and_shows_reasons_without_names(
        self, votes: Path, person: Seat
    ) -> None:
        shown = person("panel", "decide", "a.yaml", "--plain").waits()
        assert "1.B.i  " in shown
        assert "split" in shown
        assert "1 inadequate, 2 exemplary" in shown
        assert f"inadequate: {SECRET}" in shown

    def test_an_answer_is_saved_with_its_counts_resumed_and_undone(
        self, votes: Path, office: Path, person: Seat
    ) -> None:
        somebody = person("panel", "decide", "a.yaml", "--plain")
        somebody.waits()
        somebody.types("")
        decided = assessment(office).ratings["1.B.i"].decided
        assert decided is not None
        assert (decided.how, decided.votes) == ("consensus", {"inadequate": 1, "exemplary": 2})
        assert "# our panel" in votes.read_text(encoding="utf-8")
        somebody.types("s")
        assert somebody.types_last("q") == 0
        again = person("panel", "decide", "a.yaml", "--plain")
        assert "Dissent" in again.waits()
        again.types("s")
        again.types("1")
        assert assessment(office).ratings["1.B.ii"].decided is not None
        again.types("u")
        assert "1.B.ii" not in assessment(office).ratings

    def test_at_the_end_the_last_answer_can_be_taken_back(
        self, votes: Path, office: Path, person: Seat
    ) -> None:
        somebody = person("panel", "decide", "a.yaml", "--plain")
        somebody.waits()
        somebody.types("j 3.D.iii", "3", "So.")
        shown = somebody.seen[somebody.seen.rindex("a.yaml is saved") :]
        assert "1 of 19 decided" in shown
        assert "Enter ends the session" in shown
        assert "taken back: 3.D.iii Rationale: So." in somebody.types("u")
        assert assessment(office).ratings["3.D.iii"].rationale is None
        somebody.types("Because.")
        assert somebody.types_last("q") == 0
        assert assessment(office).ratings["3.D.iii"].rationale == "Because."

    def test_no_mix_of_votes_asks_more_than_sixty_answers(self, office: Path) -> None:
        begin(office, "r1", "r2")
        put(office, r1="1" * 19, r2="4" * 19)
        files = read_panel(str(office / "a.yaml"))
        day = files.assessment.round.date
        script = DecideScript(files.rubric, elements(), files.votes.by_id, "consensus", day)
        data: dict[str, object] = {}
        assert sum(len(script.questions(element, data)) for element in elements()) <= 60


@pytest.mark.deep
def test_killed_while_it_saves_the_file_is_old_or_new_and_the_session_goes_on(
    office: Path, person: Seat
) -> None:
    begin(office, "r1", "r2")
    put(office, r1="1" * 19, r2="4" * 19)
    chance = random.Random(17)
    before: set[str] = set()
    for _ in range(12):
        somebody = person("panel", "decide", "a.yaml", "--plain", doomed=True)
        somebody.waits()
        somebody.presses(f"{chance.randint(1, 4)}\ns\ns\n" * 5)
        time.sleep(chance.uniform(0, 0.12))
        somebody.signals(signal.SIGKILL)
        somebody.child.close(force=True)
        now = {element for element, rating in assessment(office).ratings.items() if rating.decided}
        assert before <= now
        before = now
    assert before, "no round was long enough to save anything"
