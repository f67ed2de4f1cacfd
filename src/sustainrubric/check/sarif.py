"""Problems as SARIF 2.1.0, which GitHub's code scanning, GitLab and editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sustainrubric.base.problem import CheckResult, Finding
from sustainrubric.base.text import clean
from sustainrubric.disk.drives import seen_from
from sustainrubric.instruments.explanations import Explanation, explanation

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"

FINGERPRINT = "sustainrubric/v1"

_BASE = "%SRCROOT%"


def relative(file: str, root: str) -> str:
    """A file that is named from the current folder, named from `root`."""
    return seen_from(file, root).replace(os.sep, "/")


def relative_uri(file: str, root: str) -> str:
    """As `relative`, as a URI: everything but letters, digits and slashes is percent-encoded."""
    path = relative(file, root)
    if os.path.isabs(path):
        # On another drive than `root`, or on a share.
        return Path(path).as_uri()
    return quote(os.fsencode(path), safe="/")


def render(result: CheckResult, root: str, version: str) -> str:
    """The log; files are named relative to `root`, the top of what is checked."""
    pages = [page for code in _codes(result.findings) if (page := explanation(code)) is not None]
    positions = {page.code: position for position, page in enumerate(pages)}
    prints = _fingerprints(result.findings, root)
    run = {
        "tool": {
            "driver": {"name": "sustain", "version": version, "rules": [_rule(page) for page in pages]},
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(result)],
        "results": [
            _result(found, positions[found.code], relative_uri(found.location.file, root), fingerprint)
            for found, fingerprint in zip(result.findings, prints, strict=True)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False)


def _codes(findings: Iterable[Finding]) -> list[str]:
    return sorted({found.code.value for found in findings})


def _rule(page: Explanation) -> dict[str, Any]:
    plain = page.text.replace("```yaml\n", "").replace("```\n", "")
    return {
        "id": page.code.value,
        "name": page.code.name.title().replace("_", ""),
        "shortDescription": {"text": page.title},
        "fullDescription": {"text": page.text.partition("\n\n")[0].replace("\n", " ")},
        "help": {"text": plain, "markdown": page.text},
        "defaultConfiguration": {"level": page.code.severity.value},
    }


def _result(found: Finding, position: int, address: str, fingerprint: str) -> dict[str, Any]:
    location = found.location
    region: dict[str, Any] = {"startLine": location.line, "startColumn": location.column}
    if found.excerpt is not None and found.excerpt.text:
        region["snippet"] = {"text": clean(found.excerpt.text)}
    place: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": address}
            if address.startswith("file:")
            else {"uri": address, "uriBaseId": _BASE},
            "region": region,
        }
    }
    if found.path:
        place["logicalLocations"] = [{"fullyQualifiedName": clean(found.pointer)}]
    return {
        "ruleId": found.code.value,
        "ruleIndex": position,
        "level": found.severity.value,
        "message": {"text": clean(found.message)},
        "locations": [place],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }


def _invocation(result: CheckResult) -> dict[str, Any]:
    told = [{"level": "error", "message": {"text": clean(message)}} for message in result.unreadable]
    return {"executionSuccessful": not told, **({"toolExecutionNotifications": told} if told else {})}


def _fingerprints(findings: Iterable[Finding], root: str) -> list[str]:
    """What tells each problem from the others and stays the same when lines or list items move."""
    seen: Counter[str] = Counter()
    prints = []
    for found in findings:
        path = "/".join("*" if isinstance(part, int) else part for part in found.path)
        text = found.excerpt.text.strip() if found.excerpt is not None else ""
        what = "\0".join([relative_uri(found.location.file, root), found.code.value, path, text])
        seen[what] += 1
        digest = hashlib.sha256(f"{what}\0{seen[what]}".encode("utf-8", "surrogatepass"))
        prints.append(digest.hexdigest()[:32])
    return prints
