"""`sustain new priorities` makes a file to start from, and `sustain report` a page of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sustainrubric.instruments.shipped import load_rubric
from tests.conftest import ROOT, Result
from tests.small import RATED

Sustain = Callable[..., Result]


def test_a_new_file_is_valid_and_says_what_a_strong_plan_needs(folder: Path, sustain: Sustain) -> None:
    sustain("new", "priorities", "priorities.yaml", "--agency", "Example", "--state", "EX")
    text = (folder / "priorities.yaml").read_text(encoding="utf-8")
    assert "agency: {name: Example, state: EX}\n" in text
    assert "SR340" in sustain("validate", "priorities.yaml").out
    sustain("report", "priorities.yaml", "-o", "priorities.html")


def test_its_guidance_quotes_the_glossary(folder: Path, sustain: Sustain) -> None:
    sustain("new", "priorities", "p.yaml")
    text = (folder / "p.yaml").read_text(encoding="utf-8")
    words = " ".join(line.removeprefix("#:").strip() for line in text.splitlines() if line.startswith("#:"))
    rubric = load_rubric("sustainability@1.0.0")
    assert rubric is not None
    for term in rubric.glossary[:4]:
        assert " ".join(term.definition.split()) in words, term.term


def test_its_examples_are_right_when_uncommented(folder: Path, sustain: Sustain) -> None:
    sustain("new", "priorities", "p.yaml")
    lines = (folder / "p.yaml").read_text(encoding="utf-8").splitlines()
    whole = []
    for line in lines:
        if line.startswith("#:     ") and not line.startswith("#:     theory"):
            whole.append(line.removeprefix("#:     "))
        elif not line.startswith("#"):
            whole.append(line)
    # The examples stand above the keys that they belong to.
    text = "\n".join(whole)
    keys = [part for part in ("goals:", "reforms:", "strategies:", "stakeholders:") if f"\n{part}" in text]
    for key in keys:
        text = text.replace(f"\n{key}", "", 1)
    first = text.index("- id: grade-3")
    text = text[:first] + "goals:\n" + text[first:]
    text = text.replace("- {id: literacy", "reforms:\n- {id: literacy").replace(
        "- id: coaches", "strategies:\n- id: coaches"
    )
    text = text.replace("- name: State Teachers", "stakeholders:\n- name: State Teachers")
    theory = "\n".join(line for line in whole if line.startswith(("  If literacy", "  grade 3")))
    text = text.replace(theory, "").replace("theory_of_action:", f"theory_of_action: >-\n{theory}")
    (folder / "whole.yaml").write_text(text, encoding="utf-8")
    assert sustain("validate", "whole.yaml", "--strict").out == ""


def test_reforms_come_from_the_assessments_beside_it(folder: Path, sustain: Sustain) -> None:
    (folder / "a.yaml").write_text(RATED, encoding="utf-8")
    result = sustain("new", "priorities", "p.yaml")
    assert "1 reform" in result.err
    text = (folder / "p.yaml").read_text(encoding="utf-8")
    assert "  - {id: literacy, name: Early literacy standards, goals: []}\n" in text
    assert "SR247" not in sustain("validate", ".").out


def test_nothing_is_written_over(folder: Path, sustain: Sustain) -> None:
    (folder / "p.yaml").write_text("mine", encoding="utf-8")
    sustain("new", "priorities", "p.yaml", code=4)
    assert (folder / "p.yaml").read_text(encoding="utf-8") == "mine"


def test_a_report_needs_priorities_without_errors_and_compares_nothing(
    folder: Path, sustain: Sustain
) -> None:
    text = (ROOT / "examples" / "priorities.yaml").read_text(encoding="utf-8")
    (folder / "p.yaml").write_text(text.replace("level: 52.0", "level: 52%"), encoding="utf-8")
    assert "p.yaml:16:37: error SR106" in sustain("report", "p.yaml", "-o", "p.html", code=3).err
    (folder / "p.yaml").write_text(text, encoding="utf-8")
    assert "--previous" in sustain("report", "p.yaml", "-o", "p.html", "--previous", "p.yaml", code=2).err
    sustain("report", "p.yaml", "--format", "html", "-o", "p.yaml", "--force", code=4)
    assert (folder / "p.yaml").read_text(encoding="utf-8") == text
