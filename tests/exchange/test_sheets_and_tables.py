"""What stands in a sheet that came back, and in a table of submissions: read, or told with its place."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
import yaml

from sustainrubric.base.errors import InvalidFile
from sustainrubric.exchange.ballot_csv import ballots_in_csv
from sustainrubric.exchange.form_model import CellKey, FormColumn, FormRow, FormSheet
from sustainrubric.exchange.form_sheet_reader import SheetReading, cell_text, column_letters
from sustainrubric.exchange.office import MAX_CELL
from sustainrubric.yaml.source import TextSource
from tests.panel.small_panel import assessment_of, rubric, votes_of
from tests.rating.build import small_assessment

COLUMNS = (
    FormColumn("id", "Id", 8),
    FormColumn("level", "Level", 8, True),
    FormColumn("date", "Date", 8, True),
    FormColumn("locked", "Locked", 8),
)
ROWS = (FormRow("1.A.1"), FormRow("1.A.2"))
KNOWN = {CellKey("Answers", row.id, column) for row in ROWS for column in ("level", "date")}
SHEET = (
    ("Id", "Level", "Date", "Locked"),
    ("1.A.1", "Strong", None, "x"),
    ("1.A.2", None, "2026-01-02", None),
)


def merged(sheet: Any) -> None:
    sheet.merge_cells("A3:B4")


def titled(sheet: Any) -> None:
    """A line of somebody's own above, another column between, and titles in other letters."""
    sheet.insert_rows(1, 2)
    sheet["A1"] = "Ours"
    sheet.insert_cols(2)
    sheet["B3"], sheet["B4"], sheet["C3"] = "Notes", "mine", " LEVEL "


def at(place: str, value: Any, kind: str | None = None) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[place] = value
        if kind is not None:
            sheet[place].data_type = kind

    return change


def below(rows: int) -> Callable[[Any], None]:
    return lambda sheet: sheet.insert_rows(1, rows)


def more(*row: Any) -> Callable[[Any], None]:
    return lambda sheet: sheet.append(row)


Answers = dict[str, str]
AS_SENT = {"1.A.1 level": "Strong", "1.A.1 date": "", "1.A.2 level": "", "1.A.2 date": "2026-01-02"}
CASES: dict[str, tuple[Callable[[Any], None], dict[str, str | None], list[str]]] = {
    # what was changed; the answers that differ, None for one that is not taken; what is told
    "as it was": (at("Z9", "beside"), {}, []),
    "sorted and with columns of their own": (titled, {}, []),
    "the titles in the last row that is looked at": (below(19), {}, []),
    "the titles too far down": (
        below(20), dict.fromkeys(AS_SENT), ["(Answers!A1) no row has the title 'Id' of the first column"]
    ),
    "a row without an id": (more(None, "mine"), {}, []),
    "a row of another name, empty": (more("1.A.9"), {}, []),
    "a row of another name with something in no column of ours": (more("1.A.9", None, None, None, "x"), {}, []),
    "a row of another name": (more("1.A.9", "Strong"), {}, ["(Answers!A4) the form has no row '1.A.9'"]),
    "a row twice": (
        more("1.A.1", "Weak"), {}, ["(Answers!A4) the row '1.A.1' is there twice, first in line 2; keep one"]
    ),
    "a column twice": (at("E1", "level"), {}, ["(Answers!E1) the column 'level' is there twice"]),
    "a column of ours that takes no answer is gone": (at("D1", "Else"), {}, []),
    "a column is gone": (
        at("B1", "Else"),
        {"1.A.1 level": None, "1.A.2 level": None},
        ["(Answers!A1) the column 'Level' is missing; give it its title back"],
    ),
    "an id with blanks": (at("A2", " 1.A.1 "), {}, []),
    "another text": (at("B2", "a_x000D_b"), {"1.A.1 level": "a\rb"}, []),
    "a long text": (at("B2", "x" * MAX_CELL), {"1.A.1 level": "x" * MAX_CELL}, []),
    "a formula": (
        at("B2", "=1+1"), {"1.A.1 level": None}, ["(Answers!B2) this is a formula; write its value as text"]
    ),
    "a number": (
        at("B2", 3),
        {"1.A.1 level": None},
        ["(Answers!B2) '3' is a number; format the cell as text and write the level"],
    ),
    "true": (at("B2", True), {"1.A.1 level": None}, ["'True' is true or false"]),
    "an error": (at("B2", "#N/A"), {"1.A.1 level": None}, ["'#N/A' is an error"]),
    "a day where none belongs": (at("B2", date(2026, 1, 2)), {"1.A.1 level": None}, ["is a date"]),
    "a day": (at("C2", date(2026, 3, 4)), {"1.A.1 date": "2026-03-04"}, []),
    "a day with a time": (at("C2", datetime(2026, 3, 4, 5)), {"1.A.1 date": "2026-03-04"}, []),
    "a number for a day": (at("C2", 7), {"1.A.1 date": None}, ["'7' is a number"]),
    "merged": (
        merged, {"1.A.2 level": None}, ["(Answers!B3) this cell is merged with others; separate them"]
    ),
}  # fmt: skip


def reading(change: Callable[[Any], None], *, is_secret: bool = False) -> SheetReading:
    sheet: Any = openpyxl.Workbook().active
    for row in SHEET:
        sheet.append(row)
    change(sheet)
    return SheetReading("f.xlsx", FormSheet("Answers", COLUMNS, ROWS, is_secret), sheet, set(KNOWN))


@pytest.mark.parametrize("case", CASES)
def test_a_sheet_is_read_by_its_ids_and_titles(case: str) -> None:
    change, differs, told = CASES[case]
    found = reading(change)
    cells = {f"{key.row} {key.column}": cell.text for key, cell in found.cells().items()}
    assert cells == {key: text for key, text in (AS_SENT | differs).items() if text is not None}
    assert len(found.problems) == len(told), found.problems
    for problem, words in zip(found.problems, told, strict=True):
        assert words in problem.problem.message


def test_places_are_those_of_the_sheet_and_a_secret_one_tells_no_value() -> None:
    cell = reading(titled).cells()[CellKey("Answers", "1.A.1", "level")]
    assert (cell.line, cell.column, cell.name) == (4, 3, "Answers!C4")
    found = reading(at("B2", 3), is_secret=True)
    found.cells()
    (problem,) = found.problems
    assert "this is a number" in problem.problem.message
    assert (problem.location.file, problem.location.line, problem.location.column) == ("f.xlsx", 2, 2)


def test_near_ids_are_named_until_there_are_very_many() -> None:
    def nearly(sheet: Any) -> None:
        for place in range(51):
            sheet.append((f"1.A.1{place}", "x"))

    found = reading(nearly)
    found.cells()
    assert ["did you mean" in each.problem.message for each in found.problems] == [True] * 50 + [False]


def test_a_long_id_is_found_however_it_is_written() -> None:
    for written in ("A" * 200, "_x0041_" * 200):
        sheet: Any = openpyxl.Workbook().active
        for row in (("Id", "Level"), (written, "Strong")):
            sheet.append(row)
        key = CellKey("Answers", "A" * 200, "level")
        answers = FormSheet("Answers", COLUMNS[:2], (FormRow("A" * 200),))
        assert SheetReading("f.xlsx", answers, sheet, {key}).cells()[key].text == "Strong"


def test_letters_of_columns_and_texts_of_cells() -> None:
    places = {1: "A", 26: "Z", 27: "AA", 52: "AZ", 53: "BA", 702: "ZZ", 703: "AAA"}
    assert {number: column_letters(number) for number in places} == places
    assert [cell_text(value) for value in (None, 1.5, "_x0041_b", "_xZZZZ_")] == ["", "1.5", "Ab", "_xZZZZ_"]


OF = rubric(2)
HEAD = {"kind": "ballot", "format": 1, "rubric": OF.reference, "reform": "literacy", "round": "2026-fall"}
TWICE = "k.csv: m sent more than one ballot; the newest counts"
TABLES: dict[str, tuple[str, dict[str, dict[str, Any]], list[str]]] = {
    "by the last part of the names": (
        "a/b-rater,x/e_1_A_1,y-e_1_A_1_why\nr1, STRONG ,So.\n", {"r1": {"1.A.1": ("strong", "So.")}}, []
    ),
    "by the labels": (
        "Who are you?,1.A.2 Element 1.A.2: which level fits best?,Why?\nM. Lopez,Not applicable,x\n",
        {"m": {"1.A.2": ("not-applicable", "x")}},
        [],
    ),
    "a why before any question": ("Why?,rater,e_1_A_1\nx,r1,unknown\n", {"r1": {"1.A.1": ("unknown", None)}}, []),
    "the first of two columns counts": (
        "rater,rater,e_1_A_1,e_1_A_1\nr1,m,strong,emerging\n", {"r1": {"1.A.1": ("strong", None)}}, []
    ),
    "semicolons": ("rater;e_1_A_1;e_1_A_1_why\nr1;strong;a, b\n", {"r1": {"1.A.1": ("strong", "a, b")}}, []),
    "a short row, an empty one, and one of nobody": (
        "rater,e_1_A_1,e_1_A_2\nr1,strong\n\n,,\n,strong,strong\n",
        {"r1": {"1.A.1": ("strong", None)}},
        ["k.csv:5:1: this row names no rater and is left out"],
    ),
    "a reason without a level": ("rater,e_1_A_1,e_1_A_1_why\nr1,,So.\n", {"r1": {"1.A.1": (None, "So.")}}, []),
    "nothing": ("rater,e_1_A_1\nr1,\n", {"r1": {}}, []),
    "a stranger": ("your id,e_1_A_1\nr9,strong\n", {"r9": {"1.A.1": ("strong", None)}}, []),
    "the newer one first": (
        "rater,e_1_A_1,end\nm,strong,2026-10-02\nm,emerging,2026-10-01\n", {"m": {"1.A.1": ("strong", None)}}, [TWICE]
    ),
    "the newer one last": (
        "rater,e_1_A_1,end\nm,strong,2026-10-01\nM,emerging,2026-10-02\nm,strong,2026-10-01\n",
        {"m": {"1.A.1": ("emerging", None)}},
        [TWICE],
    ),
    "without times the last one counts": (
        "rater,e_1_A_1\nm,strong\nm,emerging\n", {"m": {"1.A.1": ("emerging", None)}}, [TWICE]
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLES)
def test_a_table_of_submissions_is_read(case: str) -> None:
    text, ballots, warnings = TABLES[case]
    of = assessment_of(votes_of(OF, missing=("r1", "m")), team=[{"id": "m", "name": "M. Lopez"}])
    found = ballots_in_csv(TextSource("k.csv", text), of, OF, HEAD)
    assert list(found.warnings) == warnings
    assert {rater: yaml.safe_load(ballot) for rater, ballot in found.texts.items()} == {
        rater: {
            **HEAD,
            "rater": rater,
            "ratings": {
                element: {key: said for key, said in zip(("level", "rationale"), pair, strict=True) if said}
                for element, pair in ratings.items()
            },
        }
        for rater, ratings in ballots.items()
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["1:1 the table is empty"]),
        ("\n", ["1:1 the table is empty"]),
        ("rater,e_1_A_1\n" + "\n".join(["r1,strong"] * 10_000), ["1:1 the table has 10001 lines"]),
        ("e_1_A_1,end\nstrong,x\n", ["1:1 there is no column for the rater"]),
        ("rater,other\nr1,strong\n", ["1:1 there is no column for the rater, or none for a level"]),
        (
            "rater,e_1_A_1,e_1_A_2\nr1,strong,strng\nm, great,\n",
            ["2:11 'strng' for 1.A.2 is not a level; did you mean strong?", "3:3 'great' for 1.A.1 is not a level"],
        ),
        ('rater,e_1_A_1\nr1,"strong\nm,strong\n', ["2:4 the quotation marks of this cell do not match"]),
        ('rater,e_1_A_1\nr1,"' + "x" * 200_000, ["2:4 the quotation marks"]),
        ("rater,e_1_A_1\nr1," + "x" * 200_000, ["2:4 'xxx"]),
    ],
    ids=range(9),
)  # fmt: skip
def test_what_is_no_table_of_submissions_is_told(text: str, expected: list[str]) -> None:
    with pytest.raises(InvalidFile) as told:
        ballots_in_csv(TextSource("k.csv", text), small_assessment({}), OF, HEAD)
    said = [f"{at.line}:{at.column} {problem.message}" for at, problem in told.value.problems]
    assert len(said) == len(expected)
    assert all(map(str.startswith, said, expected)), said


def test_the_limit_that_others_set_on_cells_changes_nothing() -> None:
    """Python has one limit for the whole process; libraries that read tables raise it."""
    found = []
    for limit in (10, 1_000_000):
        before = csv.field_size_limit(limit)
        try:
            table = TextSource("k.csv", "rater,e_1_A_1,e_1_A_1_why\nr1,strong," + "x" * 1_000)
            found.append(ballots_in_csv(table, small_assessment({}), OF, HEAD))
        finally:
            csv.field_size_limit(before)
    assert found[0] == found[1]
