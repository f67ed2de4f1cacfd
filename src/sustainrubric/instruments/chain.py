"""An own instrument on the one it extends, and that on its own in turn: pure, so that it can be tried without files."""

from __future__ import annotations

from typing import NamedTuple

from sustainrubric.base.problem import Code, Problem
from sustainrubric.base.text import quoted
from sustainrubric.instruments.catalog import SHIPPED
from sustainrubric.instruments.check import check_whole_definition, check_whole_rubric
from sustainrubric.instruments.clean import cleaned
from sustainrubric.instruments.extension import (
    Extension,
    Instrument,
    OwnRubric,
    OwnWorksheetDefinition,
    RubricExtension,
    WorksheetExtension,
)
from sustainrubric.instruments.part_ids import check_reference_of
from sustainrubric.instruments.resolve import resolve_rubric
from sustainrubric.instruments.resolve_worksheet import resolve_worksheet
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition

LONGEST_CHAIN = 5
"""How many own instruments may extend one another."""


class ChainLink(NamedTuple):
    """An instrument as it resolves, or None where something is wrong with it.

    `length` is how many own instruments extend one another up to this one; `retired` are the ids
    that were left out on the way, which no part may have again.
    """

    instrument: Instrument | None
    problems: tuple[Problem, ...] = ()
    length: int = 0
    retired: frozenset[str] = frozenset()


def resolved(model: Instrument | Extension, base: ChainLink | None, *, cycle: bool = False) -> ChainLink:
    """The link of an own instrument; `base` is that of the one it extends, None where there is none such.

    `cycle` says that what it extends extends it in turn.
    """
    model = cleaned(model)
    if isinstance(model, RubricExtension | WorksheetExtension):
        return _extended(model, base, cycle=cycle)
    if isinstance(model, Rubric):
        return _whole_rubric(model)
    return _whole_definition(model)


def _whole_rubric(model: Rubric) -> ChainLink:
    problems = tuple(check_whole_rubric(model))
    values = {name: getattr(model, name) for name in Rubric.model_fields}
    return ChainLink(None if problems else OwnRubric.model_construct(None, **values), problems, 1)


def _whole_definition(model: WorksheetDefinition) -> ChainLink:
    frame = SHIPPED.worksheet_definition("lea-process@1.0.0")
    assert frame is not None
    problems = tuple(check_whole_definition(model, frame))
    values = {name: getattr(model, name) for name in WorksheetDefinition.model_fields}
    return ChainLink(
        None if problems else OwnWorksheetDefinition.model_construct(None, **values), problems, 1
    )


def _extended(model: Extension, base: ChainLink | None, *, cycle: bool) -> ChainLink:
    problems = [*check_reference_of(model.id, model.version)]
    unfit = _unfit_base(model, base, cycle=cycle)
    if unfit is not None:
        return ChainLink(None, (*problems, unfit), 1)
    assert base is not None
    if isinstance(model, RubricExtension) and isinstance(base.instrument, Rubric):
        rubric, found, retired = resolve_rubric(model, base.instrument, base.retired)
        whole: Instrument | None = rubric
    else:
        assert isinstance(model, WorksheetExtension)
        assert isinstance(base.instrument, WorksheetDefinition)
        whole, found, retired = resolve_worksheet(model, base.instrument, base.retired)
    problems += found
    return ChainLink(None if problems else whole, tuple(problems), base.length + 1, retired)


def _unfit_base(model: Extension, base: ChainLink | None, *, cycle: bool) -> Problem | None:
    """Why an instrument cannot rest on what it extends."""
    name = quoted(model.extends)
    if cycle or model.extends == model.reference:
        return Problem(
            Code.UNKNOWN_BASE, f"{name} extends this one in turn; one of them must stand alone", ("extends",)
        )
    if base is None:
        message = f"there is no instrument {name}; `sustain rubric list` shows those there are"
        return Problem(Code.UNKNOWN_BASE, message, ("extends",))
    if base.length >= LONGEST_CHAIN:
        message = f"{name} is the end of a chain of {LONGEST_CHAIN} own instruments; extend one nearer to its beginning"
        return Problem(Code.UNKNOWN_BASE, message, ("extends",))
    if base.instrument is None:
        return Problem(Code.UNKNOWN_BASE, f"{name} has problems of its own; mend them first", ("extends",))
    if isinstance(base.instrument, Rubric) != isinstance(model, RubricExtension):
        message = f"{name} is another kind of instrument; a rubric extends a rubric, a worksheet a worksheet"
        return Problem(Code.UNKNOWN_BASE, message, ("extends",))
    return None
