"""Which priorities hold for a file: those of its folder, or of the nearest one above that has some."""

from __future__ import annotations

from pathlib import Path

import pytest

from sustainrubric.records.priorities_around import PrioritiesAround
from tests.disk.processes import make_pipe

OURS = "kind: priorities\nformat: 1\n"


def put(folder: Path, **files: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text)


def test_the_nearest_folder_that_has_some_counts(folder: Path) -> None:
    put(folder, sustain="", top=OURS)
    put(folder / "a" / "b")
    around = PrioritiesAround()
    assert around.of("a/b/x.yaml") == ("top.yaml",)
    put(folder / "a", near=OURS)
    assert around.of("a/b/x.yaml") == ("top.yaml",), "each folder is looked at once"
    assert PrioritiesAround().of("a/b/x.yaml") == ("a/near.yaml",)


def test_the_folder_of_the_settings_closes_the_agency(folder: Path) -> None:
    put(folder, above=OURS, sustain="")
    put(folder / "a", sustain="")
    assert PrioritiesAround().of("a/x.yaml") == ()


@pytest.mark.parametrize("closed_by", ["settings", "repository", "argument", "nothing"])
def test_without_a_folder_that_closes_the_agency_only_the_own_one_counts(
    folder: Path, closed_by: str
) -> None:
    put(folder, top=OURS)
    put(folder / "a")
    if closed_by == "settings":
        put(folder, sustain="")
    if closed_by == "repository":
        (folder / ".git").mkdir()
    found = PrioritiesAround(["."] if closed_by == "argument" else []).of("a/x.yaml")
    assert found == (() if closed_by == "nothing" else ("top.yaml",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (OURS, True),
        ("# a title\n\"kind\": 'priorities'  # ours\n", True),
        ("\ufeffkind: priorities\r\n", True),
        ("kind: priorities-of-others\n", False),
        ("  kind: priorities\n", False),
        ("text: |\n  kind: assessment\n", False),
        (f"{'#' * 9000}\n{OURS}", False),
    ],
)
def test_a_file_says_at_its_head_that_it_is_one(folder: Path, text: str, found: bool) -> None:
    put(folder, p=text)
    assert PrioritiesAround().of("x.yaml") == (("p.yaml",) if found else ())


def test_what_cannot_be_read_is_passed_over(folder: Path) -> None:

    make_pipe(folder / "a.yaml")
    (folder / "b.yaml").symlink_to("nowhere.yaml")
    (folder / "c.yaml").mkdir()
    put(folder, d=OURS)
    assert PrioritiesAround().of("x.yaml") == ("d.yaml",)
    assert PrioritiesAround().of("not-there/x.yaml") == ()


def test_all_of_one_folder_hold_together(folder: Path) -> None:
    put(folder, a=OURS, b=OURS)
    assert PrioritiesAround().of(str(folder / "x.yaml")) == (str(folder / "a.yaml"), str(folder / "b.yaml"))
