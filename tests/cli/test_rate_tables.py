"""`sustain rate --from` a table: the columns of our own tables and forms, and problems at their cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT, Result
from tests.small import RATED

Sustain = Callable[..., Result]


@pytest.fixture
def file(folder: Path) -> Path:
    file = folder / "a.yaml"
    file.write_text(RATED, encoding="utf-8")
    return file


def ratings(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["ratings"]


@pytest.mark.deep
def test_our_own_tables_make_the_same_ratings_again(folder: Path, sustain: Sustain) -> None:
    example = ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml"
    (folder / "old.yaml").write_bytes(example.read_bytes())
    text = example.read_text(encoding="utf-8")
    new = folder / "new.yaml"
    new.write_text(text[: text.index("\nratings:")] + "\nratings: {}\n", encoding="utf-8")
    sustain("export", "old.yaml", "-o", "t")
    for name in ("elements", "criteria", "look_fors", "evidence", "actions"):
        (table,) = (folder / "t" / name).glob("*.csv")
        sustain("rate", "new.yaml", "--from", str(table))
        before = new.read_bytes()
        assert "nothing to change" in sustain("rate", "new.yaml", "--from", str(table)).err
        assert new.read_bytes() == before
    sustain("rate", "new.yaml", "--from", scored(folder, sustain))
    old = {key: {**value} for key, value in ratings(example).items()}
    for value in old.values():
        for key in ("rationale", "priority", "target"):
            value.pop(key, None)
        for row in value.get("actions", []):
            row.setdefault("status", "planned")
    made = ratings(new)
    assert {each: made[each].pop("target") for each in list(made) if "target" in made[each]}
    for value in made.values():
        value.pop("priority", None)
        value.pop("rationale", None)
    assert made == {key: value for key, value in old.items() if value}


def scored(folder: Path, sustain: Sustain) -> str:
    (folder / "s.csv").write_text(sustain("score", "old.yaml", "--format", "csv").out, encoding="utf-8")
    return "s.csv"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.csv", "element,level,rationale\r\n1.a.i, STRONG ,They agree.\r\n\r\n1.B.i,emerging,\r\n"),
        (
            "x.csv",
            '\ufeff"Id";"Element";"Level";"Rationale"\n1.A.i;Align;Strong;They agree.\n1.B.i;;Emerging\n',
        ),
        ("x.tsv", 'ELEMENT ID\tLevel\tRationale\n1.A.i\tstrong\t"They agree."\n1.B.i\temerging\t\n'),
        ("x.CSV", "element_id,level\n1.A.i,strong\n1.B.i,emerging\n1.A.i,strong\n"),
    ],
)
def test_commas_semicolons_and_tabs(file: Path, sustain: Sustain, name: str, text: str) -> None:
    Path(name).write_text(text, encoding="utf-8", newline="")
    sustain("rate", "a.yaml", "--from", name)
    assert ratings(file)["1.A.i"]["level"] == "strong"
    assert ratings(file)["1.B.i"] == {"level": "emerging"}


def test_the_cells_of_a_form_hold_a_line_for_each_piece(file: Path, sustain: Sustain) -> None:
    rows = [["Id", "Evidence: what", "Evidence: date", "Action", "Owner"]]
    rows += [["1.A.i", "One\nTwo", "2026-01-01\n", "'=Do | it", "mlopez"]]
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    Path("x.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    sustain("rate", "a.yaml", "--from", "x.csv")
    assert ratings(file)["1.A.i"]["evidence"] == [{"what": "One", "date": "2026-01-01"}, {"what": "Two"}]
    assert ratings(file)["1.A.i"]["actions"] == [{"what": "=Do | it", "owner": "mlopez", "status": "planned"}]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("id,level\n1.A.i,strong\n1.B.i, stron\n", 2, "x.csv:3:7: 1.B.i level: 'stron' is not one of"),
        ("id,level\n1.A.i,strong\n9.Z,strong\n", 2, "x.csv:3:1: sustainability@1.0.0 has no element '9.Z'"),
        ("id,level\n9.Y,strong\n9.Z,strong\n", 2, "x.csv:3:1: sustainability@1.0.0 has no element '9.Z'"),
        ("id,levle\n1.A.i,strong\n", 3, "x.csv:1:4: error SR104 there is no column 'levle'; did you mean level?"),
        ("id,level,level\n1.A.i,strong,strong\n", 3, "x.csv:1:4: error SR004 there are two columns 'level'"),
        ("name,level\n1.A.i,strong\n", 3, "x.csv:1:1: error SR105 there is no column element_id or id"),
        ("id,level\n,strong\n", 3, "x.csv:2:2: error SR105 this row names no element"),
        ("id,level\n1.A.i,strong,x\n", 3, "x.csv:2:14: error SR106 this cell has no column"),
        ('id,level\n1.A.i,"strong\n', 3, "x.csv:2:7: error SR106 the quotation marks of this cell"),
        ('id,level\n1.A.i,"str"ong\n', 3, "x.csv:2:7: error SR106 the quotation marks of this cell"),
        ("id,level\n", 3, "x.csv:1:1: error SR106 the table has no rows"),
        ("", 3, "x.csv:1:1: error SR106 the table has no rows"),
        ("id,level\n1.A.i,strong\n1.A.i,emerging\n", 3, "x.csv:3:7: error SR106 level is 'strong' in a row above"),
        ("file,id,level\na,1.A.i,strong\nb,1.B.i,strong\n", 3, "x.csv:3:1: error SR106 the rows are of more than"),
        ("id,what,date\n1.A.i,Agenda,soon\n", 3, "x.csv:2:14: error SR108 'soon' is not a day"),
        ("id,action,owner\n1.A.i,Do,nobody\n", 2, "x.csv:2:7: 1.A.i actions: 'nobody' is not in the team"),
        ("id,level\n1.A.i,\udce9\n", 3, "x.csv:2:7: error SR002 byte 0xe9 is not UTF-8"),
    ],
)  # fmt: skip
def test_a_problem_stands_at_its_cell_and_nothing_is_written(
    file: Path, sustain: Sustain, text: str, code: int, words: str
) -> None:
    Path("x.csv").write_bytes(text.encode("utf-8", "surrogateescape"))
    result = sustain("rate", "a.yaml", "--from", "x.csv", code=code)
    assert words in result.err
    assert file.read_text(encoding="utf-8") == RATED


def test_a_wrong_value_in_a_file_of_answers_has_its_place(file: Path, sustain: Sustain) -> None:
    Path("x.yaml").write_text("1.A.i: strong\n1.B.i:\n  level: stron\n1.b.I: strong\n", encoding="utf-8")
    said = sustain("rate", "a.yaml", "--from", "x.yaml", code=2).err
    assert "x.yaml:3:10: 1.B.i level: 'stron' is not one of" in said
    assert "x.yaml:4:8: '1.B.i' and '1.b.I' are one element; name it once; nothing was written" in said
    assert file.read_text(encoding="utf-8") == RATED


def test_rows_of_answers_may_say_all_that_a_file_says(file: Path, sustain: Sustain) -> None:
    rows = (
        "1.A.i:\n  dissent: Two.\n  evidence:\n"
        "    - {what: Agenda, sensitive: true, review_by: 2027-05-01}\n    - {what: Open, sensitive: false}\n"
        "  actions:\n    - {what: Do, id: council, status: done}\n"
    )
    Path("x.yaml").write_text(rows, encoding="utf-8")
    sustain("rate", "a.yaml", "--from", "x.yaml")
    made = ratings(file)["1.A.i"]
    assert made["evidence"][0] == {"what": "Agenda", "sensitive": "true", "review_by": "2027-05-01"}
    assert made["evidence"][1] == {"what": "Open"}
    assert made["actions"] == [{"what": "Do", "id": "council", "status": "done"}]
    assert made["dissent"] == "Two."
