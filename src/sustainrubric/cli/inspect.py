"""What the commands share: a file loaded, and checked against the instrument it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sustainrubric.engine.check import check_assessment, check_reference
from sustainrubric.errors import InvalidFile
from sustainrubric.files.load import Loaded, load, load_bytes
from sustainrubric.files.packaged import load_rubric, versions_of

if TYPE_CHECKING:
    from sustainrubric.model.assessment import Assessment
    from sustainrubric.model.problem import Problem
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
    """A loaded file with the engine's findings added: of all of it, or of its sound parts."""
    if loaded.kind != "assessment":
        return loaded
    if loaded.model is not None:
        return loaded.with_problems(_findings(loaded.model))  # type: ignore[arg-type]
    partial = loaded.partial
    if partial is None:
        return loaded
    found = _findings(partial.model)  # type: ignore[arg-type]
    return loaded.with_problems(problem for problem in found if not partial.could_have_caused(problem))


def _findings(assessment: Assessment) -> list[Problem]:
    rubric = load_rubric(assessment.rubric)
    if rubric is None:
        return [check_reference(assessment.rubric, versions_of("rubric"))]
    return check_assessment(assessment, rubric)
