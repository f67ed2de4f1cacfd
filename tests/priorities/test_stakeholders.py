"""Stakeholders of the priorities: on the page with their support, in checks, and never on pages for the public."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.instruments.shipped import load_rubric
from sustainrubric.priorities.view import (
    priorities_to_html,
    priorities_to_markdown,
    priorities_view,
)
from sustainrubric.priorities.view_parts import PrioritiesView
from sustainrubric.records.load import load_bytes
from sustainrubric.records.priorities import Priorities
from tests.conftest import Result
from tests.report.hostile import ATTACKS
from tests.small import RATED

Sustain = Callable[..., Result]

HEAD = "kind: priorities\nformat: 1\nagency: {name: Example Department of Education}\nstakeholders:\n"
ROWS = """\
  - {name: Union, group: unions, support: {now: resistant, wanted: supportive}, lead: Q. Lead}
  - {name: Board, group: board, support: {now: leading, wanted: supportive}, lead: Q. Lead}
  - {name: Families, support: {now: neutral}}
"""


def view_of(text: str) -> PrioritiesView:
    rubric = load_rubric("sustainability@1.0.0")
    assert rubric is not None
    return priorities_view(load_bytes(text.encode(), "p.yaml").model_as(Priorities), "The agency", rubric)


def test_the_page_says_who_gives_the_support_wanted() -> None:
    view = view_of(HEAD + ROWS)
    assert view.support == (
        "3 stakeholders: 1 gives the support wanted, 1 gives less and 1 is not placed yet."
    )
    assert [row.key for row in view.stakeholders] == ["short", "reached", "open"]
    assert "| Union | unions | Resistant | Supportive | Q. Lead |" in priorities_to_markdown(view)
    assert "| Families | – | Neutral | Not said | nobody yet |" in priorities_to_markdown(view)
    assert (
        '<th scope="row"><bdi>Union</bdi></th><td data-label="Group"><bdi>unions</bdi></td>'
        in priorities_to_html(view)
    )


def test_without_stakeholders_the_page_has_no_such_part() -> None:
    assert "Stakeholders" not in priorities_to_html(view_of(HEAD.replace("stakeholders:\n", "")))


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_of_stakeholders_is_data(attack: str) -> None:
    quoted = '"' + "".join(f"\\U{ord(sign):08x}" for sign in attack) + '"'
    row = f"  - {{name: {quoted}, group: {quoted}, lead: {quoted}}}\n"
    page = priorities_to_html(view_of(HEAD + row))
    assert "<script" not in page.lower()
    assert "<img" not in page.lower()


@pytest.mark.deep
def test_pages_for_the_public_leave_them_out(folder: Path, sustain: Sustain) -> None:
    (folder / "p.yaml").write_text(HEAD + ROWS, encoding="utf-8")
    (folder / "a.yaml").write_text(RATED, encoding="utf-8")
    for number, audience in enumerate(("team", "cabinet", "public")):
        sustain("report", "p.yaml", "--audience", audience, "-o", f"{number}.html")
        sustain("report", ".", "--audience", audience, "-o", f"site{number}")
        pages = [folder / f"{number}.html", *(folder / f"site{number}").glob("*.html")]
        said = any("Q. Lead" in page.read_text(encoding="utf-8") for page in pages)
        assert said == (audience != "public")


def test_a_new_file_has_a_place_for_them(folder: Path, sustain: Sustain) -> None:
    sustain("new", "priorities", "p.yaml")
    text = (folder / "p.yaml").read_text(encoding="utf-8")
    assert "#:     - name: State Teachers' Association" in text
    assert text.endswith("stakeholders:\n")


def test_fmt_puts_their_parts_in_order(folder: Path, sustain: Sustain) -> None:
    row = "  - {lead: Q, support: {wanted: leading, now: neutral}, name: Board, group: board}\n"
    (folder / "p.yaml").write_text(HEAD + row, encoding="utf-8")
    sustain("fmt", "p.yaml")
    keys = "{name: Board, group: board, support: {now: neutral, wanted: leading}, lead: Q}"
    assert keys in (folder / "p.yaml").read_text(encoding="utf-8")
