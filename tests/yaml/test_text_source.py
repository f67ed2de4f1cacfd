"""Bytes become text, and offsets become the lines and columns that an editor shows."""

from __future__ import annotations

import io
import os
import socket
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.base.errors import Unreadable
from sustainrubric.base.problem import Code, LocatedProblem
from sustainrubric.yaml.source import (
    MAX_ALIKE,
    MAX_BYTES,
    TextSource,
    decode,
    forbidden_characters,
    has_unusual_signs,
    read_bytes,
    read_standard_input,
)
from tests.disk.processes import make_pipe

TEXTS = st.text(st.sampled_from("ab\n\r\u2028\x85\té😀"), max_size=40)


def decoded(raw: bytes) -> TextSource:
    source = decode(raw, "a.yaml")
    assert isinstance(source, TextSource)
    return source


def refused(raw: bytes) -> LocatedProblem:
    problem = decode(raw, "a.yaml")
    assert isinstance(problem, LocatedProblem)
    return problem


def place(source: TextSource, offset: int) -> tuple[int, int]:
    return source.location(offset)[1:]


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_lines_end_as_editors_end_them(line_break: str) -> None:
    source = TextSource("a", f"ab{line_break}{line_break}cd")
    assert place(source, source.text.index("d")) == (3, 2)
    assert [source.line(number) for number in (1, 2, 3)] == ["ab", "", "cd"]


def test_a_line_that_is_not_there_is_empty() -> None:
    # A file that is no text has problems in lines that nobody can show.
    assert [TextSource("a", "x\n").line(number) for number in (1, 2, 3, 99)] == ["x", "", "", ""]


@pytest.mark.parametrize("separator", ["\x85", "\u2028", "\u2029", "\x0b", "\x0c"])
def test_no_other_separator_begins_a_line(separator: str) -> None:
    assert place(TextSource("a", f"x{separator}y\nz"), 2) == (1, 3)


def test_columns_count_code_points_not_bytes() -> None:
    assert place(TextSource("a", "é😀x"), 2) == (1, 3)


def test_an_offset_behind_the_text_is_its_end() -> None:
    assert place(TextSource("a", "a\nbc"), 999) == (2, 3)


@given(TEXTS)
def test_every_offset_has_a_place_of_its_own_that_holds_its_character(text: str) -> None:
    source = TextSource("a", text)
    places = [place(source, offset) for offset in range(len(text) + 1)]
    assert places == sorted(set(places))
    for offset, (line, column) in enumerate(places[:-1]):
        assert text[offset] in "\r\n" or source.line(line)[column - 1] == text[offset]


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    source = decoded(b"\xef\xbb\xbfkind: x")
    assert (source.text, source.bom) == ("kind: x", True)
    assert decoded(b"kind: x").bom is False


@pytest.mark.parametrize(
    ("raw", "line", "column"),
    [
        (b"\x93", 1, 1),
        (b"a: \x93quoted\x94\n", 1, 4),
        (b"\xef\xbb\xbfa: \x93", 1, 4),
        ("é\r\nüx".encode() + b"\xff", 2, 3),
        (b"a\r\xff", 2, 1),
        (b"\xed\xa0\x80", 1, 1),
        (b"ok\n\xe2\x82", 2, 1),
    ],
    ids=["first", "cp1252", "after-bom", "after-crlf", "after-cr", "surrogate", "cut-off"],
)
def test_what_is_not_utf8_is_placed_in_lines_and_columns(raw: bytes, line: int, column: int) -> None:
    location, problem = refused(raw)
    assert (location.line, location.column, problem.code) == (line, column, Code.NOT_UTF8)
    assert "save the file as UTF-8" in problem.message


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_utf16_is_told_by_its_mark(encoding: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    problem = refused(mark + "kind: x".encode(encoding)).problem
    assert (problem.code, problem.message) == (Code.NOT_UTF8, "the file is UTF-16 text; save it as UTF-8")


def test_a_file_of_the_greatest_size_is_text_and_one_byte_more_is_not() -> None:
    assert len(decoded(b"x" * MAX_BYTES).text) == MAX_BYTES
    location, problem = refused(b"x" * (MAX_BYTES + 1))
    assert (location, problem.code) == (("a.yaml", 1, 1), Code.TOO_LARGE)


@pytest.mark.parametrize(
    ("character", "words"),
    [
        ("\0", "control character U+0000"),
        ("\x07", "control character U+0007"),
        ("\x1b", "control character U+001B"),
        ("\x7f", "control character U+007F"),
        ("\x9b", "control character U+009B"),
        ("\x85", "U+0085 is a line break that editors do not show"),
        ("\u2028", "U+2028 is a line break that editors do not show"),
        ("\ufeff", "U+FEFF is a byte order mark"),
        ("\ufffe", "control character U+FFFE"),
    ],
)
def test_a_forbidden_character_is_named_and_placed(character: str, words: str) -> None:
    (found,) = forbidden_characters(TextSource("a", f"x: y\r\nab{character}\n"))
    assert found.location == ("a", 2, 3)
    assert words in found.problem.message


def test_ordinary_text_of_any_script_is_not_forbidden() -> None:
    text = "tab\t é ש 漢 😀 \ufffd \u200d \xa0 ~"
    assert not forbidden_characters(TextSource("a", text))
    assert not has_unusual_signs(text)


def test_a_file_of_zero_bytes_is_not_five_million_problems() -> None:
    found = forbidden_characters(TextSource("a", "\0" * 1_000_000))
    assert len(found) == MAX_ALIKE
    assert [("more like this" in each.problem.message) for each in found[-2:]] == [False, True]


def test_exactly_as_many_as_are_listed_are_all_there_are() -> None:
    found = forbidden_characters(TextSource("a", "\0" * MAX_ALIKE))
    assert "more like this" not in found[-1].problem.message


def test_forbidden_characters_outside_the_part_asked_for_are_left_alone() -> None:
    found = forbidden_characters(TextSource("a", "\0a\nb\0c\n\0"), 3, 6)
    assert [each.location for each in found] == [("a", 2, 2)]


def test_a_file_is_read_up_to_one_byte_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 100)
    assert read_bytes(path, limit=9) == b"x" * 10
    assert read_bytes(str(path)) == b"x" * 100


def unreadable(path: str | Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read_bytes(path)
    assert caught.value.exit_code == 3
    return str(caught.value)


def test_what_is_no_file_is_said_to_be_none(tmp_path: Path) -> None:
    make_pipe(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "file").touch()
    assert "a folder" in unreadable(tmp_path)
    assert "not a regular file" in unreadable(tmp_path / "pipe")
    assert "not a regular file" in unreadable("/dev/zero")
    assert "loop of links" in unreadable(tmp_path / "loop")
    assert "no such file" in unreadable(tmp_path / "dangling")
    assert "not a folder" in unreadable(tmp_path / "file" / "below")
    assert "too long" in unreadable(tmp_path / ("x" * 300))


def test_a_socket_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket")
        assert "socket" in unreadable("socket")


def test_a_folder_read_by_mistake_leaves_no_descriptor_open(tmp_path: Path) -> None:
    before = len(os.listdir("/proc/self/fd"))
    unreadable(tmp_path)
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("name", ["a\0b", "two\nlines", "\x1b[2J", "nicht-\udcff-da", ""])
def test_a_strange_name_is_shown_on_one_line_without_control_characters(name: str) -> None:
    message = unreadable(name)
    assert message.isprintable()
    assert not message.startswith(":")


def test_a_read_that_fails_is_said_in_our_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_: object) -> os.stat_result:
        raise OSError(5, "Input/output error")

    (tmp_path / "a").touch()
    with monkeypatch.context() as patched:
        patched.setattr(os, "fstat", failing)
        message = unreadable(tmp_path / "a")
    assert message.endswith("a: cannot be read: Input/output error")


def test_standard_input_is_read_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 100)))
    assert read_standard_input(limit=9) == b"x" * 10


def test_closed_standard_input_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(Unreadable, match="it is closed"):
        read_standard_input()


def test_standard_input_that_fails_is_unreadable(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise IsADirectoryError(21, "Is a directory")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Failing()))
    with pytest.raises(Unreadable, match="it is a folder"):
        read_standard_input()


@pytest.mark.parametrize("said", [0, 3, 10, 99])
def test_all_of_a_file_is_read_whatever_size_the_system_says(
    said: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "grows.yaml"
    file.write_bytes(b"0123456789")
    real = os.fstat

    def fstat(descriptor: int) -> os.stat_result:
        fields = list(real(descriptor))
        fields[stat.ST_SIZE] = said
        return os.stat_result(fields)

    with monkeypatch.context() as patched:
        patched.setattr("sustainrubric.yaml.source.os.fstat", fstat)
        whole, cut = read_bytes(file), read_bytes(file, limit=4)
    assert (whole, cut) == (b"0123456789", b"01234")
