"""The ballot of an assessment as an XLSForm, for KoboToolbox and ODK.

https://xlsform.org/en/
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sustainrubric.base.text import one_line
from sustainrubric.exchange.form_model import form_credits
from sustainrubric.exchange.office import cell_text, office_library
from sustainrubric.instruments.rubric import Element, Rubric
from sustainrubric.records.assessment import Assessment

SURVEY = ("type", "name", "label", "hint", "required", "appearance", "constraint", "constraint_message")
CHOICES = ("list_name", "name", "label")
SETTINGS = ("form_title", "form_id", "version", "default_language")
LEVEL_LIST = "level"

_CREATED = datetime(2026, 1, 1)


def xlsform_bytes(assessment: Assessment, rubric: Rubric, elements: Sequence[str]) -> bytes:
    """The form; every rater fills it in once, and names herself by her id.

    Raises:
        WrongUsage: the extra `office` is not installed.
    """
    xlsxwriter = office_library("xlsxwriter")
    out = io.BytesIO()
    sheets = {
        "survey": [SURVEY, *_survey(assessment, rubric, elements)],
        "choices": [CHOICES, *_choices(assessment, rubric)],
        "settings": [SETTINGS, _settings(assessment)],
    }
    with xlsxwriter.Workbook(out, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _CREATED})
        for title, rows in sheets.items():
            _write(workbook.add_worksheet(title), rows)
    return out.getvalue()


def question_name(element: str) -> str:
    """The name of the question about an element: 1.A.i is e_1_A_i."""
    return "e_" + re.sub(r"[^A-Za-z0-9]", "_", element)


def level_question(element: Element) -> str:
    """What the question about an element says."""
    return f"{element.id} {element.title}: which level fits best?"


def rater_names(assessment: Assessment) -> dict[str, str]:
    """What each rater is called, by id: those of the panel where there is one, else the team."""
    team = {member.id: member.name for member in assessment.team}
    if assessment.panel is None:
        return team
    return {rater: team.get(rater, rater) for rater in assessment.panel.raters}


def _survey(assessment: Assessment, rubric: Rubric, elements: Sequence[str]) -> Iterator[Sequence[str]]:
    if rater_names(assessment):
        yield _question("select_one rater", "rater", "Who are you?", required=True)
    else:
        yield (
            "text",
            "rater",
            "Your id",
            "The short name that the team gave you, such as r3.",
            "yes",
            "",
            r"regex(., '^[A-Za-z0-9._\-]+$')",
            "Letters, digits, -, _ and . only.",
        )
    for element in elements:
        yield from _element(rubric.elements[element])
    yield _question("note", "credit", "\n".join(form_credits(rubric, f"{rubric.title}: {rubric.subtitle}")))


def _element(element: Element) -> Iterator[Sequence[str]]:
    name = question_name(element.id)
    yield _question("begin_group", f"{name}_group", f"{element.id} {element.title}", appearance="field-list")
    for level in ("inadequate", "emerging", "strong", "exemplary"):
        texts = [(criterion.number, getattr(criterion, level)) for criterion in element.criteria]
        said = "\n".join(f"{number}. {text}" for number, text in texts if text)
        if said:
            yield _question("note", f"{name}_{level}", f"{level.capitalize()}:\n{said}")
    yield _question(f"select_one {LEVEL_LIST}", name, level_question(element))
    yield _question("text", f"{name}_why", "Why?", appearance="multiline")
    yield _question("end_group", "", "")


def _choices(assessment: Assessment, rubric: Rubric) -> Iterator[Sequence[str]]:
    for level in sorted(rubric.levels, key=lambda level: level.points):
        yield LEVEL_LIST, level.id, level.name
    yield LEVEL_LIST, "not-applicable", "Not applicable"
    yield LEVEL_LIST, "unknown", "Unknown"
    for rater, name in rater_names(assessment).items():
        yield "rater", rater, _label(name)


def _settings(assessment: Assessment) -> Sequence[str]:
    name = re.sub(r"[^A-Za-z0-9_]", "_", f"ballot_{assessment.reform.id}_{assessment.round.id}")
    title = f"{assessment.reform.name}, round {assessment.round.id}"
    return _label(title), name, assessment.round.date.strftime("%Y%m%d") + "01", ""


def _question(
    kind: str, name: str, label: str, *, required: bool = False, appearance: str = ""
) -> Sequence[str]:
    return kind, name, _label(label), "", "yes" if required else "", appearance, "", ""


def _label(text: str) -> str:
    """Text that is neither Markdown nor a reference: in a label `${x}` is the answer to another question."""
    lines = [one_line(line).replace("${", "$ {") for line in text.split("\n")]
    return cell_text(
        "\n".join(re.sub(r"([*_#<>\[\]])", r"\\\1", line) if _has_markup(line) else line for line in lines)
    )


def _has_markup(line: str) -> bool:
    return bool(re.search(r"[*_#<\[]", line))


def _write(sheet: Any, rows: Sequence[Sequence[str]]) -> None:
    for line, row in enumerate(rows):
        for position, text in enumerate(row):
            if text:
                sheet.write_string(line, position, text)
