"""The short navigation that every page of a site has: the same links in the same order, and where one is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sustainrubric.pages.frame import NavLink
from sustainrubric.site import names


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the site, and what the navigation calls it."""

    words: str
    page: str


def links_from(page: str, places: Sequence[Place]) -> tuple[NavLink, ...]:
    """The places as links of `page`, which is marked among them."""
    return tuple(NavLink(one.words, names.way(page, one.page), one.page == page) for one in places)


def site_places(others: Sequence[tuple[str, str]], rubric: str) -> tuple[Place, ...]:
    """What the whole site has: `others` are kinds and pages of worksheets and priorities, the first of each linked."""
    first: dict[str, str] = {}
    for kind, page in others:
        first.setdefault(kind, page)
    found = [Place("All reforms", names.INDEX), Place("Plan of action", names.PLAN)]
    for kind, words in (("priorities", "Priorities"), ("worksheets", "Worksheet")):
        if kind in first:
            found.append(Place(words, first[kind]))
    return (*found, Place("Rubric", rubric), Place("Data", names.DATA))
