"""Each format of `validate`, whole: findings, files without any, files not read, and more than a page shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import groupby
from typing import Any

import pytest

from sustainrubric.base.problem import CheckResult, Code, DocumentPath, Excerpt, Finding, Location, Severity
from sustainrubric.check import github, junit, sarif, text

Golden = Callable[[str, str], None]

ROOT = "/agency"


def finding(
    place: str, code: Code, message: str, path: DocumentPath = (), shown: str | None = None, caret: int = 0
) -> Finding:
    file, line, column = place.split(":")
    excerpt = None if shown is None else Excerpt(shown, caret)
    return Finding(Location(file, int(line), int(column)), code, code.severity, message, path, excerpt)


FINDINGS = (
    finding("/agency/a b.yaml:1:1", Code.NOT_UTF8, "the file\nis not UTF-8", (), "", 0),
    finding("/agency/a b.yaml:7:3", Code.UNKNOWN_KEY, "no key 'x', 100%", ("ratings", "1.A.i", "x"), "  x: 1", 2),
    finding("/agency/a b.yaml:9:5", Code.NO_EVIDENCE, "names none", ("ratings", "1.A.i"), "\tx:\t1", 3),
    finding("/agency/a b.yaml:11:5", Code.NO_EVIDENCE, "names none", ("ratings", "1.B.i"), "    y: 1", 4),
    finding("/agency/a b.yaml:12:5", Code.NO_EVIDENCE, "names none", ("ratings", "1.B.i", "z", 2), None),
    finding("/agency/a b.yaml:12:9", Code.NO_RATIONALE, "1.B.i has none", ("ratings", "1.B.i"), "    w: 1", 8),
    finding("/agency/w.yaml:123:9", Code.GAP_NOT_TAKEN_UP, "no priority", ("context", "gaps", 0), "全 e\u0301: é", 5),
    finding("/agency/w.yaml:124:9", Code.GAP_NOT_TAKEN_UP, "no priority", ("context", "gaps", 1), "全 e\u0301: é", 5),
)  # fmt: skip
MANY = tuple(
    finding(f"/agency/many.yaml:{number}:1", code, f"number {number}", ("ratings", str(number)), "x", 0)
    for number, code in enumerate([*[Code.NO_EVIDENCE] * 95, *[Code.UNKNOWN_KEY] * 12], 1)
)
GATE = finding(
    "/agency/g.yaml:8:1", Code.COVERAGE_TOO_LOW, "1 of 2 is rated", ("ratings",), "ratings: {}", 0
)._replace(severity=Severity.WARNING)
FILES = ("/agency/a b.yaml", "/agency/sound.yaml", "/agency/w.yaml")
NOT_READ = tuple(f"n{number}.yaml: cannot\nbe opened" for number in range(1, 12))

RESULTS = {
    "all kinds of findings": CheckResult(FINDINGS, FILES, NOT_READ[:2]),
    "the same, strict": CheckResult(FINDINGS, FILES, NOT_READ[:1], strict=True),
    "an error made a warning": CheckResult((GATE,), ("/agency/g.yaml",)),
    "one warning of a file that was not among those looked at": CheckResult(FINDINGS[2:3], ()),
    "no problems": CheckResult((), FILES),
    "nothing was there": CheckResult((), ()),
    "nothing could be read": CheckResult((), (), NOT_READ[:1]),
    "as many problems as there are annotations": CheckResult(MANY[-10:], FILES[:1]),
    "one problem more": CheckResult(MANY[-11:], FILES[:1]),
    "two problems more": CheckResult(MANY[-12:], FILES[:1]),
    "as many problems as there are rows": CheckResult(MANY[:100], FILES[:1]),
    "more problems than rows": CheckResult(MANY[:101], FILES[:1]),
    "more not read than annotations": CheckResult(FINDINGS[:2], FILES[:1], NOT_READ),
    "more not read than rows": CheckResult((), (), tuple(f"{number}.yaml" for number in range(102))),
}


def lines(result: CheckResult) -> str:
    return "\n".join([*map(text.line, text.folded(result.findings)), text.summary(result)])


def blocks(result: CheckResult) -> str:
    return "".join(f"{text.block(found, color=True)}\n" for found in text.folded(result.findings))


def without_color(result: CheckResult) -> str:
    return "".join(f"{text.block(found, color=False)}\n" for found in result.findings)


def log(result: CheckResult) -> str:
    """SARIF, without the words of the explanations, which have files of their own."""
    whole: dict[str, Any] = json.loads(sarif.render(result, ROOT, "1.2.3"))
    for rule in whole["runs"][0]["tool"]["driver"]["rules"]:
        assert rule["help"]["markdown"].startswith(rule["shortDescription"]["text"]) or rule["help"]["text"]
        rule["help"] = sorted(rule["help"])
        rule["fullDescription"]["text"] = rule["fullDescription"]["text"][:20]
    return compact(whole)


def compact(data: Any) -> str:
    """JSON with two levels of lines."""
    short = json.dumps(data, ensure_ascii=False)
    return re.sub(r'(\{"(id|ruleId|file|location)"|"(runs|rules|invocations|results)": )', r"\n\1", short)


FORMATS: dict[str, Callable[[CheckResult], str]] = {
    "lines.txt": lines,
    "blocks.txt": without_color,
    "color.txt": blocks,
    "list.json": lambda result: compact(json.loads(text.render(result))),
    "github.txt": lambda result: github.render(result, ROOT),
    "summary.md": github.render_summary,
    "log.sarif": log,
    "junit.xml": junit.render,
}
LONG_ROW = 6
"""Lines of one kind from which on a golden file leaves some out."""


def shortened(made: str) -> str:
    """A format with long rows of one kind cut to their first two and last two lines."""
    rows = [list(row) for _, row in groupby(made.splitlines(), lambda line: re.sub("[0-9]+", "0", line))]
    kept = [
        row if len(row) < LONG_ROW else [*row[:2], f"(and {len(row) - 4} like these)", *row[-2:]]
        for row in rows
    ]
    return "".join(f"{line}\n" for row in kept for line in row)


@pytest.mark.parametrize("form", FORMATS)
def test_a_format_is_what_it_was(form: str, golden: Golden) -> None:
    written = [
        f"== {name}\n{shortened(FORMATS[form](result))}"
        for name, result in RESULTS.items()
        if len(result.findings) < 10 or form in ("github.txt", "summary.md", "lines.txt")
    ]
    golden(f"check/{form}", "\n".join(written))
