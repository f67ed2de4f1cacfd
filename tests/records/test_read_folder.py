"""Files of ours among many: which are read, which are told of, and what is said of those that are missing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sustainrubric.base.errors import Unreadable
from sustainrubric.records.find import candidates
from sustainrubric.records.read_folder import Unread, read_folder, refuse_what_looks_whole
from tests.small import PRIORITIES_HEAD, RATED, WORKSHEET

FILES = {
    "a.yaml": RATED,
    "b.yaml": "on: push\n",
    "c.yaml": WORKSHEET,
    "d.yaml": "kind: assessment\nx: [\n",
    "e.yaml": "kind: worksheet\nx: [\n",
    "f.yaml": RATED + "extra: 1\n",
    "g.yaml": WORKSHEET + "extra: 1\n",
    "h.yaml": "kind: assesment\nformat: 1\n",
    "i.yaml": "kind: assessment\n<<<<<<<\nkind: worksheet\n",
    "j.yaml": PRIORITIES_HEAD,
    "k.yaml": RATED,
}


def read(folder: Path, kinds: tuple[str, ...], *names: str) -> list[str]:
    """What is read, in its order; a file that cannot be used with the number of its errors."""
    for name, text in FILES.items():
        (folder / name).write_text(text)
    found = read_folder(candidates(names), kinds)
    return [f"{one.file} {len(one.errors)}" if isinstance(one, Unread) else one.file for one in found]


def test_of_a_folder_the_kinds_asked_for_are_read_and_what_may_be_one_is_told_of(folder: Path) -> None:
    assert read(folder, ("assessment",), ".") == ["a.yaml", "d.yaml 1", "f.yaml 1", "i.yaml 1", "k.yaml"]
    assert read(folder, ("worksheet",), ".") == ["c.yaml", "e.yaml 1", "g.yaml 1", "i.yaml 1"]
    assert read(folder, ("worksheet", "priorities"), ".") == [
        "c.yaml",
        "e.yaml 1",
        "g.yaml 1",
        "i.yaml 1",
        "j.yaml",
    ]
    assert read(folder, ("ballot",), ".") == []


def test_a_file_that_is_named_is_taken_whatever_it_is(folder: Path) -> None:
    assert read(folder, ("assessment",), *FILES) == [
        *("a.yaml", "b.yaml 1", "c.yaml", "d.yaml 1", "e.yaml 1", "f.yaml 1"),
        *("g.yaml 1", "h.yaml 1", "i.yaml 1", "j.yaml", "k.yaml"),
    ]


def test_what_is_not_there_or_not_text_is_told_of_and_the_others_are_read(folder: Path) -> None:
    (folder / "b.yaml").write_bytes(b"\0\0\0")
    assert read(folder, ("assessment",), "a.yaml", "none.yaml", "k.yaml") == [
        "a.yaml",
        "none.yaml 0",
        "k.yaml",
    ]
    (folder / "z.yaml").write_bytes(b"\0\0\0")
    assert "z.yaml 3" in read(folder, ("ballot",), ".")


def test_a_file_that_cannot_be_used_says_why_without_its_warnings(folder: Path) -> None:
    (folder / "a.yaml").write_text(RATED + "    level: strong\nextra: 1\n")
    (found,) = read_folder(candidates(["a.yaml"]), ())
    assert isinstance(found, Unread)
    assert found.why == "a.yaml is not valid: 2 problems"
    assert [one.problem.code.value for one in found.errors] == ["SR004", "SR104"]


@pytest.mark.parametrize(("number", "words"), [(1, "1 file is missing"), (2, "2 files are missing")])
def test_what_looks_whole_is_refused_with_the_number_of_files(number: int, words: str) -> None:
    refuse_what_looks_whole([], "the plan was not made")
    with pytest.raises(Unreadable) as refused:
        refuse_what_looks_whole([Unread("a.yaml", "why")] * number, "the plan was not made")
    assert str(refused.value) == (
        f"the plan was not made: {words} from it; mend what is named above, "
        "or take --partial to make it of the others"
    )
