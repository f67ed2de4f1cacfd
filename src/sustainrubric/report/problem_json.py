"""Problems as JSON: a list of objects, one a problem."""

from __future__ import annotations

import json

from sustainrubric.model.clean import clean
from sustainrubric.model.finding import CheckResult, Finding


def render(result: CheckResult) -> str:
    """The list, sorted by place."""
    return json.dumps([_as_dict(found) for found in result.findings], indent=2, ensure_ascii=False)


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
