"""The minutes of a meeting: what each element needs, what there is, and how both come to the same sum. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sustainrubric.rating.votes import VoteClass
from sustainrubric.records.settings import KitMinutes

ItemKind = Literal["opening", "introduction", "element", "pause", "reserve", "plan"]

_FIRST_HOUR = 60
_PAUSE_EVERY = 90
_LEAST_SHARE = (2, 3)
"""Needs are cut down to this share at least, before a second meeting is planned."""


@dataclass(frozen=True, slots=True)
class Need:
    """An element that is to be talked about, the minutes it should have, and the category it belongs to."""

    element: str
    minutes: int
    category: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A part of a meeting; `start` counts minutes from its beginning."""

    kind: ItemKind
    start: int
    minutes: int
    element: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting: its items follow one another without a gap, and their minutes add up to `minutes`."""

    minutes: int
    items: tuple[AgendaItem, ...]
    needed: int
    """What the elements of this meeting would need if there were time enough."""

    @property
    def is_tight(self) -> bool:
        """Whether elements get less than two thirds of what they need."""
        given = sum(item.minutes for item in self.items if item.kind == "element")
        most, least = _LEAST_SHARE
        return given * least < self.needed * most


class TooShort(Exception):
    """The meeting has no minute for each element; the message says how long it must be."""


def minutes_by_class(spread: VoteClass, *, has_evidence: bool, minutes: KitMinutes) -> int:
    """What an element needs, by how the votes on it lie."""
    if spread == "unanimous":
        return minutes.unanimous if has_evidence else minutes.unanimous_without_evidence
    by_class = {"split": minutes.split, "scope": minutes.scope, "adjacent": minutes.adjacent}
    # One vote or none is not agreement: it needs what a difference of one level needs.
    return by_class.get(spread, minutes.adjacent)


def net_minutes(total: int, minutes: KitMinutes) -> int:
    """What is left for the elements in a meeting of `total` minutes."""
    return total - minutes.opening - minutes.introduction - minutes.plan - minutes.pause * _pauses(total)


def plan_meetings(
    needs: Sequence[Need], total: int, minutes: KitMinutes, *, may_shrink: bool = True
) -> list[Meeting]:
    """One meeting where the elements fit in, else two, cut between two categories.

    With `may_shrink` they still fit in where they get two thirds of what they need.

    Raises:
        TooShort: there is not a minute for each element.
    """
    net = net_minutes(total, minutes)
    parts = [list(needs)]
    most, least = _LEAST_SHARE if may_shrink else (1, 1)
    if net * least < _sum(needs) * most:
        parts = _in_two(needs)
    longest = max(map(len, parts))
    if net < longest:
        raise TooShort(f"{longest} elements need {total + longest - net} minutes at least, a minute each")
    return [_meeting(part, total, net, minutes) for part in parts]


def clock(start: int, minutes: int) -> str:
    """The time of day, both in minutes: `09:40`."""
    return f"{(start + minutes) // 60 % 24:02d}:{(start + minutes) % 60:02d}"


def _pauses(total: int) -> int:
    return max(0, total - _FIRST_HOUR) // _PAUSE_EVERY


def _sum(needs: Sequence[Need]) -> int:
    return sum(need.minutes for need in needs)


def _in_two(needs: Sequence[Need]) -> list[list[Need]]:
    """The needs in two parts of whole categories, the longer one as short as can be; each in its order."""
    categories = list(dict.fromkeys(sorted(need.category for need in needs)))
    if len(categories) < 2:
        return [list(needs)]

    def parts(cut: int) -> list[list[Need]]:
        first = frozenset(categories[:cut])
        return [[need for need in needs if (need.category in first) is wanted] for wanted in (True, False)]

    return min((parts(cut) for cut in range(1, len(categories))), key=lambda two: max(map(_sum, two)))


def _meeting(needs: Sequence[Need], total: int, net: int, minutes: KitMinutes) -> Meeting:
    given = _fitted(needs, net)
    items = tuple(_timed(_items(needs, given, total, net - sum(given), minutes)))
    return Meeting(total, items, _sum(needs))


def _fitted(needs: Sequence[Need], net: int) -> list[int]:
    """Whole minutes for each: as needed where there is room, else in proportion, one at least, `net` in all."""
    needed = _sum(needs)
    if needed <= net:
        return [need.minutes for need in needs]
    spare = net - len(needs)
    beyond = needed - len(needs)
    shares = [(need.minutes - 1) * spare for need in needs]
    given = [1 + share // beyond for share in shares]
    # What rounding left over goes to those who lost most by it, the earlier first.
    order = sorted(range(len(needs)), key=lambda place: (-(shares[place] % beyond), place))
    for place in order[: net - sum(given)]:
        given[place] += 1
    return given


def _items(
    needs: Sequence[Need], given: Sequence[int], total: int, reserve: int, minutes: KitMinutes
) -> Iterator[AgendaItem]:
    yield AgendaItem("opening", 0, minutes.opening)
    yield AgendaItem("introduction", 0, minutes.introduction)
    pauses = _pauses(total)
    marks = [sum(given) * place // (pauses + 1) for place in range(1, pauses + 1)]
    talked = 0
    for need, length in zip(needs, given, strict=True):
        while marks and talked >= marks[0]:
            yield AgendaItem("pause", 0, minutes.pause)
            marks.pop(0)
        yield AgendaItem("element", 0, length, need.element, need.remark)
        talked += length
    yield from (AgendaItem("pause", 0, minutes.pause) for _ in marks)
    yield AgendaItem("reserve", 0, reserve)
    yield AgendaItem("plan", 0, minutes.plan)


def _timed(items: Iterator[AgendaItem]) -> Iterator[AgendaItem]:
    start = 0
    for item in items:
        if item.minutes:
            yield AgendaItem(item.kind, start, item.minutes, item.element, item.remark)
        start += item.minutes
