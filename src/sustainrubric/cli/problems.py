"""How a problem looks: the one place where problems become text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sustainrubric.model.clean import clean, one_line

if TYPE_CHECKING:
    from sustainrubric.model.problem import DocumentPath, LocatedProblem


def as_text(found: LocatedProblem) -> str:
    """`file:line:column: severity CODE message`, on one line."""
    location, problem = found
    place = f"{one_line(location.file)}:{location.line}:{location.column}"
    return f"{place}: {problem.code.severity.value} {problem.code.value} {one_line(problem.message)}"


def as_json(problems: Sequence[LocatedProblem]) -> str:
    """A list of objects, one a problem."""
    import json

    return json.dumps([_as_dict(found) for found in problems], indent=2, ensure_ascii=False)


def pointer(path: DocumentPath) -> str:
    """A place in a document as a JSON Pointer (RFC 6901): ids hold dots, so dots cannot part them."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)


def _as_dict(found: LocatedProblem) -> dict[str, str | int]:
    location, problem = found
    return {
        "file": clean(location.file),
        "line": location.line,
        "column": location.column,
        "code": problem.code.value,
        "severity": problem.code.severity.value,
        "path": clean(pointer(problem.path)),
        "message": clean(problem.message),
    }


def summary(problems: Sequence[LocatedProblem], files: int) -> str:
    """One line that closes a check."""
    errors = sum(found.problem.code.severity == "error" for found in problems)
    warnings = len(problems) - errors
    checked = f"checked {counted(files, 'file')}"
    if not problems:
        return f"{checked}: no problems"
    parts = [counted(errors, "error")] * bool(errors) + [counted(warnings, "warning")] * bool(warnings)
    codes = sorted({found.problem.code.value for found in problems})
    return f"{checked}: {' and '.join(parts)}; `sustain explain {codes[0]}` says how to mend one"


def counted(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
