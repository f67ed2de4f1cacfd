"""Problems as GitHub Actions shows them: annotations in the pull request, a table on the run's page.

GitHub shows ten annotations of a step, so the worst come first; the others stand in the log.
"""

from __future__ import annotations

from collections.abc import Sequence

from sustainrubric.base.escaping import inert
from sustainrubric.base.problem import CheckResult, Finding, Severity
from sustainrubric.base.text import clean, counted, one_line
from sustainrubric.check.sarif import relative
from sustainrubric.check.text import line, summary

ANNOTATIONS = 10

_ROWS = 100

# `%` first, or it would escape the escapes.
_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))

_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


def render(result: CheckResult, root: str) -> str:
    """What to print: annotations, the rest as plain lines, a closing line; paths are relative to `root`."""
    found = worst_first(result.findings)
    # What could not be read stands in the log already, and at no line.
    unread = [_unread(message) for message in result.unreadable[:ANNOTATIONS]]
    room = ANNOTATIONS - len(unread)
    lines = [*unread, *(_annotation(each, root) for each in found[:room])]
    rest = found[room:]
    if rest:
        lines.append(f"{counted(len(rest), 'more problem')}:")
        lines += [harmless(line(each)) for each in rest]
    return "\n".join([*lines, harmless(summary(result))])


def render_summary(result: CheckResult) -> str:
    """Markdown for the page of the run ($GITHUB_STEP_SUMMARY)."""
    found = worst_first(result.findings)
    closing = inert(summary(result).partition(";")[0].capitalize())
    lines = ["### sustain validate", "", f"{closing}."]
    if result.unreadable:
        lines += ["", "Not read:", ""]
        lines += [f"- {inert(one_line(message))}" for message in result.unreadable[:_ROWS]]
    if found:
        lines += ["", "| Place | Severity | Code | Problem |", "|---|---|---|---|"]
        lines += [_row(each) for each in found[:_ROWS]]
    for number, what in ((len(result.unreadable), "more path"), (len(found), "more problem")):
        if number > _ROWS:
            lines += ["", f"{counted(number - _ROWS, what)} in the log."]
    return "\n".join([*lines, "", ""])


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """Errors before warnings, each by place."""
    return sorted(findings, key=lambda found: found.severity is not Severity.ERROR)


def _unread(message: str) -> str:
    return f"::error title=not read::{_escaped(one_line(message), _DATA)}"


def _annotation(found: Finding, root: str) -> str:
    location = found.location
    properties = {
        "file": relative(location.file, root),
        "line": str(location.line),
        "col": str(location.column),
        "title": found.code.value,
    }
    told = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
    return f"::{found.severity.value} {told}::{_escaped(found.message, _DATA)}"


def _escaped(text: str, escapes: Sequence[tuple[str, str]]) -> str:
    for sign, escape in escapes:
        text = text.replace(sign, escape)
    return clean(text)


def harmless(text: str) -> str:
    """A line of the log that the runner takes for no command: `::name::` at its start, `##[name]` anywhere."""
    text = text.replace("##[", "# #[")
    return f". {text}" if text.lstrip().startswith("::") else text


def _row(found: Finding) -> str:
    location = found.location
    place = inert(f"{one_line(location.file)}:{location.line}:{location.column}")
    return f"| {place} | {found.severity.value} | {found.code.value} | {inert(clean(found.message))} |"
