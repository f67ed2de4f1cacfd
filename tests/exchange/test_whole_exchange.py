"""Everything that can occur in a document, in a form and in what comes back, each kept whole."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest

from sustainrubric.exchange.assessment_answers import Answers, with_answers
from sustainrubric.exchange.assessment_form import assessment_form
from sustainrubric.exchange.docx_form import docx_form
from sustainrubric.exchange.docx_page import WordPage, bookmark_name, column_widths
from sustainrubric.exchange.docx_report import docx_report
from sustainrubric.exchange.form_model import CellKey, Form, ReadCell
from sustainrubric.exchange.import_form import ImportPlan
from sustainrubric.exchange.import_text import import_json, import_lines
from sustainrubric.exchange.merge import CellChange, Fate, merge
from sustainrubric.exchange.workbook_writer import workbook_bytes
from sustainrubric.exchange.worksheet_form import worksheet_answers, worksheet_form
from sustainrubric.exchange.xlsform import xlsform_bytes
from sustainrubric.instruments.shipped import load_worksheet_definition
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.records.worksheet import Worksheet
from tests.panel.small_panel import assessment_of, rubric, votes_of
from tests.rating.build import small_assessment

Golden = Callable[[str, str], None]

MARKDOWN = """\
# A report

<a id="top"></a>

Plain *slanted* **bold *both* bold** `code *as is*` [link](https://example.gov/a) [mail](mailto:a@example.gov)
[inside](#top) [nowhere](javascript:x) and\
a break.

> A quote with **weight**.

Out of the quote, and this leads to:

- one
  - two
    - three
      - four

        more of four
  - two again

  more of one
- five

<details><summary>2 &amp; more</summary>

**All of it bold**

**Bold** and not

1. first

   more of first
2. second
   4. inner fourth
   5. inner fifth

</details>

## A table <a id="in-heading"></a>

What stands above:

| A | Long column | |
|:--|---|--:|
| **b** | [x](https://example.gov/b) | 1 |
| c |  | 2 |

Between

| a | b | c | d | e | f | g |
|---|---|---|---|---|---|---|
| 1 | 2 | 3 | 4 | 5 | 6 | 7 |

```
code
  block
```

###### Deep
"""


def parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def lines(xml: str) -> str:
    """The elements of a part, a line each, without namespaces and what every part begins with."""
    body = re.sub(r"^.*?<w:(body|ftr)\b[^>]*>", "", xml, flags=re.DOTALL)
    return re.sub(r">\s*<", ">\n<", body).replace("w:", "") + "\n"


def test_a_report_as_a_document(golden: Golden) -> None:
    found = parts_of(docx_report(MARKDOWN, agency="An agency"))
    golden("exchange/report.document.txt", lines(found["word/document.xml"]))
    footer = next(text for name, text in found.items() if name.startswith("word/footer"))
    golden("exchange/report.footer.txt", lines(footer))
    links = re.findall(r'Target="([^"]*)" TargetMode="External"', found["word/_rels/document.xml.rels"])
    assert sorted(links) == ["https://example.gov/a", "https://example.gov/b", "mailto:a@example.gov"]


def test_a_document_says_what_it_is() -> None:
    document: Any = docx.Document(io.BytesIO(docx_report("no heading", agency="An \x01agency" * 100)))
    about = document.core_properties
    assert (about.title, about.subject, about.language) == ("Report", "", "en-US")
    assert (about.last_modified_by, about.revision, about.comments, about.keywords) == (
        "sustainrubric",
        1,
        "",
        "",
    )
    assert about.created == about.modified
    assert about.created.isoformat().startswith("2026-01-01T00:00:00")
    assert len(about.author) == 255
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size.pt, normal.paragraph_format.space_after.pt) == (
        "Calibri",
        10.5,
        6,
    )
    assert 'lang w:val="en-US"' in normal.element.xml.replace("w:lang", "lang")
    colors = {str(document.styles[f"Heading {level}"].font.color.rgb) for level in range(1, 7)}
    assert colors == {"1F3A5F"}
    assert document.styles["Heading 6"].font.color.rgb != document.styles["Title"].font.color.rgb


@pytest.mark.parametrize(("landscape", "size"), [(False, (8.5, 11)), (True, (11, 8.5))])
def test_a_page_lies_or_stands(landscape: bool, size: tuple[float, float]) -> None:
    page = WordPage("T", "A", "S", landscape=landscape)
    page.heading("New", 1, new_page=True)
    page.heading("Same", 1)
    document: Any = docx.Document(io.BytesIO(page.content()))
    section = document.sections[0]
    assert (section.page_width.inches, section.page_height.inches) == size
    assert (section.orientation == 1) is landscape
    margins = {each.inches for each in (section.left_margin, section.right_margin, section.top_margin,
                                        section.bottom_margin)}  # fmt: skip
    assert margins == {0.8}
    assert document.core_properties.subject == "S"
    breaks = {each.text: each.paragraph_format.page_break_before for each in document.paragraphs if each.text}
    assert breaks == {"New": True, "Same": None}


def test_names_of_bookmarks_and_widths_of_columns() -> None:
    assert bookmark_name("element-1.A.i") == "b_element_1_A_i"
    assert len(bookmark_name("x" * 50)) == 40
    tables = [
        [["a"]],
        [["a", "b"], ["x" * 300, "short"]],
        [["a", "b"], ["Sep 30, 2026", "x" * 300], ["Sep 30, 2026"]],
        [["Many words", "wwwwww", "x" * 40], ["", "", "y " * 90]],
        [[str(n) for n in range(7)], ["word " * 9] * 7],
        [["accountability"] * 9],
    ]
    found = [column_widths(table) for table in tables]
    assert found == WIDTHS
    assert all(abs(sum(widths) - 6.9) < 0.05 for widths in found)


WIDTHS: list[list[float]] = [
    [6.9],
    [6.05, 0.85],
    [1.54, 5.36],
    [1.09, 0.93, 4.88],
    [0.99, 0.99, 0.99, 0.99, 0.99, 0.99, 0.99],
    [0.77, 0.77, 0.77, 0.77, 0.77, 0.77, 0.77, 0.77, 0.77],
]

OF = rubric(2)
ONE, TWO = OF.elements
DATA: dict[str, Any] = {
    "team": [{"id": "m", "name": "M. Lopez"}, {"id": "k", "name": "K. Bauer"}],
    "ratings": {
        ONE: {
            "level": "strong",
            "rationale": "Two\nlines",
            "target": "exemplary",
            "priority": "high",
            "evidence": [
                {"what": "Law", "where": "binder", "date": "2026-01-02", "sensitive": True},
                {"what": "A  list"},
            ],
            "actions": [
                {"what": "Ask", "owner": "m", "due": "2027-01-31", "status": "under-way", "id": "x"},
                {"what": "Tell", "owner": "somebody"},
            ],
        },
        TWO: {"level": "unknown"},
    },
}


def form(**more: Any) -> Form:
    return assessment_form(small_assessment(DATA["ratings"], team=DATA["team"]), DATA, OF, **more)


def as_text(found: Form) -> str:
    parts: list[str] = [found.heading, *(f"{key}: {value}" for key, value in found.about.items())]
    parts += [*found.paragraphs, *found.credits]
    for sheet in found.sheets:
        parts.append(f"== {sheet.title} {sheet.is_secret}")
        parts += [
            f"{each.key} {each.title} {each.width} {each.is_open} {', '.join(each.choices)}"
            for each in sheet.columns
        ]
        for row in sheet.rows:
            shown = {each.key: row.cells[each.key] for each in sheet.columns if each.key in row.cells}
            parts.append(f"{row.id} {' '.join(sorted(row.opened))}: {json.dumps(shown)}")
    return "\n".join((*parts, ""))


def test_what_a_form_asks(golden: Golden) -> None:
    golden("exchange/form.txt", as_text(form(actions=True, version="7")))
    golden("exchange/form-of-one.txt", as_text(form(elements=[TWO])))
    golden(
        "exchange/form-of-worksheet.txt",
        as_text(worksheet_form(WORKSHEET, FILLED, definition(), version="7")),
    )


def test_a_form_to_be_printed(golden: Golden) -> None:
    of_worksheet = worksheet_form(WORKSHEET, FILLED, definition())
    forms = {
        "form": form(elements=[TWO]),
        "worksheet": replace(of_worksheet, sheets=of_worksheet.sheets[1:2]),
    }
    for name, made in forms.items():
        document: Any = docx.Document(io.BytesIO(docx_form(made)))
        said = []
        for each in document.iter_inner_content():
            if hasattr(each, "runs"):
                breaks = " (new page)" if each.paragraph_format.page_break_before else ""
                said.append(f"{each.style.name}: {each.text}{breaks}")
            else:
                said += [
                    " | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in each.rows
                ]
        golden(f"exchange/print-{name}.txt", "\n".join((*said, "")))


def looks_of(content: bytes) -> str:
    """All of a workbook that a reader sees or meets: texts, widths, heights, looks, locks, choices and print.

    Heights in whole points: versions of the library differ in what they round them to.
    """
    found = []
    workbook: Any = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in workbook:
        page, setup = sheet.print_options, sheet.page_setup
        margins = [getattr(sheet.page_margins, side) for side in ("left", "right", "top", "bottom")]
        found += [
            f"== {sheet.title} {sheet.sheet_state} frozen at {sheet.freeze_panes} filter {sheet.auto_filter.ref}",
            f"{setup.orientation} {setup.paperSize} {setup.fitToWidth} {setup.fitToHeight} {page.gridLines} {margins}",
            f"{sheet.oddFooter.left.text} | {sheet.oddFooter.right.text} | {sheet.print_title_rows} "
            f"{sheet.print_title_cols} grid {sheet.sheet_view.showGridLines}",
            f"widths {[(each.min, each.max, each.width) for each in sheet.column_dimensions.values()]}",
            f"heights {[(number, round(row.height)) for number, row in sheet.row_dimensions.items() if row.height]}",
        ]
        lock = sheet.protection
        found.append(
            f"locked {lock.sheet} {lock.sort} {lock.autoFilter} {lock.formatColumns} {lock.formatRows}"
        )
        for rule in sheet.data_validations.dataValidation:
            said = (rule.type, rule.operator, rule.formula1, rule.allow_blank, rule.errorTitle, rule.error)
            found.append(f"rule {rule.sqref} {said} {rule.promptTitle} {rule.prompt}")
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None or cell.has_style:
                    font, place = cell.font, cell.alignment
                    color = font.color.rgb if font.color and font.color.type == "rgb" else ""
                    look = f"{font.b} {font.sz} {color} {cell.fill.fgColor.rgb} {place.wrap_text} {place.vertical}"
                    look += f" {cell.number_format} {cell.protection.locked}"
                    found.append(f"{cell.coordinate} {cell.data_type} {look} {cell.value!r}")
    return "\n".join((*found, ""))


def test_a_workbook_looks_as_it_looked(golden: Golden) -> None:
    golden("exchange/workbook.txt", looks_of(workbook_bytes(form(elements=[ONE]))))
    less = replace(form(actions=True, elements=[ONE]), paragraphs=(), credits=())
    few = replace(less.sheets[1], rows=(*less.sheets[1].rows[:2], less.sheets[1].rows[-1]))
    golden("exchange/workbook-of-actions.txt", looks_of(workbook_bytes(replace(less, sheets=(few,)))))


def test_a_form_for_phones_asks_what_it_asked(golden: Golden) -> None:
    team = [{"id": "m", "name": "*M.* <Lopez>"}, {"id": "k", "name": "${k}"}]
    asked = assessment_of(votes_of(OF, missing=("r1", "m")), team=team)
    texts = [
        looks_of(xlsform_bytes(asked, OF, [ONE])),
        looks_of(xlsform_bytes(small_assessment({}), OF, [TWO])),
    ]
    golden("exchange/xlsform.txt", "\n".join(texts))


def taken(changes: dict[tuple[str, str], str], sheet: str = "Ratings", *, clearing: bool = False) -> Answers:
    """What the file says after these cells came back."""
    ours = form(actions=True).values()
    theirs = {CellKey(sheet, *key): text for key, text in changes.items()}
    assert set(theirs) <= set(ours)
    return with_answers(
        DATA, merge(ours, ours, theirs, clearing=clearing), ours | theirs, OF, clearing=clearing
    )


def rating(**changes: Any) -> dict[str, Any]:
    found = {**DATA["ratings"][ONE], **changes}
    return {key: value for key, value in found.items() if value is not None}


LAW, LIST = DATA["ratings"][ONE]["evidence"]
ASK, TELL = DATA["ratings"][ONE]["actions"]
EXPECTED = "evidence_what"
CELLS: dict[str, tuple[dict[tuple[str, str], str], dict[str, Any] | str]] = {
    "a level by its name": ({(ONE, "level"): " not  Applicable "}, rating(level="not-applicable")),
    "a level by its id": ({(ONE, "level"): "emerging"}, rating(level="emerging")),
    "no level": ({(ONE, "level"): "quite strong"}, "'quite strong' is not a level"),
    "no target": ({(ONE, "target"): "unknown"}, "'unknown' is not a level"),
    "no priority": ({(ONE, "priority"): "urgent"}, "'urgent' is not a priority"),
    "a priority": ({(ONE, "priority"): "LOW"}, rating(priority="low")),
    "a text": ({(ONE, "rationale"): "\nOne\n\nTwo\n"}, rating(rationale="One\n\nTwo")),
    "another where": (
        {(ONE, "evidence_where"): "shelf"}, rating(evidence=[{**LAW, "where": "shelf"}, LIST])
    ),
    "a where of the second": (
        {(ONE, "evidence_where"): "binder\nshelf"}, rating(evidence=[LAW, {**LIST, "where": "shelf"}])
    ),
    "a third": (
        {(ONE, EXPECTED): "Law\nA list\nNew", (ONE, "evidence_date"): "2026-01-02\n\n2026-03-04"},
        rating(evidence=[LAW, LIST, {"what": "New", "date": date(2026, 3, 4)}]),
    ),
    "a day that is none": ({(ONE, "evidence_date"): "soon"}, "line 1: "),
    "a day that is none, in the second line": ({(ONE, "evidence_date"): "2026-01-02\nsoon"}, "line 2: "),
    "what it is is missing": ({(ONE, "evidence_where"): "a\nb\nc"}, "line 3: the what is missing"),
    "no what any more": ({(ONE, EXPECTED): "\nA list"}, "line 1: the what is missing"),
    "one gone": ({(ONE, EXPECTED): "Law"}, "1 piece of evidence is gone; --allow-clearing removes it"),
    "all gone": (
        {(ONE, EXPECTED): "x", (ONE, "evidence_where"): "", (ONE, "evidence_date"): ""},
        "1 piece of evidence is gone",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CELLS)
def test_what_came_back_goes_into_its_place(case: str) -> None:
    changes, expected = CELLS[case]
    answers = taken(changes)
    if isinstance(expected, str):
        assert [expected in message for _, _, message in answers.problems] == [True], answers.problems
        assert answers.problems[0][0].row == ONE
        assert answers.data == DATA
    else:
        assert answers.problems == []
        assert answers.data["ratings"] == {ONE: expected, TWO: {"level": "unknown"}}
        assert answers.written


CLEARED: dict[str, tuple[dict[tuple[str, str], str], dict[str, Any]]] = {
    "a text": ({(ONE, "rationale"): " "}, rating(rationale=None)),
    "a level": ({(ONE, "level"): ""}, rating(level=None)),
    "the second piece": ({(ONE, EXPECTED): "Law"}, rating(evidence=[LAW])),
    "the first piece": (
        {(ONE, EXPECTED): "A list", (ONE, "evidence_where"): "", (ONE, "evidence_date"): ""},
        rating(evidence=[{"what": "A list", "sensitive": True}]),
    ),
    "all pieces": (
        {(ONE, EXPECTED): "", (ONE, "evidence_where"): "", (ONE, "evidence_date"): ""}, rating(evidence=None)
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CLEARED)
def test_what_was_emptied_goes_where_that_is_allowed(case: str) -> None:
    changes, expected = CLEARED[case]
    assert taken(changes, clearing=True).data["ratings"][ONE] == expected
    assert taken(changes).data["ratings"][ONE] in (DATA["ratings"][ONE], expected)


FIRST, SECOND = f"{ONE}#1", f"{ONE}#2"
ACTION_CELLS: dict[str, tuple[dict[tuple[str, str], str], list[dict[str, Any]] | str]] = {
    "other words": ({(FIRST, "action"): "Ask again"}, [{**ASK, "what": "Ask again"}, TELL]),
    "a status": ({(SECOND, "status"): "done"}, [ASK, {**TELL, "status": "done"}]),
    "an owner by name": ({(SECOND, "owner"): "K. Bauer"}, [ASK, {**TELL, "owner": "k"}]),
    "a stranger": ({(SECOND, "owner"): "Nobody"}, "'Nobody'"),
    "no status": ({(SECOND, "status"): "so so"}, "'so so' is not a status"),
    "no day": ({(SECOND, "due"): "soon"}, "'soon'"),
    "a new one": (
        {("new-1", "element"): ONE, ("new-1", "action"): "New", ("new-1", "due"): "2027-02-03"},
        [ASK, TELL, {"what": "New", "due": date(2027, 2, 3), "status": "planned"}],
    ),
    "two new ones": (
        {("new-10", "element"): ONE, ("new-10", "action"): "B", ("new-2", "element"): ONE, ("new-2", "action"): "A"},
        [ASK, TELL, {"what": "A", "status": "planned"}, {"what": "B", "status": "planned"}],
    ),
    "one that is there": (
        {("new-1", "element"): ONE, ("new-1", "action"): "Ask", ("new-1", "owner"): "M. Lopez",
         ("new-1", "due"): "2027-01-31", ("new-1", "status"): "Under way"},
        [ASK, TELL],
    ),
    "one of nothing": ({("new-1", "action"): "New"}, "belongs to no element: ''; choose one from the list"),
    "one of another": ({("new-1", "element"): "1.A.9", ("new-1", "action"): "New"}, "no element: '1.A.9'"),
    "a new one without words": ({("new-1", "element"): ONE, ("new-1", "due"): "2027-02-03"}, "the what is missing"),
}  # fmt: skip


@pytest.mark.parametrize("case", ACTION_CELLS)
def test_actions_that_came_back_are_changed_and_added(case: str) -> None:
    changes, expected = ACTION_CELLS[case]
    answers = taken(changes, "Actions")
    if isinstance(expected, str):
        assert [expected in message for _, _, message in answers.problems] == [True], answers.problems
    else:
        assert answers.problems == []
        assert answers.data["ratings"][ONE]["actions"] == expected
        assert answers.already == ({"new-1"} if case == "one that is there" else set())


def test_actions_that_were_emptied_go_and_the_others_keep_their_places() -> None:
    gone = dict.fromkeys(((FIRST, "action"), (FIRST, "owner"), (FIRST, "due"), (FIRST, "status")), "")
    changes = {**gone, (SECOND, "action"): "Tell all"}
    found = taken(changes, "Actions", clearing=True).data["ratings"][ONE]["actions"]
    assert found == [{**TELL, "what": "Tell all"}]
    ((key, _, message),) = taken({(FIRST, "action"): ""}, "Actions", clearing=True).problems
    assert (key.row, key.column, message) == (FIRST, "action", "the what is missing")


def definition() -> WorksheetDefinition:
    found = load_worksheet_definition("lea-process@1.0.0")
    assert found is not None
    return found


FILLED: dict[str, Any] = {
    "kind": "worksheet",
    "format": 1,
    "worksheet": "lea-process@1.0.0",
    "agency": {"name": "Example"},
    "date": "2026-09-30",
    "organize": {"participants": [{"name": "A. Ferraro", "role": "Lead"}], "logistics": "Room 214"},
    "context": {"gaps": ["None yet"]},
    "supports": [{"what": "Review", "when": "May", "steps": ["select", "plan"], "evidence": True}],
    "actions": [{"what": "Ask", "due": "2027-01-31", "status": "planned"}],
}
WORKSHEET = Worksheet.model_validate(FILLED)
ROWS: dict[str, tuple[str, str, tuple[str | int, ...], Any]] = {
    # the row, what came back, the place in the file, what is there then
    "a text": ("organize/logistics", " Room 3\n", ("organize", "logistics"), " Room 3"),
    "a new text": ("communication", "By mail", ("communication",), "By mail"),
    "a part of a row": (
        "organize/participants/1/name", "B", ("organize", "participants"), [{"name": "B", "role": "Lead"}]
    ),
    "a new part": (
        "organize/participants/1/contact", "c@x", ("organize", "participants"),
        [{"name": "A. Ferraro", "role": "Lead", "contact": "c@x"}],
    ),
    "a new row": (
        "organize/participants/2/name", "B", ("organize", "participants"),
        [{"name": "A. Ferraro", "role": "Lead"}, {"name": "B"}],
    ),
    "a row after an empty one": ("context/gaps/3", "Time", ("context", "gaps"), ["None yet", "Time"]),
    "another text of a row": ("context/gaps/1", "Time", ("context", "gaps"), ["Time"]),
    "a list that is new": ("supports_gaps/2", "Time", ("supports_gaps",), ["Time"]),
    "yes and no": (
        "supports/1/evidence", "NO", ("supports", 0), {**FILLED["supports"][0], "evidence": False}
    ),
    "several steps": (
        "supports/1/steps", "select, , plan ,inform", ("supports", 0, "steps"), ["select", "plan", "inform"]
    ),
    "a day": ("actions/1/due", "2027-02-03", ("actions", 0, "due"), "2027-02-03"),
    "a status": ("actions/1/status", "Under  way", ("actions", 0, "status"), "under-way"),
}  # fmt: skip


def worksheet_taken(changes: dict[str, str], *, clearing: bool = False) -> Answers:
    made = worksheet_form(WORKSHEET, FILLED, definition())
    ours = made.values()
    keys = {key.row: key for key in ours}
    theirs = {keys[row]: text for row, text in changes.items()}
    return worksheet_answers(
        FILLED, merge(ours, ours, theirs, clearing=clearing), ours | theirs, definition()
    )


@pytest.mark.parametrize("case", ROWS)
def test_an_answer_of_a_worksheet_goes_into_its_place(case: str) -> None:
    row, text, place, expected = ROWS[case]
    answers = worksheet_taken({row: text})
    assert answers.problems == []
    found: Any = answers.data
    for part in place:
        found = found[part]
    assert str(found) == str(expected)


def test_emptied_rows_of_a_worksheet_go_where_that_is_allowed() -> None:
    emptied = {"organize/participants/1/name": "", "organize/participants/1/role": "", "context/gaps/1": ""}
    found = worksheet_taken(emptied, clearing=True).data
    assert not found["organize"].get("participants")
    assert not found.get("context", {}).get("gaps")
    assert found["organize"]["logistics"] == "Room 214"
    assert worksheet_taken(emptied).data == FILLED
    less = worksheet_taken({"organize/participants/1/role": ""}, clearing=True).data
    assert less["organize"]["participants"] == [{"name": "A. Ferraro"}]


@pytest.mark.parametrize(
    ("row", "text", "words"),
    [
        ("actions/1/due", "soon", "'soon'"),
        ("actions/1/status", "so so", "'so so' is not one of planned, under-way, done, dropped"),
        ("supports/1/evidence", "perhaps", "'perhaps' is not one of yes, no"),
        ("supports/1/evidence", "yess", "did you mean"),
    ],
)
def test_what_is_no_answer_of_a_worksheet_is_told(row: str, text: str, words: str) -> None:
    ((key, code, message),) = worksheet_taken({row: text}).problems
    assert (key.row, words in message) == (row, True), message
    assert (code.name == "NOT_A_DATE") is row.endswith("due")


def test_changes_are_told_for_people_and_for_programs(golden: Golden) -> None:
    fates: tuple[Fate, ...] = ("set", "conflict", "cleared", "kept")
    long = "x" * 161
    texts = (("", long[:-1]), (long, "new\nline"), ("gone", ""), ("stays", ""))
    changes = [
        CellChange(CellKey("Ratings", f"1.A.{place}", "evidence_what"), fate, "b\u00e4se", *texts[place])
        for place, fate in enumerate(fates)
    ]
    cells = {each.key: ReadCell(each.theirs, 3, 4, "Ratings!D3") for each in changes}
    plan = ImportPlan(tuple(changes), cells, {}, ())
    nothing = ImportPlan((), {}, {}, ())
    told = [*import_lines(plan), "", *import_lines(nothing), ""]
    told += [import_json("f.xlsx", "a.yaml", each, written=each is nothing) for each in (plan, nothing)]
    golden("exchange/changes.txt", "\n".join((*told, "")))
    assert [len(plan.conflicts), len(plan.taken)] == [1, 2]
