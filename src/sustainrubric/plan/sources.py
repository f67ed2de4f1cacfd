"""The assessments and worksheets that a plan is made of; what is wrong with a file is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sustainrubric.base.errors import InvalidFile, Unreadable
from sustainrubric.check.file import inspect_bytes
from sustainrubric.check.text import as_text
from sustainrubric.disk.read import refused_if_foreign
from sustainrubric.instruments.shipped import load_rubric, load_worksheet_definition
from sustainrubric.plan.model import RatedFile, WorksheetFile
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.find import FoundFile, ShowProgress, candidates, read, unwatched
from sustainrubric.records.load import Loaded
from sustainrubric.records.worksheet import Worksheet
from sustainrubric.rounds.model import RatedRound

_KINDS = ("assessment", "worksheet")


class Sources(NamedTuple):
    """What was found; `code` is 3 where a file could not be used as it should be, else 0.

    `wrong` are the lines that say why, for standard error.
    """

    rated: tuple[RatedFile, ...]
    worksheets: tuple[WorksheetFile, ...]
    code: int
    wrong: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to plan, as no file could be used."""
        return not self.rated and not self.worksheets


def sources(paths: Sequence[str], progress: ShowProgress = unwatched) -> Sources:
    """All assessments and worksheets among `paths`.

    A file that names an unknown owner or element still has its actions; one that is no assessment
    at all has none. Both are told, with their places.

    Raises:
        Unreadable: there is nothing to make a plan of.
    """
    rated: list[RatedFile] = []
    worksheets: list[WorksheetFile] = []
    wrong: list[str] = []
    for candidate in progress(candidates(paths), "reading"):
        try:
            file = read(candidate)
            if file is not None:
                wrong += _used(_looked_at(file), rated, worksheets, named=candidate.named)
        except Unreadable as error:
            wrong.append(f"sustain: {error}")
    if not rated and not worksheets and not wrong:
        raise Unreadable(f"{', '.join(paths)}: no assessment or worksheet was found there")
    return Sources(tuple(rated), tuple(worksheets), Unreadable.exit_code if wrong else 0, tuple(wrong))


def _looked_at(file: FoundFile) -> Loaded:
    return inspect_bytes(refused_if_foreign(file.content, file.name), file.name)


def _used(
    loaded: Loaded, rated: list[RatedFile], worksheets: list[WorksheetFile], *, named: bool
) -> Iterator[str]:
    """Take the file's model into the plan; yields what is wrong with the file."""
    model = loaded.model
    if isinstance(model, Assessment):
        rubric = load_rubric(model.rubric)
        if rubric is not None:
            rated.append(RatedFile(loaded.file, RatedRound(model, rubric)))
    elif isinstance(model, Worksheet):
        definition = load_worksheet_definition(model.worksheet)
        if definition is not None:
            worksheets.append(WorksheetFile(loaded.file, model, definition))
    elif named and model is not None:
        yield f"sustain: {loaded.file}: no assessment and no worksheet, so it has no actions"
        return
    elif loaded.kind not in (*_KINDS, None) and not named:
        return
    errors = [found for found in loaded.problems if found.problem.code.severity == "error"]
    yield from map(as_text, errors)
    if errors:
        yield f"sustain: {InvalidFile(loaded.file, errors)}"
