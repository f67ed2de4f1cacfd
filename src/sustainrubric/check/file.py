"""What the commands share: a file loaded, and checked against the instrument it names."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sustainrubric.base.errors import InvalidFile
from sustainrubric.instruments.catalog import SHIPPED
from sustainrubric.rating.check import check_assessment, check_reference
from sustainrubric.records.check_actions import check_action_ids
from sustainrubric.records.check_ids import check_ids_of_assessment
from sustainrubric.records.instrument_finder import FolderCatalog, InstrumentFinder
from sustainrubric.records.load import Loaded, load, load_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

    from sustainrubric.base.problem import Problem
    from sustainrubric.instruments.release_lock import ReleaseLock
    from sustainrubric.instruments.rubric import Rubric
    from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
    from sustainrubric.records.assessment import Assessment
    from sustainrubric.records.ballot import Ballot
    from sustainrubric.records.mapping import Mapping
    from sustainrubric.records.own_instruments import OwnCatalog
    from sustainrubric.records.priorities import Priorities
    from sustainrubric.records.settings import Settings
    from sustainrubric.records.worksheet import Worksheet


def inspect(path: str, finder: InstrumentFinder | None = None) -> Loaded:
    """A file with everything that is to be said about it.

    `finder` is handed down where several files are looked at, so that their folders are read once.

    Raises:
        Unreadable: the file cannot be opened.
    """
    return checked(load(path), finder)


def inspect_bytes(raw: bytes, file: str, finder: InstrumentFinder | None = None) -> Loaded:
    """As `inspect`, of content already in hand."""
    return checked(load_bytes(raw, file), finder)


def needed_assessment(path: str, finder: InstrumentFinder | None = None) -> tuple[Loaded, Assessment, Rubric]:
    """An assessment without errors, and its rubric.

    Raises:
        Unreadable: the file cannot be opened.
        InvalidFile: it has errors, or is no assessment.
    """
    return with_rubric(inspect(path, finder))


def with_rubric(loaded: Loaded) -> tuple[Loaded, Assessment, Rubric]:
    """As `needed_assessment`, of a file that was inspected."""
    from sustainrubric.records.assessment import Assessment

    assessment = loaded.model_as(Assessment)
    rubric = loaded.instruments.rubric(assessment.rubric)
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
    definition = loaded.instruments.worksheet_definition(worksheet.worksheet)
    if definition is None:
        raise InvalidFile(loaded.file, loaded.problems)
    return worksheet, definition


def checked(loaded: Loaded, finder: InstrumentFinder | None = None) -> Loaded:
    """A loaded file with the engine's findings added: of all of it, or of its sound parts."""
    loaded = with_instruments(loaded, finder)
    findings = _FINDINGS.get(loaded.kind or "")
    if findings is None:
        return loaded
    if loaded.model is not None:
        return loaded.with_problems(findings(loaded.model, loaded))
    partial = loaded.partial
    if partial is None or loaded.kind in _ABOUT_INSTRUMENTS:
        return loaded
    found = findings(partial.model, loaded)
    return loaded.with_problems(problem for problem in found if not partial.could_have_caused(problem))


def with_instruments(loaded: Loaded, finder: InstrumentFinder | None = None) -> Loaded:
    """The same file with the instruments of its folder at hand; a file that has them keeps them."""
    if loaded.instruments is not SHIPPED:
        return loaded
    return replace(loaded, instruments=(finder or InstrumentFinder()).around(loaded.file))


def unlocated_findings(loaded: Loaded) -> list[Problem]:
    """What the engine finds in a file that has its shape, for those who need no places: these take long."""
    findings = _FINDINGS.get(loaded.kind or "")
    return findings(loaded.model, loaded) if findings is not None and loaded.model is not None else []


def _of_assessment(assessment: Assessment, loaded: Loaded) -> list[Problem]:
    rubric = loaded.instruments.rubric(assessment.rubric)
    if rubric is None:
        trouble = loaded.instruments.trouble(assessment.rubric)
        return [check_reference(assessment.rubric, loaded.instruments.versions_of("rubric"), trouble)]
    found = [
        *check_assessment(assessment, rubric),
        *check_action_ids(assessment),
        *check_ids_of_assessment(assessment),
    ]
    if assessment.panel is not None or any(rating.decided for rating in assessment.ratings.values()):
        # Imported late: few assessments have a panel.
        from sustainrubric.rating.check_panel import check_panel

        found += check_panel(assessment, rubric)
    if assessment.signed is not None:
        # Imported late: few assessments are signed.
        from sustainrubric.rating.sign_off import check_signed

        found += check_signed(assessment)
    return found


def _of_worksheet(worksheet: Worksheet, loaded: Loaded) -> list[Problem]:
    # Imported late: most files are assessments.
    from sustainrubric.worksheet.check import check_next_steps, check_worksheet, check_worksheet_reference

    definition = loaded.instruments.worksheet_definition(worksheet.worksheet)
    if definition is None:
        versions = loaded.instruments.versions_of("worksheet-definition")
        return [
            check_worksheet_reference(
                worksheet.worksheet, versions, loaded.instruments.trouble(worksheet.worksheet)
            )
        ]
    return [*check_worksheet(worksheet, definition), *check_next_steps(worksheet, definition)]


def _of_priorities(priorities: Priorities, loaded: Loaded) -> list[Problem]:
    from sustainrubric.priorities.check import check_priorities
    from sustainrubric.records.check_ids import check_ids_of_priorities

    return [*check_priorities(priorities), *check_ids_of_priorities(priorities)]


def _of_ballot(ballot: Ballot, loaded: Loaded) -> list[Problem]:
    from sustainrubric.rating.check_ballot import check_ballot

    rubric = loaded.instruments.rubric(ballot.rubric)
    if rubric is None:
        trouble = loaded.instruments.trouble(ballot.rubric)
        return [check_reference(ballot.rubric, loaded.instruments.versions_of("rubric"), trouble)]
    return check_ballot(ballot, rubric)


def _of_settings(settings: Settings, loaded: Loaded) -> list[Problem]:
    from sustainrubric.records.check_settings import check_settings

    found = check_settings(settings)
    look = settings.report
    if look.logo or look.colors or look.dark_colors:
        from sustainrubric.check.look import check_look

        found += check_look(look, os.path.dirname(os.path.abspath(loaded.file)))
    return found


def _of_instrument(model: object, loaded: Loaded) -> list[Problem]:
    from sustainrubric.records.check_instruments import check_instrument

    return check_instrument(loaded, _own(loaded))


def _of_lock(lock: ReleaseLock, loaded: Loaded) -> list[Problem]:
    from sustainrubric.records.check_instruments import check_lock

    return check_lock(lock, _own(loaded))


def _of_mapping(mapping: Mapping, loaded: Loaded) -> list[Problem]:
    from sustainrubric.migration.check import check_mapping
    from sustainrubric.records.check_instruments import unknown_reference

    old, new = (loaded.instruments.rubric(reference) for reference in (mapping.source, mapping.to))
    sides = (("from", mapping.source, old), ("to", mapping.to, new))
    unknown = [
        unknown_reference(name, key, loaded.instruments) for key, name, found in sides if found is None
    ]
    return unknown if old is None or new is None else check_mapping(mapping, old, new)


def _own(loaded: Loaded) -> OwnCatalog:
    """The own instruments of a file's folder, which its look-up holds."""
    from sustainrubric.records.own_instruments import OwnCatalog

    catalog = loaded.instruments
    return catalog.own if isinstance(catalog, FolderCatalog) else OwnCatalog("", ())


_ABOUT_INSTRUMENTS = ("rubric", "worksheet-definition", "mapping", "instrument-lock")

_FINDINGS: dict[str, Callable[[Any, Loaded], list[Problem]]] = {
    "settings": _of_settings,
    "assessment": _of_assessment,
    "worksheet": _of_worksheet,
    "priorities": _of_priorities,
    "ballot": _of_ballot,
    "rubric": _of_instrument,
    "worksheet-definition": _of_instrument,
    "mapping": _of_mapping,
    "instrument-lock": _of_lock,
}
