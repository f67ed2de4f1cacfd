"""What the commands share: a file loaded, and checked against the instrument it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sustainrubric.base.errors import InvalidFile
from sustainrubric.instruments.shipped import load_rubric, load_worksheet_definition, versions_of
from sustainrubric.rating.check import check_assessment, check_reference
from sustainrubric.records.check_actions import check_action_ids
from sustainrubric.records.load import Loaded, load, load_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sustainrubric.base.problem import Problem
    from sustainrubric.instruments.rubric import Rubric
    from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
    from sustainrubric.records.assessment import Assessment
    from sustainrubric.records.ballot import Ballot
    from sustainrubric.records.priorities import Priorities
    from sustainrubric.records.settings import Settings
    from sustainrubric.records.worksheet import Worksheet


def inspect(path: str) -> Loaded:
    """A file with everything that is to be said about it.

    Raises:
        Unreadable: the file cannot be opened.
    """
    return checked(load(path))


def inspect_bytes(raw: bytes, file: str) -> Loaded:
    """As `inspect`, of content already in hand."""
    return checked(load_bytes(raw, file))


def needed_assessment(path: str) -> tuple[Loaded, Assessment, Rubric]:
    """An assessment without errors, and its rubric.

    Raises:
        Unreadable: the file cannot be opened.
        InvalidFile: it has errors, or is no assessment.
    """
    return with_rubric(inspect(path))


def with_rubric(loaded: Loaded) -> tuple[Loaded, Assessment, Rubric]:
    """As `needed_assessment`, of a file that was inspected."""
    from sustainrubric.records.assessment import Assessment

    assessment = loaded.model_as(Assessment)
    rubric = load_rubric(assessment.rubric)
    if rubric is None:
        raise InvalidFile(loaded.file, loaded.problems)
    return loaded, assessment, rubric


def needed_worksheet(loaded: Loaded) -> tuple[Worksheet, WorksheetDefinition]:
    """The worksheet of a file that was inspected, without errors, and its definition.

    Raises:
        InvalidFile: it has errors, or is no worksheet.
    """
    from sustainrubric.records.worksheet import Worksheet

    worksheet = loaded.model_as(Worksheet)
    definition = load_worksheet_definition(worksheet.worksheet)
    if definition is None:
        raise InvalidFile(loaded.file, loaded.problems)
    return worksheet, definition


def checked(loaded: Loaded) -> Loaded:
    """A loaded file with the engine's findings added: of all of it, or of its sound parts."""
    findings = _FINDINGS.get(loaded.kind or "")
    if findings is None:
        return loaded
    if loaded.model is not None:
        return loaded.with_problems(findings(loaded.model))
    partial = loaded.partial
    if partial is None:
        return loaded
    found = findings(partial.model)
    return loaded.with_problems(problem for problem in found if not partial.could_have_caused(problem))


def unlocated_findings(loaded: Loaded) -> list[Problem]:
    """What the engine finds in a file that has its shape, for those who need no places: these take long."""
    findings = _FINDINGS.get(loaded.kind or "")
    return findings(loaded.model) if findings is not None and loaded.model is not None else []


def _of_assessment(assessment: Assessment) -> list[Problem]:
    rubric = load_rubric(assessment.rubric)
    if rubric is None:
        return [check_reference(assessment.rubric, versions_of("rubric"))]
    found = [*check_assessment(assessment, rubric), *check_action_ids(assessment)]
    if assessment.panel is not None or any(rating.decided for rating in assessment.ratings.values()):
        # Imported late: few assessments have a panel.
        from sustainrubric.rating.check_panel import check_panel

        found += check_panel(assessment, rubric)
    return found


def _of_worksheet(worksheet: Worksheet) -> list[Problem]:
    # Imported late: most files are assessments.
    from sustainrubric.worksheet.check import check_next_steps, check_worksheet, check_worksheet_reference

    definition = load_worksheet_definition(worksheet.worksheet)
    if definition is None:
        return [check_worksheet_reference(worksheet.worksheet, versions_of("worksheet-definition"))]
    return [*check_worksheet(worksheet, definition), *check_next_steps(worksheet, definition)]


def _of_priorities(priorities: Priorities) -> list[Problem]:
    from sustainrubric.priorities.check import check_priorities

    return check_priorities(priorities)


def _of_ballot(ballot: Ballot) -> list[Problem]:
    from sustainrubric.rating.check_ballot import check_ballot

    rubric = load_rubric(ballot.rubric)
    if rubric is None:
        return [check_reference(ballot.rubric, versions_of("rubric"))]
    return check_ballot(ballot, rubric)


def _of_settings(settings: Settings) -> list[Problem]:
    from sustainrubric.records.check_settings import check_settings

    return check_settings(settings)


_FINDINGS: dict[str, Callable[[Any], list[Problem]]] = {
    "settings": _of_settings,
    "assessment": _of_assessment,
    "worksheet": _of_worksheet,
    "priorities": _of_priorities,
    "ballot": _of_ballot,
}
