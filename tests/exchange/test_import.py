"""A form goes out, comes back, and changes what was changed in it and nothing else."""

from __future__ import annotations

import difflib
import json
import shutil
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from yaml import safe_load as load_yaml

from sustainrubric.check.file import inspect
from sustainrubric.exchange.make_form import form_bytes
from tests.conftest import ROOT, Result
from tests.copied_examples import copy_examples
from tests.exchange.workbooks import cell_of, changed, members, put, zipped
from tests.small import RATED

Sustain = Callable[..., Result]
FILE = "a.yaml"


EXAMPLE = ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml"


@pytest.fixture(scope="module")
def made() -> bytes:
    """The form of an assessment with actions, made once."""
    return form_bytes(inspect(str(EXAMPLE)), "xlsx", actions=True).content


@pytest.fixture
def form(folder: Path, made: bytes) -> Path:
    """The form beside its assessment."""
    shutil.copy(EXAMPLE, folder / FILE)
    (folder / "f.xlsx").write_bytes(made)
    return folder / "f.xlsx"


def text() -> str:
    return Path(FILE).read_text(encoding="utf-8")


def difference(before: str) -> list[str]:
    lines = difflib.unified_diff(before.splitlines(), text().splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def test_two_forms_of_one_file_have_the_same_bytes(sustain: Sustain, form: Path) -> None:
    sustain("form", FILE, "-o", "g.xlsx", "--actions")
    assert Path("g.xlsx").read_bytes() == form.read_bytes()


@pytest.mark.deep
def test_a_form_left_as_it_is_changes_nothing(sustain: Sustain, form: Path) -> None:
    before = Path(FILE).read_bytes()
    assert sustain("import", "f.xlsx").out == "no changes\n"
    changed(form, lambda workbook: None)
    assert sustain("import", "f.xlsx", FILE).out == "no changes\n"
    assert Path(FILE).read_bytes() == before


def test_what_a_form_has_no_column_for_stays(sustain: Sustain, folder: Path) -> None:
    evidence = "    evidence:\n      - {what: Old, review_by: 2027-05-01, sensitive: true}\n"
    (folder / FILE).write_text(RATED + evidence, encoding="utf-8")
    sustain("form", FILE, "-o", "f.xlsx")
    changed(folder / "f.xlsx", put("1.A.i", "Evidence: where", "binder 3"))
    sustain("import", "f.xlsx")
    assert "{what: Old, where: binder 3, review_by: 2027-05-01, sensitive: true}" in text()


def test_pasted_text_in_a_cell_becomes_a_readable_block(sustain: Sustain, folder: Path) -> None:
    (folder / FILE).write_text(RATED, encoding="utf-8")
    sustain("form", FILE, "-o", "f.xlsx")
    changed(
        folder / "f.xlsx", put("1.A.i", "Rationale", "First\tcell \nsoft\u2028break\u00a0\n\tindented\n\n")
    )
    sustain("import", "f.xlsx")
    block = "    rationale: |-\n      First\tcell\n      soft\n      break\n          indented\n"
    assert text() == RATED[: RATED.index("    rationale:")] + block


@pytest.mark.deep
def test_three_cells_among_sorted_and_deleted_rows_are_three_values(sustain: Sustain, form: Path) -> None:
    def edit(workbook: Any) -> None:
        sheet = workbook["Ratings"]
        cell_of(sheet, "1.A.i", "Level").value = " EXEMPLARY "
        cell_of(sheet, "1.B.i", "Priority").value = "low"
        cell_of(sheet, "2.A.i", "Target").value = "Exemplary"
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(2, sheet.max_row)
        for row in reversed(rows):
            if row[0] != "3.A.i":
                sheet.append(row)
        sheet.insert_cols(2)
        sheet["B1"] = "My notes"
        sheet["B3"] = "a note of mine"

    before = text()
    changed(form, edit)
    dry = sustain("import", "f.xlsx", "--dry-run", code=1)
    assert text() == before
    real = sustain("import", "f.xlsx")
    assert real.out == dry.out
    assert "3 answers written" in real.err
    lines = difference(before)
    assert [line.strip("+ ") for line in lines if line.startswith("+")] == [
        "level: exemplary",
        "priority: low",
        "target: exemplary",
    ]
    assert [line for line in before.splitlines() if "#" in line] == [
        line for line in text().splitlines() if "#" in line
    ]
    assert sustain("import", "f.xlsx").out == "no changes\n"


@pytest.mark.deep
def test_evidence_is_changed_line_by_line(sustain: Sustain, form: Path) -> None:
    def edit(workbook: Any) -> None:
        sheet = workbook["Ratings"]
        what, where = cell_of(sheet, "1.A.i", "Evidence: what"), cell_of(sheet, "1.A.i", "Evidence: where")
        day = cell_of(sheet, "1.A.i", "Evidence: date")
        lines = what.value.split("\n")
        what.value = "\n".join([lines[0] + " (second reading)", *lines[1:], "A new report"])
        where.value = where.value + "\nhttps://example.gov/new"
        day.value = day.value + "\n2026-09-01"

    before = text()
    changed(form, edit)
    sustain("import", "f.xlsx")
    added = [line for line in difference(before) if line.startswith("+")]
    assert len(added) <= 4
    assert "(second reading)" in text()
    assert "A new report" in text()
    assert "2026-09-01" in text()


@pytest.mark.deep
def test_evidence_that_is_gone_is_not_removed_without_a_word(sustain: Sustain, form: Path) -> None:
    def edit(workbook: Any) -> None:
        for title in ("Evidence: what", "Evidence: where", "Evidence: date"):
            cell = cell_of(workbook["Ratings"], "1.A.i", title)
            cell.value = "\n".join(cell.value.split("\n")[:-1])

    before = text()
    changed(form, edit)
    assert "--allow-clearing removes" in sustain("import", "f.xlsx", code=3).err
    assert text() == before
    sustain("import", "f.xlsx", "--allow-clearing")
    assert len(text()) < len(before)


@pytest.mark.deep
def test_an_emptied_cell_deletes_only_when_told(sustain: Sustain, form: Path) -> None:
    before = text()
    changed(form, put("1.A.i", "Rationale", None))
    result = sustain("import", "f.xlsx")
    assert "emptied in the form" in result.out
    assert text() == before
    sustain("import", "f.xlsx", "--allow-clearing")
    assert "rationale" not in text().split("1.A.i:")[1].split("1.B.i:")[0]


@pytest.mark.deep
def test_a_conflict_writes_nothing_and_shows_the_three_texts(sustain: Sustain, form: Path) -> None:
    def edit(workbook: Any) -> None:
        put("1.A.i", "Rationale", "Theirs.")(workbook)
        put("1.B.i", "Priority", "Low")(workbook)

    changed(form, edit)
    sustain("rate", FILE, "1.A.i", "--rationale", "Ours.")
    before = text()
    result = sustain("import", "f.xlsx", code=4)
    assert text() == before
    assert "file now:  Ours." in result.out
    assert "came back: Theirs." in result.out
    assert "--accept" in result.err
    sustain("import", "f.xlsx", "--accept", "ours")
    assert "Ours." in text()
    assert "Theirs." not in text()
    sustain("import", "f.xlsx", "--accept", "theirs")
    assert "Theirs." in text()
    assert "Ours." not in text()


@pytest.mark.deep
def test_what_others_wrote_meanwhile_stays(sustain: Sustain, form: Path) -> None:
    changed(form, put("1.A.i", "Rationale", "Theirs."))
    sustain("rate", FILE, "1.B.i", "--rationale", "Written meanwhile.")
    sustain("import", "f.xlsx")
    assert "Theirs." in text()
    assert "Written meanwhile." in text()


@pytest.mark.deep
def test_actions_are_changed_and_added(sustain: Sustain, form: Path) -> None:
    def edit(workbook: Any) -> None:
        sheet = workbook["Actions"]
        cell_of(sheet, "1.A.i#1", "Status").value = "Done"
        for title, value in {
            "Element": "3.A.i",
            "Action": "Ask the districts",
            "Owner": "R. Patel",
            "Due": "2027-02-01",
        }.items():
            cell_of(sheet, "new-1", title).value = value

    before = text()
    changed(form, edit)
    sustain("import", "f.xlsx")
    assert "Ask the districts" in text().split("\n  3.A.i:\n")[1].split("\n  3.A.ii:\n")[0]
    added = [line.strip("+ ") for line in difference(before) if line.startswith("+")]
    assert {"owner: rpatel", "due: 2027-02-01"} <= set(added) or "owner: rpatel, due: 2027-02-01" in text()
    after = text()
    assert after != before
    assert sustain("import", "f.xlsx").out == "no changes\n"
    assert text() == after


@pytest.mark.deep
@pytest.mark.parametrize(
    ("title", "value", "code", "words"),
    [
        ("Level", "Strongish", "SR107", "'Strongish' is not a level; did you mean strong?"),
        ("Level", "5 Bogus", "SR107", "is not a level"),
        ("Level", 3, "SR106", "is a number"),
        ("Level", 3.5, "SR106", "is a number"),
        ("Level", True, "SR106", "true or false"),
        ("Level", datetime(2026, 1, 2), "SR106", "is a date"),
        ("Level", "=A1", "SR106", "formula"),
        ("Rationale", "=HYPERLINK(1)", "SR106", "formula"),
        ("Rationale", "x" * 32_767, None, ""),
        ("Evidence: date", "01/02/2026", "SR108", "YYYY-MM-DD"),
        ("Level", "not applicable", None, ""),
    ],
)
def test_what_is_no_answer_is_a_problem_of_its_cell(
    sustain: Sustain, form: Path, title: str, value: object, code: str | None, words: str
) -> None:
    before = Path(FILE).read_bytes()
    changed(form, put("1.A.i", title, value))
    result = sustain("import", "f.xlsx", FILE, code=3 if code else 0)
    if code is None:
        assert Path(FILE).read_bytes() != before
        return
    assert Path(FILE).read_bytes() == before
    column = {"Level": "7", "Rationale": "8", "Evidence: date": "11"}[title]
    letter = {"7": "G", "8": "H", "11": "K"}[column]
    assert result.err.startswith(f"f.xlsx:2:{column}: error {code} (Ratings!{letter}2) ")
    assert words in result.err


@pytest.mark.deep
def test_problems_come_in_the_formats_of_ci(sustain: Sustain, form: Path) -> None:
    changed(form, put("1.A.i", "Level", "Strongish"))
    sarif = json.loads(sustain("import", "f.xlsx", FILE, "--format", "sarif", code=3).out)
    place = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (place["startLine"], place["startColumn"]) == (2, 7)
    assert "file=f.xlsx,line=2,col=7" in sustain("import", "f.xlsx", FILE, "--format", "github", code=3).out
    assert "Ratings!G2" in sustain("import", "f.xlsx", FILE, "--format", "junit", code=3).out
    (problem,) = json.loads(sustain("import", "f.xlsx", FILE, "--format", "json", code=3).out)
    assert (problem["file"], problem["line"], problem["column"], problem["code"]) == ("f.xlsx", 2, 7, "SR107")


@pytest.mark.deep
def test_json_holds_the_changes_whole(sustain: Sustain, form: Path) -> None:
    changed(form, put("1.A.i", "Rationale", "a\n" + "b" * 500))
    result = json.loads(sustain("import", "f.xlsx", FILE, "--format", "json").out)
    (change,) = result["changes"]
    assert (result["written"], change["cell"], change["theirs"]) == (True, "Ratings!H2", "a\n" + "b" * 500)


@pytest.mark.deep
def test_an_answer_that_makes_the_file_wrong_is_a_problem_of_its_cell(sustain: Sustain, form: Path) -> None:
    before = text()

    def edit(workbook: Any) -> None:
        put("1.A.i", "Level", "Not applicable")(workbook)
        put("1.A.i", "Rationale", None)(workbook)

    changed(form, edit)
    result = sustain("import", "f.xlsx", FILE, "--allow-clearing", code=3)
    assert "error SR207 (Ratings!" in result.err
    assert text() == before


def test_ids_doubled_and_unknown_are_problems(sustain: Sustain, form: Path) -> None:
    def edit(workbook: Any) -> None:
        sheet = workbook["Ratings"]
        sheet["A3"] = sheet["A2"].value
        sheet["A4"] = "9.Z.i"

    changed(form, edit)
    result = sustain("import", "f.xlsx", FILE, code=3)
    assert "f.xlsx:3:1: error SR004 (Ratings!A3)" in result.err
    assert "f.xlsx:4:1: error SR203 (Ratings!A4)" in result.err


@pytest.mark.deep
def test_merged_cells_and_missing_columns_are_problems(sustain: Sustain, form: Path) -> None:
    changed(form, lambda workbook: workbook["Ratings"].merge_cells("G2:H3"), Path("m.xlsx"))
    assert "merged" in sustain("import", "m.xlsx", FILE, code=3).err
    changed(form, lambda workbook: workbook["Ratings"].delete_cols(7), Path("d.xlsx"))
    assert "the column 'Level' is missing" in sustain("import", "d.xlsx", FILE, code=3).err


@pytest.mark.deep
def test_hidden_rows_and_columns_count_like_others(sustain: Sustain, form: Path) -> None:
    def edit(workbook: Any) -> None:
        put("1.A.i", "Priority", "Low")(workbook)
        workbook["Ratings"].row_dimensions[2].hidden = True
        workbook["Ratings"].column_dimensions["M"].hidden = True

    changed(form, edit)
    assert "1.A.i priority" in sustain("import", "f.xlsx").out


@pytest.mark.deep
def test_a_renamed_sheet_is_told(sustain: Sustain, form: Path) -> None:
    def edit(workbook: Any) -> None:
        workbook["Ratings"].title = "Sheet1"

    changed(form, edit)
    assert "give it its name back" in sustain("import", "f.xlsx", FILE, code=3).err


@pytest.mark.deep
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("id: 2026-fall,", "id: 2027-fall,", "of the round '2026-fall', and a.yaml of the round '2027-fall'"),
        ("id: literacy,", "id: math,", "about the reform 'literacy'"),
        ("name: Jefferson State", "name: Other State", "of the agency 'Jefferson State"),
    ],
)
def test_a_form_about_something_else_is_refused(
    sustain: Sustain, form: Path, old: str, new: str, words: str
) -> None:
    assert old in text()
    Path(FILE).write_text(text().replace(old, new, 1), encoding="utf-8")
    assert words in sustain("import", "f.xlsx", FILE, code=3).err
    assert "no file here is what it belongs to" in sustain("import", "f.xlsx", code=3).err


@pytest.mark.deep
def test_a_form_of_a_newer_version_is_refused(sustain: Sustain, form: Path) -> None:
    def edit(workbook: Any) -> None:
        for row in workbook["about"].iter_rows():
            if row[0].value == "form":
                row[1].value = "2"

    changed(form, edit)
    assert "newer version" in sustain("import", "f.xlsx", FILE, code=3).err


def test_text_that_looks_like_a_formula_or_a_link_stays_text(sustain: Sustain, folder: Path) -> None:
    from openpyxl import load_workbook

    source = (ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml").read_text(encoding="utf-8")
    hostile = '"=HYPERLINK(\\"http://x\\",\\"y\\")\\x07 _x0041_ 007"'
    place = source.index("rationale: >-", source.index("1.B.i:"))
    end = source.index("\n    criteria", place)
    Path(FILE).write_text(f"{source[:place]}rationale: {hostile}{source[end:]}", encoding="utf-8")
    result = sustain("form", FILE, "-o", "f.xlsx")
    assert "1.B.i rationale" in result.err
    sheet: Any = load_workbook("f.xlsx")["Ratings"]
    cell = cell_of(sheet, "1.B.i", "Rationale")
    assert (cell.data_type, cell.number_format) == ("s", "@")
    assert cell.value.startswith("=HYPERLINK(")
    assert all(each.data_type != "f" for row in sheet.iter_rows() for each in row)
    before = Path(FILE).read_bytes()
    assert sustain("import", "f.xlsx").out == "no changes\n"
    assert Path(FILE).read_bytes() == before


@pytest.mark.deep
def test_a_text_too_long_for_a_cell_is_cut_and_not_lost(sustain: Sustain, form: Path) -> None:
    long = "x" * 40_000
    sustain("rate", FILE, "1.A.i", "--rationale", long)
    assert "1.A.i rationale" in sustain("form", FILE, "-o", "f.xlsx", "--force").err
    before = Path(FILE).read_bytes()
    assert sustain("import", "f.xlsx").out == "no changes\n"
    changed(form, put("1.A.i", "Rationale", "short"))
    sustain("import", "f.xlsx", code=4)
    assert Path(FILE).read_bytes() == before


def test_control_characters_are_left_out_of_a_cell_with_a_note_and_stay_in_the_file(
    sustain: Sustain, folder: Path
) -> None:
    before = RATED[: RATED.index("    rationale:")] + '    rationale: "a\\ab\\e[31mc"\n'
    (folder / FILE).write_text(before, encoding="utf-8")
    said = sustain("form", FILE, "-o", "f.xlsx").err
    assert "1.A.i rationale: the form cannot hold this text whole" in said
    assert b"ab[31mc" in b"".join(members(folder / "f.xlsx").values())
    assert sustain("import", "f.xlsx").out == "no changes\n"
    assert text() == before
    changed(folder / "f.xlsx", put("1.A.i", "Rationale", "short"))
    sustain("import", "f.xlsx", code=4)
    assert text() == before


@pytest.mark.deep
def test_files_of_another_rubric_nearby_are_passed_over(
    sustain: Sustain, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its elements are not all in the other rubric."""
    copy_examples(folder / "agency")
    monkeypatch.chdir(folder / "agency")
    sustain("form", "assessments/literacy/2026-fall.yaml", "-o", "form.xlsx")
    assert sustain("import", "form.xlsx").out == "no changes\n"
    other = "assessments/educator-evaluation/2024-fall.yaml"
    assert "instrument" in sustain("import", "form.xlsx", other, code=3).err


def test_only_part_of_the_elements(sustain: Sustain, form: Path) -> None:
    from openpyxl import load_workbook

    sustain("form", FILE, "-o", "p.xlsx", "--only", "2.A", "--only", "3.D.iii")
    ids = [row[0].value for row in load_workbook("p.xlsx")["Ratings"].iter_rows(min_row=2)]
    assert ids == ["2.A.i", "2.A.ii", "2.A.iii", "3.D.iii"]
    changed(Path("p.xlsx"), put("2.A.i", "Priority", "High"))
    assert "2.A.i priority" in sustain("import", "p.xlsx").out
    assert (
        "has no element, variable or category '2'"
        not in sustain("form", FILE, "-o", "q.xlsx", "--only", "9", code=2).err
    )


def test_the_sheets_are_locked_but_for_the_answers(sustain: Sustain, form: Path) -> None:
    from openpyxl import load_workbook

    workbook: Any = load_workbook(form)
    assert [sheet.sheet_state for sheet in workbook] == [
        "visible",
        "visible",
        "visible",
        "veryHidden",
        "veryHidden",
    ]
    sheet = workbook["Ratings"]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert cell_of(sheet, "1.A.i", "Strong").protection.locked
    assert not cell_of(sheet, "1.A.i", "Level").protection.locked
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("C2", "$1:$1")
    choices = {
        area: check.formula1 for check in sheet.data_validations.dataValidation for area in [str(check.sqref)]
    }
    assert choices["G2:G20"] == '"Inadequate,Emerging,Strong,Exemplary,Not applicable,Unknown"'


@pytest.mark.deep
def test_a_worksheet_comes_back_too(sustain: Sustain, folder: Path) -> None:
    shutil.copy(ROOT / "examples" / "worksheet.yaml", folder / "w.yaml")
    sustain("form", "w.yaml", "-o", "w.xlsx")
    assert sustain("import", "w.xlsx").out == "no changes\n"
    before = Path("w.yaml").read_text(encoding="utf-8")

    def edit(workbook: Any) -> None:
        cell_of(workbook.worksheets[1], "organize/participants/2/role", "Answer").value = "Leads"
        cell_of(workbook.worksheets[1], "organize/participants/12/name", "Answer").value = "N. Ewcomer"
        cell_of(workbook.worksheets[4], "supports/1/evidence", "Answer").value = "No"

    changed(Path("w.xlsx"), edit)
    sustain("import", "w.xlsx")
    after = Path("w.yaml").read_text(encoding="utf-8")
    lines = [
        line
        for line in difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
        if line.startswith("+") and not line.startswith("+++")
    ]
    assert len(lines) == 3
    assert any("role: Leads" in line for line in lines)
    assert any("N. Ewcomer" in line for line in lines)


def test_without_the_office_libraries_the_extra_is_named(
    sustain: Sustain, form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("xlsxwriter", "openpyxl", "docx"):
        monkeypatch.setitem(sys.modules, name, None)
    assert "sustainrubric[office]" in sustain("form", FILE, "-o", "n.xlsx", code=2).err
    assert "sustainrubric[office]" in sustain("import", "f.xlsx", code=2).err


def declared(form: Path) -> bytes:
    parts = members(form)
    parts["xl/workbook.xml"] = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + parts["xl/workbook.xml"]
    return zipped(parts)


def bomb(form: Path) -> bytes:
    return zipped({**members(form), "xl/media/big.bin": bytes(600_000_000)})


def merged_bomb(form: Path) -> bytes:
    parts = members(form)
    name = "xl/worksheets/sheet2.xml"
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    parts[name] = parts[name].replace(b"</sheetData>", b"</sheetData>" + merge)
    return zipped(parts)


def truncated_part(form: Path) -> bytes:
    parts = members(form)
    return zipped({**parts, "xl/worksheets/sheet2.xml": parts["xl/worksheets/sheet2.xml"][:500]})


HOSTILE: dict[str, Callable[[Path], bytes]] = {
    "not a zip": lambda form: b"hello",
    "empty": lambda form: b"",
    "encrypted": lambda form: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000),
    "truncated": lambda form: form.read_bytes()[:5000],
    "a part cut off": truncated_part,
    "macros": lambda form: zipped({**members(form), "xl/vbaProject.bin": b"x"}),
    "a name that leads out": lambda form: zipped({**members(form), "../evil.xml": b"<x/>"}),
    "entities": declared,
    "many cells merged": merged_bomb,
    "a document of Word": lambda form: zipped({"word/document.xml": b"<x/>"}),
    "somebody's workbook": lambda form: zipped(
        {name: part for name, part in members(form).items() if "sheet5" not in name}
    ),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_form_is_refused_and_the_file_stays(sustain: Sustain, form: Path, case: str) -> None:
    before = Path(FILE).read_bytes()
    Path("h.xlsx").write_bytes(HOSTILE[case](form))
    result = sustain("import", "h.xlsx", FILE, code=3)
    assert result.err.startswith("sustain: h.xlsx: ")
    assert Path(FILE).read_bytes() == before


@pytest.mark.deep
def test_a_bomb_is_refused_before_it_is_unpacked(sustain: Sustain, form: Path) -> None:
    import resource

    Path("h.xlsx").write_bytes(bomb(form))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "unpacks to more than" in sustain("import", "h.xlsx", FILE, code=3).err
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_a_link_to_another_file_is_not_followed(sustain: Sustain, form: Path) -> None:
    parts = members(form)
    parts["xl/externalLinks/externalLink1.xml"] = b"<externalLink/>"
    Path("h.xlsx").write_bytes(zipped(parts))
    assert sustain("import", "h.xlsx", FILE).out == "no changes\n"


@pytest.mark.deep
def test_a_word_typed_in_another_way_is_the_same_answer(sustain: Sustain, folder: Path) -> None:
    shutil.copy(ROOT / "examples" / "worksheet.yaml", folder / "w.yaml")
    sustain("form", "w.yaml", "-o", "w.xlsx")

    def edit(workbook: Any) -> None:
        supports, actions = workbook.worksheets[4], workbook.worksheets[5]
        cell_of(supports, "supports/1/evidence", "Answer").value = "\u00a0YES "
        cell_of(supports, "supports/7/steps", "Answer").value = " select ,plan"
        cell_of(actions, "actions/4/status", "Answer").value = "Under way"

    changed(Path("w.xlsx"), edit)
    assert sustain("import", "w.xlsx").out == "no changes\n"


def test_an_owner_may_be_typed_by_id(sustain: Sustain, form: Path) -> None:
    changed(form, put("1.A.i#1", "Owner", " mlopez ", sheet="Actions"))
    assert sustain("import", "f.xlsx").out == "no changes\n"


def rewritten(old: str, new: str) -> None:
    """What somebody else writes meanwhile."""
    assert old in text()
    Path(FILE).write_text(text().replace(old, new, 1), encoding="utf-8")


THREE = """    evidence:
      - {what: Old}
    actions:
      - {what: First, due: 2027-01-01}
      - {what: Second, due: 2027-01-01}
"""


@pytest.fixture
def three(sustain: Sustain, folder: Path) -> Path:
    """The form of a file with a piece of evidence and two actions of the same day."""
    (folder / FILE).write_text(RATED + THREE, encoding="utf-8")
    sustain("form", FILE, "-o", "f.xlsx", "--actions")
    return folder / "f.xlsx"


def test_evidence_that_others_put_first_gets_nothing_that_was_meant_for_another(
    sustain: Sustain, three: Path
) -> None:
    rewritten("      - {what: Old}\n", "      - {what: New}\n      - {what: Old}\n")
    before = text()
    changed(three, put("1.A.i", "Evidence: where", "binder 3"))
    said = sustain("import", "f.xlsx", code=4)
    assert "  file now:  New Old\n" in said.out
    assert "1.A.i evidence where" in said.out
    assert text() == before
    assert sustain("import", "f.xlsx", "--accept", "ours").out == "no changes\n"


def test_an_action_is_found_again_where_others_put_one_before_it(sustain: Sustain, three: Path) -> None:
    rewritten("      - {what: First", "      - {what: Before, due: 2027-01-01}\n      - {what: First")
    changed(three, put("1.A.i#1", "Due", "2027-05-05", sheet="Actions"))
    assert "1.A.i#2 due (Actions!E2)" in sustain("import", "f.xlsx").out
    assert "{what: First, due: 2027-05-05}" in text()
    assert text().count("2027-01-01") == 2
    assert sustain("import", "f.xlsx").out == "no changes\n"


@pytest.mark.deep
def test_an_action_that_others_took_out_is_a_conflict(sustain: Sustain, three: Path) -> None:
    rewritten("      - {what: First, due: 2027-01-01}\n", "")
    before = text()
    changed(three, put("1.A.i#1", "Due", "2027-05-05", sheet="Actions"))
    assert "1.A.i#2 action (Actions!C2): changed in the form and in the file" in (
        sustain("import", "f.xlsx", code=4).out
    )
    assert sustain("import", "f.xlsx", "--accept", "ours").out == "no changes\n"
    assert text() == before
    sustain("import", "f.xlsx", "--accept", "theirs")
    assert text().index("what: Second, due: 2027-01-01") < text().index("what: First")
    assert "2027-05-05" in text()


@pytest.mark.deep
def test_an_action_that_others_replaced_is_a_conflict(sustain: Sustain, three: Path) -> None:
    rewritten("what: First", "what: Something else")
    changed(three, put("1.A.i#1", "Due", "2027-05-05", sheet="Actions"))
    before = text()
    assert "file now:  Something else" in sustain("import", "f.xlsx", code=4).out
    assert text() == before
    changed(three, put("1.A.i#1", "Due", "2027-01-01", sheet="Actions"))
    assert sustain("import", "f.xlsx").out == "no changes\n"


@pytest.mark.deep
def test_rows_of_a_worksheet_are_found_again_and_new_ones_go_behind_those_of_others(
    sustain: Sustain, folder: Path
) -> None:
    source = (ROOT / "examples" / "worksheet.yaml").read_text(encoding="utf-8")
    Path(FILE).write_text(source, encoding="utf-8")
    sustain("form", FILE, "-o", "f.xlsx")
    people = source.partition("  participants:\n")[2].splitlines()[0]
    rewritten(people, f"    - {{name: A. Early, role: Guest}}\n{people}")

    def edit(workbook: Any) -> None:
        sheet = workbook.worksheets[1]
        cell_of(sheet, "organize/participants/2/role", "Answer").value = "Leads"
        cell_of(sheet, "organize/participants/10/name", "Answer").value = "N. Ewcomer"

    changed(Path("f.xlsx"), edit)
    sustain("import", "f.xlsx")
    found = load_yaml(text())["organize"]["participants"]
    was = load_yaml(source)["organize"]["participants"]
    assert [each["name"] for each in found] == ["A. Early", *(each["name"] for each in was), "N. Ewcomer"]
    assert [each.get("role") for each in found[1:-1]] == [
        was[0]["role"],
        "Leads",
        *(each["role"] for each in was[2:]),
    ]
    assert found[0]["role"] == "Guest"


def test_a_form_names_its_instrument_as_a_report_does(made: bytes, tmp_path: Path) -> None:
    (tmp_path / "f.xlsx").write_bytes(made)
    said = b"".join(members(tmp_path / "f.xlsx").values()).decode()
    assert "April 2015 (Sustainability Rubric, version 1.0.0)." in said
    assert "2015-04" not in said


def test_a_form_of_an_own_instrument_credits_what_it_rests_on(sustain: Sustain, folder: Path) -> None:
    copy_examples(folder)
    sustain(
        "new", "assessment", "a.yaml", "--rubric", "jf-sustainability@1.0.0", "--reform", "R", "--round", "1"
    )
    sustain("form", "a.yaml", "-o", "f.xlsx")
    said = b"".join(members(Path("f.xlsx")).values()).decode()
    assert "It rests on Sustainability Rubric, version 1.0.0: Reform Support Network, April 2015." in said
