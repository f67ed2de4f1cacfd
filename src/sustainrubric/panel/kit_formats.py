"""A sheet of the kit as a page to print, as Markdown, and as text to paste into a mail."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from sustainrubric.base.escaping import inert
from sustainrubric.base.text import clean
from sustainrubric.pages.render import page_in_html
from sustainrubric.panel.sheets import ElementCard, Sheet, SheetBlock


def sheet_to_html(sheet: Sheet) -> str:
    """The sheet as a page, for Letter and A4."""
    return page_in_html("kit.html.j2", sheet)


def sheet_to_markdown(sheet: Sheet) -> str:
    """The sheet as Markdown."""
    head = [f"# {inert(sheet.heading)}", "", inert(" · ".join((sheet.agency, *sheet.facts))), ""]
    body = [line for block in sheet.blocks for line in _markdown(block)]
    return "\n".join([*head, *body, "---", "", inert(sheet.credit), ""])


def sheet_to_text(sheet: Sheet) -> str:
    """The sheet as plain text in lines of 76 signs."""
    lines = [f"{sheet.title}", ""]
    for block in sheet.blocks:
        lines += [block.title, ""] if block.title else []
        if block.kind == "table":
            lines += [_folded(": ".join(row), "") for row in block.rows]
        elif block.items:
            lines += [
                _folded(item, f"{number}. " if block.kind == "numbers" else "- ")
                for number, item in enumerate(block.items, 1)
            ]
        else:
            lines.append(_folded(block.text, ""))
        lines.append("")
    return clean("\n".join([*lines, _folded(sheet.credit, ""), ""]))


def _folded(text: str, lead: str) -> str:
    return textwrap.fill(
        text, 76, initial_indent=lead, subsequent_indent=" " * len(lead), break_on_hyphens=False
    )


def _markdown(block: SheetBlock) -> Iterator[str]:
    if block.title:
        yield from (f"## {inert(block.title)}", "")
    if block.text:
        yield from (inert(block.text), "")
    if block.card is not None:
        yield from _card(block.card)
    if block.items:
        leads = {"numbers": "1. ", "checks": "- [ ] "}
        yield from (f"{leads.get(block.kind, '- ')}{inert(item)}" for item in block.items)
        yield ""
    if block.rows:
        yield f"| {' | '.join(inert(header) for header in block.headers)} |"
        yield f"|{'---|' * len(block.headers)}"
        yield from (f"| {' | '.join(inert(cell) for cell in row)} |" for row in block.rows)
        yield ""
    for field in block.fields:
        boxes = "  ".join(f"☐ {inert(box)}" for box in field.boxes)
        yield f"- **{inert(field.label)}:** {boxes or '______________________________'}"
    if block.fields:
        yield ""


def _card(card: ElementCard) -> Iterator[str]:
    yield from (f"## {inert(card.id)} {inert(card.title)}", "", inert(card.place), "")
    if card.last:
        yield from (f"Last time: {inert(card.last)}", "")
    yield from (f"- {inert(question)}" for question in card.questions)
    yield ""
    if card.criteria:
        yield f"| Criterion | {' | '.join(inert(level) for level in card.levels)} |"
        yield f"|---|{'---|' * len(card.levels)}"
        for criterion in card.criteria:
            cells = " | ".join(inert(text) for text in criterion.descriptors)
            yield f"| {inert(criterion.name)} | {cells} |"
        yield ""
    if card.look_fors:
        yield from ("Look-fors", "", *(f"- [ ] {inert(text)}" for text in card.look_fors), "")
