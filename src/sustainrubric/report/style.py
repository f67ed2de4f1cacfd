"""How the pages of an agency look: its colours and logo, its own templates, and whom they are for."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sustainrubric.base.errors import InvalidFile, Unreadable, WrongUsage
from sustainrubric.base.text import did_you_mean, one_line, quoted
from sustainrubric.pages.frame import PLAIN, Frame, framed, with_templates
from sustainrubric.pages.palette import SHAPE_ON, TEXT_ON, Scheme, contrast
from sustainrubric.records.settings import SETTINGS_FILE, SettingsFinder
from sustainrubric.yaml.source import read_bytes

if TYPE_CHECKING:
    from sustainrubric.pages.frame import Audience

_FORMATS = ("html", "markdown")

LARGEST = 40_000
"""Bytes; a page holds it, and is to stay below 300 KB."""

_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


MOST_COMMENTS = 100
"""Before the drawing; programs that draw write one or two."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

_LEAST = ((TEXT_ON, 4.5), (SHAPE_ON, 3.0))


def frame_for(file: str, audience: Audience) -> Frame:
    """The frame of the pages about `file`, a file or a folder.

    Raises:
        Unreadable: the logo or a colour cannot be used.
        InvalidFile: the settings have errors.
    """
    around = SettingsFinder().around(file)
    look = None
    if around is not None:
        if around.settings is None:
            raise InvalidFile(around.name, around.loaded.problems)
        look = around.settings.report
    frame = replace(PLAIN, audience=audience)
    if around is None or look is None:
        return frame

    return replace(
        frame,
        light=recoloured(frame.light, look.colors, "colors"),
        dark=recoloured(frame.dark, look.dark_colors, "dark_colors"),
        logo=logo_address(around.folder, look.logo) if look.logo else "",
    )


def agency_of(folder: str) -> str:
    """The agency that the settings of a folder name, or nothing."""
    around = SettingsFinder().around(os.path.join(folder, SETTINGS_FILE))
    agency = around.settings.agency if around and around.settings else None
    return one_line(agency.name) if agency else ""


def pages(makers: Iterable[Callable[[], str]], templates: Path | None) -> Iterator[str]:
    """The pages that `makers` make; with templates of somebody's own, under limits.

    Raises:
        InvalidTemplate: a template cannot be filled in.
    """
    if templates is None:
        for make in makers:
            yield make()
        return
    from sustainrubric.pages.limits import limited

    yield from limited((_with(templates, make) for make in makers), templates)


def in_frame(make: Callable[[], str], frame: Frame) -> Callable[[], str]:
    """What makes the same page with its frame around it."""

    def made() -> str:
        with framed(frame):
            return make()

    return made


def templates_in(folder: str | None, form: str) -> Path | None:
    """The folder of `--template`, where there is one; `form` is html or markdown.

    Raises:
        Unreadable: it holds no templates.
        WrongUsage: it holds none for this format.
    """
    if folder is None:
        return None
    path = Path(folder)
    # os.path says no to a name that is too long, where a Path raises.
    if not any(os.path.isdir(path / name) for name in _FORMATS):
        raise Unreadable(f"{folder}: holds no folder of templates named html or markdown")
    if not os.path.isdir(path / form):
        raise WrongUsage(f"--template has no effect on {form}: {folder} holds no templates for that")
    return path


def _with(templates: Path, make: Callable[[], str]) -> Callable[[], str]:
    def made() -> str:
        with with_templates(templates):
            return make()

    return made


def logo_address(folder: str, name: str) -> str:
    """The `data:` address of the logo `name`, a path relative to `folder`.

    Raises:
        Unreadable: it is no such picture, too large, or not inside of the folder.
    """
    root = Path(folder).resolve()
    path = root / name
    if Path(name).is_absolute() or path.resolve() != Path(path.parent.resolve(), path.name):
        raise _refused(name, "is not a path inside of this folder; copy the picture into it")
    if not path.resolve().is_relative_to(root):
        raise _refused(name, "is outside of this folder; copy the picture into it")
    content = read_bytes(path, LARGEST)
    if len(content) > LARGEST:
        raise _refused(name, f"is larger than {LARGEST // 1000} KB; use a smaller picture")
    return f"data:{_type_of(content, name)};base64,{base64.b64encode(content).decode('ascii')}"


def _type_of(content: bytes, name: str) -> str:
    for beginning, kind in _PICTURES.items():
        if content.startswith(beginning):
            return kind
    # Entities could make a small file a huge picture.
    if _is_drawing(content) and b"<!" not in content.replace(b"<!--", b""):
        return "image/svg+xml"
    raise _refused(name, "is no PNG, JPEG or SVG picture")


def _is_drawing(content: bytes) -> bool:
    """Whether the first element is `svg`, behind what may stand before it: `<?xml ...?>` and comments."""
    rest = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    for opening, ending in ((b"<?xml", b"?>"), *[(b"<!--", b"-->")] * MOST_COMMENTS):
        if rest.startswith(opening):
            rest = rest.partition(ending)[2].lstrip()
    return rest[:4] == b"<svg" and rest[4:5] in (b">", b" ", b"\t", b"\r", b"\n")


def _refused(name: str, why: str) -> Unreadable:
    return Unreadable(f"sustain.yaml: report.logo: {quoted(name)} {why}")


def recoloured(scheme: Scheme, own: Mapping[str, str], key: str) -> Scheme:
    """A scheme with an agency's colours; `key` is where they stand in sustain.yaml.

    Raises:
        Unreadable: a colour is none, is unknown, or makes something too faint to read.
    """
    for name, value in own.items():
        if name not in scheme:
            raise Unreadable(
                f"sustain.yaml: report.{key}: there is no colour {quoted(name)}{did_you_mean(name, scheme)}"
            )
        if not _COLOUR.fullmatch(value):
            raise Unreadable(f"sustain.yaml: report.{key}.{name}: {quoted(value)} is not written #rrggbb")
    mixed = scheme | {name: value.lower() for name, value in own.items()}
    faint = list(too_faint(mixed))
    if faint:
        raise Unreadable(f"sustain.yaml: report.{key}: {'; '.join(faint)}")
    return mixed


def too_faint(scheme: Scheme) -> Iterator[str]:
    """The pairs of colours that meet on a page and are too much alike, in words."""
    for pairs, least in _LEAST:
        for upper, grounds in pairs:
            for ground in grounds:
                ratio = contrast(scheme[upper], scheme[ground])
                if ratio < least:
                    yield (
                        f"{upper} {scheme[upper]} on {ground} {scheme[ground]} has a contrast of "
                        f"{ratio:.2f}, and needs {least}"
                    )
