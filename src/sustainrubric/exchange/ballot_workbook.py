"""The ballot of a rater as a workbook: made, and taken back as the bytes of the ballot's file."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sustainrubric.base.errors import InvalidFile, Unreadable, WrongUsage
from sustainrubric.base.problem import LocatedProblem, Location
from sustainrubric.check.file import checked, inspect, needed_assessment, with_rubric
from sustainrubric.editing.ballots import own_ballot_file, rater_named
from sustainrubric.editing.user_file import errors_of
from sustainrubric.exchange.ballot_form import subject
from sustainrubric.exchange.form_kinds import BallotKind, check_subject, elements_below
from sustainrubric.exchange.form_model import BALLOT
from sustainrubric.exchange.import_form import at_cells, merged_form
from sustainrubric.exchange.workbook_reader import OpenedWorkbook, open_workbook
from sustainrubric.panel.skeleton import ballot_head
from sustainrubric.panel.sources import panel_of
from sustainrubric.rating.check_ballot import check_rater
from sustainrubric.records.ballot import Ballot
from sustainrubric.records.layouts import layout_of
from sustainrubric.records.load import load_bytes, load_document
from sustainrubric.yaml.rewrite import rewrite, to_bytes
from sustainrubric.yaml.writer import dump, in_order

if TYPE_CHECKING:
    from sustainrubric.exchange.import_form import ImportPlan
    from sustainrubric.interview.data import Plain
    from sustainrubric.records.load import Loaded


class ReturnedBallot(NamedTuple):
    """A ballot that came back in a workbook: whose, the bytes its file should have, and what should be told."""

    rater: str
    content: bytes
    notes: tuple[str, ...]


def ballot_kind(loaded: Loaded, rater: str, *, only: Sequence[str] = ()) -> BallotKind:
    """What the form of a rater's ballot is made by, with what that rater voted already.

    Raises:
        WrongUsage: the assessment has no panel, or the panel has no such rater.
        InvalidFile: the assessment, or the ballot that is there, has errors.
    """
    if loaded.kind != "assessment":
        raise WrongUsage("--rater is for assessments that have a panel")
    _, assessment, rubric = with_rubric(loaded)
    rater = rater_named(panel_of(assessment, loaded.file), rater, loaded.file)
    there = _ballot_there(own_ballot_file(loaded.file, rater))
    data = there.document.data if there is not None else ballot_head(assessment, rater)
    return BallotKind(assessment, rubric, rater, data, elements_below(rubric, only))


def returned_ballot(content: bytes, name: str, file: str) -> ReturnedBallot:
    """The ballot that a workbook holds, for the panel of the assessment `file`.

    A ballot that is there already is changed cell by cell, and what has no cell in the form stays; nothing is
    written here.

    Raises:
        Unreadable: it is no ballot of this assessment.
        InvalidFile: something in it cannot be taken; each problem is named with its cell.
    """
    workbook = open_workbook(content, name)
    loaded, assessment, rubric = needed_assessment(file)
    about = workbook.about
    if about.get("kind") != BALLOT:
        raise Unreadable(f"{name}: is the form of a whole file and no ballot; `sustain import` takes it back")
    check_subject(name, about, file, subject(assessment))
    rater = about.get("rater", "")
    strangers = [
        LocatedProblem(Location(name, 1, 1), problem)
        for problem in check_rater(rater, assessment.panel, file)
    ]
    if strangers:
        raise InvalidFile(name, strangers)
    target = own_ballot_file(file, rater)
    there = _ballot_there(target)
    data = there.document.data if there is not None else ballot_head(assessment, rater)
    elements = [element for element in about.get("elements", "").split() if element in rubric.elements]
    kind = BallotKind(assessment, rubric, rater, data, elements)
    plan = merged_form(kind, kind.form(), workbook, data, accept="theirs")
    meant = _changed(there, plan.data) if there is not None else _new(plan.data, target, loaded)
    errors = errors_of(meant)
    if errors:
        raise at_cells(name, plan, [found.problem for found in errors])
    return ReturnedBallot(rater, to_bytes(meant.document), tuple(_kept(workbook, plan)))


def _ballot_there(target: str) -> Loaded | None:
    """The ballot in its place, None where there is none; it must be in order to be changed."""
    if not os.path.exists(target):
        return None
    loaded = inspect(target)
    loaded.model_as(Ballot)
    return loaded


def _new(data: Plain, target: str, assessment: Loaded) -> Loaded:
    whole = {**data, "ratings": data.get("ratings") or {}}
    layout = layout_of(_read(dump(whole), target, assessment))
    return checked(_read(dump(in_order(whole, layout), layout), target, assessment))


def _read(text: str, target: str, assessment: Loaded) -> Loaded:
    return replace(load_bytes(text.encode(), target), instruments=assessment.instruments)


def _changed(there: Loaded, data: Plain) -> Loaded:
    layout = layout_of(there)
    document = rewrite(there.document, in_order(data, layout, there.document.data), layout)
    return checked(replace(load_document(document), instruments=there.instruments))


def _kept(workbook: OpenedWorkbook, plan: ImportPlan) -> list[str]:
    number = sum(change.fate == "kept" for change in plan.changes)
    cells = "1 emptied cell stays" if number == 1 else f"{number} emptied cells stay"
    return [f"{workbook.name}: {cells} as the ballot there has it"] if number else []
