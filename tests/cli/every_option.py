"""Every command with arguments that work beside `PANEL` in a copy of the examples, for tests about all options."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.cli.command_tree import Command, command_tree
from tests.small import HEAD

OLD = "assessments/literacy/2025-fall.yaml"
NEW = "assessments/literacy/2026-fall.yaml"

PANEL = HEAD + "panel: {raters: [r1, r2]}\n"
"""What has to stand in panel.yaml."""

ARGUMENTS: dict[str, tuple[str, ...]] = {
    "demo": ("there",),
    "init": ("there",),
    "new assessment": ("new.yaml", "--agency", "X", "--reform", "Y", "--round", "z"),
    "new worksheet": ("new.yaml", "--agency", "X"),
    "new priorities": ("new.yaml", "--agency", "X"),
    "assess": (NEW,),
    "worksheet": ("worksheet.yaml",),
    "rate": (NEW, "1.A.i", "strong"),
    "validate": (NEW,),
    "fmt": (NEW,),
    "explain": ("SR301",),
    "status": (NEW, "--today", "2027-01-20"),
    "score": (NEW,),
    "diff": (OLD, NEW),
    "trend": ("assessments/literacy",),
    "history": (NEW,),
    "plan": ("assessments/literacy", "--today", "2027-01-20"),
    "report": (NEW, "-o", "-", "--format", "markdown"),
    "form": (NEW, "-o", "form.xlsx", "--force"),
    "import": ("no-such-form.xlsx", NEW),
    "export": ("assessments/literacy", "-o", "tables"),
    "rubric list": (),
    "rubric show": ("1.A.i",),
    "rubric path": (),
    "schema": ("settings",),
    "completion": ("bash",),
    "help": ("score",),
    "rubric resolve": ("sustainability@1.0.0",),
    "rubric diff": ("sustainability@1.0.0", "sustainability@1.0.0"),
    "rubric new": ("our-rubric",),
    "rubric map": ("sustainability@1.0.0", "sustainability@1.0.0"),
    "migrate": (NEW, "--dry-run"),
    "panel ballot": ("panel.yaml", "--rater", "r1"),
    "panel vote": ("panel.yaml", "--rater", "r1"),
    "panel spread": ("panel.yaml",),
    "panel decide": ("panel.yaml", "1.A.i", "strong", "--rationale", "The budget."),
    "panel card": ("panel.yaml", "--rater", "r1"),
    "kit": (NEW, "--output", "kit"),
}


def commands(command: Command | None = None) -> Iterator[Command]:
    """All commands that do something; a group of commands only prints its help."""
    for inner in (command or command_tree()).commands:
        if inner.commands:
            yield from commands(inner)
        else:
            yield inner
