"""What a workbook that comes back may be, at the very limits, before any library opens it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from sustainrubric.base.errors import Unreadable
from sustainrubric.exchange.archive_check import checked_workbook

BOOK = {"xl/workbook.xml": b"<workbook/>"}


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def sheet(xml: bytes) -> bytes:
    return packed({**BOOK, "xl/worksheets/sheet1.xml": xml})


def twice() -> bytes:
    # Of one length, so that one name can be put in the place of the other.
    return packed({**BOOK, "xl/workboox.xml": b"<a/>"}).replace(b"xl/workboox.xml", b"xl/workbook.xml")


def encrypted() -> bytes:
    content = bytearray(sheet(b"<a/>"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def lied() -> bytes:
    """An archive that says of its largest part that it is a byte shorter than it is."""
    content = sheet(b"<a>" + b"x" * 5_000 + b"</a>")
    size, less = (5_007).to_bytes(4, "little"), (5_006).to_bytes(4, "little")
    assert content.count(size) == 2
    return content.replace(size, less)


TAKEN: dict[str, Callable[[], bytes]] = {
    "a workbook": lambda: packed(BOOK),
    "500 parts": lambda: packed({**BOOK, **{f"p{n}": b"x" for n in range(499)}}),
    "30,000 cells and strings": lambda: sheet(
        b"<x>" + b"<c r='A1'/><x:t/>" * 29_999 + b"<row></row><si></si></x>"
    ),
    "8 MB unpacked": lambda: packed({**BOOK, "xl/media/p.png": b"x" * (8_000_000 - 11)}),
    "names that lead nowhere": lambda: packed({**BOOK, "..a/b..c": b"x", "a/...": b"x"}),
    "UTF-16 that is no XML": lambda: packed({**BOOK, "p.png": b"\x89PNG<\0\0", "q.png": b"abcd\0\0\0<"}),
    "200,000 signs of tags": lambda: sheet(b"<" * 199_999),
    "20,000 other tags": lambda: sheet(b"<ab/>" * 19_999),
    "much text in few tags": lambda: sheet(b"<a b='" + b"x" * 399_000 + b"'/>"),
    "a mark at its start": lambda: sheet(b"\xef\xbb\xbf <a/>"),
    "parts that are no XML": lambda: packed(
        {**BOOK, "xl/media/p.png": b"\x89PNG <!DOCTIPE " + b"&" * 100_000}
    ),
    "merged cells": lambda: sheet(b'<mergeCell ref="A1:T1153"/>'),
    "merged cells beside others": lambda: sheet(b"<c/>" * 22 + b'<mergeCell ref="T1153:A1"/>'),
    "merged cells of two letters": lambda: sheet(b'<mergeCell ref="AA1:AB44"/>'),
}
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "is no workbook, or is damaged"),
    "half of it": (lambda: sheet(b"<a/>")[:80], "is no workbook, or is damaged"),
    "too large": (lambda: b"x" * 10_000_001, "is larger than 10 MB, so it is no form of ours"),
    "as large as may be": (lambda: b"x" * 10_000_000, "is no workbook, or is damaged; save it as .xlsx"),
    "too large when unpacked": (
        lambda: packed({**BOOK, "xl/media/p.png": b"x" * (8_000_000 - 10)}), "unpacks to more than 8 MB, so it is no"
    ),
    "a size that is a lie": (lied, "is no workbook, or is damaged"),
    "NUL in its beginning": (lambda: sheet(b"abc<\0\0\0\0"), "parts that no office program writes"),
    "NUL at the eighth place": (lambda: sheet(b"<abcdef\0"), "parts that no office program writes"),
    "a part on a drive": (lambda: packed({**BOOK, "C:a": b"x"}), "names that no office program writes"),
    "a part at the root of a drive": (lambda: packed({**BOOK, "\\a": b"x"}), "names that no office program writes"),
    "a part outside, the other way": (lambda: packed({**BOOK, "a\\..\\b": b"x"}), "names that no office program"),
    "encrypted as a whole": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"x", "is encrypted, or of the old format"),
    "encrypted part by part": (encrypted, "is encrypted; save it without a password"),
    "501 parts": (lambda: packed({**BOOK, **{f"p{n}": b"x" for n in range(500)}}), "holds 501 parts"),
    "no workbook": (lambda: packed({"a": b"x"}), "is no workbook of Excel; save or export it as .xlsx; a form is"),
    "a document": (lambda: packed({"word/document.xml": b"x"}), "is a document of Word, from which"),
    "an OpenDocument file": (lambda: packed({"content.xml": b"x"}), "is an OpenDocument file"),
    "a binary workbook": (lambda: packed({"xl/workbook.bin": b"x"}), "is a binary workbook"),
    "a part twice": (twice, "names that no office program writes"),
    "a part outside": (lambda: packed({**BOOK, "../a": b"x"}), "names that no office program writes"),
    "a part at the root": (lambda: packed({**BOOK, "/a": b"x"}), "names that no office program writes"),
    "macros": (lambda: packed({**BOOK, "xl/vbaProject.bin": b"x"}), "holds macros"),
    "macros of old": (lambda: packed({**BOOK, "xl/macroSheets/sheet1.xml": b"x"}), "holds macros"),
    "a strict one": (
        lambda: sheet(b'<a xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"/>'), "is saved as Strict Open XML"
    ),
    "a declaration": (lambda: sheet(b"<!doctype a><a/>"), "parts that no office program writes"),
    "an entity": (lambda: sheet(b"<!ENTITY a 'b'>"), "parts that no office program writes"),
    "UTF-16": (lambda: sheet("<a/>".encode("utf-16")), "parts that no office program writes"),
    "UTF-16 the other way": (lambda: sheet(b"\xfe\xff" + "<a/>".encode("utf-16-be")), "parts that no office"),
    "UTF-16 without a mark": (lambda: sheet("<a/>".encode("utf-16-be")), "parts that no office program writes"),
    "30,001 cells": (lambda: sheet(b"<c/>" * 30_000 + b"<row/>"), "more than 30,000 cells"),
    "columns of two letters merged": (lambda: sheet(b'<mergeCell ref="A1:AB45"/>'), "more than 30,000 cells"),
    "a cell too many beside merged ones": (
        lambda: sheet(b"<c/>" * 23 + b'<mergeCell ref="T1153:A1"/>'), "more than 30,000 cells"
    ),
    "columns of two letters merged the other way": (
        lambda: sheet(b'<mergeCell ref="AB45:A1"/>'), "more than 30,000 cells"
    ),
    "30,001 merged cells": (lambda: sheet(b'<mergeCell ref="T1154:A1"/>'), "more than 30,000 cells"),
    "cells of two sheets": (
        lambda: packed({**BOOK, "a.xml": b"<c/>" * 15_001, "b.xml": b"<c/>" * 15_000}), "more than 30,000 cells"
    ),
    "30,001 strings": (lambda: sheet(b"<si/>" * 15_000 + b"<t/>" * 15_001), "more than 30,000"),
    "20,001 other tags": (lambda: sheet(b"<ab/>" * 20_001), ", so it is no form of ours"),
    "very much text in tags": (lambda: sheet(b"<a b='" + b"x" * 400_001 + b"'/>"), ", so it is no form of ours"),
    "200,001 tags": (lambda: sheet(b"<" * 200_001), ", so it is no form of ours"),
}  # fmt: skip


@pytest.mark.parametrize("case", TAKEN)
def test_what_an_office_program_writes_is_taken(case: str) -> None:
    content = TAKEN[case]()
    assert checked_workbook(content, "f.xlsx").getvalue() == content


@pytest.mark.parametrize("case", REFUSED)
def test_what_none_writes_is_refused_in_words(case: str) -> None:
    make, words = REFUSED[case]
    with pytest.raises(Unreadable, match=f"^f.xlsx: .*{words}"):
        checked_workbook(make(), "f.xlsx")
