"""A rater's ballot as a workbook: it goes out with that rater's votes alone, and `panel collect` takes it back."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from sustainrubric.base.errors import InvalidFile
from sustainrubric.check.file import inspect
from sustainrubric.exchange.ballot_workbook import ballot_kind, returned_ballot
from sustainrubric.exchange.make_form import form_bytes
from tests.conftest import Result
from tests.exchange.workbooks import book_of, cell_of, changed, members, put, zipped
from tests.panel.round import SECRET, begin
from tests.panel.round import put as put_ballots

Sustain = Callable[..., Result]
LEVEL_WORDS = ("inadequate", "emerging", "strong", "exemplary")


@pytest.fixture
def ballot(folder: Path) -> Path:
    """The form of r1's ballot beside its assessment; r2 has voted, r1 has not."""
    begin(folder, "r1", "r2")
    put_ballots(folder, r2="4" * 19)
    (folder / "b.xlsx").write_bytes(
        form_bytes(inspect("a.yaml"), "xlsx", rater="r1", only=["1", "2.A"]).content
    )
    return folder / "b.xlsx"


def test_a_rater_reads_first_what_to_do_and_each_thing_once(ballot: Path) -> None:
    texts = [
        str(cell.value)
        for row in load_workbook(ballot).worksheets[0].iter_rows()
        for cell in row
        if cell.value
    ]
    (what_to_do,) = (text for text in texts if "What to do" in text)
    assert what_to_do == (
        "What to do: open the sheet Ratings. Each row is one element of the rubric, with what the rubric says of each "
        "level. Choose the level that fits best, and say in a sentence or two why. Do this by yourself: the group "
        "talks later. Choose Unknown where you cannot tell, and Leave to others where others know more."
    )
    sentences = [sentence for text in texts for sentence in text.split(". ")]
    assert len(sentences) == len({*sentences})


def voted(workbook: Any) -> None:
    sheet = workbook["Ratings"]
    cell_of(sheet, "1.A.i", "Level").value = " STRONG "
    cell_of(sheet, "1.A.i", "Rationale").value = f"{SECRET} so it is"
    cell_of(sheet, "1.A.i", "Evidence: what").value = "Minutes"
    cell_of(sheet, "1.B.i", "Level").value = "Leave to others"
    cell_of(sheet, "2.A.i", "Level").value = "Unknown"


def mine() -> str:
    return Path("a.ballots/r1.yaml").read_text(encoding="utf-8")


@pytest.mark.deep
def test_what_was_filled_in_is_the_ballot(sustain: Sustain, ballot: Path) -> None:
    changed(ballot, voted)
    dry = sustain("panel", "collect", "a.yaml", "b.xlsx", "--dry-run")
    assert "r1: 3 of 19 elements; would go to" in dry.err
    assert not Path("a.ballots/r1.yaml").exists()
    real = sustain("panel", "collect", "a.yaml", "b.xlsx")
    assert mine() == (
        "kind: ballot\nformat: 1\nrubric: sustainability@1.0.0\nreform: literacy\nround: 2026-fall\nrater: r1\n"
        "stands_back:\n  - 1.B.i\nratings:\n"
        f"  1.A.i:\n    level: strong\n    rationale: {SECRET} so it is\n    evidence:\n      - {{what: Minutes}}\n"
        "  2.A.i:\n    level: unknown\n"
    )
    for said in (dry, real):
        assert not any(word in said.out + said.err for word in (*LEVEL_WORDS, SECRET))
    sustain("validate", ".")
    assert "is this very ballot already" in sustain("panel", "collect", "a.yaml", "b.xlsx").err


def test_a_vote_in_a_new_ballot_is_all_there_is_in_it(folder: Path) -> None:
    begin(folder, "r1")
    book = book_of(ballot_kind(inspect("a.yaml"), "r1", only=["1.A.i"]).form())
    out = io.BytesIO()
    book.save(out)
    head = "kind: ballot\nformat: 1\nrubric: sustainability@1.0.0\nreform: literacy\nround: 2026-fall\nrater: r1\n"
    empty = returned_ballot(out.getvalue(), "b.xlsx", "a.yaml")
    assert (empty.rater, empty.content.decode(), empty.notes) == ("r1", head + "ratings: {}\n", ())
    put("1.A.i", "Level", "Strong")(book)
    book.save(out)
    assert returned_ballot(out.getvalue(), "b.xlsx", "a.yaml").content.decode() == (
        head + "ratings:\n  1.A.i:\n    level: strong\n"
    )
    put_ballots(folder, r1="3")
    Path("a.ballots/r1.yaml").write_text(mine().replace("level: strong", "level: great"), encoding="utf-8")
    with pytest.raises(InvalidFile):
        returned_ballot(out.getvalue(), "b.xlsx", "a.yaml")


def test_nobody_elses_votes_are_in_it_and_nothing_of_the_team(ballot: Path) -> None:
    workbook = load_workbook(ballot)
    titles = [cell.value for cell in workbook["Ratings"][1]]
    assert titles[-5:] == ["Level", "Rationale", "Evidence: what", "Evidence: where", "Evidence: date"]
    answers = [row[6:] for row in workbook["Ratings"].iter_rows(min_row=2, values_only=True)]
    assert len(answers) == 6
    assert not any(map(any, answers))
    assert SECRET not in b"".join(members(ballot).values()).decode("utf-8", "replace")


@pytest.mark.deep
def test_own_votes_that_are_in_stand_in_it_and_change_only_with_replace(
    sustain: Sustain, ballot: Path
) -> None:
    changed(ballot, voted)
    sustain("panel", "collect", "a.yaml", "b.xlsx")
    before = mine().replace("level: strong", "level: strong # mine").replace(
        "    evidence:", "    look_fors: {L1: seen}\n    evidence:"
    )  # fmt: skip
    Path("a.ballots/r1.yaml").write_text(before, encoding="utf-8")
    sustain("form", "a.yaml", "--rater", "R1", "-o", "again.xlsx")
    sheet = load_workbook("again.xlsx")["Ratings"]
    assert [cell_of(sheet, row, "Level").value for row in ("1.A.i", "1.B.i", "2.A.i", "2.A.ii")] == [
        "Strong", "Leave to others", "Unknown", None,
    ]  # fmt: skip

    def edit(workbook: Any) -> None:
        put("1.A.i", "Level", "Emerging")(workbook)
        put("1.B.i", "Level", "Strong")(workbook)
        put("2.A.i", "Level", None)(workbook)

    changed(Path("again.xlsx"), edit)
    assert "--replace" in sustain("panel", "collect", "a.yaml", "again.xlsx", code=4).err
    assert mine() == before
    said = sustain("panel", "collect", "a.yaml", "again.xlsx", "--replace").err
    assert "1 emptied cell stays" in said
    after = before.replace("level: strong # mine", "level: emerging # mine").replace(
        "stands_back:\n  - 1.B.i\n", ""
    )
    assert mine() == after.replace("  2.A.i:", "  1.B.i:\n    level: strong\n  2.A.i:")


@pytest.mark.deep
def test_slips_are_told_at_their_cells_without_what_stands_there(sustain: Sustain, ballot: Path) -> None:
    def edit(workbook: Any) -> None:
        put("1.A.i", "Level", "Strongish")(workbook)
        put("1.B.i", "Evidence: where", "binder 3")(workbook)
        put("2.A.i", "Level", "Strong")(workbook)

    changed(ballot, edit)
    said = sustain("panel", "collect", "a.yaml", "b.xlsx", code=3).err
    assert "b.xlsx:2:7: error SR107 (Ratings!G2) this is not a level; it is one of Inadequate, " in said
    assert "b.xlsx:3:9: error SR105 (Ratings!I3) line 1: the what is missing" in said
    assert "strongish" not in said.lower()
    assert not Path("a.ballots/r1.yaml").exists()
    changed(ballot, put("1.A.i", "Level", 3))
    assert "(Ratings!G2) this is a number" in sustain("panel", "collect", "a.yaml", "b.xlsx", code=3).err


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id: 2026-fall", "id: 2027-fall", "of the round '2026-fall', and a.yaml of the round '2027-fall'"),
        ("raters: [r1, r2]", "raters: [r3, r2]", "the panel of a.yaml has no rater 'r1'"),
        ("facilitator: kbauer", "facilitator: r1", "'r1' leads the panel of a.yaml and does not vote"),
    ],
)
def test_a_ballot_of_another_is_refused(
    sustain: Sustain, ballot: Path, old: str, new: str, words: str
) -> None:
    text = Path("a.yaml").read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    if "facilitator" in old:
        text = text.replace("[r1, r2]", "[r2, r3]")
    Path("a.yaml").write_text(text, encoding="utf-8")
    assert words in sustain("panel", "collect", "a.yaml", "b.xlsx", code=3).err
    assert not Path("a.ballots/r1.yaml").exists()


def test_a_rater_that_is_a_path_leads_nowhere(sustain: Sustain, ballot: Path) -> None:
    parts = {name: part.replace(b"<t>r1</t>", b"<t>../../r1</t>") for name, part in members(ballot).items()}
    assert parts != members(ballot)
    Path("b.xlsx").write_bytes(zipped(parts))
    told = sustain("panel", "collect", "a.yaml", "b.xlsx", code=3).err
    assert told.startswith("b.xlsx:1:1: error ")
    assert "has no rater '../../r1'" in told


def test_each_command_names_the_other(sustain: Sustain, ballot: Path) -> None:
    assert "`sustain panel collect FILE b.xlsx`" in sustain("import", "b.xlsx", code=3).err
    sustain("form", "a.yaml", "-o", "f.xlsx", "--only", "1.A.i")
    assert "`sustain import` takes it back" in sustain("panel", "collect", "a.yaml", "f.xlsx", code=3).err


def test_what_does_not_go_with_a_rater(sustain: Sustain, ballot: Path) -> None:
    form = ("form", "a.yaml", "-o", "x.xlsx", "--rater")
    assert "no rater 'r9'" in sustain(*form, "r9", code=2).err
    assert "leads the panel" in sustain(*form, "kbauer", code=2).err
    assert "--actions" in sustain(*form, "r1", "--actions", code=2).err
    assert "xlsform" in sustain(*form, "r1", "--format", "xlsform", code=2).err
    assert "have a panel" in sustain("form", "a.ballots/r2.yaml", "-o", "x.xlsx", "--rater", "r1", code=2).err


@pytest.mark.deep
def test_a_part_of_the_ballot_and_others_with_it(sustain: Sustain, ballot: Path) -> None:
    sustain("form", "a.yaml", "-o", "p.xlsx", "--rater", "r1", "--only", "2.A")
    changed(Path("p.xlsx"), put("2.A.ii", "Level", "Exemplary"))
    changed(ballot, voted)
    refused = sustain("panel", "collect", "a.yaml", "p.xlsx", "b.xlsx", code=2).err
    assert "are both of r1; collect one of them" in refused
    sustain("panel", "collect", "a.yaml", "b.xlsx")
    sustain("panel", "collect", "a.yaml", "p.xlsx", "--replace")
    assert "  2.A.ii:\n    level: exemplary" in mine()
    assert SECRET in mine()


@pytest.mark.parametrize(
    ("emptied", "words"),
    [
        ((), None),
        (("Rationale",), "b.xlsx: 1 emptied cell stays as the ballot there has it"),
        (("Rationale", "Level"), "b.xlsx: 2 emptied cells stay as the ballot there has it"),
    ],
)
def test_an_emptied_cell_of_a_ballot_deletes_nothing(
    sustain: Sustain, folder: Path, emptied: tuple[str, ...], words: str | None
) -> None:
    begin(folder, "r1")
    put_ballots(folder, r1="3")
    content = form_bytes(inspect("a.yaml"), "xlsx", rater="r1", only=["1.A.i"]).content
    (folder / "b.xlsx").write_bytes(content)
    before = mine()
    for title in emptied:
        changed(folder / "b.xlsx", put("1.A.i", title, None))
    said = sustain("panel", "collect", "a.yaml", "b.xlsx").err
    assert (words in said) if words else ("emptied" not in said)
    assert mine() == before
