"""Problems as GitHub Actions shows them: annotations in the pull request, a table on the run's page.

GitHub shows ten annotations of a step, so the worst come first; the others stand in the log.
"""

from __future__ import annotations

from collections.abc import Sequence

from sustainrubric.model.clean import clean, one_line
from sustainrubric.model.finding import CheckResult, Finding
from sustainrubric.model.problem import Severity
from sustainrubric.report.markdown_text import inert
from sustainrubric.report.problem_text import counted, line, summary
from sustainrubric.report.relative import relative

ANNOTATIONS = 10
_ROWS = 100
# `%` first, or it would escape the escapes.
_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))
_PROPERTY = (*_DATA, (":", "%3A"), (",", "%2C"))


def render(result: CheckResult, root: str) -> str:
    """What to print: annotations, the rest as plain lines, a closing line; paths are relative to `root`."""
    found = worst_first(result.findings)
    lines = [_annotation(each, root) for each in found[:ANNOTATIONS]]
    rest = found[ANNOTATIONS:]
    if rest:
        lines.append(f"{counted(len(rest), 'more problem')}:")
        lines += [_harmless(line(each)) for each in rest]
    return "\n".join([*lines, _harmless(summary(result))])


def render_summary(result: CheckResult) -> str:
    """Markdown for the page of the run ($GITHUB_STEP_SUMMARY)."""
    found = worst_first(result.findings)
    closing = inert(summary(result).partition(";")[0].capitalize())
    lines = ["### sustain validate", "", f"{closing}."]
    if found:
        lines += ["", "| Place | Severity | Code | Problem |", "|---|---|---|---|"]
        lines += [_row(each) for each in found[:_ROWS]]
    if len(found) > _ROWS:
        lines += ["", f"{counted(len(found) - _ROWS, 'more problem')} in the log."]
    return "\n".join([*lines, "", ""])


def worst_first(findings: Sequence[Finding]) -> list[Finding]:
    """Errors before warnings, each by place."""
    return sorted(findings, key=lambda found: found.severity is not Severity.ERROR)


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


def _harmless(text: str) -> str:
    """A line of the log that the runner takes for no command: `::name::` at its start, `##[name]` anywhere."""
    text = text.replace("##[", "# #[")
    return f". {text}" if text.lstrip().startswith("::") else text


def _row(found: Finding) -> str:
    location = found.location
    place = inert(f"{one_line(location.file)}:{location.line}:{location.column}")
    return f"| {place} | {found.severity.value} | {found.code.value} | {inert(clean(found.message))} |"
