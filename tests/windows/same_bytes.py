"""Everything that `sustain` writes and prints for the example agency, in a folder: to be compared between systems.

    python -m tests.windows.same_bytes FOLDER

`make windows` makes the folder on Linux, and `test_same_bytes.py` then makes it under Windows Python.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from tests.copied_examples import copy_examples

OLD, NEW = "agency/assessments/literacy/2025-fall.yaml", "agency/assessments/literacy/2026-fall.yaml"
PANEL = "agency/assessments/educator-evaluation/2026-fall.yaml"
DAY = ("--today", "2027-01-20")

FORMS: dict[tuple[str, ...], tuple[str, ...]] = {
    ("validate", "agency"): ("text", "json", "github", "sarif", "junit"),
    ("score", NEW): ("table", "json", "csv", "markdown"),
    ("diff", OLD, NEW): ("table", "json", "markdown", "html"),
    ("trend", "agency/assessments/literacy"): ("table", "json", "csv", "markdown", "html"),
    ("plan", "agency", *DAY): ("table", "json", "csv", "markdown", "html", "ics"),
    ("status", "agency", *DAY): ("table", "json"),
    ("panel", "spread", PANEL, "--reveal"): ("table", "json", "csv", "markdown"),
}
OTHERS: tuple[tuple[str, ...], ...] = (
    ("init", "own", "--agency", "Our Agency", "--state", "EX"),
    (
        *("new", "assessment", "own/a.yaml", "--agency", "Our Agency", "--state", "EX"),
        *("--reform", "Reading – früh", "--round", "2026-fall", "--date", "2026-10-01"),
    ),
    ("rate", "own/a.yaml", "1.A.i", "strong", "--rationale", "Naïve: façade"),
    ("fmt", "own/untidy.yaml"),
    ("report", NEW, "--previous", OLD, "-o", "literacy.html"),
    ("report", NEW, "--previous", OLD, "-o", "literacy.md"),
    ("report", "agency/worksheet.yaml", "-o", "worksheet.html"),
    ("report", "agency/worksheet.yaml", "-o", "worksheet.md"),
    ("report", "agency/priorities.yaml", "-o", "priorities.html"),
    ("report", "agency", "-o", "site", *DAY),
    ("export", "agency", "-o", "tables", "--jobs", "1"),
    ("kit", NEW, "-o", "kit"),
)
UNTIDY = b"format:  1\nkind: assessment   # ours\nratings: {}\n"


def runs() -> Iterator[tuple[str, ...]]:
    yield from OTHERS
    for command, forms in FORMS.items():
        yield from ((*command, "--format", form) for form in forms)


def make(folder: Path) -> None:
    """Fill an empty folder, which is the current one meanwhile."""
    from sustainrubric.cli.main import main

    before = Path.cwd()
    folder.mkdir(parents=True, exist_ok=True)
    os.chdir(folder)
    try:
        copy_examples(Path("agency"))
        # Formats for CI name files from the top of the repository, which is here wherever the folder lies.
        (folder / ".git").mkdir()
        (folder / "printed").mkdir()
        for number, arguments in enumerate(runs()):
            if arguments[0] == "fmt":
                (folder / "own" / "untidy.yaml").write_bytes(UNTIDY)
            (folder / "printed" / f"{number:02}-{arguments[0]}.txt").write_bytes(_printed(main, arguments))
    finally:
        os.chdir(before)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path with slashes; but for what an export notes of times on this disk."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def _printed(main: object, arguments: tuple[str, ...]) -> bytes:
    """What a run prints on standard output, which is UTF-8 here as in the folder it is compared with."""
    assert callable(main)
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    argv, sys.argv = sys.argv, ["sustain", *arguments]
    try:
        with redirect_stdout(out), redirect_stderr(err):
            main()
    except SystemExit as stop:
        if stop.code not in (None, 0):
            err.flush()
            assert isinstance(err.buffer, io.BytesIO)
            raise AssertionError(f"{arguments}: {err.buffer.getvalue().decode()}") from None
    finally:
        sys.argv = argv
    out.flush()
    assert isinstance(out.buffer, io.BytesIO)
    return out.buffer.getvalue()


if __name__ == "__main__":
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    make(Path(sys.argv[1]).resolve())
