"""What `sustain new assessment` does: gather what is known, carry over what goes on, write the file."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sustainrubric.cli.days import day_given
from sustainrubric.cli.inspect import needed_assessment
from sustainrubric.cli.new_file import agency_around, newest_rubric, write_assessment
from sustainrubric.engine.carry import carry
from sustainrubric.engine.last_time import of_round
from sustainrubric.engine.plain import Plain, put
from sustainrubric.engine.setup_script import slug
from sustainrubric.errors import WrongUsage
from sustainrubric.files.yaml_write import with_lists
from sustainrubric.model.assessment import Assessment, Round
from sustainrubric.model.rubric import Rubric


class Known(NamedTuple):
    """What the command line says of a new assessment."""

    agency: str | None = None
    state: str | None = None
    reform: str | None = None
    reform_id: str | None = None
    round_id: str | None = None
    day: str | None = None


def make(file: Path, known: Known, previous: Path | None) -> Iterator[str]:
    """Write a new assessment; gives what to tell the person.

    Raises:
        WrongUsage: something needed is neither given nor known from elsewhere.
        RefusedToWrite: the file is there already, or cannot be written.
    """
    day = day_given("--date", known.day) or date.today()
    answers, rubric = (
        _carried(known, previous, day) if previous else (_named(known, file, day), newest_rubric())
    )
    write_assessment(file, answers, rubric)
    yield f"wrote {file}, dated {day}" + ("" if known.day else " (--date sets another day)")
    yield f"fill it in with an editor, or with: sustain assess {shlex.quote(str(file))}"


def _named(known: Known, file: Path, day: date) -> Plain:
    around = agency_around(file)
    agency = known.agency or (around.name if around else None)
    state = known.state or (around.state if around and not known.agency else None)
    missing = [
        option
        for option, value in (("--agency", agency), ("--reform", known.reform), ("--round", known.round_id))
        if not value
    ]
    if missing or known.reform is None:
        raise WrongUsage(f"{', '.join(missing)} is needed (or use `sustain assess {file}`, which asks)")
    answers: Plain = {"agency": {"name": agency, **({"state": state} if state else {})}}
    answers = put(answers, ("reform", "id"), known.reform_id or slug(known.reform) or "reform")
    answers = put(answers, ("reform", "name"), known.reform)
    return dict(put(answers, ("round",), {"id": known.round_id, "date": day}))


def _carried(known: Known, previous: Path, day: date) -> tuple[Plain, Rubric]:
    """Everything that goes on from the round before, for the round that begins."""
    if known.round_id is None:
        raise WrongUsage("--round is needed: the id of the new round, such as 2026-fall")
    _, assessment, rubric = needed_assessment(str(previous))
    if known.round_id == assessment.round.id:
        raise WrongUsage(
            f"{known.round_id!r} is the round of {previous}; give the new round an id of its own"
        )
    new = carry(assessment, Round(id=known.round_id, date=day))
    data: dict[str, Any] = new.model_dump(
        exclude_unset=True, exclude_none=True, exclude={"kind", "format", "rubric"}
    )
    data["previous"] = _previous(assessment, rubric)
    return with_lists(data), rubric


def _previous(assessment: Assessment, rubric: Rubric) -> dict[str, Any]:
    """Last time's ratings, to be confirmed: shown by a session, counted by nothing."""
    last = of_round(assessment, rubric)
    return {"round": last.round, "levels": dict(last.levels), "rationales": dict(last.rationales)}
