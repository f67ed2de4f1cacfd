"""Which addresses a report makes into links."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit

_UNSAFE = re.compile(r"[\s\x00-\x20\x7f-\x9f\\<>\"`]|[\u200b-\u200f\u2028-\u202f\u2066-\u2069\ufeff]")
# What may stand in an address as it is; all else is written as %XX.
_KEPT = "!#$%&'()*+,-./:;=?@[]_~"


def link(where: str | None) -> str:
    """The address to link to, or nothing: only web and mail addresses are followed."""
    parts = _parts(where or "")
    if parts is None or where is None:
        return ""
    if parts.scheme in ("http", "https") and parts.hostname:
        return quote(where, safe=_KEPT)
    if parts.scheme == "mailto" and "@" in parts.path:
        return quote(where, safe=_KEPT)
    return ""


def host(where: str | None) -> str:
    """Where a link leads, shown beside it: the host alone, so that no user name can pose as one."""
    parts = _parts(where or "")
    if parts is None or not link(where):
        return ""
    return parts.hostname or parts.path


def _parts(where: str) -> SplitResult | None:
    if _UNSAFE.search(where):
        return None
    try:
        parts = urlsplit(where)
        _ = parts.port  # raises for a port that is none
    except ValueError:
        return None
    return parts
