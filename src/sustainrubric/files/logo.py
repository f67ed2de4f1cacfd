"""An agency's logo: a picture inside its folder, made part of the page so that nothing is loaded."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from sustainrubric.errors import Unreadable
from sustainrubric.files.text_source import read_bytes
from sustainrubric.model.clean import quoted

LARGEST = 40_000
"""Bytes; a page holds it, and is to stay below 300 KB."""

_PICTURES = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_SVG = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<svg[\s>]", re.DOTALL)


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
    if _SVG.match(content) and b"<!" not in content.replace(b"<!--", b""):
        return "image/svg+xml"
    raise _refused(name, "is no PNG, JPEG or SVG picture")


def _refused(name: str, why: str) -> Unreadable:
    return Unreadable(f"sustain.yaml: report.logo: {quoted(name)} {why}")
