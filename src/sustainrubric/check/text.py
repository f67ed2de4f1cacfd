"""Problems as text, one a line, with the line of the file below each on a terminal; and as JSON."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sustainrubric.base.machine_formats import json_text
from sustainrubric.base.problem import CheckResult, Excerpt, Finding, Severity
from sustainrubric.base.text import clean, counted, one_line, quoted

if TYPE_CHECKING:
    from sustainrubric.base.problem import LocatedProblem
    from sustainrubric.records.load import Loaded
    from sustainrubric.records.read_folder import Unread

_BOLD, _DIM, _RESET = "\x1b[1m", "\x1b[2m", "\x1b[0m"

_COLORS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m"}


def line(found: Finding) -> str:
    """`file:line:column: severity CODE message`, on one line."""
    return f"{_place(found)}: {found.severity.value} {found.code.value} {one_line(found.message)}"


def block(found: Finding, *, color: bool) -> str:
    """As `line`, with the line of the file and a caret under the place, for people at a terminal."""
    first = line(found)
    if color:
        said = f"{_BOLD}{_COLORS[found.severity]}{found.severity.value} {found.code.value}{_RESET}"
        first = f"{_BOLD}{_place(found)}{_RESET}: {said} {one_line(found.message)}"
    if found.excerpt is None or not found.excerpt.text.strip():
        return first
    shown, below = _caret(found.excerpt)
    number = str(found.location.line)
    dim, reset = (_DIM, _RESET) if color else ("", "")
    margin = " " * len(number)
    return f"{first}\n {dim}{number} |{reset} {shown}\n {dim}{margin} |{reset} {below}\n\n"


def named(found: Finding) -> Finding:
    """A problem of one element with the element's id before its message, where that does not say it."""
    element = _element(found)
    if not element or element in found.message or quoted(element) in found.message:
        return found
    return found._replace(message=f"{one_line(element)}: {found.message}")


def folded(findings: Sequence[Finding]) -> list[Finding]:
    """What is said alike of several elements of a file, once, at the first of them and with the ids of all."""
    together: dict[tuple[object, ...], list[Finding]] = {}
    for found in findings:
        key = (found.location.file, found.code, found.severity, found.message, bool(_element(found)))
        together.setdefault(key, []).append(found)
    shown = [one for alike in together.values() for one in _as_one(alike)]
    return sorted(shown, key=lambda found: found.sort_key)


def _as_one(alike: Sequence[Finding]) -> list[Finding]:
    elements = list(dict.fromkeys(map(_element, alike)))
    if len(elements) < 2:
        return [named(found) for found in alike]
    places = "" if len(alike) == len(elements) else f"{len(alike)} places in "
    where = f"{places}{counted(len(elements), 'element')}: {', '.join(map(one_line, elements))}"
    return [alike[0]._replace(message=f"{alike[0].message} ({where})")]


def _element(found: Finding) -> str:
    """The id of the element that a problem of an assessment or a ballot is about; empty for any other."""
    return str(found.path[1]) if len(found.path) > 1 and found.path[0] in ("ratings", "again") else ""


def summary(result: CheckResult) -> str:
    """One line that closes a check."""
    checked = f"checked {counted(len(result.files), 'file')}"
    if result.unreadable:
        checked += f", {len(result.unreadable)} could not be read"
    if not result.files and not result.unreadable:
        return (
            "nothing was checked: no assessment, worksheet or other file of ours is there; "
            "name the folder that holds them"
        )
    if not result.findings:
        return f"{checked}: no problems" if result.files or not result.unreadable else checked
    parts = [counted(result.errors, "error")] * bool(result.errors)
    parts += [counted(result.warnings, "warning")] * bool(result.warnings)
    worst = [found for found in result.findings if found.severity is Severity.ERROR] or result.findings
    first = min(found.code.value for found in worst)
    return f"{checked}: {' and '.join(parts)}; `sustain explain {first}` says how to mend one"


def _place(found: Finding) -> str:
    location = found.location
    return f"{one_line(location.file)}:{location.line}:{location.column}"


def _caret(excerpt: Excerpt) -> tuple[str, str]:
    """The line as a terminal may show it, and one with a caret below the problem's place in it."""
    before = clean(excerpt.text[: excerpt.caret].replace("\t", " "))
    shown = before + clean(excerpt.text[excerpt.caret :].replace("\t", " "))
    return shown.rstrip(), " " * sum(map(_columns, before)) + "^"


def _columns(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def as_text(found: LocatedProblem) -> str:
    """`file:line:column: severity CODE message`, on one line."""
    return line(named(as_finding(found)))


def as_finding(found: LocatedProblem, excerpt: Excerpt | None = None) -> Finding:
    """A problem as it is before any settings weigh it."""
    location, problem = found
    return Finding(location, problem.code, problem.code.severity, problem.message, problem.path, excerpt)


def told(found: Unread | Loaded) -> list[str]:
    """What is wrong with a file, in lines for standard error: its errors with their places, then how many."""
    from sustainrubric.records.load import Loaded
    from sustainrubric.records.read_folder import unread

    file = unread(found) if isinstance(found, Loaded) else found
    return [*map(as_text, file.errors), f"sustain: {one_line(file.why)}"]


def render(result: CheckResult) -> str:
    """The list, sorted by place."""
    return json_text([_as_dict(found) for found in result.findings])


def _as_dict(found: Finding) -> dict[str, str | int]:
    location = found.location
    return {
        "file": clean(location.file),
        "line": location.line,
        "column": location.column,
        "code": found.code.value,
        "severity": found.severity.value,
        "path": clean(found.pointer),
        "message": clean(found.message),
    }
