"""The pages of one reform: a round each, what moved between rounds, and the trend."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from itertools import pairwise

from sustainrubric.base.text import one_line
from sustainrubric.pages.frame import NavLink, frame, leaving_out
from sustainrubric.pages.phrases import day_view
from sustainrubric.records.agency_names import KnownAgency, told_apart
from sustainrubric.records.assessment import Assessment
from sustainrubric.report.audience import Secrets, left_out_of_assessments, secrets_of, withheld_evidence
from sustainrubric.report.goals import GoalsAround
from sustainrubric.report.make import Make, earlier_round, panel_for, to_html
from sustainrubric.report.view import view
from sustainrubric.report.view_parts import GoalLine
from sustainrubric.rounds.diff import diff
from sustainrubric.rounds.diff_view import diff_view
from sustainrubric.rounds.model import RatedRound, RoundDiff, Trend
from sustainrubric.rounds.page import diff_to_html, trends_to_html
from sustainrubric.rounds.subject import by_reform, from_first_rating
from sustainrubric.rounds.trend import trend
from sustainrubric.rounds.trend_view import trend_view
from sustainrubric.rounds.ways import NamedWays
from sustainrubric.site import names
from sustainrubric.site.grid import Heading
from sustainrubric.site.navigation import Place, links_from
from sustainrubric.site.portfolio import Link, ReformRow, ReformSources, reform_row
from sustainrubric.site.sources import SiteRound


@dataclass(frozen=True)
class ReformPages:
    """The rounds of a reform, oldest first; `place` is its part of the pages' addresses.

    What comes next is judged as of `today` in the latest round, and as of its own day in an earlier one.
    """

    place: str
    rounds: tuple[SiteRound, ...]
    ways: NamedWays
    secrets: Secrets
    goals: GoalsAround
    today: date

    @cached_property
    def _ids(self) -> list[str]:
        """What tells the rounds apart: their ids, and a number where two files have the same."""
        seen: dict[str, int] = {}
        found = []
        for one in self.rounds:
            round_id = one.rated.assessment.round.id
            seen[round_id] = seen.get(round_id, 0) + 1
            found.append(round_id if seen[round_id] == 1 else f"{round_id} ({seen[round_id]})")
        return found

    @property
    def latest(self) -> Assessment:
        return self.rounds[-1].rated.assessment

    def round_pages(self) -> Iterator[tuple[str, SiteRound]]:
        """Each round with the name of its page."""
        for round_id, one in zip(self._ids, self.rounds, strict=True):
            yield names.round_page(self.place, round_id), one

    def page_of(self, wanted: SiteRound) -> str:
        """The page of a round."""
        return next(page for page, one in self.round_pages() if one is wanted)

    def pages(self) -> Iterator[tuple[str, SiteRound, Make]]:
        """The name of each page, the round whose levels it tells, and what makes it."""
        before: SiteRound | None = None
        for round_id, one in zip(self._ids, self.rounds, strict=True):
            page = names.round_page(self.place, round_id)
            yield page, one, partial(self._round_page, one, before, page)
            if before is not None:
                make = partial(self._changes_page, before, one)
                yield names.changes_page(self.place, round_id), one, make
            before = one
        if len(self.rounds) > 1:
            yield names.trend_page(self.place), self.rounds[-1], self._trend_page

    def links(self, page: str) -> tuple[NavLink, ...]:
        """The navigation of this reform as one of its pages has it: its rounds, and what is about all of them.

        A page about one round leads to the rounds before and after, and to what moved between them.
        """
        rounds = [
            Place(f"Round {one_line(round_id)}", names.round_page(self.place, round_id))
            for round_id in self._ids
        ]
        moved = [Place("What moved", names.changes_page(self.place, round_id)) for round_id in self._ids]
        here = next(
            (at for at, one in enumerate(rounds) if page in (one.page, moved[at].page)), len(rounds) - 1
        )
        shown = rounds[max(0, here - 1) : here + 2]
        if rounds[-1] not in shown:
            shown.append(rounds[-1])
        places = [*shown]
        if here:
            places.append(moved[here])
        if len(rounds) > 1:
            places.append(Place(f"Trend over {len(rounds)} rounds", names.trend_page(self.place)))
        places.append(Place("Its actions", names.actions_page(self.place)))
        return links_from(page, places)

    def row(self, shown: Sequence[Heading], overdue: Collection[str]) -> ReformRow:
        """The row of the reform; `overdue` are the files of all overdue actions, each as often as it has one."""
        rounds = [
            Link(f"Round {one_line(round_id)}", names.round_page(self.place, round_id), _day(one))
            for round_id, one in zip(self._ids, self.rounds, strict=True)
        ]
        changes = [
            Link(f"What moved from {one_line(old)} to {one_line(new)}", names.changes_page(self.place, new))
            for old, new in pairwise(self._ids)
        ]
        page = Link(f"Trend over {len(rounds)} rounds", names.trend_page(self.place)) if changes else None
        last = self.rounds[-1]
        files = {one.file for one in self.rounds}
        found = ReformSources(
            trend=self._trend,
            moved=self._moved,
            rounds=rounds,
            changes=changes,
            page=page,
            elements=last.rated.rubric.elements,
            gaps=[one.gap for one in last.scored.scorecard.elements if one.gap],
            overdue=sum(file in files for file in overdue),
        )
        return reform_row(found, shown)

    @cached_property
    def _moved(self) -> RoundDiff | None:
        """What moved from the round before to the latest one."""
        if len(self.rounds) < 2:
            return None
        before, last = (one.rated for one in self.rounds[-2:])
        return diff(before, last, self.ways.between(before, last))

    @cached_property
    def _trend(self) -> Trend:
        return trend(from_first_rating([one.rated for one in self.rounds]), self.ways.between_or_by_words)

    def _trend_page(self) -> str:
        return trends_to_html([trend_view(self._trend)])

    def _round_page(self, one: SiteRound, before: SiteRound | None, page: str) -> str:
        found = None
        if before is not None:
            found = earlier_round(before.rated, one.rated, self.ways.between(before.rated, one.rated))
        audience = frame().audience
        parts = left_out_of_assessments(audience, [one.whole], self.secrets, notes=one.has_notes)
        with leaving_out(parts, withheld_evidence(audience, one.whole, self.secrets)):
            return to_html(
                view(
                    one.scored,
                    one.rated.rubric,
                    comments=one.comments,
                    body=one.body,
                    previous=found.scored if found else None,
                    unequal=found.unequal if found else None,
                    panel=panel_for(audience, one.whole, one.rated.rubric),
                    today=self.today if one is self.rounds[-1] else None,
                    goals=self._goals_from(one, page),
                )
            )

    def _goals_from(self, one: SiteRound, page: str) -> list[GoalLine]:
        """The goals that the reform serves, with links as a page has to write them."""
        found = self.goals.of(one.file, one.rated.assessment.reform.id)
        return [replace(goal, href=names.way(page, goal.href) if goal.href else "") for goal in found]

    def _changes_page(self, before: SiteRound, one: SiteRound) -> str:
        found = diff(before.rated, one.rated, self.ways.between(before.rated, one.rated))
        parts = left_out_of_assessments(frame().audience, [before.whole, one.whole], self.secrets)
        with leaving_out(parts):
            return diff_to_html(diff_view(found), one.rated.rubric)


def reforms_of(
    rounds: Sequence[SiteRound], ways: NamedWays, goals: GoalsAround, today: date
) -> list[ReformPages]:
    """The reforms in the order of agencies and ids; several agencies have their names in the addresses."""
    by_rated = {id(one.rated): one for one in rounds}
    groups = by_reform([one.rated for one in rounds])
    agencies = told_apart([group[-1].agency for group in groups])
    several = len({one.key for one in agencies}) > 1
    secrets = secrets_of(one.whole for one in rounds)
    return [
        ReformPages(
            _place(group[-1], agency, several=several),
            tuple(by_rated[id(rated)] for rated in group),
            ways,
            secrets,
            goals,
            today,
        )
        for group, agency in zip(groups, agencies, strict=True)
    ]


def _place(rated: RatedRound, agency: KnownAgency, *, several: bool) -> str:
    reform = names.part(rated.assessment.reform.id)
    return f"{names.part(agency.name)}/{reform}" if several else reform


def _day(one: SiteRound) -> str:
    return day_view(one.rated.assessment.round.date).long
