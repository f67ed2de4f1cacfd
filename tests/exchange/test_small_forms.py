"""Forms of one element, which are quick: each way in which an answer finds its place, or does not."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sustainrubric.base.errors import InvalidFile, RefusedToWrite
from sustainrubric.check.file import inspect
from sustainrubric.check.text import as_text
from sustainrubric.editing.user_file import open_for_session
from sustainrubric.exchange import import_form
from sustainrubric.exchange.form_kinds import kind_of
from sustainrubric.exchange.workbook_reader import OpenedWorkbook, open_workbook
from tests.conftest import Result
from tests.exchange.workbooks import book_of, put
from tests.small import RATED, WORKSHEET

Sustain = Callable[..., Result]
Edit = Callable[[Any], None]
REST = """\
    evidence:
      - {what: Old}
    actions:
      - {what: First, due: 2027-01-01}
      - {what: Second, owner: mlopez}
"""
FILE = RATED + REST


def kept() -> Any:
    """The file, and the workbook of its form in memory."""
    Path("a.yaml").write_text(FILE, encoding="utf-8")
    return book_of(kind_of(inspect("a.yaml"), only=["1.A.i"], actions=True).form())


def sent(*edits: Edit) -> None:
    """The file as it was when its form went out, and the form as it came back."""
    book = kept()
    for edit in edits:
        edit(book)
    book.save("f.xlsx")


def text() -> str:
    return Path("a.yaml").read_text(encoding="utf-8")


def rewritten(old: str, new: str) -> None:
    assert old in text()
    Path("a.yaml").write_text(text().replace(old, new, 1), encoding="utf-8")


def level(value: object) -> Edit:
    return put("1.A.i", "Level", value)


def why(value: object) -> Edit:
    return put("1.A.i", "Rationale", value)


def action(row: str, title: str, value: object) -> Edit:
    return put(row, title, value, "Actions")


def test_an_answer_is_told_and_written(sustain: Sustain, folder: Path) -> None:
    sent(level("strong "), why("Three."))
    dry = sustain("import", "f.xlsx", "--dry-run", code=1)
    assert text() == FILE
    told = sustain("import", "f.xlsx")
    assert told.out == dry.out == (
        "1.A.i level (Ratings!G2): Emerging -> Strong\n"
        "1.A.i rationale (Ratings!H2): Two of five agencies share the agenda. -> Three.\n"
    )  # fmt: skip
    assert "2 answers written" in told.err
    assert text() == FILE.replace("emerging", "strong").replace(
        "Two of five agencies share the agenda.", "Three."
    )
    assert sustain("import", "f.xlsx").out == "no changes\n"


@pytest.mark.parametrize("number", [1, 2])
def test_what_both_changed_is_a_conflict_until_somebody_says_which_counts(
    sustain: Sustain, folder: Path, number: int
) -> None:
    edits = [why("Theirs."), level("Strong")][:number]
    sent(*edits, put("1.A.i", "Priority", "Low"))
    rewritten("Two of five agencies share the agenda.", "Ours.")
    if number == 2:
        rewritten("level: emerging", "level: exemplary")
    before = text()
    cells = "1 cell was" if number == 1 else "2 cells were"
    refused = sustain("import", "f.xlsx", code=4)
    assert (
        f"nothing was written: {cells} changed both in the form and in the file; --accept theirs or --accept ours"
        in refused.err
    )
    assert (
        "  went out:  Two of five agencies share the agenda.\n  file now:  Ours.\n  came back: Theirs.\n"
        in refused.out
    )
    assert text() == before
    sustain("import", "f.xlsx", "--accept", "ours")
    assert "priority: low" in text()
    assert "Ours." in text()
    sustain("import", "f.xlsx", "--accept", "theirs")
    assert "Theirs." in text()
    assert ("level: strong" in text()) is (number == 2)


def test_what_was_emptied_stays_unless_it_may_go(sustain: Sustain, folder: Path) -> None:
    sent(why(None))
    kept = sustain("import", "f.xlsx")
    assert (
        "emptied in the form, stays Two of five agencies share the agenda.; --allow-clearing removes it"
        in kept.out
    )
    assert text() == FILE
    assert sustain("import", "f.xlsx", "--allow-clearing").out.endswith("is removed\n")
    assert "rationale" not in text()


def test_a_new_action_that_is_there_already_is_no_change(sustain: Sustain, folder: Path) -> None:
    new = {"Element": "1.A.i", "Action": "Third", "Owner": "M. Lopez", "Due": "2027-03-01"}
    sent(*(action("new-1", title, value) for title, value in new.items()))
    assert "new-1 action (Actions!C4)" in sustain("import", "f.xlsx").out
    after = text()
    assert "{what: Third, owner: mlopez, due: 2027-03-01, status: planned}" in after
    assert sustain("import", "f.xlsx").out == "no changes\n"
    assert text() == after


PROBLEMS: dict[str, tuple[list[Edit], list[str]]] = {
    "a level that is none": (
        [level("Strongish")], ["f.xlsx:2:7: error SR107 (Ratings!G2) 'Strongish' is not a level; did you mean strong?"]
    ),
    "a number": ([level(3)], ["f.xlsx:2:7: error SR106 (Ratings!G2) '3' is a number"]),
    "a formula": ([why("=A1")], ["f.xlsx:2:8: error SR106 (Ratings!H2) this is a formula"]),
    "a day that is none": (
        [put("1.A.i", "Evidence: date", "soon")], ["f.xlsx:2:11: error SR108 (Ratings!K2) line 1: 'soon'"]
    ),
    "an action of no element": (
        [action("new-2", "Action", "x")],
        ["f.xlsx:5:2: error SR203 (Actions!B5) the action belongs to no element: ''; choose one from the list"],
    ),
    "several, in the order of the sheet": (
        [action("1.A.i#2", "Due", "soon"), action("1.A.i#1", "Status", "so so"), level("x")],
        ["f.xlsx:2:6: error SR107 (Actions!F2) 'so so' is not a status",
         "f.xlsx:2:7: error SR107 (Ratings!G2) 'x' is not a level",
         "f.xlsx:3:5: error SR108 (Actions!E3) 'soon'"],
    ),
    "an answer that makes the file wrong": (
        [level("Not applicable"), why(None)], ["f.xlsx:2:7: error SR207 (Ratings!G2) "]
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PROBLEMS)
def test_what_cannot_be_taken_is_told_at_its_cell(folder: Path, case: str) -> None:
    edits, told = PROBLEMS[case]
    book = kept()
    for edit in edits:
        edit(book)
    with open_for_session("a.yaml", session=False) as opened, pytest.raises(InvalidFile) as caught:
        import_form.plan_import(opened, OpenedWorkbook("f.xlsx", book), clearing=True)
    lines = [as_text(found) for found in caught.value.problems]
    assert len(lines) == len(told), lines
    for line, words in zip(lines, told, strict=True):
        assert line.startswith(words)


def test_an_emptied_cell_stays_unless_somebody_says_otherwise(folder: Path) -> None:
    book = kept()
    why(None)(book)
    with open_for_session("a.yaml", session=False) as opened:
        plans = [
            import_form.plan_import(opened, OpenedWorkbook("f.xlsx", book)),
            import_form.plan_import(opened, OpenedWorkbook("f.xlsx", book), clearing=True),
        ]
    assert [[change.fate for change in plan.changes] for plan in plans] == [["kept"], ["cleared"]]
    assert [plan.written for plan in plans] == [(), ((("ratings", "1.A.i", "rationale"), None),)]


def test_a_file_that_is_wrong_takes_no_answers(sustain: Sustain, folder: Path) -> None:
    sent(level("Strong"))
    rewritten("owner: mlopez", "owner: gone")
    before = text()
    assert "a.yaml:17:31: error SR206" in sustain("import", "f.xlsx", "a.yaml", code=3).err
    assert text() == before


def test_a_form_without_a_name_beside_it_finds_its_file(sustain: Sustain, folder: Path) -> None:
    sent(level("Strong"))
    os.remove("a.yaml")
    assert (
        "f.xlsx: no file here is what it belongs to; name the file" in sustain("import", "f.xlsx", code=3).err
    )
    Path("w.yaml").write_text(WORKSHEET, encoding="utf-8")
    Path("other.yaml").write_text(FILE.replace("id: literacy", "id: math"), encoding="utf-8")
    assert "no file here is what it belongs to" in sustain("import", "f.xlsx", code=3).err
    Path("a.yaml").write_text(FILE, encoding="utf-8")
    shutil.copy("a.yaml", "b.yaml")
    several = sustain("import", "f.xlsx", code=3).err
    assert "f.xlsx: belongs to 2 files: a.yaml, b.yaml; name one of them" in several
    os.remove("b.yaml")
    os.symlink("itself.yaml", "itself.yaml")
    unread = sustain("import", "f.xlsx", code=3).err
    assert "it may belong to a file that cannot be read (itself.yaml); name the file" in unread
    assert text() == FILE
    os.remove("itself.yaml")
    assert "1 answer written" in sustain("import", "f.xlsx").err
    assert "level: strong" in text()


def test_a_form_of_a_worksheet_finds_its_file_among_others(sustain: Sustain, folder: Path) -> None:
    Path("w.yaml").write_text(WORKSHEET, encoding="utf-8")
    Path("a.yaml").write_text(FILE, encoding="utf-8")
    book = book_of(kind_of(inspect("w.yaml")).form())
    put("organize/logistics", "Answer", "Room 3", "1 Get Organized")(book)
    book.save("w.xlsx")
    told = sustain("import", "w.xlsx")
    assert "organize/logistics answer (1 Get Organized!C" in told.out
    assert "logistics: Room 3" in Path("w.yaml").read_text(encoding="utf-8")


def test_a_file_that_does_not_say_what_was_saved_is_told(
    sustain: Sustain, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that loses what was written to it."""
    sent(level("Strong"), put("1.A.i", "Evidence: date", "2026-01-02"))
    book = open_workbook(Path("f.xlsx").read_bytes(), "f.xlsx")
    told = re.escape("a.yaml was saved, but does not say what the form says at ratings/1.A.i/level")
    with open_for_session("a.yaml", session=False) as opened:
        plan = import_form.plan_import(opened, book)
        monkeypatch.setattr(opened.saver, "reload", FILE.encode)
        with pytest.raises(RefusedToWrite, match=f"^{told}, ratings/1.A.i/evidence$"):
            import_form.write_import(opened, plan)
