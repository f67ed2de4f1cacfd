"""What we say about a user's file, and where it stands."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, NamedTuple

DocumentPath = tuple[str | int, ...]
"""A place in a document: the keys and the list positions (from 0) that lead to it."""


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """Every problem code; `explanations/CODE.md` says what each means and how to mend it."""

    # SR0xx: the file cannot be read.
    NOT_YAML = "SR001"
    NOT_UTF8 = "SR002"
    FORBIDDEN_CHARACTER = "SR003"
    KEY_TWICE = "SR004"
    ANCHOR_OR_ALIAS = "SR005"
    TAG = "SR006"
    TOO_DEEP = "SR007"
    TOO_LARGE = "SR008"
    SECOND_DOCUMENT = "SR009"
    KEY_NOT_TEXT = "SR010"
    FRONT_MATTER = "SR011"

    # SR1xx: the file has the wrong shape.
    NOT_A_MAPPING = "SR101"
    UNKNOWN_KIND = "SR102"
    UNKNOWN_FORMAT = "SR103"
    UNKNOWN_KEY = "SR104"
    MISSING_KEY = "SR105"
    WRONG_TYPE = "SR106"
    NOT_A_CHOICE = "SR107"
    NOT_A_DATE = "SR108"
    OUT_OF_RANGE = "SR109"
    EMPTY_TEXT = "SR110"
    NOT_A_REFERENCE = "SR111"

    # SR2xx: the file does not agree with the instrument it names, or with itself.
    UNKNOWN_RUBRIC = "SR201"
    UNKNOWN_VERSION = "SR202"
    UNKNOWN_ELEMENT = "SR203"
    UNKNOWN_CRITERION = "SR204"
    UNKNOWN_LOOK_FOR = "SR205"
    UNKNOWN_TEAM_MEMBER = "SR206"
    NOT_APPLICABLE_UNEXPLAINED = "SR207"
    TEAM_MEMBER_TWICE = "SR208"

    # SR3xx: the file says something weak.
    NO_EVIDENCE = "SR301"
    NO_LOOK_FOR_SEEN = "SR302"
    NO_RATIONALE = "SR303"
    LEVEL_ABOVE_CRITERIA = "SR304"
    TARGET_BELOW_LEVEL = "SR305"
    ACTION_WITHOUT_OWNER = "SR306"
    ACTION_WITHOUT_DUE_DATE = "SR307"
    DUE_BEFORE_ROUND = "SR308"
    EVIDENCE_AFTER_ROUND = "SR309"
    EVIDENCE_TOO_OLD = "SR310"

    @property
    def severity(self) -> Severity:
        """Weak is a warning; what cannot be read or does not fit is an error."""
        return Severity.WARNING if self.startswith("SR3") else Severity.ERROR


class Problem(NamedTuple):
    """One finding, at a path in the document; `anchor` says whether the key or its value is meant."""

    code: Code
    message: str
    path: DocumentPath = ()
    anchor: Literal["key", "value"] = "value"


class Location(NamedTuple):
    """A place in a file; lines and columns count from 1, columns in code points."""

    file: str
    line: int
    column: int


class LocatedProblem(NamedTuple):
    """A problem with the place where an editor should put its cursor."""

    location: Location
    problem: Problem

    @property
    def sort_key(self) -> tuple[Location, str, str]:
        return self.location, self.problem.code, self.problem.message
