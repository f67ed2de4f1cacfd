"""A small agency whose files have every field filled, each with its own name: what each command makes of them.

The outputs are kept whole, so that a field in the wrong place, a wrong count or another order is seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Result
from tests.filled import as_text, data_of, every_kind

Sustain = Callable[..., Result]
Golden = Callable[[str, str], None]

DAY = ("--today", "2026-11-20")
MORE_RATINGS: dict[str, Any] = {
    "3.C.i": {"criteria": {"1": "strong", "2": "emerging"}, "target": "exemplary"},
    "1.B.i": {"level": "not-applicable", "rationale": "Nobody has it."},
    "1.B.ii": {"level": "unknown"},
    "2.A.i": {
        "level": "inadequate",
        "rationale": "Nobody asked.",
        "target": "strong",
        "priority": "low",
        "evidence": [
            {"what": "Law", "date": "2026-01-01", "where": "https://example.gov/law"},
            {"what": "A list"},
        ],
        "actions": [
            {"what": "Ask them", "owner": "m", "due": "2027-03-01", "status": "under-way"},
            {"what": "Write it", "due": "2026-11-19", "status": "planned"},
            {"what": "Publish it", "owner": "m", "status": "planned"},
            {"what": "Read it", "owner": "m", "due": "2026-02-01", "status": "done"},
            {"what": "Forget it", "status": "dropped"},
        ],
    },
    "3.A.i": {"level": "exemplary", "target": "strong"},
    "3.B.i": {"level": "strong", "look_fors": {"L1": "seen", "L2": "partly", "L3": "not-seen"}},
}
VOTES = {
    "r1": {
        "1.A.i": "strong",
        "3.C.i": "strong",
        "2.A.i": "inadequate",
        "3.A.i": "not-applicable",
        "3.B.i": "unknown",
    },
    "r2": {
        "1.A.i": "strong",
        "3.C.i": "emerging",
        "2.A.i": "strong",
        "3.A.i": "exemplary",
        "3.B.i": "strong",
    },
    "r3": {"1.A.i": "strong", "3.C.i": "strong", "2.A.i": "exemplary", "3.A.i": "strong"},
}
AGAIN = {"r1": {"2.A.i": "strong"}, "r2": {"2.A.i": "strong", "3.C.i": "strong"}}

COMMANDS: dict[str, tuple[str, ...]] = {
    "validate.txt": ("validate", "-v"),
    **{f"validate.{form}": ("validate", "--format", form) for form in ("json", "github", "junit")},
    **{f"plan.{form}": ("plan", *DAY, "--format", form) for form in ("table", "json", "csv", "ics")},
    **{f"plan-by-{by}.csv": ("plan", *DAY, "--format", "csv", "--group-by", by) for by in ("owner", "month")},
    "plan-open.txt": ("plan", *DAY, "--open"),
    "shortlist.csv": ("plan", "--shortlist", "--format", "csv"),
    "shortlist.txt": ("plan", "--shortlist", "--places", "1"),
    **{f"status.{form}": ("status", *DAY, "--format", form) for form in ("table", "json")},
    **{f"status-of-file.{form}": ("status", "a.yaml", *DAY, "--format", form) for form in ("table", "json")},
    **{
        f"spread.{form}": ("panel", "spread", "a.yaml", "--names", "--format", form)
        for form in ("table", "json", "csv", "markdown")
    },
    "spread-of-element.json": ("panel", "spread", "a.yaml", "--element", "2.A.i", "--format", "json"),
    "spread-of-element.txt": ("panel", "spread", "a.yaml", "--element", "2.A.i"),
    "ballot.yaml": ("panel", "ballot", "a.yaml", "--rater", "r1", "--format", "yaml"),
    "score.txt": ("score", "a.yaml"),
    **{
        f"trend.{form}": ("trend", "old.yaml", "a.yaml", "--format", form)
        for form in ("table", "json", "csv")
    },
    **{f"diff.{form}": ("diff", "old.yaml", "a.yaml", "--format", form) for form in ("table", "json")},
    **{
        f"migrate.{form}": ("migrate", "a.yaml", "--to", "own@1.0.0", "--dry-run", "--format", form)
        for form in ("table", "json", "markdown")
    },
    "rubric-diff.markdown": ("rubric", "diff", "sustainability@1.0.0", "own@1.0.0", "--format", "markdown"),
    "textconv.txt": ("textconv", "a.yaml"),
}
SHEETS = ("--only", "invitation,pre-read,agenda,notes,wall-chart,checklist")
FOLDERS = {
    "kit.markdown": (*("kit", "a.yaml", "-o", "out", "--format", "markdown", "--on", "2026-12-01"), *SHEETS),
    "kit-of-worksheet.markdown": ("kit", "w.yaml", "-o", "out", "--format", "markdown", "--on", "2026-12-01"),
    "tables.csv": ("export", "a.yaml", "old.yaml", "-o", "out"),
}


@pytest.fixture
def agency(folder: Path) -> Path:
    files = every_kind(None)
    new = data_of("assessment")
    new["ratings"] |= deepcopy(MORE_RATINGS)
    new["panel"]["raters"] = ["r1", "r2", "r3"]
    new["ratings"]["1.A.i"]["decided"]["votes"] = {"strong": 3}
    del new["ratings"]["1.A.i"]["decided"]["again"]
    old = deepcopy(new)
    old["round"] = {"id": "2025-fall", "date": "2025-10-15"}
    for key in ("panel", "migrated", "previous"):
        del old[key]
    del old["ratings"]["1.A.i"]["decided"], old["ratings"]["3.A.i"]
    old["ratings"]["1.A.i"] |= {"level": "emerging", "rationale": "An earlier one."}
    old["ratings"]["3.B.i"]["level"] = "exemplary"
    old["ratings"]["2.A.i"]["actions"] += [{"what": "Lost on the way", "owner": "m", "due": "2026-05-01"}]
    files |= {"a.yaml": as_text(new), "old.yaml": as_text(old)}
    ballot = data_of("ballot")
    del ballot["seal"]
    for rater, votes in VOTES.items():
        one = deepcopy(ballot)
        one["rater"] = rater
        one["ratings"] = {
            element: {"level": level, "rationale": f"{rater} on {element}"}
            for element, level in votes.items()
        }
        one["again"] = {element: {"level": level} for element, level in AGAIN.get(rater, {}).items()}
        one["stands_back"] = ["3.B.ii"] if rater == "r3" else []
        files[f"a.ballots/{rater}.yaml"] = as_text(one)
    worksheet = data_of("worksheet")
    worksheet["priorities"][0]["takes_up"] = worksheet["process"]["select"]["gaps"]
    files["w.yaml"] = as_text(worksheet)
    files["logo.svg"] = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_what_it_printed(sustain: Sustain, golden: Golden, agency: Path, name: str) -> None:
    result = sustain(*COMMANDS[name], code=None)
    assert result.code in (0, 1), result.err
    golden(f"every-field/{name}", without_version(f"{result.out}{result.err}"))


@pytest.mark.parametrize("name", FOLDERS)
def test_a_command_writes_what_it_wrote(sustain: Sustain, golden: Golden, agency: Path, name: str) -> None:
    sustain(*FOLDERS[name])
    made = [
        path for path in sorted(Path("out").rglob("*")) if path.is_file() and path.name != "manifest.json"
    ]
    texts = [f"== {path.as_posix()}\n{path.read_text(encoding='utf-8')}" for path in made]
    golden(f"every-field/{name}", without_version("".join(texts)))


def without_version(text: str) -> str:
    """What does not change with a release, or with the checksum of a part."""
    return re.sub(
        r"sustain(rubric)? [0-9]+\.[0-9.]+", "sustain X", re.sub(r"(part-\d+)-[0-9a-f]{8}", r"\1", text)
    )
