"""A new assessment: what is known of it, what the last round hands on, and a place for every rating.

Guidance stands behind `#:`, so that reports can tell it from a person's own comments.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.fields import Layout
from sustainrubric.base.text import listed
from sustainrubric.check.file import needed_assessment
from sustainrubric.disk.save import write_new
from sustainrubric.editing.files_around import agency_of_new
from sustainrubric.editing.set_up_script import slug
from sustainrubric.instruments.rubric import Element, Rubric
from sustainrubric.interview.data import Plain, get, put
from sustainrubric.records.agency_names import AgencyNames
from sustainrubric.records.assessment import Assessment, Round
from sustainrubric.records.find import check_new_name
from sustainrubric.records.instrument_choice import catalog_around, rubric_named
from sustainrubric.records.schema_line import editor_line
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


def make(
    file: str,
    day: date,
    *,
    agency: str | None = None,
    state: str | None = None,
    reform: str | None = None,
    reform_id: str | None = None,
    round_id: str | None = None,
    reference: str | None = None,
) -> None:
    """Write a new assessment; `reference` names the rubric, where it is not the newest that we ship.

    Raises:
        WrongUsage: something needed is neither given nor known from elsewhere.
        RefusedToWrite: the file is there already, or cannot be written.
    """
    check_new_name(file)
    rubric = rubric_named(reference, catalog_around(file))
    answers: Plain = {"agency": agency_of_new(file, agency, state)}
    needed = {"--agency": answers["agency"], "--reform": reform, "--round": round_id}
    missing = [option for option, value in needed.items() if not value]
    if missing or reform is None:
        needs = f"{listed(missing)} {'is' if len(missing) == 1 else 'are'} needed"
        raise WrongUsage(f"{needs} (or use `sustain assess {file}`, which asks)")
    answers = put(answers, ("reform", "id"), reform_id or slug(reform) or "reform")
    answers = put(answers, ("reform", "name"), reform)
    write_assessment(file, dict(put(answers, ("round",), {"id": round_id, "date": day})), rubric)


def make_next(file: str, previous: str, round_id: str | None, day: date) -> None:
    """Write the assessment of the round after the one in the file `previous`, with all that goes on from it.

    Raises:
        WrongUsage: the new round has no id of its own.
        InvalidFile, Unreadable: as for every file that is read.
        RefusedToWrite: the file is there already, or cannot be written.
    """
    check_new_name(file)
    if round_id is None:
        raise WrongUsage("--round is needed: the id of the new round, such as 2026-fall")
    _, assessment, rubric = needed_assessment(previous)
    if round_id == assessment.round.id:
        raise WrongUsage(f"{round_id!r} is the round of {previous}; give the new round an id of its own")
    new = carry(assessment, Round(id=round_id, date=day))
    data: dict[str, Any] = new.model_dump(
        exclude_unset=True, exclude_none=True, exclude={"kind", "format", "rubric"}
    )
    known_agency = AgencyNames().known(previous, assessment.agency)
    data["agency"] = {**data["agency"], "name": known_agency.name}
    data["previous"] = _previous(assessment, rubric)
    write_assessment(file, with_lists(data), rubric)


def _previous(assessment: Assessment, rubric: Rubric) -> dict[str, Any]:
    """Last time's ratings, to be confirmed: shown by a session, counted by nothing."""
    last = of_round(assessment, rubric)
    return {"round": last.round, "levels": dict(last.levels), "rationales": dict(last.rationales)}
