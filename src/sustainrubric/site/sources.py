"""What a site is made of: every file of ours in a folder, as its audience may see it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sustainrubric.base.errors import InvalidFile, Unreadable
from sustainrubric.check.file import (
    checked,
    needed_worksheet,
    unlocated_findings,
    with_instruments,
    with_rubric,
)
from sustainrubric.check.text import told
from sustainrubric.plan.model import WorksheetFile
from sustainrubric.rating.score import score
from sustainrubric.records.find import candidates
from sustainrubric.records.instrument_finder import InstrumentFinder
from sustainrubric.records.priorities import Priorities
from sustainrubric.records.read_folder import Unread, read_folder, refuse_what_looks_whole
from sustainrubric.report.audience import left_out_of_plan, rounds_for, worksheet_for
from sustainrubric.report.make import Make, has_notes, notes_for, priorities_page, worksheet_page
from sustainrubric.report.since import Scored
from sustainrubric.rounds.model import RatedRound
from sustainrubric.site import names
from sustainrubric.terminal.console import note, with_progress

if TYPE_CHECKING:
    from sustainrubric.pages.frame import Audience
    from sustainrubric.records.assessment import Assessment
    from sustainrubric.records.load import Loaded
    from sustainrubric.report.copy_check import CopyCheck
    from sustainrubric.yaml.comments import Comment

_KINDS = ("assessment", "worksheet", "priorities")


@dataclass(frozen=True)
class SiteRound:
    """A round as the audience may see it, and what people wrote beside it, where it may see that.

    `whole` is the assessment with what the audience does not see; `has_notes` says that there are notes
    that it does not see.
    """

    file: str
    rated: RatedRound
    whole: Assessment
    comments: tuple[Comment, ...]
    body: str
    has_notes: bool

    @cached_property
    def scored(self) -> Scored:
        return Scored(self.rated.assessment, score(self.rated.assessment, self.rated.rubric))


@dataclass(frozen=True)
class OtherPage:
    """A page about a file that is no assessment; `name` is the file's, for its address."""

    file: str
    kind: str
    name: str
    title: str
    day: date | None
    make: Make


@dataclass
class SiteSources:
    """All that was found, in the order of the files; `missing` could not be used.

    `owned` says that actions have owners whom the audience does not see, as the foot of a page does.
    `priorities` are by the names of their pages.
    """

    rounds: list[SiteRound] = field(default_factory=list)
    worksheets: list[WorksheetFile] = field(default_factory=list)
    others: list[OtherPage] = field(default_factory=list)
    missing: list[Unread] = field(default_factory=list)
    owned: tuple[str, ...] = ()
    priorities: list[tuple[str, Priorities]] = field(default_factory=list)

    @property
    def newest(self) -> date:
        """The day of the newest round or worksheet: the site itself asks no clock."""
        days = [one.rated.assessment.round.date for one in self.rounds]
        return max([*days, *(one.worksheet.date for one in self.worksheets)])


def site_sources(
    folder: str,
    audience: Audience,
    finder: InstrumentFinder,
    check: CopyCheck,
    *,
    contacts: bool,
    partial: bool,
) -> SiteSources:
    """Read a folder; everything that is wrong in it is said before the site is refused.

    Raises:
        Unreadable: a file cannot be used, and `partial` is not set; or there is nothing to make a site of.
        RefusedToWrite: a text names somebody, and `check` is strict.
    """
    found = SiteSources()
    for one in read_folder(
        with_progress(candidates([folder]), "reading"), _KINDS, lambda loaded: _inspected(loaded, finder)
    ):
        try:
            if not isinstance(one, Unread):
                _take(check.add(one), found, folder, audience, finder, contacts=contacts)
                continue
        except InvalidFile as error:
            one = Unread(one.file, str(error), error.problems)
        found.missing.append(one)
        for line in told(one):
            note(line)
    if not partial:
        refuse_what_looks_whole(found.missing, "the site was not written")
    if not found.rounds and not found.worksheets:
        raise Unreadable(f"{folder}: no assessment or worksheet was found there")
    check.finish()
    return _for_readers(found, audience)


def _inspected(loaded: Loaded, finder: InstrumentFinder) -> Loaded:
    """With the problems that there are only if one of them is an error: to find their places takes long."""
    loaded = with_instruments(loaded, finder)
    found = unlocated_findings(loaded)
    sound = loaded.model is not None and not any(one.code.severity == "error" for one in found)
    return loaded if sound else checked(loaded)


def _take(
    loaded: Loaded,
    found: SiteSources,
    folder: str,
    audience: Audience,
    finder: InstrumentFinder,
    *,
    contacts: bool,
) -> None:
    name = os.path.splitext(os.path.relpath(loaded.file, folder))[0].replace(os.sep, "-")
    if loaded.kind == "assessment":
        _, assessment, rubric = with_rubric(loaded)
        comments, body = notes_for(audience, loaded)
        known = finder.agencies.known(loaded.file, assessment.agency)
        rated = RatedRound(assessment, rubric, known_agency=known)
        hidden = has_notes(audience, loaded)
        found.rounds.append(SiteRound(loaded.file, rated, assessment, comments, body, hidden))
    elif loaded.kind == "worksheet":
        full, definition = needed_worksheet(loaded)
        known = finder.agencies.known(loaded.file, full.agency)
        found.worksheets.append(WorksheetFile(loaded.file, full, definition, known))
        make = worksheet_page(loaded, "html", audience, contacts=contacts)
        found.others.append(
            OtherPage(loaded.file, "worksheets", name, "LEA-process worksheet", full.date, make)
        )
    elif loaded.kind == "priorities":
        _refuse_errors(loaded)
        found.priorities.append((names.other_page("priorities", name), loaded.model_as(Priorities)))
        make = priorities_page(loaded, "html", audience)
        found.others.append(
            OtherPage(loaded.file, "priorities", name, "Goals, reforms and strategies", None, make)
        )


def _for_readers(found: SiteSources, audience: Audience) -> SiteSources:
    """All of it as the audience may see it: what is sensitive in one round is on no page."""
    found.owned = left_out_of_plan(
        audience, (one.whole for one in found.rounds), (one.worksheet for one in found.worksheets)
    )
    shown = rounds_for(audience, [one.rated for one in found.rounds])
    found.rounds = [replace(one, rated=rated) for one, rated in zip(found.rounds, shown, strict=True)]
    found.worksheets = [
        replace(one, worksheet=worksheet_for(audience, one.worksheet)) for one in found.worksheets
    ]
    return found


def _refuse_errors(loaded: Loaded) -> None:
    errors: Sequence[object] = [one for one in loaded.problems if one.problem.code.severity == "error"]
    if errors:
        raise InvalidFile(loaded.file, loaded.problems)
