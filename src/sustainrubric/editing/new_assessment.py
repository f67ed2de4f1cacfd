"""A new assessment: what is known of it, what the last round hands on, and a place for every rating.

Guidance stands behind `#:`, so that reports can tell it from a person's own comments.
"""

from __future__ import annotations

import shlex
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.fields import Layout
from sustainrubric.check.file import needed_assessment
from sustainrubric.disk.save import write_new
from sustainrubric.editing.set_up_script import slug
from sustainrubric.instruments.rubric import Element, Rubric
from sustainrubric.interview.data import Plain, get, put
from sustainrubric.records.agency_names import AgencyNames
from sustainrubric.records.assessment import Assessment, Round
from sustainrubric.records.find import check_new_name
from sustainrubric.records.instrument_choice import catalog_around, rubric_named
from sustainrubric.records.schema_line import editor_line
from sustainrubric.records.settings import agency_around
from sustainrubric.rounds.carry import carry, of_round
from sustainrubric.yaml.writer import Writer, dump, in_order, with_lists

_HEAD = """\
#: An assessment: one reform, rated in one round. Fill it in here, or with `sustain assess`.
#: Lines that begin with #: are guidance and can be deleted. `sustain validate` checks the file.
"""

_HOW = """\
#: A rating, element by element. A level is one of: {levels},
#: unknown (the team looked and could not tell) or not-applicable (say why in the rationale).
#: A full one looks like this:
#:   1.A.i:
#:     level: emerging
#:     rationale: Two of five agencies share the agenda.
#:     criteria: {{1: strong, 2: emerging}}
#:     look_fors: {{L1: seen, L3: partly}}        (seen, partly, not-seen)
#:     evidence:
#:       - {{what: Joint agenda, where: https://example.gov/agenda, date: 2026-08-01}}
#:     target: strong
#:     priority: high                           (high, medium, low)
#:     actions:
#:       - {{what: Convene the council, owner: mlopez, due: 2027-03-01, status: planned}}
"""


def assessment_skeleton(head: str, rubric: Rubric, ratings: Mapping[str, Any]) -> str:
    """A new assessment: `head` is its YAML up to the ratings, `ratings` the YAML of each already there."""
    levels = ", ".join(level.id for level in rubric.levels)
    return "".join([_HEAD, head, "\n", _HOW.format(levels=levels), "ratings:\n", *_elements(rubric, ratings)])


def _elements(rubric: Rubric, ratings: Mapping[str, Any]) -> Iterator[str]:
    for category in rubric.categories:
        for variable in category.variables:
            yield f"\n  #: {category.id}. {category.title} > {variable.id} {variable.title}\n"
            for element in variable.elements:
                yield f"  #: {element.title}. Criteria:\n"
                yield from _guidance(_criteria(element))
                yield ratings.get(element.id) or f"  {element.id}:\n    level:\n    rationale:\n"


def _guidance(text: str) -> Iterator[str]:
    yield from (f"  #:   {line}\n" for line in textwrap.wrap(text, 100))


def _criteria(element: Element) -> str:
    return ", ".join(f"{criterion.number} {criterion.name}" for criterion in element.criteria)


def write_assessment(file: str, answers: Plain, rubric: Rubric) -> None:
    """Write a new assessment with what is known of it, and a place for every rating.

    Raises:
        RefusedToWrite: it is there already, or cannot be written.
    """
    known = {key: value for key, value in answers.items() if key != "ratings" and value}
    if isinstance(get(known, ("round", "date")), str):
        known = put(known, ("round", "date"), date.fromisoformat(known["round"]["date"]))
    layout = Layout(Assessment, {"ratings": tuple(rubric.elements), "weights": tuple(rubric.elements)})
    data = {"kind": "assessment", "format": 1, "rubric": rubric.reference, **known}
    head = dump(in_order(data, layout), layout)
    ratings = {key: rating_text(key, value, layout) for key, value in (answers.get("ratings") or {}).items()}
    text = editor_line(file, "assessment") + assessment_skeleton(head, rubric, ratings)
    write_new(file, text.encode("utf-8"))


def rating_text(element: str, rating: Any, layout: Layout) -> str:
    """One rating as it stands below `ratings:`."""
    rating = {"level": None, "rationale": None, **rating}
    fields = [key for key in ("level", "rationale") if rating[key] is None]
    text = Writer(layout).entry(
        element, {key: value for key, value in rating.items() if value is not None}, 2, ("ratings", element)
    )
    empty = "".join(f"    {key}:\n" for key in fields)
    head, _, rest = text.partition("\n")
    return f"  {head.strip()}\n{empty}{rest}\n" if rest else f"  {element}:\n{empty}"


class KnownOfAssessment(NamedTuple):
    """What the command line says of a new assessment."""

    agency: str | None = None
    state: str | None = None
    reform: str | None = None
    reform_id: str | None = None
    round_id: str | None = None
    day: date | None = None
    rubric: str | None = None


def make(file: str, known: KnownOfAssessment, previous: str | None, today: date) -> Iterator[str]:
    """Write a new assessment; gives what to tell the person.

    Raises:
        WrongUsage: something needed is neither given nor known from elsewhere.
        RefusedToWrite: the file is there already, or cannot be written.
    """
    check_new_name(str(file))
    day = known.day or today
    answers, rubric = _carried(known, previous, day) if previous else _begun(known, file, day)
    write_assessment(file, answers, rubric)
    yield f"wrote {file}, dated {day}" + ("" if known.day else " (--date sets another day)")
    yield f"fill it in with an editor, or with: sustain assess {shlex.quote(file)}"


def _begun(known: KnownOfAssessment, file: str, day: date) -> tuple[Plain, Rubric]:
    rubric = rubric_named(known.rubric, catalog_around(file))
    return _named(known, file, day), rubric


def _named(known: KnownOfAssessment, file: str, day: date) -> Plain:
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


def _carried(known: KnownOfAssessment, previous: str, day: date) -> tuple[Plain, Rubric]:
    """Everything that goes on from the round before, for the round that begins."""
    if known.round_id is None:
        raise WrongUsage("--round is needed: the id of the new round, such as 2026-fall")
    if known.rubric is not None:
        raise WrongUsage(
            "--rubric has no effect beside --from; `sustain migrate` takes a file to another rubric"
        )
    _, assessment, rubric = needed_assessment(previous)
    if known.round_id == assessment.round.id:
        raise WrongUsage(
            f"{known.round_id!r} is the round of {previous}; give the new round an id of its own"
        )
    new = carry(assessment, Round(id=known.round_id, date=day))
    data: dict[str, Any] = new.model_dump(
        exclude_unset=True, exclude_none=True, exclude={"kind", "format", "rubric"}
    )
    known_agency = AgencyNames().known(str(previous), assessment.agency)
    data["agency"] = {**data["agency"], "name": known_agency.name}
    data["previous"] = _previous(assessment, rubric)
    return with_lists(data), rubric


def _previous(assessment: Assessment, rubric: Rubric) -> dict[str, Any]:
    """Last time's ratings, to be confirmed: shown by a session, counted by nothing."""
    last = of_round(assessment, rubric)
    return {"round": last.round, "levels": dict(last.levels), "rationales": dict(last.rationales)}
