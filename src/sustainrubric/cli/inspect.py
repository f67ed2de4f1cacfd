"""What the commands share: a file loaded, and checked against the instrument it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sustainrubric.engine.check import check_assessment, check_reference
from sustainrubric.errors import InvalidFile
from sustainrubric.files.load import Loaded, load, load_bytes
from sustainrubric.files.packaged import instrument_versions, load_rubric

if TYPE_CHECKING:
    from sustainrubric.model.assessment import Assessment
    from sustainrubric.model.rubric import Rubric


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
    from sustainrubric.model.assessment import Assessment

    loaded = inspect(path)
    assessment = loaded.model_as(Assessment)
    rubric = load_rubric(assessment.rubric)
    if rubric is None:
        raise InvalidFile(loaded.file, loaded.problems)
    return loaded, assessment, rubric


def checked(loaded: Loaded) -> Loaded:
    """A loaded file with the engine's findings added."""
    if loaded.kind == "assessment" and loaded.model is not None:
        assessment: Assessment = loaded.model  # type: ignore[assignment]
        rubric = load_rubric(assessment.rubric)
        if rubric is None:
            problem = check_reference(assessment.rubric, instrument_versions())
            return loaded.with_problems([problem] if problem else [])
        return loaded.with_problems(check_assessment(assessment, rubric))
    return loaded
