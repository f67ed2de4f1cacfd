"""Whether a file that came from somebody is an office document that is safe to open."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from sustainrubric.base.errors import Unreadable

MAX_FORM_BYTES = 10_000_000
"""Of the file as it is; our own forms have less than 100 KB."""

# A form of ours has 180 KB, 1,500 cells and 20 KB of tags other than those of cells. What goes far beyond takes the
# reader seconds and hundreds of megabytes, though it be small on disk.
_MAX_UNPACKED = 8_000_000
_MAX_MEMBERS = 500
_MAX_CELLS = 30_000
_MAX_STRINGS = 30_000
_MAX_TAGS = 200_000
_MAX_OTHER_TAGS = 20_000
_MAX_OTHER_BYTES = 400_000
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_TAG = re.compile(rb"""<(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>""")
_CELL_TAG = re.compile(rb"""</?(?:\w+:)?(?:c|row|v|is|t|si)(?:\s[^<>]{0,300})?/?>""")
_CELL = re.compile(rb"<(?:\w+:)?(?:c|row)\b")
_STRING = re.compile(rb"<(?:\w+:)?(?:si|t)\b")
_MERGED = re.compile(
    rb"""<[\w:]*mergeCell\b[^<>]*\bref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_BYTE_ORDER = codecs.BOM_UTF8


def checked_workbook(content: bytes, name: str) -> io.BytesIO:
    """The workbook in `content`, after its members were looked at one by one.

    Raises:
        Unreadable: it is no workbook, is encrypted or damaged, holds macros, or is far too large.
    """
    if len(content) > MAX_FORM_BYTES:
        raise Unreadable(f"{name}: is larger than {MAX_FORM_BYTES // 1_000_000} MB, so it is no form of ours")
    if content.startswith(_OLE):
        raise Unreadable(
            f"{name}: is encrypted, or of the old format .xls; save it as .xlsx without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_members(archive, name)
    except Unreadable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable(
            f"{name}: is no workbook, or is damaged; save it as .xlsx, or ask for the form again"
        ) from error
    except RuntimeError as error:
        raise Unreadable(f"{name}: is encrypted; save it without a password") from error
    return io.BytesIO(content)


def _check_members(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    names = {member.filename for member in members}
    if len(members) > _MAX_MEMBERS:
        raise Unreadable(f"{name}: holds {len(members)} parts, so it is no form of ours")
    if "xl/workbook.xml" not in names:
        raise Unreadable(f"{name}: {_other_kind(names)}; a form is an .xlsx file")
    if len(names) < len(members) or any(_leads_out(member.filename) for member in members):
        raise Unreadable(f"{name}: has parts with names that no office program writes")
    if any("vbaproject" in member.lower() or "macrosheets" in member.lower() for member in names):
        raise Unreadable(f"{name}: holds macros; save it as .xlsx")
    if sum(member.file_size for member in members) > _MAX_UNPACKED:
        raise Unreadable(
            f"{name}: unpacks to more than {_MAX_UNPACKED // 1_000_000} MB, so it is no form of ours"
        )
    size = _Size()
    for member in members:
        with archive.open(member) as stream:
            # With this size no more is unpacked; where the archive lies about it, the checksum is wrong.
            text = stream.read(member.file_size)
        if _STRICT in text:
            raise Unreadable(
                f"{name}: is saved as Strict Open XML; save it as an Excel workbook (.xlsx) of the usual kind"
            )
        if _is_other_encoding(text) or _DECLARATION.search(text):
            raise Unreadable(f"{name}: has parts that no office program writes")
        if text.removeprefix(_BYTE_ORDER).lstrip().startswith(b"<"):
            size.add(text)
    too_much = size.too_much()
    if too_much:
        raise Unreadable(f"{name}: has {too_much}, so it is no form of ours")


def _other_kind(names: set[str]) -> str:
    """What a zip is that is no workbook as Excel saves one, and what to do."""
    if "word/document.xml" in names:
        return "is a document of Word, from which nothing is read back"
    kinds = {"content.xml": "an OpenDocument file", "xl/workbook.bin": "a binary workbook (.xlsb)"}
    found = next((kind for part, kind in kinds.items() if part in names), "no workbook of Excel")
    return f"is {found}; save or export it as .xlsx"


def _is_other_encoding(text: bytes) -> bool:
    """Whether it is XML in which we could not look for anything: UTF-16, with a mark at its start or without one."""
    return text.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or (
        b"<" in text[:4] and b"\0" in text[:8]
    )


@dataclass
class _Size:
    """How much there is in the XML of a workbook, in what costs the reader time."""

    tags: int = 0
    cells: int = 0
    strings: int = 0
    other_tags: int = 0
    other_bytes: int = 0

    def add(self, text: bytes) -> None:
        """Count one part. Any part counts as a sheet: the workbook itself says which are."""
        self.tags += text.count(b"<")
        if self.tags > _MAX_TAGS:
            return
        self.cells += len(_CELL.findall(text)) + _merged_cells(text)
        self.strings += len(_STRING.findall(text))
        tags, of_cells = _TAG.findall(text), _CELL_TAG.findall(text)
        self.other_tags += len(tags) - len(of_cells)
        self.other_bytes += sum(map(len, tags)) - sum(map(len, of_cells))

    def too_much(self) -> str:
        """What there is too much of, empty where there is not."""
        if self.cells > _MAX_CELLS:
            return f"more than {_MAX_CELLS:,} cells"
        if self.strings > _MAX_STRINGS:
            return f"more than {_MAX_STRINGS:,} texts"
        others = self.other_tags > _MAX_OTHER_TAGS or self.other_bytes > _MAX_OTHER_BYTES
        return "far more markup than any form" if others or self.tags > _MAX_TAGS else ""


def _merged_cells(text: bytes) -> int:
    """How many cells the merged areas of a sheet cover: the reader makes every one of them."""
    covered = 0
    for left, top, right, bottom in _MERGED.findall(text):
        covered += (abs(int(bottom) - int(top)) + 1) * 26 ** (abs(len(right) - len(left)) + 1)
    return covered


def _leads_out(member: str) -> bool:
    parts = re.split(r"[/\\]", member)
    return member.startswith(("/", "\\")) or ".." in parts or ":" in member
