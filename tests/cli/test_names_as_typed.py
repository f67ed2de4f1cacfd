"""Messages name a file the way it was typed, whatever the command: `./a.yaml` stays `./a.yaml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sustainrubric.cli.command_names import COMMANDS
from tests.cli.every_option import ARGUMENTS, NEW, OLD, PANEL, commands
from tests.conftest import ROOT, Result
from tests.copied_examples import copy_examples
from tests.small import RATED

Sustain = Callable[..., Result]

# What is typed behind a command and names a file or a folder, there or not.
OUTPUTS = (
    "made-folder",
    "tables",
    "kit",
    "form.xlsx",
    "made.yaml",
    "made.html",
    "gone.yaml",
    "new.yaml",
    "site",
)

# A name with something before it that belongs to it: `./`, a folder, or a part of another word.
STANDS_ALONE = r"(?<![\w./-]){}(?![\w-])"

# Beside the runs that work: files that are not there, outputs in the way, options that take a file.
MORE = (
    ("rate", "gone.yaml", "1.A.i", "strong"),
    ("rate", "a.yaml", "--from", "gone.yaml"),
    ("worksheet", "gone.yaml", "--add-gap", "Data"),
    ("new", "assessment", "new.yaml", "--from", "gone.yaml", "--round", "z"),
    ("new", "assessment", "new.yaml", "--from", "a.yaml", "--round", "z"),
    ("new", "worksheet", "made.yaml", "--from", "worksheet.yaml"),
    ("fmt", "gone.yaml"),
    ("score", "gone.yaml"),
    ("diff", "gone.yaml", NEW),
    ("report", "gone.yaml", "-o", "made.html"),
    ("report", "a.yaml", "-o", "made.html"),
    ("report", "assessments/literacy", "-o", "site"),
    ("plan", "a.yaml", "-o", "made.html"),
    ("trend", "a.yaml", NEW, "-o", "made.html"),
    ("history", "gone.yaml"),
    ("migrate", "gone.yaml", "--back"),
    ("migrate", "a.yaml", "--back"),
    ("schema", "settings", "-o", "made.json"),
    ("rubric", "new", "our-rubric", "-o", "made.yaml"),
    ("rubric", "resolve", "sustainability@1.0.0", "-o", "made.yaml"),
    ("panel", "ballot", "gone.yaml", "--rater", "r1"),
    ("panel", "collect", "panel.yaml", "gone.yaml"),
    ("panel", "spread", "gone.yaml"),
    ("panel", "spread", "--table", "gone.csv"),
    ("panel", "seal", "gone.yaml"),
    ("panel", "decide", "a.yaml", "1.A.i", "strong", "--rationale", "x"),
    ("kit", "gone.yaml", "--output", "kit"),
    ("form", "a.yaml", "-o", "form.xlsx"),
    ("import", "gone.xlsx", "a.yaml"),
)


@pytest.fixture
def examples(folder: Path) -> Path:
    copy_examples(folder)
    (folder / "panel.yaml").write_text(PANEL)
    (folder / "a.yaml").write_text(RATED)
    return folder


def runs() -> Iterator[tuple[str, ...]]:
    for command in commands():
        # "there" is a word of messages, too.
        typed = ("made-folder" if word == "there" else word for word in ARGUMENTS.get(command.path, ()))
        yield (*command.path.split(), *typed)
    yield from MORE


def names_a_file(word: str) -> bool:
    return word in (*OUTPUTS, OLD, NEW) or bool(re.fullmatch(r"[\w/-]+\.(yaml|xlsx|csv|json|html)", word))


SHARES = 5


@pytest.mark.parametrize("share", [0, *(pytest.param(n, marks=pytest.mark.deep) for n in range(1, SHARES))])
def test_a_name_that_was_typed_with_a_dot_is_told_with_it(
    share: int, examples: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One in five runs is quick enough for every day."""
    wrong = []
    for words in list(runs())[share::SHARES]:
        depth = 1 if words[0] not in COMMANDS or len(words) < 2 else 0
        typed = [
            f"./{word}" if names_a_file(word) and index > depth else word for index, word in enumerate(words)
        ]
        names = [word for word in typed if word.startswith("./")]
        # The second run finds in its way what the first one made.
        for run in [sustain(*typed, code=None) for _ in range(2 if names else 0)]:
            said = run.out + run.err
            wrong += [
                f"sustain {' '.join(typed)}: {line}"
                for name in names
                for line in said.splitlines()
                if re.search(STANDS_ALONE.format(re.escape(name.removeprefix("./"))), line.replace(name, ""))
            ]
    assert wrong == [], "\n".join(wrong)


def test_no_command_takes_a_file_as_the_type_that_drops_the_dot() -> None:
    """A new command takes the name of a file as text, too."""
    for module in sorted((ROOT / "src" / "sustainrubric" / "cli").glob("*.py")):
        text = module.read_text(encoding="utf-8")
        assert re.search(r"Annotated\[\s*(?:list\[)?Path\b", text) is None, module.name
