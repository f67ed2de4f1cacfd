"""What a site is made of: every file of ours in a folder, as its audience may see it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sustainrubric.base.errors import InvalidFile, Unreadable
from sustainrubric.check.file import checked, needed_worksheet, unlocated_findings, with_rubric
from sustainrubric.check.text import as_text
from sustainrubric.disk.read import refused_if_foreign
from sustainrubric.plan.model import WorksheetFile
from sustainrubric.rating.score import score
from sustainrubric.records.find import candidates, read
from sustainrubric.records.load import load_bytes
from sustainrubric.report.audience import assessment_for, worksheet_for
from sustainrubric.report.make import Make, notes_for, priorities_page, worksheet_page
from sustainrubric.report.view import Scored
from sustainrubric.rounds.model import RatedRound
from sustainrubric.terminal.console import complain, with_progress

if TYPE_CHECKING:
    from sustainrubric.pages.frame import Audience
    from sustainrubric.records.load import Loaded
    from sustainrubric.yaml.comments import Comment


@dataclass(frozen=True)
class SiteRound:
    """A round, and what people wrote beside it, where the audience may see that."""

    file: str
    rated: RatedRound
    comments: tuple[Comment, ...]
    body: str

    @cached_property
    def scored(self) -> Scored:
        return Scored(self.rated.assessment, score(self.rated.assessment, self.rated.rubric))


@dataclass(frozen=True)
class OtherPage:
    """A page about a file that is no assessment; `name` is the file's, for its address."""

    kind: str
    name: str
    title: str
    day: date | None
    make: Make


@dataclass
class SiteSources:
    """All that was found, in the order of the files."""

    rounds: list[SiteRound] = field(default_factory=list)
    worksheets: list[WorksheetFile] = field(default_factory=list)
    others: list[OtherPage] = field(default_factory=list)

    @property
    def newest(self) -> date:
        """The day of the newest round or worksheet: the site itself asks no clock."""
        days = [one.rated.assessment.round.date for one in self.rounds]
        return max([*days, *(one.worksheet.date for one in self.worksheets)])


def site_sources(folder: str, audience: Audience, *, contacts: bool) -> SiteSources:
    """Read a folder; everything that is wrong in it is said before the site is refused.

    Raises:
        Unreadable: a file has errors, or there is nothing to make a site of.
    """
    found = SiteSources()
    bad = 0
    for candidate in with_progress(candidates([folder]), "reading"):
        file = read(candidate)
        if file is None:
            continue
        loaded = _inspected(load_bytes(refused_if_foreign(file.content, file.name), file.name))
        try:
            _take(loaded, found, folder, audience, contacts=contacts)
        except InvalidFile as error:
            bad += 1
            for problem in error.problems:
                if problem.problem.code.severity == "error":
                    complain(as_text(problem), prefix="")
    if bad:
        raise Unreadable(f"the site was not written: {bad} file{'s have' if bad > 1 else ' has'} errors")
    if not found.rounds and not found.worksheets:
        raise Unreadable(f"{folder}: no assessment or worksheet was found there")
    return found


def _inspected(loaded: Loaded) -> Loaded:
    """With the problems that there are only if one of them is an error: to find their places takes long."""
    found = unlocated_findings(loaded)
    sound = loaded.model is not None and not any(one.code.severity == "error" for one in found)
    return loaded if sound else checked(loaded)


def _take(loaded: Loaded, found: SiteSources, folder: str, audience: Audience, *, contacts: bool) -> None:
    name = os.path.splitext(os.path.relpath(loaded.file, folder))[0].replace(os.sep, "-")
    if loaded.kind == "assessment":
        _, assessment, rubric = with_rubric(loaded)
        comments, body = notes_for(audience, loaded)
        rated = RatedRound(assessment_for(audience, assessment), rubric)
        found.rounds.append(SiteRound(loaded.file, rated, comments, body))
    elif loaded.kind == "worksheet":
        full, definition = needed_worksheet(loaded)
        worksheet = worksheet_for(audience, full)
        found.worksheets.append(WorksheetFile(loaded.file, worksheet, definition))
        make = worksheet_page(loaded, "html", audience, contacts=contacts)
        found.others.append(OtherPage("worksheets", name, "LEA-process worksheet", worksheet.date, make))
    elif loaded.kind == "priorities":
        _refuse_errors(loaded)
        make = priorities_page(loaded, "html")
        found.others.append(OtherPage("priorities", name, "Goals, reforms and strategies", None, make))
    elif loaded.kind is None:
        _refuse_errors(loaded)


def _refuse_errors(loaded: Loaded) -> None:
    errors: Sequence[object] = [one for one in loaded.problems if one.problem.code.severity == "error"]
    if errors:
        raise InvalidFile(loaded.file, loaded.problems)
