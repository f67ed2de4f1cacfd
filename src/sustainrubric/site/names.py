"""Where the pages of a site lie: names that people chose, as parts of an address on any disk."""

from __future__ import annotations

import hashlib
import re

INDEX, PLAN, DATA = "index.html", "plan.html", "data/index.html"

_PLAIN = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")

_OTHER = re.compile(r"[^a-z0-9]+")

_LONGEST = 60

# Windows takes these for devices.
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))})


def part(text: str) -> str:
    """An id as a part of a path: as it is where that is plain, else in plain letters and with a hash."""
    plain = _PLAIN.fullmatch(text) and len(text) <= _LONGEST and text.split(".")[0] not in _DEVICES
    if plain:
        return text
    kept = _OTHER.sub("-", text.lower()).strip("-")[: _LONGEST - 20].strip("-")
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{kept or 'x'}-{mark}"


def portfolio_page(number: int) -> str:
    """The site's first page, and those that go on with the reforms of a large agency."""
    return INDEX if number == 1 else f"reforms-{number}.html"


def rubric_page(rubric_id: str, version: str) -> str:
    return f"rubric/{part(rubric_id)}-{part(version)}.html"


def numbered(page: str, number: int) -> str:
    """A page, and those that go on with it where it is long: `plan.html`, `plan-2.html`."""
    return page if number == 1 else page.replace(".html", f"-{number}.html")


def plan_by(order: str) -> str:
    """All actions in another order."""
    return f"plan-by-{order}.html"


def actions_page(reform: str) -> str:
    """The actions of one reform."""
    return f"reforms/{reform}/actions.html"


def trend_page(reform: str) -> str:
    return f"reforms/{reform}/trend.html"


def round_page(reform: str, round_id: str) -> str:
    return f"reforms/{reform}/rounds/{part(round_id)}.html"


def changes_page(reform: str, round_id: str) -> str:
    """What moved from the round before to this one."""
    return f"reforms/{reform}/changes/{part(round_id)}.html"


def table_file(table: str) -> str:
    """A table of the site's data, for a spreadsheet."""
    return f"data/{table}.csv"


SITE_DATA = "data/site.json"
"""What the site holds, for programs."""


def other_page(kind: str, name: str) -> str:
    """The page of a worksheet or of priorities, by the name of its file."""
    return f"{kind}/{part(name)}.html"


def way(page: str, to: str) -> str:
    """The address of one page as another one has to write it, so that it works from a disk as well."""
    up = "../" * page.count("/")
    return f"{up}{to}"
