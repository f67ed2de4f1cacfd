"""`sustain explain`: what a problem means and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.terminal.console import HeadingLine, write_lines

if TYPE_CHECKING:
    from sustainrubric.instruments.explanations import Explanation


def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="A code such as SR301; without one, all are listed.")
    ] = None,
) -> None:
    """Say what a problem means and how to mend it.

    The code stands in every line that `sustain validate` prints. Without a code, or with `list`,
    all codes are listed.
    """
    write_lines(_listing() if code is None or code.lower() == "list" else _page(_explained(code)))


def _explained(code: str) -> Explanation:
    from sustainrubric.instruments.explanations import all_codes, explanation

    wanted = f"SR{code}" if code.isdecimal() else code.upper()
    found = explanation(wanted)
    if found is None:
        hint = did_you_mean(wanted, all_codes())
        raise WrongUsage(f"there is no code {quoted(code)}{hint}; `sustain explain` lists them all")
    return found


def _listing() -> list[str]:
    from sustainrubric.instruments.explanations import explanations

    lines: list[str] = []
    for family, pages in explanations().items():
        lines += [HeadingLine(f"{family} ({pages[0].code.severity.value}s)"), ""]
        lines += [f"  {page.code.value}  {page.title}" for page in pages]
        lines += [""]
    return [*lines, "`sustain explain CODE` says what one means and how to mend it."]


def _page(page: Explanation) -> list[str]:
    title = f"{page.code.value}: {page.title} ({page.code.severity.value})"
    return [HeadingLine(title), "=" * len(title), "", *_plain(page.text)]


def _plain(markdown: str) -> list[str]:
    """Our Markdown as plain text: examples indented, back-ticks kept where they quote a word."""
    lines: list[str] = []
    in_example = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            in_example = not in_example
        elif in_example:
            lines.append(f"    {line}".rstrip())
        elif line.startswith("## "):
            lines.append(HeadingLine(line.removeprefix("## ")))
        else:
            lines.append(line)
    return lines
