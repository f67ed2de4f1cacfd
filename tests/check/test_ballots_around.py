"""A ballot beside its assessment, whatever state either is in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result
from tests.panel.round import ballot, begin, put
from tests.small import HEAD

Sustain = Callable[..., Result]

BESIDE = "a.ballots/r1.yaml"
STRANGER = f"{BESIDE}:6:8: error SR250 the panel of a.yaml has no rater 'r1'; it names "


@pytest.mark.parametrize(
    ("assessment", "said"),
    [
        (None, None),
        ("kind: assessment\n  x: [", None),
        (HEAD + "extra: 1\n", None),
        ("kind: settings\nformat: 1\n", None),
        (HEAD + "panel: {raters: [r1, r2], facilitator: k}\n", None),
        (HEAD, f"{BESIDE}:6:8: error SR250 a.yaml has no panel; name its raters there under 'panel:'"),
        (HEAD + "panel: {raters: [], facilitator: k}\n", f"{STRANGER}nobody"),
        (HEAD + "panel: {raters: [x, y], facilitator: k}\n", f"{STRANGER}x, y"),
        (
            HEAD + "panel: {raters: [x], facilitator: r1}\n",
            f"{BESIDE}:6:8: error SR255 'r1' leads the panel of a.yaml and does not vote; take this ballot out",
        ),
        (
            HEAD.replace("2026-fall", "2027-fall") + "panel: {raters: [r1], facilitator: k}\n",
            f"{BESIDE}:5:8: error SR251 the ballot is of the round '2026-fall', and a.yaml is of '2027-fall'",
        ),
    ],
)
def test_a_ballot_is_held_against_an_assessment_that_can_be_read(
    assessment: str | None, said: str | None, folder: Path, sustain: Sustain
) -> None:
    put(folder, r1="3")
    if assessment is not None:
        (folder / "a.yaml").write_text(assessment)
    found = sustain("validate", "--select", "SR25", BESIDE, code=1 if said else 0).out
    assert found.splitlines() == ([said] if said else [])


def test_a_second_ballot_of_one_rater_is_told_at_the_one_that_does_not_count(
    folder: Path, sustain: Sustain
) -> None:
    begin(folder, "r1", "r2")
    put(folder, r1="3", other="4")
    (folder / "a.ballots" / "other.yaml").write_text(ballot("r1", "4"))
    (folder / "a.ballots" / "broken.yaml").write_text("kind: ballot\n")
    found = sustain("validate", "--select", "SR25", ".", code=1).out
    assert found.splitlines() == [
        "a.ballots/other.yaml:6:8: error SR252 'r1' has a ballot already, a.ballots/r1.yaml; keep one of the two"
    ]
