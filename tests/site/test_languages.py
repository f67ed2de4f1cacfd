"""Part by part on every kind of page: the agency's words say their language, ours never do (WCAG 3.1.2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.conftest import Result
from tests.filled import filled
from tests.panel.round import SECRET, begin, put

Sustain = Callable[..., Result]

RATED_IN_SPANISH = """\
previous:
  round: Zeta
  levels: {1.A.i: emerging}
  rationales: {1.A.i: Zeta}
ratings:
  1.A.i:
    level: emerging
    rationale: Zeta
    evidence:
      - {what: Zeta, where: Zeta, date: 2026-08-01}
    actions:
      - {what: Zeta, owner: mlopez, due: 2027-03-01, status: planned}
      - {what: Zeta, status: planned}
"""
VOID = frozenset({"meta", "link", "br", "img", "hr", "input"})
NO_WORDS = re.compile(r"[\W\d_]*")


class Spoken(HTMLParser):
    """Every text of a page with the language that a screen reader says it in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = [("", "")]
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append((tag, dict(attrs).get("lang") or self._open[-1][1]))

    def handle_endtag(self, tag: str) -> None:
        while self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        # The title of a window is one text, in the language of the page.
        if not {"style", "title", "head", "script"} & {tag for tag, _ in self._open}:
            self.said.append((" ".join(data.split()), self._open[-1][1]))


def wrong(text: str) -> Iterator[str]:
    """What is said in a language that it is not in; all of the agency's words begin with `zeta`, an id is none."""
    for words, language in Spoken(text).said:
        if re.fullmatch(r"id \S+", words):
            continue
        theirs = "zeta" in words.casefold()
        ours = not NO_WORDS.fullmatch(re.sub(r"zeta\w*", "", words, flags=re.IGNORECASE))
        if theirs and language != "es":
            yield f"theirs, said in {language}: {words[:90]}"
        elif ours and language != "en":
            yield f"ours, said in {language}: {words[:90]}"


@pytest.fixture
def pages(sustain: Sustain, folder: Path) -> dict[str, str]:
    """A site and every page that stands alone, of files in which every field is filled."""
    Path("sustain.yaml").write_text("kind: settings\nformat: 1\nlanguage: es\nagency: {name: Zeta}\n")
    new = filled("assessment", "Zeta")
    Path("a.yaml").write_text(f"{new}# Zetanota\n")
    agency, others = re.findall("^agency.*\n", new, re.MULTILINE)[0], re.sub("(?m)^agency.*\n", "", new)
    others = (
        others.replace('"Zeta"', '"Zetauno"').replace("2026", "2025").replace('"strong"', '"emerging"', 1)
    )
    Path("old.yaml").write_text(agency + others)
    Path("w.yaml").write_text(filled("worksheet", "Zeta"))
    Path("p.yaml").write_text(filled("priorities", "Zeta"))
    sustain("report", ".", "-o", "site", "--force", code=None)
    found = {
        path.relative_to("site").as_posix(): path.read_text(encoding="utf-8")
        for path in Path("site").rglob("*.html")
    }
    for name, arguments in {
        "diff": ["diff", "old.yaml", "a.yaml", "--format", "html"],
        "trend": ["trend", "old.yaml", "a.yaml", "--format", "html"],
        "summary": ["report", "a.yaml", "--print", "summary", "-o", "-"],
        "plan by owner": ["plan", ".", "--group-by", "owner", "--format", "html", "--today", "2027-01-01"],
        "plan by reform": ["plan", ".", "--group-by", "reform", "--format", "html", "--today", "2027-01-01"],
    }.items():
        found[name] = sustain(*arguments, code=None).out
    return found


@pytest.fixture
def sheets(sustain: Sustain, folder: Path) -> dict[str, str]:
    """The sheets of a meeting, ballots and a rater's card, of a round whose words are all Spanish."""
    Path("sustain.yaml").write_text("kind: settings\nformat: 1\nlanguage: es\nagency: {name: Zeta}\n")
    begin(folder, "r1", "r2")
    path = folder / "a.yaml"
    theirs = path.read_text().replace("Example Department of Education", "Zeta")
    theirs = theirs.replace("Early literacy standards", "Zeta").replace("M. Lopez", "Zeta")
    theirs = theirs.replace("facilitator: kbauer", "facilitator: mlopez").replace(
        "id: 2026-fall", "id: Zeta-2026"
    )
    path.write_text(theirs.replace("ratings: {}\n", RATED_IN_SPANISH))
    sustain("kit", "a.yaml", "-o", "empty", code=None)
    put(folder, r1="1" * 19, r2="3" * 19)
    for ballot in (folder / "a.ballots").iterdir():
        words = ballot.read_text().replace(SECRET, "Zeta").replace("round: 2026-fall", "round: Zeta-2026")
        ballot.write_text(re.sub("rationale: .*}", "rationale: Zeta}", words))
    Path("w.yaml").write_text(filled("worksheet", "Zeta"))
    sustain("kit", "a.yaml", "-o", "kit", "--on", "2026-10-08", code=None)
    sustain("kit", "w.yaml", "-o", "worksheet", code=None)
    sustain("panel", "ballot", "a.yaml", "--rater", "r1", "--again", "-o", "kit/again.html")
    sustain("panel", "card", "a.yaml", "--rater", "r1", "-o", "kit/card.html")
    return {path.as_posix(): path.read_text(encoding="utf-8") for path in Path().rglob("*.html")}


@pytest.mark.deep
def test_each_part_of_the_sheets_of_a_meeting_is_said_in_its_language(sheets: dict[str, str]) -> None:
    assert {
        "kit/card.html",
        "kit/again.html",
        "kit/3-ballot-r1.html",
        "kit/2-pre-read.html",
    } < sheets.keys()
    assert "worksheet/2-pre-read.html" in sheets
    assert [name for name, text in sheets.items() if "zeta" not in text.casefold()] == []
    assert {name: found for name, text in sheets.items() if (found := [*dict.fromkeys(wrong(text))])} == {}


def test_each_part_is_said_in_its_language(pages: dict[str, str]) -> None:
    kinds = {"index.html", "plan.html", "priorities/p.html", "worksheets/w.html", "data/index.html", "diff"}
    assert kinds < pages.keys()
    silent = [name for name, text in pages.items() if "zeta" not in text.casefold()]
    assert [name for name in silent if not name.startswith("rubric")] == []
    assert {name: found for name, text in pages.items() if (found := [*dict.fromkeys(wrong(text))])} == {}
