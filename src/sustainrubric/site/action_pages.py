"""All actions of a folder as pages: the register, page by page, those of one reform, and other orders of many."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import PurePosixPath

from sustainrubric.base.phrase import own, phrase
from sustainrubric.base.text import counted
from sustainrubric.plan.model import ActionPlan, GroupBy, PlannedAction
from sustainrubric.plan.view import plan_to_html, plan_view
from sustainrubric.plan.view_parts import ActionGroup, PageLink, PlanView
from sustainrubric.report.make import Make
from sustainrubric.site import names

MANY_REFORMS = 10
"""From more reforms than these on, lists stand in other orders as well."""

MOST_ON_A_PAGE = 150
MOST_PLACES = 40

_ORDERS: tuple[tuple[GroupBy, str], ...] = (
    ("owner", "By owner"),
    ("month", "By the month in which they are due"),
    ("level", "By the level of their element"),
)


@dataclass(frozen=True)
class ActionPages:
    """The pages of a plan; `places` says for each file and element on which page they stand."""

    made: ActionPlan
    places: Mapping[tuple[str, str], str]
    reforms: int

    def pages(self) -> Iterator[tuple[str, Make]]:
        """The whole register by state, and in other orders where there are many reforms."""
        orders = [(by, words) for by, words in _ORDERS if not (by == "owner" and self.made.names_nobody)]
        others = orders if self.reforms > MANY_REFORMS else []
        lists = (
            PageLink("By state", names.PLAN),
            *(PageLink(words, names.plan_by(by)) for by, words in others),
        )
        yield from self._ordered(None, names.PLAN, lists if others else ())
        for by, _ in others:
            yield from self._ordered(by, names.plan_by(by), lists)

    def of_reform(self, agency: str, name: str, files: frozenset[str], page: str) -> Make:
        """The actions of one reform; `files` are its rounds. Each element has an anchor at its first action."""

        actions = tuple(one for one in self.made.actions if one.file in files)
        places = tuple(one for one in self.made.shortlist if one.file in files)
        part = replace(self.made, agencies=(agency,), actions=actions, shortlist=places, unplaced=0)

        seen: set[str] = set()

        def anchor(action: PlannedAction) -> str:
            """Each element has one at its first action."""
            if action.origin.part in seen:
                return ""
            seen.add(action.origin.part)
            return f"of-{action.origin.part}"

        def make() -> str:
            seen.clear()
            view = plan_view(part, link=self.link_from(page), anchor=anchor)
            return plan_to_html(replace(view, title="Actions", reform=phrase("Actions: ", own(name))))

        return make

    def places_of(self, file: str, page: str) -> dict[int, str]:
        """Where the register has the actions of a worksheet, by their number in its file, as `page` writes it."""
        return {
            place: names.way(page, self._pages_of_anchors[anchor])
            for one in self.made.actions
            if one.file == file and (anchor := self._anchor(one)) in self._pages_of_anchors
            for place in one.path[-1:]
            if isinstance(place, int)
        }

    @cached_property
    def _pages_of_anchors(self) -> dict[str, str]:
        """The page and the place of each action of a worksheet in the register."""
        whole = plan_view(self.made, anchor=self._anchor)
        return {
            row.anchor: f"{names.numbered(names.PLAN, number)}#{row.anchor}"
            for number, (_, _, groups) in enumerate(_parts(whole.groups), 1)
            for group in groups
            for row in group.rows
            if row.anchor
        }

    def _anchor(self, action: PlannedAction) -> str:
        """Where a row of the register stands that a worksheet leads to."""
        page = self.places.get((action.file, "")) if action.origin.kind == "worksheet" else None
        return f"{PurePosixPath(page).stem}-action-{action.path[-1]}" if page else ""

    def link_from(self, page: str) -> Callable[[PlannedAction], str]:
        """The address of what an action comes from, as a page has to write it."""

        def link(action: PlannedAction) -> str:
            if action.origin.kind == "assessment":
                place = self.places.get((action.file, action.origin.part))
            else:
                worksheet = self.places.get((action.file, ""))
                place = f"{worksheet}#action-{action.path[-1]}" if worksheet else None
            return names.way(page, place) if place else ""

        return link

    def _ordered(
        self, by: GroupBy | None, first: str, lists: Sequence[PageLink]
    ) -> Iterator[tuple[str, Make]]:
        """The pages of one order: as many actions as keep a page small, the shortlist on the first of all."""
        anchor = self._anchor if by is None else _no_anchor
        whole = plan_view(self.made, by, link=self.link_from(first), anchor=anchor)
        parts = list(_parts(whole.groups))
        pages = [
            PageLink(f"Actions {start + 1} to {start + count}", names.numbered(first, number))
            for number, (start, count, _) in enumerate(parts, 1)
        ]
        for number, (_, _, groups) in enumerate(parts, 1):
            page = names.numbered(first, number)
            is_first = number == 1 and by is None
            view = replace(
                whole,
                months=whole.months if is_first else (),
                groups=groups,
                shortlist=whole.shortlist[:MOST_PLACES] if is_first else (),
                shortlist_remark=_remark(whole) if is_first else "",
                rules=whole.rules if is_first else (),
                lists=tuple(replace(one, current=one.href == first) for one in lists),
                pages=tuple(replace(one, current=one.href == page) for one in pages)
                if len(pages) > 1
                else (),
            )
            yield page, partial(plan_to_html, view)


def _no_anchor(action: PlannedAction) -> str:
    return ""


def _remark(view: PlanView) -> str:
    more = len(view.shortlist) - MOST_PLACES
    if more <= 0:
        return view.shortlist_remark
    return f"{counted(more, 'element')} more are below target. {view.shortlist_remark}".strip()


def _parts(groups: Sequence[ActionGroup]) -> Iterator[tuple[int, int, tuple[ActionGroup, ...]]]:
    """Groups cut into pages: the first action of each, from 0, and how many there are; at least one page."""
    start, room = 0, MOST_ON_A_PAGE
    page: list[ActionGroup] = []
    for group in groups:
        rows = group.rows
        while rows:
            page.append(ActionGroup(group.heading, rows[:room]))
            taken, rows = rows[:room], rows[room:]
            room -= len(taken)
            if not room:
                yield start, MOST_ON_A_PAGE, tuple(page)
                start, room, page = start + MOST_ON_A_PAGE, MOST_ON_A_PAGE, []
    if page or not start:
        yield start, MOST_ON_A_PAGE - room, tuple(page)
