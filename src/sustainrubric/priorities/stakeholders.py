"""Stakeholders: what is weak in what is said of them (SR337 to SR339), and what their part of the page says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import DASH, counted, listed, normalized, one_line, quoted
from sustainrubric.records.priorities import SUPPORT_LEVELS, Stakeholder, StakeholderSupport, SupportLevel


@dataclass(frozen=True, slots=True)
class StakeholderView:
    """A stakeholder; `key` is reached, short, or open where support now or wanted is not said."""

    name: str
    group: str
    now: str
    wanted: str
    lead: str
    key: str


def check_stakeholders(stakeholders: Sequence[Stakeholder]) -> Iterator[Problem]:
    """What a strategy of engagement lacks: who leads it, and from where to where support should grow."""
    seen: set[str] = set()
    for index, one in enumerate(stakeholders):
        path: DocumentPath = ("stakeholders", index)
        if normalized(one.name) in seen:
            message = f"{quoted(one.name)} stands twice among the stakeholders; say all of them in one place"
            yield Problem(Code.STAKEHOLDER_TWICE, message, (*path, "name"))
        seen.add(normalized(one.name))
        support = one.support or StakeholderSupport()
        missing = [
            word
            for word, value in (
                ("a group", one.group),
                ("the support now", support.now),
                ("the support wanted", support.wanted),
                ("a lead", one.lead),
            )
            if value is None
        ]
        if missing:
            message = (
                f"{quoted(one.name)} lacks {listed(missing)}; a strategy of engagement says each of them"
            )
            yield Problem(Code.STAKEHOLDER_NOT_WHOLE, message, path)
        if support.now and support.wanted and _rank(support.wanted) < _rank(support.now):
            message = f"the support wanted is below the support now ({support.now}); name the level to keep or reach"
            yield Problem(Code.SUPPORT_WANTED_BELOW_NOW, message, (*path, "support", "wanted"))


def stakeholder_view(one: Stakeholder) -> StakeholderView:
    """One row of the page."""
    support = one.support or StakeholderSupport()
    return StakeholderView(
        name=one_line(one.name),
        group=one_line(one.group or DASH),
        now=(support.now or "not said").capitalize(),
        wanted=(support.wanted or "not said").capitalize(),
        lead=one_line(one.lead or "nobody yet"),
        key=_key(support),
    )


def support_sentence(rows: Sequence[StakeholderView]) -> str:
    """`5 stakeholders: 2 give the support wanted, 3 give less.`; nothing where there are none."""
    if not rows:
        return ""
    words = {
        "reached": ("gives the support wanted", "give the support wanted"),
        "short": ("gives less", "give less"),
        "open": ("is not placed yet", "are not placed yet"),
    }
    parts = []
    for key, (one, several) in words.items():
        count = sum(row.key == key for row in rows)
        if count:
            parts.append(f"{count} {one if count == 1 else several}")
    return f"{counted(len(rows), 'stakeholder')}: {listed(parts)}."


def _key(support: StakeholderSupport) -> str:
    if support.now is None or support.wanted is None:
        return "open"
    return "reached" if _rank(support.now) >= _rank(support.wanted) else "short"


def _rank(level: SupportLevel) -> int:
    return SUPPORT_LEVELS.index(level)
