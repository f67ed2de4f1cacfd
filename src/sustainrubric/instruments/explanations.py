"""What each problem code means and how to mend it: one Markdown page a code, shipped with the package."""

from __future__ import annotations

from typing import NamedTuple

from sustainrubric.base.errors import SustainError
from sustainrubric.base.problem import Code
from sustainrubric.instruments.shipped import shipped

FAMILIES = {
    "SR0": "The file cannot be read",
    "SR1": "The file has the wrong shape",
    "SR2": "The file does not agree with its rubric or with itself",
    "SR3": "The file says something weak",
    "SR39": "The file does not reach what `sustain validate` was asked to require",
}
"""The families of codes by how their codes begin; the longest beginning counts."""


class Explanation(NamedTuple):
    """A code's page; `text` is its Markdown without the title."""

    code: Code
    title: str
    text: str


def explanation(code: str) -> Explanation | None:
    """The page of a code as it is written in problems, or None where there is no such code.

    Raises:
        SustainError: the installation is broken.
    """
    if code not in tuple(Code):
        return None
    title, _, text = _page(code).partition("\n")
    return Explanation(Code(code), title.partition(": ")[2], text.strip())


def all_codes() -> list[str]:
    """Every problem code, sorted."""
    return sorted(code.value for code in Code)


def explanations() -> dict[str, list[Explanation]]:
    """All pages, by the name of their family, sorted by code."""
    pages = [page for page in map(explanation, all_codes()) if page is not None]
    return {name: [page for page in pages if _family(page.code) == start] for start, name in FAMILIES.items()}


def _page(code: str) -> str:
    folder = shipped("explanations")
    message = f"the page on {code} is missing from this installation; install it again"
    if folder is None:
        raise SustainError(message)
    try:
        return (folder / f"{code}.md").read_text(encoding="utf-8")
    except OSError as error:
        raise SustainError(message) from error


def _family(code: str) -> str:
    return max((start for start in FAMILIES if code.startswith(start)), key=len)
