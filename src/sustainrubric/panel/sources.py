"""The assessment of a panel and the ballots beside it, read and checked."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import counted
from sustainrubric.check.ballots_around import BallotsAround
from sustainrubric.check.file import inspect, needed_assessment
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.rating.votes import PanelVotes, panel_votes
from sustainrubric.records.assessment import Assessment, Panel
from sustainrubric.records.ballot import Ballot
from sustainrubric.records.find_ballots import files_beside, first_of_each
from sustainrubric.yaml.source import STANDARD_INPUT

HOW_TO_WRITE_ONE = "write in it:  panel: {raters: [r1, r2, r3], facilitator: ID, rule: consensus}"


@dataclass(frozen=True, slots=True)
class PanelFiles:
    """An assessment with a panel, and its ballots by the rater's code."""

    file: str
    assessment: Assessment
    rubric: Rubric
    panel: Panel
    ballots: Mapping[str, Ballot]

    @property
    def votes(self) -> PanelVotes:
        """The votes of the raters that the panel names."""
        return panel_votes(self.panel, self.ballots.values(), self.rubric)


def read_panel(file: str) -> PanelFiles:
    """The panel of an assessment.

    Raises:
        WrongUsage: the assessment has no panel.
        Unreadable, InvalidFile: the assessment or a ballot cannot be read, or has errors.
    """
    if file == STANDARD_INPUT:
        raise WrongUsage("the ballots lie beside the assessment, so it cannot be standard input; name a file")
    _, assessment, rubric = needed_assessment(file)
    panel = panel_of(assessment, file)
    return PanelFiles(file, assessment, rubric, panel, read_ballots(file))


def panel_of(assessment: Assessment, file: str) -> Panel:
    """The panel that an assessment names.

    Raises:
        WrongUsage: it names none, or no rater.
    """
    if assessment.panel is None:
        raise WrongUsage(f"{file} has no panel; {HOW_TO_WRITE_ONE}")
    if not assessment.panel.raters:
        raise WrongUsage(f"the panel of {file} names no rater; {HOW_TO_WRITE_ONE}")
    return assessment.panel


def read_ballots(file: str) -> dict[str, Ballot]:
    """The ballots beside an assessment, by rater.

    Raises:
        Unreadable, InvalidFile: one of them cannot be read, or has errors.
    """
    around = BallotsAround()
    by_file: dict[str, Ballot] = {}
    for name in files_beside(file):
        loaded = around.checked(inspect(name))
        ballot = loaded.model_as(Ballot)
        by_file[name] = ballot
    return {rater: by_file[name] for rater, name in first_of_each(by_file).items()}


def votes_waiting(file: str, assessment: Assessment, rubric: Rubric) -> str | None:
    """What to say to somebody who rates by hand while a panel's votes wait to be decided; None where none do."""
    if assessment.panel is None:
        return None
    ballots = len(files_beside(file))
    decided = sum(rating.decided is not None for rating in assessment.ratings.values())
    left = len(rubric.elements) - decided
    if not ballots or not left:
        return None
    return (
        f"a panel has voted on this ({counted(ballots, 'ballot')}), and {counted(left, 'element')} wait to be decided; "
        f"`sustain panel decide {shlex.quote(file)}` records what it agrees"
    )
