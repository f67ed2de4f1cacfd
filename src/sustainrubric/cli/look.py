"""How the pages of an agency look: its colours and logo, its own templates, and whom they are for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sustainrubric.errors import InvalidFile, Unreadable
from sustainrubric.files.settings import SETTINGS_FILE, SettingsFinder
from sustainrubric.model.clean import one_line
from sustainrubric.report.frame import PLAIN, Frame, framed, with_templates

if TYPE_CHECKING:
    from sustainrubric.model.audience import Audience

_FORMATS = ("html", "markdown")


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
    from sustainrubric.files.logo import logo_address
    from sustainrubric.report.look import recoloured

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
    from sustainrubric.report.limited import limited

    yield from limited((_with(templates, make) for make in makers), templates)


def in_frame(make: Callable[[], str], frame: Frame) -> Callable[[], str]:
    """What makes the same page with its frame around it."""

    def made() -> str:
        with framed(frame):
            return make()

    return made


def templates_in(folder: str | None) -> Path | None:
    """The folder of `--template`, where there is one.

    Raises:
        Unreadable: it holds no templates.
    """
    if folder is None:
        return None
    path = Path(folder)
    # os.path says no to a name that is too long, where a Path raises.
    if not any(os.path.isdir(path / name) for name in _FORMATS):
        raise Unreadable(f"{folder}: holds no folder of templates named html or markdown")
    return path


def _with(templates: Path, make: Callable[[], str]) -> Callable[[], str]:
    def made() -> str:
        with with_templates(templates):
            return make()

    return made
