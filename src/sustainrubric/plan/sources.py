"""The assessments and worksheets that a plan is made of; what is wrong with a file is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sustainrubric.base.errors import Unreadable
from sustainrubric.base.text import nothing_there
from sustainrubric.check.file import checked
from sustainrubric.check.text import told
from sustainrubric.plan.model import RatedFile, WorksheetFile
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.find import ShowProgress, candidates, unwatched
from sustainrubric.records.instrument_finder import InstrumentFinder
from sustainrubric.records.load import Loaded, elsewhere
from sustainrubric.records.read_folder import Unread, read_folder, unread
from sustainrubric.records.worksheet import Worksheet
from sustainrubric.rounds.model import RatedRound

_KINDS = ("assessment", "worksheet")


class Sources(NamedTuple):
    """What was found; `missing` could not be used, and `code` is 3 where a file that was used has errors.

    `wrong` are the lines that say why, for standard error.
    """

    rated: tuple[RatedFile, ...]
    worksheets: tuple[WorksheetFile, ...]
    missing: tuple[Unread, ...]
    code: int
    wrong: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to plan, as no file could be used."""
        return not self.rated and not self.worksheets


def sources(
    paths: Sequence[str],
    progress: ShowProgress = unwatched,
    seen: Callable[[Loaded], Loaded] = lambda loaded: loaded,
) -> Sources:
    """All assessments and worksheets among `paths`; each file is shown to `seen` as it was read.

    A file that names an unknown owner or element still has its actions; one that is no assessment
    at all has none, and is missing. Both are told, with their places.

    Raises:
        Unreadable: there is nothing to make a plan of.
    """
    found = _read(paths, _KINDS, progress, seen)
    if found.is_empty and not found.missing:
        raise Unreadable(nothing_there(paths, "assessment or worksheet"))
    return found


def assessments(paths: Sequence[str], progress: ShowProgress = unwatched) -> Sources:
    """As `sources`, of assessments alone: another kind that is named is missing, and none may be found."""
    found = _read(paths, ("assessment",), progress)
    others = tuple(
        Unread(one.file, f"{one.file}: a worksheet, not an assessment; `sustain score` says how far it is")
        for one in found.worksheets
    )
    wrong = (*found.wrong, *(line for other in others for line in told(other)))
    return found._replace(worksheets=(), missing=(*found.missing, *others), wrong=wrong)


def _read(
    paths: Sequence[str],
    kinds: Sequence[str],
    progress: ShowProgress,
    seen: Callable[[Loaded], Loaded] = lambda loaded: loaded,
) -> Sources:
    rated: list[RatedFile] = []
    worksheets: list[WorksheetFile] = []
    missing: list[Unread] = []
    wrong: list[str] = []
    code = 0
    finder = InstrumentFinder()
    for found in read_folder(
        progress(candidates(paths), "reading"), kinds, lambda loaded: seen(checked(loaded, finder))
    ):
        problem = found if isinstance(found, Unread) else _used(found, rated, worksheets, kinds, finder)
        if isinstance(problem, Unread):
            missing.append(problem)
        elif problem is not None:
            code = Unreadable.exit_code
        if problem is not None:
            wrong += told(problem)
    return Sources(tuple(rated), tuple(worksheets), tuple(missing), code, tuple(wrong))


def _used(
    loaded: Loaded,
    rated: list[RatedFile],
    worksheets: list[WorksheetFile],
    kinds: Sequence[str],
    finder: InstrumentFinder,
) -> Unread | Loaded | None:
    """Take the file's model into the plan; gives it back where it has errors, or what keeps it out."""
    model = loaded.model
    rubric = loaded.instruments.rubric(model.rubric) if isinstance(model, Assessment) else None
    definition = (
        loaded.instruments.worksheet_definition(model.worksheet) if isinstance(model, Worksheet) else None
    )
    errors = any(one.problem.code.severity == "error" for one in loaded.problems)
    if isinstance(model, Assessment) and rubric is not None:
        known = finder.agencies.known(loaded.file, model.agency)
        rated.append(RatedFile(loaded.file, RatedRound(model, rubric, known_agency=known)))
    elif isinstance(model, Worksheet) and definition is not None:
        known = finder.agencies.known(loaded.file, model.agency)
        worksheets.append(WorksheetFile(loaded.file, model, definition, known))
    elif isinstance(model, Assessment | Worksheet):
        return unread(loaded)
    elif "worksheet" in kinds:
        why = f"no assessment and no worksheet, so it has no actions{elsewhere(loaded)}"
        return Unread(loaded.file, f"{loaded.file}: {why}")
    else:
        return Unread(loaded.file, f"{loaded.file}: this is no assessment{elsewhere(loaded)}")
    return loaded if errors else None
