"""A file that was read -> a form of it, in one of the formats."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import quoted
from sustainrubric.check.file import with_rubric
from sustainrubric.exchange.form_kinds import elements_below, kind_of
from sustainrubric.exchange.form_model import Form
from sustainrubric.exchange.merge import same
from sustainrubric.exchange.office import cell_text
from sustainrubric.exchange.workbook_writer import workbook_bytes
from sustainrubric.terminal.output import form_for

if TYPE_CHECKING:
    from sustainrubric.records.load import Loaded

_BY_NAME = ("xlsx", "docx")
_SUFFIXES = {"xlsx": ".xlsx", "docx": ".docx", "xlsform": ".xlsx"}


@dataclass(frozen=True)
class MadeForm:
    """The bytes of a form, and what whoever sends it should be told."""

    content: bytes
    notes: tuple[str, ...] = ()


def form_format(asked: str | None, output: str) -> str:
    """The format asked for, else the one that the name of the output says.

    Raises:
        WrongUsage: the name fits no format, or another than the one asked for.
    """
    if asked is None:
        return form_for(None, output, _BY_NAME, default="xlsx")
    suffix = os.path.splitext(output)[1].lower()
    if suffix != _SUFFIXES[asked]:
        raise WrongUsage(f"{quoted(output)}: a form as {asked} is a file that ends with {_SUFFIXES[asked]}")
    return asked


def form_bytes(
    loaded: Loaded, form: str, *, only: Sequence[str] = (), actions: bool = False, rater: str | None = None
) -> MadeForm:
    """The form of a file; with `rater` that of one rater's ballot.

    Raises:
        InvalidFile: the file has errors, or is of a kind that has no form.
        WrongUsage: an option does not fit, or the extra `office` is not installed.
    """
    if rater is not None and (actions or form == "xlsform"):
        other = "--actions" if actions else "--format xlsform"
        raise WrongUsage(f"--rater has no meaning beside {other}")
    if form == "xlsform":
        if actions:
            raise WrongUsage("--actions is not for an XLSForm: a ballot asks for levels")
        # Imported late here and below: most forms are workbooks of an assessment.
        from sustainrubric.exchange.xlsform import xlsform_bytes

        _, assessment, rubric = with_rubric(loaded)
        return MadeForm(xlsform_bytes(assessment, rubric, elements_below(rubric, only)))
    if rater is None:
        made = kind_of(loaded, only=only, actions=actions).form()
    else:
        from sustainrubric.exchange.ballot_workbook import ballot_kind

        made = ballot_kind(loaded, rater, only=only).form()
    if form == "docx":
        from sustainrubric.exchange.docx_form import docx_form

        return MadeForm(docx_form(made))
    return MadeForm(workbook_bytes(made), tuple(_shortened(made)))


def _shortened(form: Form) -> list[str]:
    """What the cells cannot hold whole: it stays in the file, and an answer in its place is a conflict."""
    return [
        f"{key.row} {key.column}: the form cannot hold this text whole; it is cut there, or without control characters"
        for key, text in form.values().items()
        if same(cell_text(text)) != same(text)
    ]
