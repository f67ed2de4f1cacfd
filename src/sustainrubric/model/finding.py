"""What a check of many files gives: every problem as it is to be shown, and what else a reader needs."""

from __future__ import annotations

from typing import NamedTuple

from sustainrubric.model.problem import Code, DocumentPath, Location, Severity


class Excerpt(NamedTuple):
    """The line a problem stands in, cut where it is long; `caret` is the problem's place in it, from 0."""

    text: str
    caret: int


class Finding(NamedTuple):
    """A problem with its place and its words; the severity is what the settings make of it."""

    location: Location
    code: Code
    severity: Severity
    message: str
    path: DocumentPath = ()
    excerpt: Excerpt | None = None

    @property
    def sort_key(self) -> tuple[Location, str, str]:
        return self.location, self.code, self.message

    @property
    def pointer(self) -> str:
        """The place in the document as a JSON Pointer (RFC 6901): ids hold dots, so dots cannot part them."""
        return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in self.path)


class CheckResult(NamedTuple):
    """One run of `validate`; `unreadable` are the messages on paths that could not be opened."""

    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    unreadable: tuple[str, ...] = ()
    strict: bool = False

    @property
    def errors(self) -> int:
        return sum(found.severity is Severity.ERROR for found in self.findings)

    @property
    def warnings(self) -> int:
        return len(self.findings) - self.errors

    @property
    def failed(self) -> bool:
        """Whether the problems are such that the check fails."""
        return bool(self.findings) and (self.strict or self.errors > 0)

    def counts(self, finding: Finding) -> bool:
        """Whether this problem by itself makes the check fail."""
        return self.strict or finding.severity is Severity.ERROR
