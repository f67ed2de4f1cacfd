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
from sustainrubric.report.frame import PLAIN, Frame, framed

if TYPE_CHECKING:
    from sustainrubric.model.audience import Audience

_FORMATS = ("html", "markdown")


def frame_for(file: str, audience: Audience, template: str | None) -> Frame:
    """The frame of the pages about `file`, a file or a folder.

    Raises:
        Unreadable: the logo, a colour or the folder of templates cannot be used.
        InvalidFile: the settings have errors.
    """
    around = SettingsFinder().around(file)
    look = None
    if around is not None:
        if around.settings is None:
            raise InvalidFile(around.name, around.loaded.problems)
        look = around.settings.report
    templates = _templates(template) if template is not None else None
    frame = replace(PLAIN, audience=audience, templates=templates)
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


def pages(makers: Iterable[Callable[[], str]], frame: Frame) -> Iterator[str]:
    """The pages that `makers` make; with templates of somebody's own, under limits.

    Raises:
        InvalidTemplate: a template cannot be filled in.
    """
    if frame.templates is None:
        for make in makers:
            yield make()
        return
    from sustainrubric.report.limited import limited

    yield from limited(makers, frame.templates)


def in_frame(make: Callable[[], str], frame: Frame) -> Callable[[], str]:
    """What makes the same page with its frame around it."""

    def made() -> str:
        with framed(frame):
            return make()

    return made


def _templates(folder: str) -> Path:
    path = Path(folder)
    # os.path says no to a name that is too long, where a Path raises.
    if not any(os.path.isdir(path / name) for name in _FORMATS):
        raise Unreadable(f"{folder}: holds no folder of templates named html or markdown")
    return path
