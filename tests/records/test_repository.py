"""The files of ours in a folder are found, each once, and nothing is passed over in silence."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sustainrubric.base.errors import Unreadable
from sustainrubric.records.find import Candidate, candidates, is_ours, read
from tests.disk.processes import make_pipe

OURS = "kind: assessment\n"


def make(folder: Path, *names: str, text: str = OURS) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def names(*paths: str) -> list[str]:
    return [candidate.name for candidate in candidates(paths)]


def test_a_folder_is_walked_in_order_for_yaml_and_markdown(folder: Path) -> None:
    make(folder, "b.yaml", "a.yml", "c.md", "x/d.markdown", "x/E.YAML", "f.txt", "g.json", "yaml")
    assert names(".") == ["a.yml", "b.yaml", "c.md", "x/E.YAML", "x/d.markdown"]
    assert names("x") == ["x/E.YAML", "x/d.markdown"]


def test_hidden_and_foreign_folders_are_left_alone(folder: Path) -> None:
    make(
        folder,
        ".a.yaml",
        ".git/b.yaml",
        "node_modules/c.yaml",
        "venv/d.yaml",
        "__pycache__/e.yaml",
        "x/.y/f.yaml",
    )
    assert names(".") == []


def test_links_to_folders_are_not_followed(folder: Path) -> None:
    make(folder, "x/a.yaml")
    (folder / "x" / "loop").symlink_to(folder)
    assert names(".") == ["x/a.yaml"]


def test_each_file_is_named_once_however_it_is_reached(folder: Path) -> None:
    make(folder, "x/a.yaml", "x/b.yaml")
    assert [Path(os.path.normpath(name)).as_posix() for name in names("x", "./x/a.yaml", "x/../x", ".")] == [
        "x/a.yaml",
        "x/b.yaml",
    ]


def test_a_file_that_is_named_is_looked_at_even_if_its_folder_came_first(folder: Path) -> None:
    make(folder, "a.yaml", text="something: else\n")
    assert candidates([".", "a.yaml"]) == [Candidate("a.yaml", True)]
    assert candidates(["a.yaml", "."]) == [Candidate("a.yaml", True)]


def test_a_file_that_is_named_needs_no_suffix_and_no_kind(folder: Path) -> None:
    make(folder, "notes", text="no kind\n")
    (candidate,) = candidates(["notes"])
    found = read(candidate)
    assert found is not None
    assert found.content == b"no kind\n"


def test_a_file_that_is_not_ours_is_left_out_of_a_folder(folder: Path) -> None:
    make(folder, "a.yaml", text="on: push\n")
    assert [read(candidate) for candidate in candidates(["."])] == [None]


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x")))
    (candidate,) = candidates(["-"])
    assert read(candidate) == ("<stdin>", b"x")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"kind: assessment\n", True),
        (b"# c\nformat: 1\nkind: assessment\n", True),
        (b"# c\rkind: assessment\r", True),
        (b"# c\r\nkind: assessment\r\n", True),
        (b"\xef\xbb\xbfkind: assessment", True),
        (b"---\nkind: 'settings'\n---\n", True),
        (b'"kind" : "rubric"', True),
        ("kind: assessment\n".encode("utf-16"), True),
        ("\ufeff# c\nkind: assessment\n".encode("utf-16-be"), True),
        (b"kind: assessment\n\xff\x00", True),
        (b"", False),
        (b"kind: Deployment\n", False),
        (b"kind: assessments\n", False),
        (b"mankind: assessment\n", False),
        (b"# kind: assessment\n", False),
        (b"a:\n  kind: assessment\n", False),
        (b"\xff\xfeo\x00n\x00", False),
    ],
)
def test_a_file_is_ours_when_a_line_says_so(content: bytes, expected: bool) -> None:
    assert is_ours("a.yaml", content) is expected


@pytest.mark.parametrize(
    "make_other", [make_pipe, lambda name: os.symlink("nowhere", name)], ids=["pipe", "dangling"]
)
def test_what_is_no_file_in_a_folder_is_not_passed_over(
    folder: Path, make_other: Callable[[str], None]
) -> None:
    make(folder, "a.yaml")
    make_other("b.yaml")
    good, bad = candidates(["."])
    assert read(good)
    with pytest.raises(Unreadable, match=r"^b\.yaml: "):
        read(bad)


def test_a_folder_that_cannot_be_looked_into_is_not_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(folder, "x/a.yaml", "b.yaml")
    scan = os.scandir

    def refusing(path: Any) -> Any:
        if os.fspath(path).endswith("x"):
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    # The superuser, as which tests may run, is refused nothing.
    monkeypatch.setattr(os, "scandir", refusing)
    assert candidates(["."]) == [Candidate("b.yaml", False), Candidate("x", False)]
    with pytest.raises(Unreadable, match=r"^x: cannot be read"):
        read(Candidate("x", False))


def test_a_kind_misspelled_beside_a_format_is_looked_at_and_told_of(folder: Path) -> None:
    (folder / "a.yaml").write_text("kind: assesment\nformat: 1\n")
    (folder / "b.yaml").write_text("kind: Deployment\nformat: 1\n")
    (folder / "c.yaml").write_text("kind: assesments\n")
    assert [file.name for file in map(read, candidates(["."])) if file] == ["a.yaml"]


def test_a_page_that_quotes_a_file_of_ours_is_none(folder: Path) -> None:
    (folder / "quotes.md").write_text("# How to\n\n```yaml\nkind: assessment\n```\n")
    (folder / "ours.md").write_text("\ufeff---\nkind: assessment\n---\n", encoding="utf-8")
    assert [file.name for file in map(read, candidates(["."])) if file] == ["ours.md"]
