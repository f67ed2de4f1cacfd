"""What a page of the plan says: plain text and numbers, decided and ready to place."""

from __future__ import annotations

from dataclasses import dataclass

from sustainrubric.pages.parts import DayView
from sustainrubric.pages.timeline import DueColumn
from sustainrubric.plan.model import State


@dataclass(frozen=True, slots=True)
class ActionRow:
    """An action as it is shown; `standing` says level, gap and priority of what it comes from.

    On a site `href` leads to what it comes from, and `anchor` is where that leads back to.
    """

    id: str
    key: State
    status_key: str
    status: str
    remark: str
    due: DayView | None
    what: str
    owner: str
    part: str
    title: str
    of: str
    standing: str
    resources: str
    rounds: str
    href: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """Rows under one heading."""

    heading: str
    rows: tuple[ActionRow, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """An element in the shortlist; `why` is what it is ranked by, `behind` which rule put it here."""

    place: int
    element: str
    title: str
    reform: str
    standing: str
    why: str
    behind: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """Another page of the same list, or the same in another order; `current` is the page it stands on."""

    words: str
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class PlanView:
    """The whole plan; the page's frame takes `title`, `agency` and `reform` as those of every report.

    `missing`, also among the remarks, names the files that could not be read, and is empty elsewhere.
    `credits` are those of an agency's own instruments. A plan that `names_nobody` is shown without owners and
    ids. On a site `lists` are other orders of the same, and `pages` those that a long one is cut into.
    """

    title: str
    agency: str
    reform: str
    day: DayView
    sentence: str
    remarks: tuple[str, ...]
    credits: tuple[str, ...]
    months: tuple[DueColumn, ...]
    groups: tuple[ActionGroup, ...]
    grouped_by: str
    shortlist: tuple[PlaceRow, ...]
    shortlist_remark: str
    rules: tuple[str, ...]
    missing: str
    names_nobody: bool
    lists: tuple[PageLink, ...] = ()
    pages: tuple[PageLink, ...] = ()
