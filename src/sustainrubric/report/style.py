"""How the pages of an agency look: its colors and logo, its own templates, and whom they are for."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sustainrubric.base.errors import InvalidFile, Unreadable, WrongUsage
from sustainrubric.base.text import one_line
from sustainrubric.pages.frame import PLAIN, Frame, framed, with_templates
from sustainrubric.records.settings import SETTINGS_FILE, SettingsFinder

if TYPE_CHECKING:
    from sustainrubric.pages.frame import Audience

_FORMATS = ("html", "markdown")


def frame_for(file: str, audience: Audience) -> Frame:
    """The frame of the pages about `file`, a file or a folder.

    Raises:
        InvalidFile: the settings have errors, or a logo or colors that cannot be used.
    """
    around = SettingsFinder().around(file)
    look = None
    if around is not None:
        if around.settings is None:
            raise InvalidFile(around.name, around.loaded.problems)
        look = around.settings.report
    language = around.settings.language if around and around.settings else "en"
    frame = replace(PLAIN, audience=audience, language=language)
    if around is None or look is None:
        return frame

    from sustainrubric.check.look import check_look, logo_address, recolored

    wrong = list(check_look(look, around.folder))
    if wrong:
        raise InvalidFile(around.name, around.loaded.with_problems(wrong).problems)
    return replace(
        frame,
        light=recolored(frame.light, look.colors),
        dark=recolored(frame.dark, look.dark_colors),
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
