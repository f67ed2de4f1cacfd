"""Problems as JUnit's XML, which GitLab, Jenkins and others show as tests.

A file is a suite and a problem in it a test that fails; a warning that does not count is a skipped
one, so that a report is red just where the check is. A file without problems is a test that passes.
"""

from __future__ import annotations

import re
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sustainrubric.base.problem import CheckResult, Finding
from sustainrubric.base.text import clean, one_line
from sustainrubric.check.text import line

# ElementTree writes characters that no XML parser may read back.
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(result: CheckResult) -> str:
    """The whole report, with its XML declaration."""
    by_file = {file: list(found) for file, found in groupby(result.findings, lambda each: each.location.file)}
    files = dict.fromkeys([*result.files, *by_file])
    suites = Element("testsuites", name="sustain validate")
    for file in sorted(files):
        _suite(suites, file, by_file.get(file, []), result)
    for message in result.unreadable:
        _unreadable(suites, message)
    for name in ("tests", "failures", "skipped", "errors"):
        suites.set(name, str(sum(int(suite.get(name, "0")) for suite in suites)))
    indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(suites, encoding="unicode")


def _suite(suites: Element, file: str, found: list[Finding], result: CheckResult) -> None:
    failures = sum(result.counts(each) for each in found)
    suite = _element(
        suites,
        "testsuite",
        name=one_line(file),
        tests=max(len(found), 1),
        failures=failures,
        skipped=len(found) - failures,
        errors=0,
    )
    if not found:
        _element(suite, "testcase", name="no problems", classname=one_line(file), file=one_line(file))
    for each in found:
        name = " ".join(filter(None, [each.code.value, clean(each.pointer)]))
        case = _element(suite, "testcase", name=name, classname=one_line(file), file=one_line(file))
        case.set("line", str(each.location.line))
        outcome = "failure" if result.counts(each) else "skipped"
        told = _element(case, outcome, type=each.code.value, message=_words(each))
        told.text = _xml(line(each))


def _unreadable(suites: Element, message: str) -> None:
    suite = _element(suites, "testsuite", name="not read", tests=1, failures=0, skipped=0, errors=1)
    case = _element(suite, "testcase", name=one_line(message), classname="not read")
    _element(case, "error", type="unreadable", message=one_line(message))


def _words(found: Finding) -> str:
    return f"{found.severity.value}: {one_line(found.message)}"


def _element(parent: Element, tag: str, **attributes: str | int) -> Element:
    return SubElement(parent, tag, {name: _xml(str(value)) for name, value in attributes.items()})


def _xml(text: str) -> str:
    return _NOT_XML.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
