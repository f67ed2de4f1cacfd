"""A panel round on disk for tests: an assessment, and ballots whose levels are given as numbers."""

from __future__ import annotations

from pathlib import Path

from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.shipped import newest_rubric
from tests.small import HEAD

LEVELS = ("inadequate", "emerging", "strong", "exemplary")
SECRET = "because-of-the-budget"
"""What every rationale of a ballot holds, to be looked for where it must not be."""


def rubric() -> Rubric:
    return newest_rubric()


def elements() -> list[str]:
    return list(rubric().elements)


def ballot(rater: str, levels: str, extra: str = "") -> str:
    """A ballot: a digit an element (1 to 4), `u` unknown, `n` not applicable, a point for no vote."""
    words = {"u": "unknown", "n": "not-applicable", **{str(n): level for n, level in enumerate(LEVELS, 1)}}
    rows = [
        f"  {element}: {{level: {words[sign]}, rationale: {SECRET} {rater}}}\n"
        for element, sign in zip(elements(), levels, strict=False)
        if sign != "."
    ]
    head = (
        "kind: ballot\nformat: 1\nrubric: sustainability@1.0.0\nreform: literacy\n"
        f"round: 2026-fall\nrater: {rater}\n"
    )
    return f"{head}{extra}ratings:\n{''.join(rows)}" if rows else f"{head}{extra}ratings: {{}}\n"


def begin(folder: Path, *raters: str, rule: str = "consensus") -> Path:
    """An assessment with a panel of these raters; no ballot is in yet."""
    file = folder / "a.yaml"
    panel = f"panel:\n  raters: [{', '.join(raters)}]\n  facilitator: kbauer\n  rule: {rule}\n"
    file.write_text(f"{HEAD}# our panel\n{panel}ratings: {{}}\n", encoding="utf-8")
    return file


def put(folder: Path, **levels: str) -> None:
    """Ballots in their place, by rater."""
    (folder / "a.ballots").mkdir(exist_ok=True)
    for rater, signs in levels.items():
        (folder / "a.ballots" / f"{rater}.yaml").write_text(ballot(rater, signs), encoding="utf-8")
