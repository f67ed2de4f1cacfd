"""What surrounds every page, whatever it is about: colors, logo, the way back, and whom it is for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from sustainrubric.base.text import listed
from sustainrubric.pages.palette import DARK, LIGHT, Scheme

READERS: dict[Audience, str] = {
    "public": "Version for the public",
    "cabinet": "For the cabinet, not for the public",
    "team": "For the team, not for the public",
}
"""What stands at the top of a page, and on each sheet of it in print; docs/reports.md says the same at length."""

_VERSIONS: dict[Audience, str] = {
    "public": "This version is for the public",
    "cabinet": "This version is for the cabinet",
    "team": "",
}

# Beside the frame and not in it: what a template sees holds no path.
_TEMPLATES: ContextVar[Path | None] = ContextVar("templates", default=None)

Audience = Literal["public", "cabinet", "team"]


@dataclass(frozen=True, slots=True)
class NavLink:
    """A link of the short navigation of a site; `current` is the page it stands on."""

    words: str
    href: str
    current: bool = False


@dataclass(frozen=True)
class Frame:
    """How pages look and where they stand.

    `logo` is a `data:` address; `site` and `about` are the links that all pages of a site have, and
    those that all pages about one reform have; `reference` is the site's page of the rubric, `ratings` that of
    the round whose levels a page tells of, and `actions` that of the reform's actions; `places` are where the
    plan has the actions of a worksheet, by their number (from 0); all are empty where there is none. `missing`
    says what the page was made without, where a file could not be read. `parts` are those that the audience
    does not see of what the page is about, in words, and `hidden` says of elements how much of their evidence it
    does not see.
    `language` is the one that the agency's own words are in, as BCP 47 writes it; ours are in English.
    """

    light: Scheme
    dark: Scheme
    logo: str = ""
    audience: Audience = "team"
    site: tuple[NavLink, ...] = ()
    about: tuple[NavLink, ...] = ()
    reference: str = ""
    ratings: str = ""
    actions: str = ""
    places: dict[int, str] = field(default_factory=dict)
    missing: str = ""
    language: str = "en"
    parts: tuple[str, ...] = ()
    hidden: dict[str, str] = field(default_factory=dict)

    @property
    def readers(self) -> str:
        """Whom the page is for."""
        return READERS[self.audience]

    @property
    def left_out(self) -> str:
        """What the page says at its foot of what it does not hold: only what was left out of it."""
        version = _VERSIONS[self.audience]
        if not version:
            return ""
        said = (
            f"Left out of this page: {listed(self.parts)}"
            if self.parts
            else "Nothing is left out of this page"
        )
        return f"{version}. {said}."


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


@contextmanager
def leaving_out(parts: tuple[str, ...], hidden: dict[str, str] | None = None) -> Iterator[None]:
    """Every page made in here says that these parts are left out of it."""
    with framed(replace(frame(), parts=parts, hidden=hidden or {})):
        yield


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
