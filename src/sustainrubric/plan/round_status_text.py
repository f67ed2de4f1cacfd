"""How far rounds have come, as JSON, as rows of a table, and as lines for a terminal with little room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sustainrubric.base.machine_formats import as_data, json_text
from sustainrubric.base.text import counted, one_line
from sustainrubric.instruments.show import TextLine
from sustainrubric.plan.model import open_words
from sustainrubric.plan.round_status import ActionCounts, ElementLine, RoundStatus, reforms_by_need
from sustainrubric.rating.topics import NOT_APPLICABLE, TOPICS

NONE = "-"

ELEMENT_HEADERS = (
    "Element", "Title", "Level", "Criteria", "Look-fors", "Rationale", "Evidence", "Target", "Priority",
    "Actions", "Missing",
)  # fmt: skip

REFORM_HEADERS = (
    "Reform", "Round", "Date", "Rated", "Rationales", "Evidence", "Targets", "Open", "Overdue", "Missing",
    "Agency", "File",
)  # fmt: skip

ELEMENT_ORDER = (
    "Elements with the most overdue actions come first, then those with the most missing, then those furthest "
    "below target."
)

REFORM_ORDER = "Reforms with the most overdue actions come first, then those with the most missing."

REFORM_NUMBERS = frozenset({4, 5, 6, 7, 8})


def statuses_to_json(
    files: Sequence[RoundStatus], reforms: Sequence[RoundStatus], not_read: Sequence[str], today: date
) -> str:
    """Named files with their elements, the newest round of each reform, and the files that were left out.

    Programs find elements in the rubric's order, and files and reforms as they were named.
    """
    whole = {
        "today": today,
        "files": [{**_round(each), "elements": list(map(_element, each.elements))} for each in files],
        "reforms": list(map(_round, reforms)),
        "not_read": list(not_read),
    }
    return json_text(as_data(whole))


def title(status: RoundStatus) -> str:
    """The agency, the reform, the round and its day, and the rubric."""
    assessment = status.source.rated.assessment
    names = (assessment.agency.name, assessment.reform.name, assessment.round.id)
    return f"{', '.join(map(one_line, names))} ({assessment.round.date}), {status.rubric.reference}"


def sentence(status: RoundStatus) -> str:
    """How far the whole file is, in the words of a session."""
    return f"{status.counts.words}; {status.progress.words}; {_actions_words(status.actions)}."


def element_rows(status: RoundStatus) -> list[list[str]]:
    """An element a row; what needs attention first."""
    return [_element_row(line) for line in status.by_need]


def reform_rows(statuses: Sequence[RoundStatus]) -> list[list[str]]:
    """A reform a row; what needs attention first."""
    return [_reform_row(status) for status in reforms_by_need(statuses)]


def element_lines(status: RoundStatus) -> Iterator[TextLine]:
    """An element a paragraph: where it stands, and what is missing; what needs attention first."""
    room = max((len(line.status.id) for line in status.elements), default=0) + 2
    for line in status.by_need:
        one = line.status
        yield TextLine(f"{one_line(one.title)}: {', '.join(_said(line))}", f"{one.id:<{room}}")
        if one.missing:
            yield TextLine(f"missing: {_missing(one.missing)}", " " * room)


def reform_lines(statuses: Sequence[RoundStatus]) -> Iterator[TextLine]:
    """A reform a paragraph; what needs attention first."""
    for status in reforms_by_need(statuses):
        now = status.counts
        yield TextLine(title(status))
        rationales, targets = counted(now.reasons, "rationale"), counted(now.targets, "target")
        supports = f"{rationales}, {now.evidence} with evidence, {targets}"
        yield TextLine(f"{status.progress.words}; {supports}; {_actions_words(status.actions)}", "  ")
        if status.missing:
            yield TextLine(f"missing: {_missing_of(status)}", "  ")
        yield TextLine(one_line(status.source.file), "  ")


def _element_row(line: ElementLine) -> list[str]:
    one = line.status
    return [
        one.id,
        one.title,
        _level(line),
        _of(one.criteria, one.all_criteria),
        _of(one.look_fors, one.all_look_fors),
        "yes" if one.reason else NONE,
        str(one.evidence or NONE),
        one.target or NONE,
        one.priority or NONE,
        _element_actions(line),
        _missing(one.missing),
    ]


def _reform_row(status: RoundStatus) -> list[str]:
    assessment, now = status.source.rated.assessment, status.counts
    return [
        assessment.reform.name,
        assessment.round.id,
        assessment.round.date.isoformat(),
        f"{status.progress.rated} of {status.progress.applicable}",
        str(now.reasons),
        str(now.evidence),
        str(now.targets),
        str(status.actions.open),
        str(status.actions.overdue),
        _missing_of(status),
        assessment.agency.name,
        status.source.file,
    ]


def _said(line: ElementLine) -> list[str]:
    one = line.status
    said = ["no level" if _level(line) == NONE else _level(line)]
    if one.criteria:
        said.append(f"criteria {_of(one.criteria, one.all_criteria)}")
    if one.look_fors:
        said.append(f"look-fors {_of(one.look_fors, one.all_look_fors)}")
    said.append("rationale" if one.reason else "no rationale")
    said.append(f"evidence {one.evidence}" if one.evidence else "no evidence")
    if one.target:
        said.append(f"target {one.target}")
    if one.priority:
        said.append(f"{one.priority} priority")
    if _element_actions(line) != NONE:
        said.append(f"actions {_element_actions(line)}")
    return said


def _level(line: ElementLine) -> str:
    one = line.status
    if one.derived:
        return f"{one.derived} (derived)"
    return "not applicable" if one.level == NOT_APPLICABLE else one.level or NONE


def _element_actions(line: ElementLine) -> str:
    """`3 (1 overdue, 2 open)`; only the number where none is open."""
    actions = line.actions
    if not line.status.actions and not actions.open:
        return NONE
    overdue = f"{actions.overdue} overdue, " if actions.overdue else ""
    return (
        f"{line.status.actions} ({overdue}{actions.open} open)" if actions.open else str(line.status.actions)
    )


def _actions_words(actions: ActionCounts) -> str:
    return open_words(actions.open, actions.overdue)


def _of(given: int, there_are: int) -> str:
    return f"{given}/{there_are}" if given else NONE


def _missing(topics: Sequence[str]) -> str:
    return "everything" if len(topics) == len(TOPICS) else ", ".join(topics) or NONE


def _missing_of(status: RoundStatus) -> str:
    """`level 2, evidence 5`: of how many elements."""
    return ", ".join(f"{topic} {count}" for topic, count in status.missing.items()) or NONE


def _round(status: RoundStatus) -> dict[str, Any]:
    assessment, now = status.source.rated.assessment, status.counts
    return {
        "file": status.source.file,
        "agency": assessment.agency.name,
        "reform": assessment.reform.id,
        "reform_name": assessment.reform.name,
        "round": assessment.round.id,
        "date": assessment.round.date,
        "rubric": status.rubric.reference,
        "all_elements": now.elements,
        "applicable": status.progress.applicable,
        "rated": status.progress.rated,
        "levels": now.levels,
        "rationales": now.reasons,
        "evidence": now.evidence,
        "targets": now.targets,
        "open_actions": status.actions.open,
        "overdue_actions": status.actions.overdue,
        "missing": status.missing,
    }


def _element(line: ElementLine) -> dict[str, Any]:
    one = line.status
    return {
        "id": one.id,
        "title": one.title,
        "level": one.level or one.derived,
        "derived": one.derived is not None,
        "criteria": one.criteria,
        "all_criteria": one.all_criteria,
        "look_fors": one.look_fors,
        "all_look_fors": one.all_look_fors,
        "rationale": one.reason,
        "evidence": one.evidence,
        "target": one.target,
        "priority": one.priority,
        "actions": one.actions,
        "open_actions": line.actions.open,
        "overdue_actions": line.actions.overdue,
        "missing": list(one.missing),
    }
