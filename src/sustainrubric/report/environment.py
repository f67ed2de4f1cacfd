"""The one Jinja environment of each format; the one import of Jinja.

Templates run in a sandbox, an undefined name is an error, and whatever a template places is escaped
for its format unless our own code says that it is markup already.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from sustainrubric.files.packaged import packaged
from sustainrubric.report.markdown_text import destination, inert

Environment = ImmutableSandboxedEnvironment

_CSS_SAFE = re.compile(r"[^A-Za-z0-9 ]")


def html_environment(**drawn: Callable[..., str]) -> Environment:
    """For HTML; `drawn` are functions that a template may call, and that give markup."""
    environment = _environment("html")
    environment.globals.update({name: _markup(function) for name, function in drawn.items()})
    environment.filters["css_text"] = css_text
    return environment


def markdown_environment() -> Environment:
    """For Markdown: escaping is on as for HTML, so that macros give markup, and is Markdown's own."""
    environment = _environment("markdown", finalize=_inert)
    environment.filters["destination"] = lambda address: Markup(destination(address))  # noqa: S704
    return environment


def css_text(text: str) -> Markup:
    """Text as it may stand in quotation marks in a style sheet: nothing in there can end it."""
    return Markup(_CSS_SAFE.sub(lambda match: f"\\{ord(match.group()):06x}", text))  # noqa: S704


def _environment(folder: str, **options: Any) -> Environment:
    return Environment(
        loader=FileSystemLoader(packaged("templates") / folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        **options,
    )


def _markup(function: Callable[..., str]) -> Callable[..., Markup]:
    # The function escapes what it is given; a test feeds it hostile text.
    return lambda *arguments: Markup(function(*arguments))  # noqa: S704


def _inert(value: object) -> object:
    return value if isinstance(value, Markup) else Markup(inert(str(value)))  # noqa: S704
