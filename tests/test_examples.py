"""Whole files through `sustain validate`: a folder in `examples/invalid` holds one and what it must say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sustainrubric.base.problem import Code

if TYPE_CHECKING:
    from tests.conftest import Result

    Sustain = Callable[..., Result]

EXAMPLES = Path(__file__).parent / "examples"
INVALID = sorted(folder for folder in (EXAMPLES / "invalid").iterdir() if folder.is_dir())
VALID = sorted(path for path in (EXAMPLES / "valid").iterdir() if path.is_file())
# A file of 5 MB is made below, not kept here; the others need a whole folder, or an option that asks for them.
ELEMENT = re.compile(r"^(\S+ \w+ SR\d+ )\d\.[A-D]\.[ivx]+: ")
"""What text says before the message: the element that it is about."""
MADE = {
    *(
        Code.TOO_LARGE,
        Code.UNUSED_IGNORE,
        Code.MAPPING_DOES_NOT_FIT,
        *(code for code in Code if code.is_gate),
    ),
    *(Code.ROUND_TWICE, Code.REFORM_UNDER_TWO_IDS, Code.AGENCY_SPELLED_TWICE, Code.OVERLOOKED_FILE),
    # Told by what makes a copy for the cabinet or the public, in tests/check/test_names_in_text.py.
    *(Code.PERSON_NAMED, Code.SENSITIVE_NAMED),
}


@pytest.fixture(params=INVALID, ids=lambda folder: folder.name)
def case(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, sustain: Sustain) -> Iterator[Path]:
    """The file of a case, or its folder, in which the command runs; no run may change anything."""
    monkeypatch.chdir(request.param)
    (file,) = (path for path in Path().glob("assessment.*") if path.is_file())
    # Where ballots lie beside it, the whole folder is the case.
    case = Path() if Path("assessment.ballots").is_dir() else file
    before = {path: path.read_bytes() for path in Path().rglob("*") if path.is_file()}
    yield case
    assert {path: path.read_bytes() for path in before} == before


def test_an_invalid_file_has_just_the_problems_expected(
    case: Path, sustain: Sustain, request: pytest.FixtureRequest
) -> None:
    result = sustain("validate", str(case), code=None)
    expected = Path("expected.txt")
    if request.config.getoption("--update-golden"):
        expected.write_text(result.out, encoding="utf-8", newline="")
    assert result.out == expected.read_bytes().decode("utf-8")
    assert result.code == (1 if ": error SR" in result.out else 0)
    assert "Traceback" not in result.out + result.err


def test_strict_fails_for_warnings_too(case: Path, sustain: Sustain) -> None:
    assert sustain("validate", str(case), "--strict", code=1).out


def test_json_carries_the_same_problems(case: Path, sustain: Sustain) -> None:
    text = sustain("validate", "-v", str(case), code=None).out
    found = json.loads(sustain("validate", str(case), "--format", "json", code=None).out)
    told = [
        f"{p['file']}:{p['line']}:{p['column']}: {p['severity']} {p['code']} {p['message']}" for p in found
    ]
    assert told == [ELEMENT.sub(r"\1", line) for line in text.splitlines()]


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.name)
def test_a_valid_file_has_no_problem(file: Path, sustain: Sustain) -> None:
    assert sustain("validate", str(file), "--strict").out == ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("#" * 5_000_001, id="bytes"),
        pytest.param("[" + "1," * 499_999 + "]", id="values", marks=pytest.mark.deep),
    ],
)
def test_a_file_that_is_too_large_is_not_read_to_its_end(text: str, folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(text, encoding="utf-8")
    assert " error SR008 the file " in sustain("validate", "a.yaml", code=1).out


def test_a_worksheet_definition_is_not_taken_for_a_rubric(folder: Path, sustain: Sustain) -> None:
    text = (EXAMPLES / "valid" / "smallest.yaml").read_text(encoding="utf-8")
    (folder / "a.yaml").write_text(text.replace("sustainability@", "lea-process@"), encoding="utf-8")
    assert "a.yaml:3:9: error SR201 " in sustain("validate", "a.yaml", code=1).out


def test_every_code_has_an_example() -> None:
    expected = "".join(path.read_text(encoding="utf-8") for path in EXAMPLES.rglob("expected.txt"))
    assert {code for code in Code if f" {code.value} " not in expected} == MADE


def test_every_problem_says_where_it_stands_in_the_file() -> None:
    for folder in INVALID:
        assert (folder / "expected.txt").read_text(encoding="utf-8").startswith("assessment."), folder.name
