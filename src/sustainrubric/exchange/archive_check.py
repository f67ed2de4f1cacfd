"""Whether a file that came from somebody is an office document that is safe to open."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from sustainrubric.base.errors import Unreadable

MAX_FORM_BYTES = 10_000_000
"""Of the file as it is; our own forms have less than 100 KB."""

_MAX_UNPACKED = 16_000_000
_MAX_MEMBERS = 500
_MAX_CELLS = 60_000
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL = re.compile(rb"<(?:\w+:)?(?:c|row)\b")
_MERGED = re.compile(
    rb"""<[\w:]*mergeCell\b[^<>]*\bref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


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
        raise Unreadable(f"{name}: is no workbook, or is damaged; ask for the form again") from error
    except RuntimeError as error:
        raise Unreadable(f"{name}: is encrypted; save it without a password") from error
    return io.BytesIO(content)


def _check_members(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    names = {member.filename for member in members}
    if len(members) > _MAX_MEMBERS:
        raise Unreadable(f"{name}: holds {len(members)} parts, so it is no form of ours")
    if "xl/workbook.xml" not in names:
        raise Unreadable(f"{name}: is no workbook; a form is an .xlsx file")
    if len(names) < len(members) or any(_leads_out(member.filename) for member in members):
        raise Unreadable(f"{name}: has parts with names that no office program writes")
    if any("vbaproject" in member.lower() or "macrosheets" in member.lower() for member in names):
        raise Unreadable(f"{name}: holds macros; save it as .xlsx")
    if sum(member.file_size for member in members) > _MAX_UNPACKED:
        raise Unreadable(
            f"{name}: unpacks to more than {_MAX_UNPACKED // 1_000_000} MB, so it is no form of ours"
        )
    cells = 0
    for member in members:
        with archive.open(member) as stream:
            # A size that the archive gives may be a lie.
            text = stream.read(member.file_size + 1)
        if len(text) > member.file_size:
            raise Unreadable(f"{name}: is damaged; ask for the form again")
        if text.startswith(_UTF16) or _DECLARATION.search(text):
            raise Unreadable(f"{name}: has parts that no office program writes")
        if _SHEET.fullmatch(member.filename):
            cells += len(_CELL.findall(text)) + _merged_cells(text)
    if cells > _MAX_CELLS:
        raise Unreadable(f"{name}: has more than {_MAX_CELLS:,} cells, so it is no form of ours")


def _merged_cells(text: bytes) -> int:
    """How many cells the merged areas of a sheet cover: the reader makes every one of them."""
    covered = 0
    for left, top, right, bottom in _MERGED.findall(text):
        covered += (abs(int(bottom) - int(top)) + 1) * 26 ** abs(len(right) - len(left) + 1)
    return covered


def _leads_out(member: str) -> bool:
    parts = re.split(r"[/\\]", member)
    return member.startswith(("/", "\\")) or ".." in parts or ":" in member
