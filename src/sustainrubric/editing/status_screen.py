"""The status of an assessment on a terminal: an element a row, as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Sequence

from sustainrubric.rating.element_status import ElementStatus
from sustainrubric.terminal.prompts import BOLD, Terminal

_NONE = "-"
# Columns with the narrowest width they can have, the most needed first.
_COLUMNS = (
    ("element", 8),
    ("level", 14),
    ("reason", 6),
    ("evidence", 8),
    ("actions", 7),
    ("criteria", 8),
    ("look-fors", 9),
    ("target", 17),
)
_ORDER = ("element", "title", "level", "criteria", "look-fors", "reason", "evidence", "target", "actions")
_LEAST_TITLE = 16
_GAP = "  "


def show_status(terminal: Terminal, statuses: Sequence[ElementStatus]) -> None:
    """Where each element stands: in columns, or one sentence each in plain."""
    if terminal.plain:
        for status in statuses:
            terminal.say(_sentence(status), f"{status.id}  ")
        return
    widths = _widths(terminal.width - 1)
    names = [name for name in _ORDER if name in widths]
    terminal.show([terminal.styled(_line({name: name for name in names}, widths, names), BOLD)])
    for status in statuses:
        terminal.show([_line(_cells(status), widths, names)])


def _widths(room: int) -> dict[str, int]:
    """The columns that fit, with their widths; the title gets what is left, where that is enough."""
    widths: dict[str, int] = {}
    for name, width in _COLUMNS:
        if sum(widths.values()) + len(_GAP) * len(widths) + width > room:
            break
        widths[name] = width
    left = room - sum(widths.values()) - len(_GAP) * len(widths)
    return {**widths, "title": left} if left >= _LEAST_TITLE else widths


def _line(cells: dict[str, str], widths: dict[str, int], names: Sequence[str]) -> str:
    return _GAP.join(_cut(cells[name], widths[name]).ljust(widths[name]) for name in names).rstrip()


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 3]}..."


def _cells(status: ElementStatus) -> dict[str, str]:
    aim = " ".join(part for part in (status.target, status.priority) if part)
    return {
        "element": status.id,
        "title": status.title,
        "level": status.level or _NONE,
        "criteria": _of(status.criteria, status.all_criteria),
        "look-fors": _of(status.look_fors, status.all_look_fors),
        "reason": "yes" if status.reason else _NONE,
        "evidence": str(status.evidence or _NONE),
        "target": aim or _NONE,
        "actions": str(status.actions or _NONE),
    }


def _of(given: int, there_are: int) -> str:
    return f"{given}/{there_are}" if given else _NONE


def _sentence(status: ElementStatus) -> str:
    """A row as a screen reader says it well."""
    said = [status.level or "no level"]
    if status.criteria:
        said.append(f"criteria {status.criteria} of {status.all_criteria}")
    if status.look_fors:
        said.append(f"look-fors {status.look_fors} of {status.all_look_fors}")
    said.append("reason" if status.reason else "no reason")
    said.append(f"evidence {status.evidence}" if status.evidence else "no evidence")
    if status.target or status.priority:
        said.append(f"target {' '.join(part for part in (status.target, status.priority) if part)}")
    if status.actions:
        said.append(f"actions {status.actions}")
    return f"{status.title}: {', '.join(said)}"
