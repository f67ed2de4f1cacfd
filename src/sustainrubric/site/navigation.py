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


def around_round(index: int, rounds: Sequence[Place]) -> tuple[Place, ...]:
    """The rounds before and after one, where there are such."""
    found = []
    if index:
        found.append(Place(f"Before: {rounds[index - 1].words}", rounds[index - 1].page))
    if index + 1 < len(rounds):
        found.append(Place(f"After: {rounds[index + 1].words}", rounds[index + 1].page))
    return tuple(found)
