"""What an expert facilitator would notice in a worksheet, each with its own code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import quoted
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.records.assessment import OPEN_STATUSES
from sustainrubric.records.worksheet import MappedStep, Participant, Worksheet
from sustainrubric.worksheet.inventory import is_mapped, uses_evidence
from sustainrubric.worksheet.model import NamedGap
from sustainrubric.worksheet.timing import out_of_order


def check_inventory(
    worksheet: Worksheet, definition: WorksheetDefinition, gaps: Sequence[NamedGap]
) -> list[Problem]:
    """A step is judged once the team has begun it, or one that comes after it."""
    names = definition.process_names
    fifth = bool(worksheet.priorities or worksheet.actions or worksheet.communication)
    fourth = bool(worksheet.supports or worksheet.supports_gaps) or fifth
    third = any(map(is_mapped, worksheet.process.values())) or fourth
    problems = [*_check_participants(worksheet)]
    if third:
        problems += _check_map(worksheet, names)
    problems += _check_steps(worksheet, names)
    if fourth:
        problems += _check_coverage(worksheet, names)
    problems += _check_supports(worksheet)
    problems += _check_gaps(gaps, begun=fifth)
    problems += _check_actions(worksheet)
    return problems


def _check_participants(worksheet: Worksheet) -> Iterator[Problem]:
    seen: dict[str, list[Participant]] = {}
    for index, person in enumerate(worksheet.organize.participants):
        path: DocumentPath = ("organize", "participants", index)
        if person.role is None:
            message = "the participant has no role; say what they do in the group, such as facilitator"
            yield Problem(Code.PARTICIPANT_WITHOUT_ROLE, message, path)
        namesakes = seen.setdefault(" ".join(person.name.split()).casefold(), [])
        if any(_may_be_same(person, other) for other in namesakes):
            message = (
                f"{quoted(person.name)} takes part twice; make it one row, or give each their own contact"
            )
            yield Problem(Code.PARTICIPANT_TWICE, message, (*path, "name"))
        if len(namesakes) < 2:
            namesakes.append(person)


def _may_be_same(one: Participant, other: Participant) -> bool:
    """Two rows of one name are two people only where their contacts say so."""
    return one.contact is None or other.contact is None or one.contact.casefold() == other.contact.casefold()


def _check_map(worksheet: Worksheet, names: dict[str, str]) -> Iterator[Problem]:
    if not any(is_mapped(worksheet.process.get(step)) for step in names):
        message = (
            f"nothing is mapped to any of {', '.join(names.values())}; name the steps of your own process"
        )
        yield Problem(Code.STEP_NOT_MAPPED, message, ("process",))
        return
    for step, name in names.items():
        if not is_mapped(worksheet.process.get(step)):
            message = f"nothing is mapped to {name}; name a step of your own process, or the gap"
            path: DocumentPath = ("process", step) if step in worksheet.process else ("process",)
            yield Problem(Code.STEP_NOT_MAPPED, message, path)


def _check_steps(worksheet: Worksheet, names: dict[str, str]) -> Iterator[Problem]:
    """The steps of the agency's own process, and whether the last leads back to the first."""
    for step in names:
        for index, own in enumerate(worksheet.process.get(step, MappedStep()).steps):
            if not uses_evidence(own):
                message = (
                    f"{quoted(own.name)} names no use of evidence; say which data or research it rests on"
                )
                path: DocumentPath = ("process", step, "steps", index)
                yield Problem(Code.STEP_WITHOUT_EVIDENCE_USE, message, path)
    *_, last = first, *_ = names
    if is_mapped(worksheet.process.get(last)) and not _leads_back(worksheet, first, last, names):
        message = (
            f"nothing says how {names[last]} leads back to {names[first]}; say how one cycle begins the next"
        )
        yield Problem(Code.NO_WAY_BACK, message, ("process", last))


def _leads_back(worksheet: Worksheet, first: str, last: str, names: dict[str, str]) -> bool:
    """Whether the question was answered, one thing spans both steps, or the last one speaks of the first."""
    if "continuous-cycle" in worksheet.answers.get("map", {}):
        return True
    if any(first in support.steps and last in support.steps for support in worksheet.supports):
        return True
    beginning = worksheet.process.get(first, MappedStep())
    end = worksheet.process[last]
    goals = [names[first].casefold(), *(own.name.casefold() for own in beginning.steps)]
    said = [text for own in end.steps for text in (own.name, own.evidence) if text] + [*end.gaps]
    return any(goal in text.casefold() for text in said for goal in goals[:50])


def _check_coverage(worksheet: Worksheet, names: dict[str, str]) -> Iterator[Problem]:
    if not worksheet.supports:
        message = f"no support helps LEAs with {', '.join(names.values())}; list those that there are"
        yield Problem(Code.STEP_WITHOUT_SUPPORT, message, ("supports",))
        return
    for step, name in names.items():
        of_step = [index for index, support in enumerate(worksheet.supports) if step in support.steps]
        if not of_step:
            message = f"no support helps LEAs with {name}; list one, or make it a priority"
            yield Problem(Code.STEP_WITHOUT_SUPPORT, message, ("supports",))
        elif not any(worksheet.supports[index].evidence for index in of_step):
            message = (
                f"none of the supports for {name} uses evidence or data; say evidence: true where one does"
            )
            yield Problem(Code.SUPPORTS_WITHOUT_EVIDENCE, message, ("supports", of_step[0]))


def _check_supports(worksheet: Worksheet) -> Iterator[Problem]:
    supports = worksheet.supports
    for index, support in enumerate(supports):
        if not support.steps:
            message = "the support is tied to no step; say which ones it helps with, as in steps: [inform]"
            yield Problem(Code.SUPPORT_WITHOUT_STEP, message, ("supports", index))
    for misplaced in out_of_order([support.when for support in supports]):
        when, above = supports[misplaced.place].when or "", supports[misplaced.above].when or ""
        message = f"{quoted(when)} comes before {quoted(above)}, which stands above it; list them in order"
        yield Problem(Code.SUPPORTS_OUT_OF_ORDER, message, ("supports", misplaced.place, "when"))


def _check_gaps(gaps: Sequence[NamedGap], *, begun: bool) -> Iterator[Problem]:
    """Gap by gap once priorities are being set; before that, one reminder for all."""
    left = [gap for gap in gaps if not gap.taken_up_by]
    if left and not begun:
        gaps_are = "the gap is" if len(left) == 1 else f"this gap and {len(left) - 1} more are"
        message = f"{gaps_are} taken up by no priority yet; step 5 is for that"
        yield Problem(Code.GAP_NOT_TAKEN_UP, message, left[0].path)
        return
    for gap in left:
        message = f"no priority takes up {quoted(gap.text)}; add one, or name the gap under its 'takes_up'"
        yield Problem(Code.GAP_NOT_TAKEN_UP, message, gap.path)


def _check_actions(worksheet: Worksheet) -> Iterator[Problem]:
    for index, action in enumerate(worksheet.actions):
        path: DocumentPath = ("actions", index)
        if action.owner is None:
            yield Problem(Code.ACTION_WITHOUT_OWNER, "the action has no owner; name who will do it", path)
        if action.due is None:
            message = "the action has no due date; write due: YYYY-MM-DD"
            yield Problem(Code.ACTION_WITHOUT_DUE_DATE, message, path)
        elif action.due < worksheet.date and action.status in OPEN_STATUSES:
            day = f"the day of the worksheet ({worksheet.date})"
            message = f"the action is due before {day} and not done; set a new date"
            yield Problem(Code.DUE_BEFORE_ROUND, message, (*path, "due"))
