"""What we say about a user's file: the codes, a problem, where it stands, and the result of a whole check."""

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
    MERGE_CONFLICT = "SR012"

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
    UNKNOWN_WORKSHEET = "SR220"
    UNKNOWN_WORKSHEET_VERSION = "SR221"
    UNKNOWN_SUPPORTED_STEP = "SR222"
    UNKNOWN_PROCESS_STEP = "SR223"
    UNKNOWN_QUESTION = "SR224"
    UNKNOWN_GAP = "SR225"
    UNKNOWN_BASE = "SR260"
    RELEASED_CHANGED = "SR261"
    NAMES_NO_PART = "SR262"
    ID_USED_BEFORE = "SR263"
    MAPPING_INCOMPLETE = "SR264"
    MAPPING_DOES_NOT_FIT = "SR265"
    UNFIT_PART_ID = "SR266"
    UNKNOWN_CODE = "SR280"
    COLOR_UNUSABLE = "SR281"
    LOGO_UNUSABLE = "SR282"

    UNKNOWN_GOAL = "SR240"
    UNKNOWN_REFORM = "SR241"
    PRIORITY_ID_TWICE = "SR242"
    INTERIM_OUT_OF_ORDER = "SR243"
    INTERIM_OUTSIDE = "SR244"
    END_NOT_AFTER_BEGINNING = "SR245"
    MEASURED_TWICE = "SR246"
    NOT_AMONG_PRIORITIES = "SR247"
    ACTION_ID_TWICE = "SR248"
    UNKNOWN_ACTION_STEP = "SR249"

    UNKNOWN_RATER = "SR250"
    BALLOT_OF_ANOTHER = "SR251"
    RATER_TWICE = "SR252"
    COUNTS_DIFFER = "SR253"
    VOTED_AND_STOOD_BACK = "SR254"
    FACILITATOR_VOTED = "SR255"
    SEAL_BROKEN = "SR256"

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
    STEP_NOT_MAPPED = "SR320"
    STEP_WITHOUT_EVIDENCE_USE = "SR321"
    STEP_WITHOUT_SUPPORT = "SR322"
    SUPPORTS_WITHOUT_EVIDENCE = "SR323"
    SUPPORT_WITHOUT_STEP = "SR324"
    SUPPORTS_OUT_OF_ORDER = "SR325"
    NO_WAY_BACK = "SR326"
    GAP_NOT_TAKEN_UP = "SR327"
    PARTICIPANT_WITHOUT_ROLE = "SR328"
    PARTICIPANT_TWICE = "SR329"
    PLAN_BELOW_MINIMUM = "SR340"
    GOAL_WITHOUT_TARGET = "SR341"
    TARGET_WITHOUT_METRIC = "SR342"
    TARGET_WITHOUT_BASELINE = "SR343"
    TARGET_WITHOUT_END = "SR344"
    TARGET_WITHOUT_LEVEL = "SR345"
    REFORM_WITHOUT_GOAL = "SR346"
    STRATEGY_WITHOUT_TIME = "SR347"
    STRATEGY_WITHOUT_SCALE = "SR348"
    THEORY_NAMES_NOT = "SR349"
    SPLIT_UNSETTLED = "SR350"
    FEW_VOTES = "SR351"
    BALLOT_ALL_ALIKE = "SR352"
    PANEL_WITHOUT_DECISION = "SR353"
    LEVEL_OUTSIDE_VOTES = "SR354"
    PERSON_NAMED = "SR360"
    SENSITIVE_NAMED = "SR361"
    TEXT_CUT = "SR311"
    ACTION_TWICE = "SR312"
    REVIEW_OVERDUE = "SR313"
    REFORM_UNDER_TWO_IDS = "SR330"
    AGENCY_SPELLED_TWICE = "SR331"
    OVERLOOKED_FILE = "SR332"
    NOT_A_SHORT_NAME = "SR333"
    ROUND_TWICE = "SR334"
    STAKEHOLDER_NOT_WHOLE = "SR337"
    STAKEHOLDER_TWICE = "SR338"
    SUPPORT_WANTED_BELOW_NOW = "SR339"
    CHANGED_SINCE_SIGNED = "SR370"
    UNUSED_IGNORE = "SR380"

    # SR39x: a gate that `validate` was asked to hold is not passed; never found without being asked for.
    COVERAGE_TOO_LOW = "SR390"
    LEVEL_TOO_LOW = "SR391"
    TARGET_MISSING = "SR392"

    @property
    def is_gate(self) -> bool:
        """Whether it is found only where an option of `validate` asks for it."""
        return self.startswith("SR39")

    @property
    def severity(self) -> Severity:
        """Weak is a warning; what cannot be read, does not fit, or fails a gate asked for is an error."""
        return Severity.WARNING if self.startswith("SR3") and not self.is_gate else Severity.ERROR


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


class Excerpt(NamedTuple):
    """The line a problem stands in, cut where it is long; `caret` is the problem's place in it, from 0."""

    text: str
    caret: int


# Codes of what is told of one word: an id, a level, a date, a key.
OF_A_WORD = frozenset(
    {
        Code.UNKNOWN_KIND, Code.UNKNOWN_FORMAT, Code.UNKNOWN_KEY, Code.WRONG_TYPE, Code.NOT_A_CHOICE,
        Code.NOT_A_DATE, Code.OUT_OF_RANGE, Code.NOT_A_REFERENCE, Code.NOT_A_SHORT_NAME, Code.UNKNOWN_RUBRIC,
        Code.UNKNOWN_VERSION, Code.UNKNOWN_CRITERION, Code.UNKNOWN_LOOK_FOR,
        Code.UNKNOWN_TEAM_MEMBER, Code.UNKNOWN_WORKSHEET, Code.UNKNOWN_WORKSHEET_VERSION,
        Code.UNKNOWN_SUPPORTED_STEP, Code.UNKNOWN_PROCESS_STEP, Code.UNKNOWN_QUESTION, Code.UNKNOWN_GAP,
        Code.UNKNOWN_CODE, Code.UNKNOWN_GOAL, Code.UNKNOWN_REFORM, Code.NOT_AMONG_PRIORITIES,
        Code.UNKNOWN_ACTION_STEP, Code.UNKNOWN_RATER, Code.BALLOT_OF_ANOTHER,
    }
)  # fmt: skip


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
