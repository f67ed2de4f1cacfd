"""What surrounds every page, whatever it is about: colours, logo, the way back, and whom it is for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sustainrubric.pages.palette import DARK, LIGHT, Scheme

LEFT_OUT: dict[Audience, str] = {
    "public": "This version is for the public: names, contacts, notes, dissent and evidence marked as "
    "sensitive are left out.",
    "cabinet": "This version is for the cabinet: the notes that the team keeps in its file are left out.",
    "team": "",
}
"""What a report says of what it does not hold; docs/reports.md says the same at length."""

# Beside the frame and not in it: what a template sees holds no path.
_TEMPLATES: ContextVar[Path | None] = ContextVar("templates", default=None)

Audience = Literal["public", "cabinet", "team"]


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way from the site's first page to this one."""

    words: str
    href: str


@dataclass(frozen=True)
class Frame:
    """How pages look and where they stand.

    `logo` is a `data:` address; `trail` leads from a site's first page to this one, and `reference` is
    the site's page of the rubric; all are empty where there is none. `missing` says what the page was
    made without, where a file could not be read.
    """

    light: Scheme
    dark: Scheme
    logo: str = ""
    audience: Audience = "team"
    trail: tuple[Crumb, ...] = ()
    reference: str = ""
    missing: str = ""

    @property
    def left_out(self) -> str:
        """What the page says of what it does not hold."""
        return LEFT_OUT[self.audience]


PLAIN = Frame(LIGHT, DARK)

_IN_FORCE: ContextVar[Frame] = ContextVar("frame", default=PLAIN)


def frame() -> Frame:
    """The frame of the page that is being made; templates call it."""
    return _IN_FORCE.get()


@contextmanager
def framed(chosen: Frame) -> Iterator[None]:
    """Every page made in here has this frame: the renderers of all kinds of pages need not hand it on."""
    token = _IN_FORCE.set(chosen)
    try:
        yield
    finally:
        _IN_FORCE.reset(token)


def own_templates() -> Path | None:
    """The folder of templates that override ours, for the page that is being made."""
    return _TEMPLATES.get()


@contextmanager
def with_templates(folder: Path | None) -> Iterator[None]:
    """Every page made in here takes templates from `folder` before ours."""
    token = _TEMPLATES.set(folder)
    try:
        yield
    finally:
        _TEMPLATES.reset(token)
