"""What only the rubric or another part of the file shows is an error for every command that makes something of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result
from tests.small import RATED, WORKSHEET

Sustain = Callable[..., Result]

WRONG = RATED + "    criteria: {99: strong}\n"
PLACE = "a.yaml:13:16: error SR204 1.A.i has no criterion"


@pytest.mark.parametrize(
    "arguments",
    [
        ("score", "a.yaml"),
        ("diff", "a.yaml", "b.yaml"),
        ("diff", "b.yaml", "a.yaml"),
        ("trend", "a.yaml", "b.yaml"),
        ("report", "a.yaml", "-o", "-"),
        ("plan", "."),
        ("validate", "."),
    ],
    ids=" ".join,
)
def test_an_assessment_that_its_rubric_does_not_know_is_refused_at_its_place(
    arguments: tuple[str, ...], folder: Path, sustain: Sustain
) -> None:
    (folder / "a.yaml").write_text(WRONG)
    (folder / "b.yaml").write_text(RATED.replace("2026", "2027"))
    result = sustain(*arguments, code=1 if arguments[0] == "validate" else 3)
    assert PLACE in result.out + result.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (RATED.replace("sustainability@1.0.0", "sustain@1.0.0"), "a.yaml:3:9: error SR201"),
        (RATED.replace("sustainability@1.0.0", "sustainability@9.0.0"), "a.yaml:3:9: error SR202"),
        (WORKSHEET.replace("lea-process@1.0.0", "lea@1.0.0"), "a.yaml:3:12: error SR220"),
        (WORKSHEET.replace("lea-process@1.0.0", "lea-process@9.0.0"), "a.yaml:3:12: error SR221"),
    ],
)
def test_a_file_of_an_unknown_instrument_is_refused(
    text: str, said: str, folder: Path, sustain: Sustain
) -> None:
    (folder / "a.yaml").write_text(text)
    for arguments, code in (
        (("validate",), 1),
        (("score", "a.yaml"), 3),
        (("report", "a.yaml", "-o", "-"), 3),
    ):
        result = sustain(*arguments, code=code)
        assert said in result.out + result.err
