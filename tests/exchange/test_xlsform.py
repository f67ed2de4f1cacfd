"""The ballot for KoboToolbox and ODK, held against their own tools."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.conftest import ROOT, Result

Sustain = Callable[..., Result]
LITERACY = str(ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml")


@pytest.fixture
def ballot(sustain: Sustain, folder: Path) -> Path:
    sustain("form", LITERACY, "-o", "x.xlsx", "--format", "xlsform")
    return folder / "x.xlsx"


@pytest.mark.deep
def test_there_is_a_question_and_a_reason_for_each_element(ballot: Path) -> None:
    survey = list(load_workbook(ballot)["survey"].iter_rows(values_only=True))
    kinds = {str(row[1]): str(row[0]) for row in survey[1:] if row[1]}
    levels = [name for name, kind in kinds.items() if kind == "select_one level"]
    assert len(levels) == 19
    assert levels[0] == "e_1_A_i"
    assert all(kinds[f"{name}_why"] == "text" for name in levels)
    assert kinds["e_1_A_i_emerging"] == "note"
    assert kinds["e_1_A_i_group"] == "begin_group"
    assert {str(row[5]) for row in survey if row[0] == "begin_group"} == {"field-list"}


@pytest.mark.deep
def test_pyxform_takes_it_without_a_warning(ballot: Path) -> None:
    from pyxform.xls2xform import convert

    warnings: list[str] = []
    result = convert(str(ballot), warnings=warnings, validate=False)
    assert warnings == []
    assert "Align the policy agenda" in result.xform


@pytest.mark.deep
@pytest.mark.skipif(
    shutil.which("java") is None, reason="ODK Validate needs Java, which is not installed here"
)
def test_odk_validate_takes_it_without_a_warning(ballot: Path) -> None:
    from pyxform.xls2xform import convert

    warnings: list[str] = []
    convert(str(ballot), warnings=warnings, validate=True)
    assert warnings == []


@pytest.mark.deep
def test_names_and_markup_of_users_are_text(sustain: Sustain, folder: Path) -> None:
    text = Path(LITERACY).read_text(encoding="utf-8")
    text = text.replace("name: Early literacy standards", 'name: "*Early* ${rater} <b>"', 1)
    Path("a.yaml").write_text(text, encoding="utf-8")
    sustain("form", "a.yaml", "-o", "y.xlsx", "--format", "xlsform")
    from pyxform.xls2xform import convert

    warnings: list[str] = []
    convert("y.xlsx", warnings=warnings, validate=False)
    assert warnings == []


def test_only_some_elements(sustain: Sustain, folder: Path) -> None:
    sustain("form", LITERACY, "-o", "z.xlsx", "--format", "xlsform", "--only", "2.A")
    survey = load_workbook("z.xlsx")["survey"].iter_rows(values_only=True)
    assert sum(row[0] == "select_one level" for row in survey) == 3


def test_it_is_written_where_its_name_says(sustain: Sustain, folder: Path) -> None:
    assert "ends with .xlsx" in sustain("form", LITERACY, "-o", "x.xml", "--format", "xlsform", code=2).err
    assert "this command makes .docx, .xlsx" in sustain("form", LITERACY, "-o", "x.pdf", code=2).err


def test_it_says_whose_the_wording_is(ballot: Path) -> None:
    survey = load_workbook(ballot)["survey"].iter_rows(values_only=True)
    credit = next(str(row[2]) for row in survey if row[1] == "credit")
    assert "April 2015 (Sustainability Rubric, version 1.0.0)." in credit
