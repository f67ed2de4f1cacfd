"""`sustain panel` from the outside: blind until all are in, collected, spread, decided, sealed."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.disk.scratch import needs_git
from tests.panel.round import LEVELS, SECRET, ballot, begin, elements, put, rubric

if TYPE_CHECKING:
    from tests.conftest import Result

    Sustain = Callable[..., Result]

ALL_STRONG = "3" * 19


def yaml_of(text: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return found


def everything(result: Result) -> str:
    return result.out + result.err


def no_level_of_a_ballot(text: str) -> bool:
    return SECRET not in text and not any(level in text.replace("a.yaml", "") for level in LEVELS)


@pytest.fixture
def four_of_five(folder: Path) -> Path:
    begin(folder, "r1", "r2", "r3", "r4", "r5")
    put(folder, r1="1234" * 4 + "123", r2="2" * 19, r3="34" * 9 + "3", r4="4" * 19)
    return folder


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_before_all_are_in_not_one_level_is_in_any_stream(
    four_of_five: Path, sustain: Sustain, form: str
) -> None:
    result = sustain("panel", "spread", "a.yaml", "--format", form)
    assert no_level_of_a_ballot(everything(result))
    assert "r5" in result.out


def test_the_spread_begins_with_what_lies_apart_widest_first(folder: Path, sustain: Sustain) -> None:
    begin(folder, "r1", "r2")
    put(folder, r1="1211" + "2" * 15, r2="1411" + "3" + "2" * 14)
    split, adjacent = elements()[1], elements()[4]
    said = sustain("panel", "spread", "a.yaml").out.splitlines()
    assert said[1] == f"1 split ({split}), 1 adjacent ({adjacent}), 17 unanimous"


def test_it_says_who_is_missing(four_of_five: Path, sustain: Sustain) -> None:
    result = sustain("panel", "spread", "a.yaml", "--element", "1.A.i")
    assert result.out == "4 of 5 ballots are in (missing: r5); the spread is shown then, or with --reveal.\n"


@pytest.mark.parametrize(
    "command",
    [
        ("panel", "card", "a.yaml", "--rater", "r1"),
        ("panel", "decide", "a.yaml", "1.A.i", "unknown"),
        ("panel", "decide", "a.yaml", "--unanimous"),
        ("diff", "a.yaml", "a.yaml"),
        ("plan", "a.yaml"),
        ("validate", "a.yaml", "a.ballots/r1.yaml", "--format", "json"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_no_other_command_tells_a_level_of_a_ballot(
    four_of_five: Path, sustain: Sustain, command: tuple[str, ...]
) -> None:
    assert no_level_of_a_ballot(everything(sustain(*command, code=None)))


def test_scores_and_reports_take_nothing_from_ballots(four_of_five: Path, sustain: Sustain) -> None:
    scored = json.loads(sustain("score", "a.yaml", "--format", "json").out)
    assert scored["overall"]["rated"] == 0
    page = sustain("report", "a.yaml", "-o", "-", "--format", "markdown").out
    assert SECRET not in page
    assert "| 19 that apply | 0 | 0 | 0 | 0 | 19 |" in page


def test_a_slip_in_a_ballot_is_named_without_what_stands_there(folder: Path, sustain: Sustain) -> None:
    begin(folder, "r1")
    put(folder, r1="3")
    path = folder / "a.ballots" / "r1.yaml"
    path.write_text(path.read_text().replace("level: strong", "level: strog"), encoding="utf-8")
    for form in ("text", "github", "sarif", "junit", "json"):
        assert "strog" not in everything(sustain("validate", "a.ballots", "--format", form, code=1))


def test_with_the_last_ballot_in_the_table_is_shown(four_of_five: Path, sustain: Sustain) -> None:
    put(four_of_five, r5="1" + "." * 18)
    result = sustain("panel", "spread", "a.yaml")
    # The first votes on 1.A.i are 1 2 3 4 1.
    row = next(line for line in result.out.splitlines() if line.startswith("1.A.i"))
    assert row.split()[:9] == ["1.A.i", "split", *["2", "·", "1", "·", "1", "·", "1"]]
    data = json.loads(sustain("panel", "spread", "a.yaml", "--format", "json").out)
    assert data["raters"] == data["in"] == 5
    assert data["elements"][0] == {
        "id": "1.A.i", "votes": {"inadequate": 2, "emerging": 1, "strong": 1, "exemplary": 1}, "again": {},
        "class": "split", "proposed": "emerging", "agreed": None, "how": None,
    }  # fmt: skip


def test_reasons_are_shown_without_names_unless_names_are_asked_for(folder: Path, sustain: Sustain) -> None:
    begin(folder, "mlopez", "r2")
    put(folder, mlopez="1", r2="3")
    shown = sustain("panel", "spread", "a.yaml", "--element", "1.A.i").out
    assert "- inadequate: " in shown
    assert "M. Lopez" not in shown
    assert "(M. Lopez)" in sustain("panel", "spread", "a.yaml", "--element", "1.A.i", "--names").out
    whole = sustain("panel", "spread", "a.yaml").out
    assert "mlopez" not in whole
    assert "rater 1" in whole


def test_ballots_are_collected_byte_for_byte_and_never_written_over(folder: Path, sustain: Sustain) -> None:
    begin(folder, "r1", "r2")
    (folder / "mail").mkdir()
    came = ballot("r1", ALL_STRONG).replace("ratings:", "# my comment\r\nratings:").encode()
    (folder / "mail" / "any-name.yaml").write_bytes(came)
    sustain("panel", "collect", "a.yaml", "mail/any-name.yaml", "--dry-run")
    assert not (folder / "a.ballots").exists()
    said = sustain("panel", "collect", "a.yaml", "mail/any-name.yaml")
    assert no_level_of_a_ballot(everything(said))
    assert (folder / "a.ballots" / "r1.yaml").read_bytes() == came
    sustain("panel", "collect", "a.yaml", "mail/any-name.yaml")
    (folder / "mail" / "other.yaml").write_text(ballot("r1", "1" * 19), encoding="utf-8")
    assert "--replace" in sustain("panel", "collect", "a.yaml", "mail/other.yaml", code=4).err
    assert (folder / "a.ballots" / "r1.yaml").read_bytes() == came
    sustain("panel", "collect", "a.yaml", "mail/other.yaml", "--replace")
    assert (folder / "a.ballots" / "r1.yaml").read_text() == ballot("r1", "1" * 19)


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (ballot("r9", "3"), 3, "SR250"),
        (ballot("kbauer", "3"), 3, "SR255"),
        (ballot("r1", "3").replace("2026-fall", "2025-fall"), 3, "SR251"),
        (ballot("r1", "3").replace("literacy", "math"), 3, "SR251"),
        ("kind: assessment\nformat: 1\n", 3, "not valid"),
        ("not a mapping", 3, "SR101"),
    ],
    ids=["stranger", "facilitator", "round", "reform", "kind", "text"],
)
def test_what_is_no_ballot_of_this_panel_is_not_collected(
    folder: Path, sustain: Sustain, text: str, code: int, words: str
) -> None:
    begin(folder, "r1", "r2")
    (folder / "good.yaml").write_text(ballot("r2", "3"), encoding="utf-8")
    (folder / "bad.yaml").write_text(text, encoding="utf-8")
    assert words in sustain("panel", "collect", "a.yaml", "good.yaml", "bad.yaml", code=code).err
    assert not (folder / "a.ballots").exists()


SECOND = """\
kind: ballot
format: 1
rubric: "sustainability@1.0.0"
reform: "literacy"
round: "2026-fall"
rater: "r1"
again:
  "1.A.i":
    level: "strong"
    rationale: "yes"
    evidence: [{"what": "2026", "date": "2026-08-01"}]
"""


class TestSecondVotes:
    """A second vote that came by mail joins the first one, which stays as it was typed."""

    @pytest.fixture
    def first(self, folder: Path) -> Path:
        begin(folder, "r1", "r2")
        put(folder, r1="2" * 19, r2="3" * 19)
        file = folder / "a.ballots" / "r1.yaml"
        file.write_text(f"# by hand\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
        (folder / "mail.yaml").write_text(SECOND, encoding="utf-8")
        return file

    def test_it_is_added_and_nothing_else_changes(self, first: Path, sustain: Sustain) -> None:
        before = first.read_text(encoding="utf-8")
        tried = sustain("panel", "collect", "a.yaml", "mail.yaml", "--dry-run")
        assert "second vote on 1 element; would go into" in tried.err
        assert first.read_text(encoding="utf-8") == before
        done = sustain("panel", "collect", "a.yaml", "mail.yaml")
        assert "r1: second vote on 1 element; is in a.ballots/r1.yaml" in done.err
        assert no_level_of_a_ballot(everything(done))
        after = first.read_text(encoding="utf-8")
        assert after.startswith(before)
        assert yaml_of(after)["again"] == {
            "1.A.i": {
                "level": "strong",
                "rationale": "yes",
                "evidence": [{"what": "2026", "date": "2026-08-01"}],
            }
        }
        sustain("validate", "a.ballots/r1.yaml", "--select", "SR1,SR2")
        assert "has this second vote already" in sustain("panel", "collect", "a.yaml", "mail.yaml").err

    def test_another_second_vote_is_not_written_over(
        self, first: Path, sustain: Sustain, folder: Path
    ) -> None:
        sustain("panel", "collect", "a.yaml", "mail.yaml")
        before = first.read_bytes()
        (folder / "mail.yaml").write_text(SECOND.replace("strong", "exemplary"), encoding="utf-8")
        refused = sustain("panel", "collect", "a.yaml", "mail.yaml", code=4)
        assert "r1 has a second vote already" in refused.err
        assert no_level_of_a_ballot(everything(refused))
        assert first.read_bytes() == before
        sustain("panel", "collect", "a.yaml", "mail.yaml", "--replace")
        assert yaml_of(first.read_text(encoding="utf-8"))["again"]["1.A.i"]["level"] == "exemplary"

    def test_the_first_vote_comes_first(self, first: Path, sustain: Sustain) -> None:
        first.unlink()
        assert "is not in yet" in sustain("panel", "collect", "a.yaml", "mail.yaml", code=2).err
        assert not first.exists()
        asked = sustain("panel", "ballot", "a.yaml", "--rater", "r1", "--again", code=2)
        assert "the ballot of r1 is not in yet" in asked.err

    def test_the_page_shows_ones_own_first_vote_and_nobody_elses(self, first: Path, sustain: Sustain) -> None:
        page = sustain("panel", "ballot", "a.yaml", "--rater", "r1", "--again").out
        assert page.count("Your first vote: <strong>Emerging</strong>") == 19
        assert f"{SECRET} r1" in page
        assert f"{SECRET} r2" not in page
        assert 'data-votes="again"' in page
        assert "r1-again.yaml" in page
        assert "I leave it to others" not in page
        refused = sustain("panel", "ballot", "a.yaml", "--rater", "r1", "--again", "--format", "yaml", code=2)
        assert "panel vote --again" in refused.err


def test_a_ballot_page_has_less_than_150_kilobytes(folder: Path, sustain: Sustain) -> None:
    begin(folder, "r1", "r2")
    assert len(sustain("panel", "ballot", "a.yaml", "--rater", "r1").out.encode()) < 150_000
    put(folder, r1="2" * 19)
    assert len(sustain("panel", "ballot", "a.yaml", "--rater", "r1", "--again").out.encode()) < 153_600


@needs_git
def test_three_branches_with_a_ballot_each_merge_clean(folder: Path) -> None:
    begin(folder, "r1", "r2", "r3")

    def git(*words: str) -> None:
        subprocess.run(
            ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words],
            cwd=folder, check=True, capture_output=True,
        )  # fmt: skip

    git("init", "-q", "-b", "main")
    git("add", "a.yaml")
    git("commit", "-qm", "panel")
    for rater in ("r1", "r2", "r3"):
        git("checkout", "-qb", rater, "main")
        put(folder, **{rater: ALL_STRONG})
        git("add", "a.ballots")
        git("commit", "-qm", rater)
    git("checkout", "-q", "main")
    for rater in ("r1", "r2", "r3"):
        git("merge", "-q", "--no-edit", rater)
    assert sorted(path.name for path in (folder / "a.ballots").iterdir()) == ["r1.yaml", "r2.yaml", "r3.yaml"]


def test_a_decision_is_recorded_with_its_counts_and_keeps_the_file(folder: Path, sustain: Sustain) -> None:
    file = begin(folder, "r1", "r2", "r3")
    put(folder, r1="2", r2="3", r3="3")
    sustain("panel", "decide", "a.yaml", "1.A.i", "strong", "--rationale", "Why.", "--date", "2026-10-14")
    text = file.read_text(encoding="utf-8")
    assert "# our panel\n" in text
    assert "decided: {how: consensus, date: 2026-10-14, votes: {emerging: 1, strong: 2}}" in text
    assert "r1" not in text.partition("ratings:")[2]
    assert " error " not in everything(sustain("validate", "a.yaml"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("1.B.i", "strong"), "nobody voted on 1.B.i; add --how chair"),
        (("1.A.i", "strog"), "did you mean strong?"),
        (("1.A.ii", "strong"), "no element '1.A.ii'"),
        (("1.A.i", "strong", "--how", "unanimous"), "not all votes on 1.A.i are strong"),
        (("1.A.i",), "name the level"),
        (("1.A.i", "not-applicable"), "needs a rationale"),
        (("--unanimous", "--how", "chair"), "--unanimous takes whole elements"),
    ],
    ids=lambda words: words[-1] if isinstance(words, tuple) else "",
)
def test_what_cannot_be_decided_so_is_refused_and_nothing_written(
    folder: Path, sustain: Sustain, words: tuple[str, ...], told: str
) -> None:
    file = begin(folder, "r1", "r2")
    put(folder, r1="2", r2="3")
    before = file.read_bytes()
    assert told in sustain("panel", "decide", "a.yaml", *words, code=2).err
    assert file.read_bytes() == before


def test_the_chair_may_set_a_level_nobody_voted_on(folder: Path, sustain: Sustain) -> None:
    file = begin(folder, "r1")
    put(folder, r1="2")
    sustain("panel", "decide", "a.yaml", "1.B.i", "strong", "--how", "chair", "--date", "2026-10-14")
    assert "decided: {how: chair, date: 2026-10-14}" in file.read_text(encoding="utf-8")


def test_unanimous_takes_equal_votes_of_two_or_more_and_lists_them(folder: Path, sustain: Sustain) -> None:
    file = begin(folder, "r1", "r2", "r3")
    # Equal; adjacent; one unknown; one vote only; all not applicable.
    put(folder, r1="33u.n" + "." * 14, r2="3422n" + "." * 14, r3="3322n".replace("22", "2.") + "." * 14)
    result = sustain("panel", "decide", "a.yaml", "--unanimous", "--date", "2026-10-14")
    assert "1.A.i" in result.err
    assert file.read_text(encoding="utf-8").count("how: unanimous") == 1
    assert "1 elements taken" in result.err


def test_a_changed_ballot_does_not_match_its_seal(folder: Path, sustain: Sustain) -> None:
    begin(folder, "r1")
    put(folder, r1="23")
    path = folder / "a.ballots" / "r1.yaml"
    sustain("panel", "seal", "a.ballots/r1.yaml")
    seal = (folder / "a.ballots" / "r1.seal.yaml").read_text()
    assert not any(level in seal for level in LEVELS)
    sealed = path.read_text()
    # Comments, layout and line ends do not matter.
    path.write_bytes(b"# mine\r\n" + sealed.replace("\n", "\r\n").encode())
    sustain("fmt", "a.ballots/r1.yaml")
    assert "SR256" not in everything(sustain("validate", "."))
    path.write_text(sealed.replace("level: emerging", "level: strong"))
    assert "error SR256" in sustain("validate", ".", code=1).out
    sustain("panel", "seal", "a.ballots/r1.yaml", code=4)


def test_a_file_without_a_panel_is_told_how_to_write_one(folder: Path, sustain: Sustain) -> None:
    file = begin(folder, "r1")
    text = file.read_text(encoding="utf-8")
    file.write_text(text[: text.index("panel:")] + "ratings: {}\n", encoding="utf-8")
    assert "write in it:  panel: {raters: [r1" in sustain("panel", "spread", "a.yaml", code=2).err


def test_rating_by_hand_says_once_that_votes_wait(folder: Path, sustain: Sustain) -> None:
    begin(folder, "r1")
    words = ("rate", "a.yaml", "1.A.i", "emerging", "--rationale", "x")
    assert "panel" not in sustain(*words).err
    put(folder, r1="3")
    said = sustain(*words).err
    assert said.count("a panel has voted on this (1 ballot), and 19 elements wait to be decided") == 1
    assert "strong" not in said


def test_the_figures_of_any_table(folder: Path, sustain: Sustain) -> None:
    table = "1,2,3,3,2,1,4,1,2,,,\n1,2,3,3,2,2,4,1,2,5,,3\n,3,3,3,2,3,4,2,2,5,1,\n1,2,3,3,2,4,4,1,2,5,1,\n"
    for text in (table, table.replace(",", ";"), table.replace(",", "\t")):
        (folder / "t.csv").write_text(text, encoding="utf-8")
        data = json.loads(sustain("panel", "spread", "--table", "t.csv", "--format", "json").out)
        assert (data["raters"], data["units"], data["alpha"]) == (4, 11, 0.82)
    (folder / "t.csv").write_text("1.5,2\n2.5,2\n", encoding="utf-8")
    halves = json.loads(sustain("panel", "spread", "--table", "t.csv", "--format", "json").out)
    assert (halves["exact"], halves["within_one"], halves["alpha"]) == (0.5, 1.0, None)
    (folder / "t.csv").write_text("1,x\ny,2\n", encoding="utf-8")
    said = sustain("panel", "spread", "--table", "t.csv", code=3).err
    assert "t.csv:1:3: error SR106 'x'" in said
    assert "t.csv:2:1: error SR106 'y'" in said


def test_an_empty_ballot_in_yaml_is_a_valid_ballot(folder: Path, sustain: Sustain) -> None:
    begin(folder, "r1")
    sustain("panel", "ballot", "a.yaml", "--rater", "r1", "-o", "b.yaml")
    assert everything(sustain("validate", "b.yaml", "--strict")).startswith("checked 1 file: no problems")
    for rater in ("kbauer", "r2"):
        sustain("panel", "ballot", "a.yaml", "--rater", rater, code=2)


def test_a_card_shows_one_raters_votes_and_counts_of_the_others(folder: Path, sustain: Sustain) -> None:
    begin(folder, "r1", "r2", "r3")
    put(folder, r1="2", r2="3", r3="4")
    page = sustain("panel", "card", "a.yaml", "--rater", "r1").out
    assert f"{SECRET} r1" in page
    assert f"{SECRET} r2" not in page
    assert "r2" not in page
    assert "<script" not in page


def test_a_card_without_the_ballots_still_missing_is_made_when_asked_for(
    folder: Path, sustain: Sustain
) -> None:
    begin(folder, "r1", "r2", "r3")
    put(folder, r1="2", r2="3")
    card = ("panel", "card", "a.yaml", "--rater")
    assert "--reveal" in sustain(*card, "r1", code=2).err
    page = sustain(*card, "r1", "--reveal").out
    assert f"{SECRET} r1" in page
    assert f"{SECRET} r2" not in page
    assert "only after the own vote" in sustain(*card, "r3", "--reveal", code=2).err


KIT = {
    *("1-invitation.html", "1-invitation.txt", "2-pre-read.html", "3-ballot-r1.html", "3-ballot-r2.html"),
    *("4-cards.html", "5-agenda.html", "6-notes.html", "7-wall-chart.html", "8-checklist.html"),
}


@pytest.mark.deep
def test_a_kit_has_all_its_sheets_the_same_on_every_run(folder: Path, sustain: Sustain) -> None:
    begin(folder, "r1", "r2")
    put(folder, r1="1234" * 4 + "123", r2="1" * 19)
    for name in ("one", "two"):
        sustain("kit", "a.yaml", "-o", name, "--on", "2026-10-14")
    made = {path.name: path.read_bytes() for path in (folder / "one").iterdir()}
    assert set(made) == KIT
    assert made == {path.name: path.read_bytes() for path in (folder / "two").iterdir()}
    credit = rubric().source.publisher.encode()
    for name, content in made.items():
        assert credit in content, name
        assert SECRET.encode() not in content, name
    sustain("kit", "a.yaml", "-o", "one", code=4)


def test_no_sheet_tells_how_votes_lie_before_all_are_in(folder: Path, sustain: Sustain) -> None:
    begin(folder, "r1", "r2", "r3")
    put(folder, r1="1" * 19, r2="4" * 19)
    sustain("kit", "a.yaml", "-o", "kit", "--only", "agenda,notes")
    for path in (folder / "kit").iterdir():
        assert "split (" not in path.read_text()
        assert ">split<" not in path.read_text()


def test_a_kit_without_a_panel_and_of_a_worksheet(folder: Path, sustain: Sustain) -> None:
    from tests.small import HEAD, WORKSHEET

    (folder / "b.yaml").write_text(HEAD, encoding="utf-8")
    sustain("kit", "b.yaml", "-o", "kit", "--raters", "x1,x2", "--format", "markdown")
    names = sorted(path.name for path in (folder / "kit").iterdir())
    assert {"3-ballot-x1.yaml", "5-agenda.md"} <= set(names)
    # By criteria the elements need 140 minutes, and 180 leave 130.
    assert "Meeting 2 of 2" in (folder / "kit" / "5-agenda.md").read_text(encoding="utf-8")
    (folder / "w.yaml").write_text(WORKSHEET, encoding="utf-8")
    sustain("kit", "w.yaml", "-o", "kitw")
    assert not any("ballot" in path.name for path in (folder / "kitw").iterdir())
    sustain("kit", "w.yaml", "-o", "kitw2", "--raters", "x1", code=2)
    sustain("kit", "b.yaml", "-o", "kit2", "--only", "nope", code=2)
    sustain("kit", "b.yaml", "-o", "kit2", "--start", "25:00", code=2)
    sustain("kit", "b.yaml", "-o", "kit2", "--minutes", "60", "--raters", "../x", code=2)


def test_every_element_of_the_rubric_is_on_the_ballot(folder: Path, sustain: Sustain) -> None:
    begin(folder, "r1")
    page = sustain("panel", "ballot", "a.yaml", "--rater", "r1").out
    assert len(page.encode()) < 150_000
    for element in elements():
        assert f'data-element="{element}"' in page


def test_ballots_in_a_folder_that_cannot_be_looked_into_are_not_taken_for_none(
    sustain: Sustain, four_of_five: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = os.listdir

    def refused(path: str) -> list[str]:
        if str(path).endswith(".ballots"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "listdir", refused)
    for command in (["spread", "a.yaml"], ["decide", "a.yaml", "1.A.i", "strong"]):
        assert "may hold ballots" in sustain("panel", *command, code=3).err
    sustain("validate", "a.yaml", code=None)


def test_a_ballot_with_a_day_in_it_is_sealed_and_checked_without_a_word(
    four_of_five: Path, sustain: Sustain
) -> None:
    file = Path("a.ballots/r1.yaml")
    file.write_text(
        file.read_text(encoding="utf-8").replace(
            f"rationale: {SECRET} r1}}",
            f"rationale: {SECRET} r1, evidence: [{{what: A law, date: 2026-01-01}}]}}",
            1,
        ),
        encoding="utf-8",
    )
    sustain("panel", "seal", str(file))
    assert "SR256" not in sustain("validate", "a.yaml", "a.ballots", code=None).out
    file.write_text(file.read_text(encoding="utf-8").replace("2026-01-01", "2026-01-02"), encoding="utf-8")
    assert "SR256" in sustain("validate", "a.yaml", "a.ballots", code=1).out
