"""A file becomes a checked model, or all that is wrong with it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from sustainrubric.base.errors import InvalidFile, Unreadable
from sustainrubric.base.problem import Code, Problem
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.load import KINDS, Loaded, load, load_bytes
from sustainrubric.records.settings import Settings
from tests.small import HEAD, RATED

SETTINGS = "kind: settings\nformat: 1\n"


def read(text: str, file: str = "a.yaml") -> Loaded:
    return load_bytes(text.encode(), file)


def told(loaded: Loaded) -> list[tuple[Code, int, int]]:
    return [(each.problem.code, each.location.line, each.location.column) for each in loaded.problems]


def test_a_good_file_becomes_its_model_without_problems() -> None:
    loaded = read(RATED)
    assert (loaded.file, loaded.kind, loaded.problems) == ("a.yaml", "assessment", ())
    assert loaded.model_as(Assessment).ratings["1.A.i"].level == "emerging"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_model_that_wants_that_kind(kind: str) -> None:
    loaded = read(f"kind: {kind}\n")
    assert loaded.kind == kind
    assert {each.problem.code for each in loaded.problems} == {Code.MISSING_KEY}
    assert "format" in " ".join(each.problem.message for each in loaded.problems)


def test_a_markdown_file_is_read_by_its_front_matter() -> None:
    loaded = read(f"---\n{HEAD}---\n# Notes\n", "a.md")
    assert loaded.model_as(Assessment).reform.id == "literacy"
    assert loaded.document.body == "# Notes"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"a: \x93", Code.NOT_UTF8),
        (b"x" * 5_000_001, Code.TOO_LARGE),
        (b"a: [", Code.NOT_YAML),
        (b"a: &b c", Code.ANCHOR_OR_ALIAS),
    ],
    ids=["not-utf8", "too-large", "not-yaml", "anchor"],
)
def test_what_cannot_be_read_is_told_alone(raw: bytes, code: Code) -> None:
    loaded = load_bytes(raw, "a.yaml")
    assert [each.problem.code for each in loaded.problems] == [code]
    assert (loaded.model, loaded.partial) == (None, None)


@pytest.mark.parametrize(
    "text",
    ["", "# only\n", "---", "null", "a bare text", "- a\n- list\n", "3", "[]"],
    ids=["empty", "comments", "start", "null", "text", "list", "number", "empty-list"],
)
def test_what_is_not_a_mapping_is_told_at_the_start(text: str) -> None:
    loaded = read(text)
    (found,) = loaded.problems
    assert (found.problem.code, found.location.line, loaded.kind) == (Code.NOT_A_MAPPING, 1, None)
    assert "an assessment is a mapping" in found.problem.message


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("kind: assesment", "did you mean assessment?"),
        ("kind: Assessment", "did you mean assessment?"),
        ("kind: 3", "'3' is not a kind of file we know"),
        ("kind: true", "'true' is not a kind of file we know"),
        ("kind: [assessment]", "a list is not a kind of file we know"),
        ("kind:", "the kind is not given"),
        ("kind: '\\e[2J'", r"'\e[2J' is not a kind"),
    ],
)
def test_a_kind_we_do_not_know_is_told_at_its_value(line: str, words: str) -> None:
    (found,) = read(f"format: 1\n{line}\n").problems
    assert found.problem.code == Code.UNKNOWN_KIND
    assert found.location[1:] == (2, 7 if ": " in line else 6)
    assert words in found.problem.message


def test_a_file_without_a_kind_is_told_so_at_its_start() -> None:
    assert told(read("\nformat: 1\n")) == [(Code.MISSING_KEY, 2, 1)]


def test_all_problems_come_sorted_by_place_and_each_once() -> None:
    text = HEAD.replace("format: 1", "format: 2") + "ratings:\n  1.A.i: {levle: strong, level: 3}\nround: x\n"
    places = [each.location for each in read(text).problems]
    assert places == sorted(places)
    assert len(set(read(text).problems)) == len(places)
    assert [code for code, _, _ in told(read(text))] == [
        Code.UNKNOWN_FORMAT,
        Code.UNKNOWN_KEY,
        Code.NOT_A_CHOICE,
        Code.KEY_TWICE,
    ]


def test_a_repeated_key_leaves_a_model_that_no_command_takes() -> None:
    loaded = read(RATED + "    level: strong\n")
    assert isinstance(loaded.model, Assessment)
    with pytest.raises(InvalidFile) as caught:
        loaded.model_as(Assessment)
    assert [each.problem.code for each in caught.value.problems] == [Code.KEY_TWICE]


def test_problems_found_later_are_placed_and_sorted_in() -> None:
    loaded = read(RATED + "weights: {x: 1}\n")
    more = loaded.with_problems(
        [
            Problem(Code.UNKNOWN_ELEMENT, "b", ("weights", "x"), "key"),
            Problem(Code.NO_EVIDENCE, "a", ("ratings",)),
        ]
    )
    assert told(more) == [(Code.NO_EVIDENCE, 10, 3), (Code.UNKNOWN_ELEMENT, 13, 11)]
    assert loaded.with_problems([]) is loaded


def test_a_warning_does_not_keep_a_model_from_being_used() -> None:
    loaded = read(RATED).with_problems([Problem(Code.NO_EVIDENCE, "weak", ("ratings",))])
    assert loaded.model_as(Assessment) is loaded.model


def test_a_model_of_another_kind_is_refused_at_the_kind() -> None:
    with pytest.raises(InvalidFile) as caught:
        read(SETTINGS).model_as(Assessment)
    (found,) = caught.value.problems
    assert found.location == ("a.yaml", 1, 7)
    assert found.problem.message == (
        "this is a file of the kind settings; an assessment is needed here; `sustain validate a.yaml` takes it"
    )
    assert str(caught.value) == "a.yaml is not valid: 1 problem"
    assert caught.value.exit_code == 3


def test_a_broken_file_is_refused_with_all_its_problems() -> None:
    with pytest.raises(InvalidFile, match=r"a\.yaml is not valid: 2 problems") as caught:
        read("kind: settings\nformat: 2\nx: 1\n").model_as(Rubric)
    assert [each.location.line for each in caught.value.problems] == [2, 3]


def test_a_file_is_loaded_by_its_path_and_keeps_its_name(folder: Path) -> None:
    (folder / "a.yaml").write_text(SETTINGS)
    loaded = load("a.yaml")
    assert loaded.file == loaded.document.source.file == "a.yaml"
    assert isinstance(loaded.model, Settings)


def test_a_path_that_cannot_be_opened_is_unreadable(folder: Path) -> None:
    with pytest.raises(Unreadable, match=r"b\.yaml: cannot be opened: there is no such file"):
        load("b.yaml")


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"kind: [")))
    (found,) = load("-").problems
    assert found.location == ("<stdin>", 1, 8)


def test_closed_standard_input_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(Unreadable):
        load("-")
