"""The files that the benchmarks read: one of 27 KB, and copies of it, all made from the example agency."""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path

EXAMPLE = Path(__file__).parent.parent / "examples" / "assessments" / "literacy" / "2026-fall.yaml"
WORKSHEET = Path(__file__).parent.parent / "examples" / "worksheet.yaml"
SIZE = 27_000

_LEVELS = ("inadequate", "emerging", "strong", "exemplary")


def write_files(folder: Path, copies: int) -> tuple[Path, Path]:
    """Write the one file and a folder of copies that differ in their round; gives both paths."""
    text = benchmark_text()
    one = folder / "one.yaml"
    one.write_text(text, encoding="utf-8")
    many = folder / "many"
    many.mkdir()
    for number in range(copies):
        content = text.replace("id: 2026-fall", f"id: round-{number:05}", 1)
        (many / f"{number:05}.yaml").write_text(content, encoding="utf-8")
    return one, many


def write_rounds(folder: Path, number_of_rounds: int) -> Path:
    """Write a folder of rounds, each a month after the one before; gives its path."""
    text = benchmark_text()
    rounds = folder / "rounds"
    rounds.mkdir()
    for number in range(number_of_rounds):
        day = f"{2000 + number // 12}-{number % 12 + 1:02}-15"
        content = re.sub(r"round: \{.*\}", f'round: {{id: r{number:03}, date: "{day}"}}', text, count=1)
        content = _at_levels(content, number)
        (rounds / f"{number:03}.yaml").write_text(content, encoding="utf-8")
    return rounds


def write_panel(folder: Path, raters: int) -> Path:
    """Write the one file with a panel, and a ballot of each rater beside it; gives the assessment's path."""
    names = [f"r{number:02}" for number in range(1, raters + 1)]
    text = benchmark_text()
    panel = f"panel: {{raters: [{', '.join(names)}]}}\n"
    file = folder / "panel" / "one.yaml"
    ballots = folder / "panel" / "one.ballots"
    ballots.mkdir(parents=True)
    file.write_text(text.replace("ratings:\n", f"{panel}ratings:\n", 1), encoding="utf-8")
    elements = re.findall(r"^  ([0-9]\.[A-Z]\.i+):", text.partition("ratings:\n")[2], re.MULTILINE)
    for place, name in enumerate(names):
        head = "kind: ballot\nformat: 1\nrubric: sustainability@1.0.0\nreform: literacy\nround: 2026-fall\n"
        rows = (
            f"  {element}: {{level: {_LEVELS[(place + at) % 4]}, rationale: Two of five agencies share it.}}\n"
            for at, element in enumerate(elements)
        )
        (ballots / f"{name}.yaml").write_text(
            f"{head}rater: {name}\nratings:\n{''.join(rows)}", encoding="utf-8"
        )
    return file


OWN = """\
kind: rubric
format: 1
id: ours
version: "1.0.0"
extends: sustainability@1.0.0
title: Our wording
source: {publisher: Jefferson State Department of Education, published: "2027-01", rights: Our changes are CC0.}
reword:
  1.A.i: {title: Align our policy agenda with priority reforms}
  1.A.i.1: {strong: District boards and the agency share one agenda.}
  2.A.i.1: {strong: Each district has a named person.}
add:
  - after: 3.D.iii
    element:
      id: 3.D.iv
      title: Keep what works
      questions: [Do we know what works?]
      look_fors: []
      criteria:
        - {id: 3.D.iv.1, name: Review, inadequate: Never., emerging: Once., strong: Each year., exemplary: Always.}
"""


def write_own(folder: Path) -> Path:
    """Write the one file with an own instrument that extends the shipped one; gives its path."""
    there = folder / "own"
    (there / "instruments").mkdir(parents=True)
    (there / "sustain.yaml").write_text("kind: settings\nformat: 1\n", encoding="utf-8")
    (there / "instruments" / "ours-1.0.0.yaml").write_text(OWN, encoding="utf-8")
    text = benchmark_text().replace("rubric: sustainability@1.0.0", "rubric: ours@1.0.0", 1)
    (there / "one.yaml").write_text(text, encoding="utf-8")
    return there / "one.yaml"


def write_worksheets(folder: Path, copies: int) -> Path:
    """Write a folder of worksheets of 27 KB that differ in their agency; gives its path.

    Nothing is to be said of them, as of the assessments: finding a place costs a second reading.
    """
    text = WORKSHEET.read_text(encoding="utf-8")
    text = text.replace("January\n    gaps", "January\n        evidence: Early measures\n    gaps", 1)
    text = re.sub(r"  - The leadership forum .*\n", "", text, count=1)
    row = "    - {title: Minutes of the planning team %03d, why: Shows how dates came about}\n"
    missing = max(0, SIZE - len(text.encode())) // len(row)
    grown = text.replace("  documents:\n", "  documents:\n" + "".join(row % n for n in range(missing)), 1)
    worksheets = folder / "worksheets"
    worksheets.mkdir()
    for number in range(copies):
        content = grown.replace("state: JF", f"state: J{number:05}", 1)
        (worksheets / f"{number:05}.yaml").write_text(content, encoding="utf-8")
    return worksheets


def _at_levels(text: str, first: int) -> str:
    """The text with its levels replaced, so that rounds differ."""
    levels = count(first)
    return re.sub(r"(?m)^    level: \w+$", lambda _: f"    level: {_LEVELS[next(levels) % 4]}", text)


def benchmark_text() -> str:
    """The example, grown to 27 KB.

    Dates and the numbers of criteria are quoted, so that PyYAML's own loader reads them as text
    too and both sides of a comparison validate the same data.
    """
    text = EXAMPLE.read_text(encoding="utf-8")
    text = re.sub(r"\b(date|due): (\d{4}-\d\d-\d\d)", r'\1: "\2"', text)
    text = re.sub(r"criteria: \{([^}]*)\}", lambda m: "criteria: {" + _quoted_keys(m[1]) + "}", text)
    text = re.sub(r"^(\s+)(\d):", r'\1"\2":', text, flags=re.MULTILINE)
    row = '      - {what: Minutes of the council, where: https://example.gov/minutes/%03d, date: "2026-06-01"}\n'
    missing = max(0, SIZE - len(text.encode())) // len(row)
    return text.replace("    evidence:\n", "    evidence:\n" + "".join(row % n for n in range(missing)), 1)


def _quoted_keys(mapping: str) -> str:
    return re.sub(r"(\d+):", r'"\1":', mapping)
