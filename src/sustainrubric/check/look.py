"""The look of reports in `sustain.yaml`: colors that everybody can read, and a logo that a page can hold."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sustainrubric.base.problem import Code, Problem
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.pages.palette import DARK, LIGHT, SHAPE_ON, TEXT_ON, Scheme, contrast
from sustainrubric.yaml.source import read_bytes
from sustainrubric.yaml.why_unreadable import CannotRead

if TYPE_CHECKING:
    from sustainrubric.records.settings import Look

LARGEST = 40_000
"""Bytes of a logo; a page holds it, and is to stay below 300 KB."""

_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
MOST_COMMENTS = 100
"""Before the drawing; programs that draw write one or two."""

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_LEAST = ((TEXT_ON, 4.5), (SHAPE_ON, 3.0))


def check_look(look: Look, folder: str) -> Iterator[Problem]:
    """What a report cannot use of the look that the settings of `folder` ask for."""
    yield from _color_problems(LIGHT, look.colors, "colors")
    yield from _color_problems(DARK, look.dark_colors, "dark_colors")
    if look.logo is not None:
        try:
            logo_address(folder, look.logo)
        except _Refused as why:
            yield Problem(Code.LOGO_UNUSABLE, f"{quoted(look.logo)} {why}", ("report", "logo"))


def recolored(scheme: Scheme, own: Mapping[str, str]) -> Scheme:
    """A scheme with an agency's colors, which were checked."""
    return scheme | {name: value.lower() for name, value in own.items()}


def logo_address(folder: str, name: str) -> str:
    """The `data:` address of the logo `name`, a path relative to `folder`, which was checked."""
    root = Path(folder).resolve()
    path = root / name
    if Path(name).is_absolute() or path.resolve() != Path(path.parent.resolve(), path.name):
        raise _Refused("is not a path inside of this folder; copy the picture into it")
    if not path.resolve().is_relative_to(root):
        raise _Refused("is outside of this folder; copy the picture into it")
    try:
        content = read_bytes(path, LARGEST)
    except CannotRead as error:
        raise _Refused(f"cannot be used: {error.why}") from error
    if len(content) > LARGEST:
        raise _Refused(f"is larger than {LARGEST // 1000} KB; use a smaller picture")
    return f"data:{_type_of(content)};base64,{base64.b64encode(content).decode('ascii')}"


class FaintPair(NamedTuple):
    """Two colors that meet on a page and are too much alike, by name; `why` is in words."""

    upper: str
    ground: str
    why: str


def too_faint(scheme: Scheme) -> Iterator[FaintPair]:
    for pairs, least in _LEAST:
        for upper, grounds in pairs:
            for ground in grounds:
                ratio = contrast(scheme[upper], scheme[ground])
                if ratio < least:
                    pair = f"{upper} {scheme[upper]} on {ground} {scheme[ground]}"
                    why = f"{pair} has a contrast of {ratio:.2f} to 1, and needs {least} to 1"
                    yield FaintPair(upper, ground, why)


class _Refused(Exception):
    """Why a logo cannot be used."""


def _color_problems(scheme: Scheme, own: Mapping[str, str], key: str) -> Iterator[Problem]:
    sound = {}
    for name, value in own.items():
        path = ("report", key, name)
        if name not in scheme:
            message = f"there is no color {quoted(name)}{did_you_mean(name, scheme)}"
            yield Problem(Code.COLOR_UNUSABLE, message, path)
        elif not _COLOR.fullmatch(value):
            yield Problem(Code.COLOR_UNUSABLE, f"{quoted(value)} is not written #rrggbb", path)
        else:
            sound[name] = value
    faint: dict[str, list[str]] = {}
    for upper, ground, why in too_faint(recolored(scheme, sound)):
        faint.setdefault(upper if upper in sound else ground, []).append(why)
    for name, reasons in faint.items():
        yield Problem(Code.COLOR_UNUSABLE, "; ".join(reasons), ("report", key, name))


def _type_of(content: bytes) -> str:
    for beginning, kind in _PICTURES.items():
        if content.startswith(beginning):
            return kind
    # Entities could make a small file a huge picture.
    if _is_drawing(content) and b"<!" not in content.replace(b"<!--", b""):
        return "image/svg+xml"
    raise _Refused("is no PNG, JPEG or SVG picture; save it as one of these")


def _is_drawing(content: bytes) -> bool:
    """Whether the first element is `svg`, behind what may stand before it: `<?xml ...?>` and comments."""
    rest = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    for opening, ending in ((b"<?xml", b"?>"), *[(b"<!--", b"-->")] * MOST_COMMENTS):
        if rest.startswith(opening):
            rest = rest.partition(ending)[2].lstrip()
    return rest[:4] == b"<svg" and rest[4:5] in (b">", b" ", b"\t", b"\r", b"\n")
