"""The Jinja environment of each format; the one import of Jinja.

Templates run in a sandbox, an undefined name is an error, and whatever a template places is escaped
for its format unless our own code says that it is markup already.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    __version__,
)
from jinja2.bccache import Bucket
from jinja2.loaders import split_template_path
from markupsafe import Markup, escape

from sustainrubric import __version__ as our_version
from sustainrubric.base.escaping import destination, inert
from sustainrubric.base.phrase import Own, Phrase
from sustainrubric.base.text import clean, quoted
from sustainrubric.disk.home_folders import cache_folder, keep, kept
from sustainrubric.instruments.shipped import packaged
from sustainrubric.pages.frame import frame, own_templates
from sustainrubric.pages.phrases import shortened
from sustainrubric.pages.sandbox import Sandbox, drawn

_CSS_SAFE = re.compile(r"[^A-Za-z0-9 ]")

_ARROW = '<span aria-hidden="true">→</span><span class="hidden">to</span>'

_LARGEST_TEMPLATE = 500_000

_CHECKSUM_BYTES = 32


class Refused(Exception):
    """A template is there, and is not one to use; `path` is its file."""

    def __init__(self, template: str, path: str, why: str) -> None:
        super().__init__(f"{template}: {why}")
        self.path = path


class CompiledTemplates(BytecodeCache):
    """Jinja's own runs whatever a file holds; this one runs what this version of ours wrote, and is whole.

    Each file begins with a checksum of the rest and of our version, whose sandbox compiled it. A file that
    does not agree with its checksum is as good as none: the template is compiled, and the file written anew.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        content = kept(self._folder / bucket.key)
        if content is None or not content.startswith(_checksum(content[_CHECKSUM_BYTES:])):
            return
        try:
            bucket.load_bytecode(io.BytesIO(content[_CHECKSUM_BYTES:]))
        except Exception:
            # pickle and marshal raise whatever they like over bytes of another Python.
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        compiled = bucket.bytecode_to_string()
        keep(self._folder / bucket.key, _checksum(compiled) + compiled)


def _checksum(compiled: bytes) -> bytes:
    return hashlib.sha256(f"sustainrubric {our_version}\n".encode() + compiled).digest()


class OwnTemplates(FileSystemLoader):
    """An agency's own templates: regular files in their folder, reached through no link.

    What stands in the place of one and is none is refused, before anything of it is read.
    """

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        root = self.searchpath[0]
        path = os.path.join(root, *split_template_path(template))
        if os.path.lexists(path):
            self._refuse_odd(template, path, os.path.relpath(path, root))
        try:
            return super().get_source(environment, template)
        except TemplateNotFound:
            # An OSError, too.
            raise
        except UnicodeDecodeError as error:
            raise Refused(template, path, "is not UTF-8; save it as UTF-8") from error
        except OSError as error:
            raise Refused(template, path, f"cannot be read: {error.strerror}") from error

    def _refuse_odd(self, template: str, path: str, below: str) -> None:
        found = os.lstat(path)
        above = os.path.join(os.path.realpath(self.searchpath[0]), os.path.dirname(below)).rstrip(os.sep)
        if stat.S_ISLNK(found.st_mode) or os.path.realpath(os.path.dirname(path)) != above:
            raise Refused(template, path, "is a link, and links are not followed")
        if not stat.S_ISREG(found.st_mode):
            raise Refused(template, path, "is not a regular file")
        if found.st_size > _LARGEST_TEMPLATE:
            raise Refused(template, path, f"is larger than {_LARGEST_TEMPLATE} bytes")


class _Templates(ChoiceLoader):
    """Says in words what is missing; Jinja gives the name alone."""

    def load(self, environment: Any, name: str, globals: Any = None) -> Template:
        try:
            return super().load(environment, name, globals)
        except TemplateNotFound as error:
            raise TemplateNotFound(name, f"there is no template {quoted(name)}") from error


def html_environment(**pictures: Callable[..., str]) -> Sandbox:
    """For HTML; `pictures` are functions that a template may call, and that give markup."""
    return _html(own_templates(), tuple(pictures.items()))


def markdown_environment() -> Sandbox:
    """For Markdown: escaping is on as for HTML, so that macros give markup, and is Markdown's own."""
    return _markdown(own_templates())


def plain_environment(folder: str, **filters: Callable[[str], str]) -> Sandbox:
    """For text that is no page: a template quotes what it places with its filters; an agency has none of its own."""
    environment = _environment(folder, None, {"autoescape": False})
    environment.filters.update(filters)
    return environment


def forget_templates() -> None:
    """Have templates read anew, which may be others by now or lie in another folder of the same name."""
    _html.cache_clear()
    _markdown.cache_clear()


def css_text(text: str) -> Markup:
    """Text as it may stand in quotation marks in a style sheet: nothing in there can end it."""
    # A blank after an escape belongs to it, so that each has one of its own.
    return Markup(_CSS_SAFE.sub(lambda match: f"\\{ord(match.group()):06x} ", text))  # noqa: S704


def spoken(text: str) -> Markup:
    """A text of ours, with the agency's words in it marked as being in its language.

    An arrow of ours is read out as a word; screen readers say nothing of it, or its name.
    """
    parts = text.parts if isinstance(text, Phrase) else (text,)
    return Markup("").join(theirs(part) if isinstance(part, Own) else _ours(part) for part in parts)


def theirs(text: str) -> Markup:
    """Words of the agency, which are in a language of theirs and run in the direction of their script.

    A phrase knows by itself which of its parts are theirs.
    """
    if isinstance(text, Phrase):
        return spoken(text)
    language = frame().language
    lang = f' lang="{escape(language)}"' if language != "en" else ""
    # Not by `Markup.format`, which takes ten times as long: a site has some hundred of these on a page.
    return Markup(f"<bdi{lang}>{escape(_shown(text))}</bdi>")  # noqa: S704


def _ours(text: str) -> Markup:
    return Markup(str(escape(_shown(text))).replace("→", _ARROW))  # noqa: S704


@lru_cache(maxsize=32)
def _html(own: Path | None, pictures: tuple[tuple[str, Callable[..., str]], ...]) -> Sandbox:
    environment = _environment("html", own, {"finalize": _shown})
    environment.globals.update({name: drawn(function) for name, function in pictures})
    environment.filters["css_text"] = css_text
    environment.filters["shortened"] = shortened
    environment.filters["spoken"] = spoken
    environment.filters["theirs"] = theirs
    return environment


@lru_cache(maxsize=32)
def _markdown(own: Path | None) -> Sandbox:
    environment = _environment("markdown", own, {"finalize": _inert})
    environment.filters["destination"] = lambda address: Markup(destination(address))  # noqa: S704
    return environment


def _environment(format: str, own: Path | None, options: Mapping[str, Any] | None = None) -> Sandbox:
    # The number changes with these options: templates are compiled for them.
    folder = cache_folder(f"templates-2-{__version__}") if own is None else None
    environment = Sandbox(
        loader=_loader(format, own),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=CompiledTemplates(folder) if folder else None,
        **{"autoescape": True, **(options or {})},
    )
    environment.globals["frame"] = frame
    return environment


def _loader(format: str, own: Path | None) -> BaseLoader:
    """A template of theirs where they have one; `ours/NAME` is always ours, to extend it."""
    ours = FileSystemLoader(packaged("templates") / format)
    if own is None:
        return ours
    return _Templates([OwnTemplates(own / format), ours, PrefixLoader({"ours": ours})])


def _shown(value: object) -> object:
    """Text with nothing in it that is hidden or that turns the direction of other text."""
    if value.__class__ is Markup or not isinstance(value, str):
        return value
    return clean(value) if not isinstance(value, Markup) else value


def _inert(value: object) -> object:
    return value if isinstance(value, Markup) else Markup(inert(str(value)))  # noqa: S704
