"""The ballot of one rater as a form: which cells it has, and what came back in them -> the ballot's data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sustainrubric.base.problem import Code
from sustainrubric.base.text import one_line
from sustainrubric.exchange.assessment_answers import Answers, with_answers
from sustainrubric.exchange.assessment_form import (
    KEEP_THE_IDS,
    RATE_ROW_BY_ROW,
    WRITE_EVIDENCE,
    level_words,
    ratings_sheet,
    rubric_credits,
)
from sustainrubric.exchange.form_model import (
    BALLOT,
    FORM_VERSION,
    CellKey,
    Form,
    FormColumn,
    FormRow,
    FormSheet,
)
from sustainrubric.exchange.merge import CellChange
from sustainrubric.exchange.office import cell_text
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.interview.data import Plain, get
from sustainrubric.records.assessment import Assessment

_STANDS_BACK = "stands-back"
_LEFT = "Leave to others"
_OF_THE_TEAM = ("target", "priority")
"""Columns of an assessment's form that no single rater fills in."""


def ballot_form(
    assessment: Assessment,
    data: Plain,
    rubric: Rubric,
    rater: str,
    *,
    elements: Sequence[str] = (),
    version: str = "",
) -> Form:
    """The form of a rater's ballot; `data` is the ballot as it stands, and nobody else's votes are in it."""
    wanted = list(elements) or list(rubric.elements)
    return Form(
        heading=one_line(f"Ballot of {rater}: {assessment.reform.name}, round {assessment.round.id}"),
        about={**subject(assessment), "rater": rater, "elements": " ".join(wanted), "version": version},
        paragraphs=tuple(_paragraphs(assessment)),
        credits=rubric_credits(rubric),
        sheets=(_votes_sheet(data, rubric, wanted),),
    )


def subject(assessment: Assessment) -> dict[str, str]:
    """What the hidden sheet says of the assessment that a ballot belongs to."""
    return {
        "form": FORM_VERSION,
        "kind": BALLOT,
        "instrument": assessment.rubric,
        "agency": cell_text(assessment.agency.name),
        "reform": cell_text(assessment.reform.id),
        "round": cell_text(assessment.round.id),
    }


def vote_words(rubric: Rubric) -> dict[str, str]:
    """What can stand in the column Level of a ballot, by its id."""
    return level_words(rubric) | {_STANDS_BACK: _LEFT}


def ballot_answers(
    data: Plain,
    changes: Sequence[CellChange],
    texts: Mapping[CellKey, str],
    rubric: Rubric,
    *,
    clearing: bool,
) -> Answers:
    """Write the votes that are to be set into the data; no problem says what stands in a cell."""
    votes = [change for change in changes if change.key.column == "level" and change.fate == "set"]
    left = {change.key.row for change in votes if change.theirs == _LEFT}
    others = [change for change in changes if change.key.column != "level" or change.key.row not in left]
    answers = with_answers(data, others, texts, rubric, clearing=clearing)
    before = get(data, ("stands_back",)) or []
    voted = {change.key.row for change in votes}
    stay = [element for element in before if element not in voted or element in left]
    stands_back = [*stay, *(element for element in rubric.elements if element in left - set(before))]
    for element in rubric.elements:
        if element in left and get(answers.data, ("ratings", element, "level")) is not None:
            answers.put(("ratings", element, "level"), None)
    if stands_back != before:
        answers.put(("stands_back",), stands_back)
    words = ", ".join(vote_words(rubric).values())
    answers.problems = [
        (key, code, f"this is not a level; it is one of {words}" if code is Code.NOT_A_CHOICE else message)
        for key, code, message in answers.problems
    ]
    return answers


def _votes_sheet(data: Plain, rubric: Rubric, wanted: Sequence[str]) -> FormSheet:
    sheet = ratings_sheet(data, rubric, wanted)
    columns = tuple(_column(column, rubric) for column in sheet.columns if column.key not in _OF_THE_TEAM)
    stands_back = get(data, ("stands_back",)) or []
    rows = tuple(_row(row, is_left=row.id in stands_back) for row in sheet.rows)
    return FormSheet(sheet.title, columns, rows, is_secret=True)


def _column(column: FormColumn, rubric: Rubric) -> FormColumn:
    return column if column.key != "level" else replace(column, choices=tuple(vote_words(rubric).values()))


def _row(row: FormRow, *, is_left: bool) -> FormRow:
    return replace(row, cells={**row.cells, "level": _LEFT}) if is_left else row


def _paragraphs(assessment: Assessment) -> Iterator[str]:
    yield one_line(assessment.agency.name)
    yield (
        f"{RATE_ROW_BY_ROW} Do this by yourself: the group talks later. Choose Unknown where you cannot tell, and "
        f"{_LEFT} where others know more."
    )
    yield WRITE_EVIDENCE
    yield KEEP_THE_IDS
    yield f"When you are done, save the file and send it to {_recipient(assessment)}, and to nobody else."


def _recipient(assessment: Assessment) -> str:
    leader = assessment.panel.facilitator if assessment.panel is not None else None
    names = {member.id: member.name for member in assessment.team}
    return one_line(names.get(leader, leader)) if leader else "the person who leads the meeting"
