"""A site that one can walk: five questions in two clicks, links that differ, one navigation on every page."""

from __future__ import annotations

import csv
import io
import json
import posixpath
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.conftest import ROOT, Result
from tests.small import RATED

Sustain = Callable[..., Result]


class Links(HTMLParser):
    """The links of a page with their texts, hidden words too, and all of its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.current: list[str] = []
        self.words = ""
        self._href: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self._href = str(given["href"])
            self.links.append((self._href, ""))
            if given.get("aria-current"):
                self.current.append(self._href)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._href = None

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._href is not None:
            href, text = self.links[-1]
            self.links[-1] = (href, text + data)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first test leaves the site for the others, which only read it."""
    return tmp_path_factory.mktemp("walk") / "site"


@pytest.fixture
def site(sustain: Sustain, made: Path) -> Path:
    if not made.exists():
        sustain("report", str(ROOT / "examples"), "-o", str(made), "--today", "2027-01-20")
    return made


def page(site: Path, name: str) -> Links:
    return Links((site / name).read_text(encoding="utf-8"))


def click(site: Path, name: str, words: str) -> str:
    """The page that the first link with these words leads to."""
    href = next(href for href, text in page(site, name).links if " ".join(text.split()).startswith(words))
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(urlsplit(href).path)))


# The question, the clicks from the first page as docs/reports.md writes them down, and what answers it there.
QUESTIONS = [
    ("Which reform needs me first?", [], r"Reforms with the most overdue actions come first"),
    ("What got worse?", ["What moved from 2025-fall to 2026-fall"], r"Declined: \d"),
    ("Who is late?", ["The whole plan of action"], r"Overdue \(\d+\)"),
    ("How sure is this?", ["Round 2026-fall"], r"\d+ of \d+"),
    ("What may I tell the press?", ["Data"], r"nothing that the pages do not show"),
]


@pytest.mark.deep
@pytest.mark.parametrize(("question", "clicks", "answer"), QUESTIONS, ids=[one[0] for one in QUESTIONS])
def test_a_question_is_answered_in_two_clicks(
    question: str, clicks: list[str], answer: str, site: Path
) -> None:
    written = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
    row = next(line for line in written.splitlines() if question in line)
    assert all(words in row for words in clicks)
    assert len(clicks) <= 2
    name = "index.html"
    for words in clicks:
        name = click(site, name, words)
    assert re.search(answer, " ".join(page(site, name).words.split()))


@pytest.mark.deep
def test_every_page_has_the_same_short_navigation_and_says_where_one_is(site: Path) -> None:
    navigations = set()
    for path in site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        inside = Links(text.partition('aria-label="Site"')[2].partition("</nav>")[0])
        navigations.add(tuple(words for _, words in inside.links))
        assert len(inside.current) <= 1
        assert "This reform" in text or "reforms/" not in path.relative_to(site).as_posix()
    assert navigations == {("All reforms", "Plan of action", "Priorities", "Worksheet", "Rubric", "Data")}
    for name in ("index.html", "plan.html", "data/index.html", "reforms/literacy/actions.html"):
        assert len(page(site, name).current) == 1, name


@pytest.mark.deep
def test_rounds_lead_to_the_one_before_and_after_and_to_what_moved(site: Path) -> None:
    middle = "reforms/educator-evaluation/rounds/2025-fall.html"
    for words, to in (("Round 2024-fall", "rounds/2024-fall"), ("Round 2026-fall", "rounds/2026-fall")):
        assert click(site, middle, words) == f"reforms/educator-evaluation/{to}.html"
    assert click(site, middle, "What moved") == "reforms/educator-evaluation/changes/2025-fall.html"
    assert click(site, middle, "Its actions") == "reforms/educator-evaluation/actions.html"


def test_actions_lead_to_their_element_and_back(site: Path) -> None:
    actions = "reforms/literacy/actions.html"
    assert click(site, actions, "3.D.iii Engage stakeholders") == "reforms/literacy/rounds/2026-fall.html"
    assert (
        click(
            site, "reforms/literacy/rounds/2026-fall.html", "These among all actions of this reform: 3.D.iii"
        )
        == actions
    )


@pytest.mark.deep
def test_links_with_the_same_words_lead_to_the_same_place(site: Path) -> None:
    for path in site.rglob("*.html"):
        to: dict[str, set[str]] = {}
        for href, words in page(site, path.relative_to(site).as_posix()).links:
            if "/rounds/" not in path.as_posix():
                to.setdefault(" ".join(words.split()), set()).add(href)
        several = {words: hrefs for words, hrefs in to.items() if len(hrefs) > 1}
        # In a plan an element is named in the row of its reform.
        allowed = "plan" in path.name or path.name == "actions.html"
        assert allowed or not several, (path, several)


def test_the_grid_says_in_words_what_its_tiles_show(site: Path) -> None:
    text = re.sub("</?bdi>", "", (site / "index.html").read_text(encoding="utf-8"))
    grid = text.partition('<table class="grid">')[2].partition("</table>")[0]
    assert "<b>Exemplary: 3.B.ii, Early literacy standards</b>" in grid or "<b>Exemplary, up" in grid
    arrows = re.findall(r"<i>(.)</i></span><b>([^<]*)</b>", grid)
    assert arrows
    assert all((", up since" if arrow == "▲" else ", down since") in words for arrow, words in arrows)
    assert re.findall(r"<tfoot>.*?</tfoot>", grid, re.DOTALL)[0].count("<b>") == 19
    # It is wider than a phone: whoever tabs through its links comes to the last column, too.
    assert len(re.findall(r'<td class="spread"><a href="[^"]*#scores">', grid)) == 2


@pytest.mark.deep
def test_the_data_is_that_of_the_pages_and_redacted_like_them(sustain: Sustain, folder: Path) -> None:
    sustain("report", str(ROOT / "examples"), "-o", "site", "--audience", "public")
    elements = list(csv.DictReader(io.StringIO(Path("site/data/elements.csv").read_text(encoding="utf-8"))))
    index = json.loads(Path("site/data/site.json").read_text(encoding="utf-8"))
    rounds = [one for reform in index["reforms"] for one in reform["rounds"]]
    assert {row["file"] for row in elements} == {one["page"] for one in rounds}
    assert all(Path("site", one["page"]).is_file() for one in rounds)
    for path in Path("site/data").iterdir():
        assert "mlopez" not in path.read_text(encoding="utf-8")


@pytest.mark.deep
def test_a_large_folder_has_its_actions_in_other_orders_and_all_of_them(
    sustain: Sustain, folder: Path
) -> None:
    action = "    actions:\n" + "".join(
        f"      - {{what: Act {n}, owner: mlopez, due: 2027-0{n % 9 + 1}-01}}\n" for n in range(25)
    )
    for number in range(11):
        text = (RATED + action).replace("id: literacy", f"id: r{number}").replace("Act ", f"Act {number}-")
        Path(f"{number}.yaml").write_text(text)
    sustain("report", ".", "-o", "site")
    first = page(folder / "site", "plan.html")
    assert [words for _, words in first.links if words.startswith("By ")] == [
        "By state",
        "By owner",
        "By the month in which they are due",
        "By the level of their element",
    ]
    for order in ("plan", "plan-by-owner", "plan-by-month", "plan-by-level"):
        said = "".join(
            path.read_text(encoding="utf-8")
            for path in (folder / "site" / f"{order}.html", folder / "site" / f"{order}-2.html")
        )
        assert len(set(re.findall(r"Act \d+-\d+", said))) == 11 * 25
    sustain("report", ".", "-o", "public", "--audience", "public")
    assert not Path("public/plan-by-owner.html").exists()


ANCHORED = re.compile(r'href="([^"#]*)#([^"]*)"')


def test_a_round_names_the_goals_it_serves_and_leads_to_them(site: Path) -> None:
    for year in (2025, 2026):
        name = f"reforms/literacy/rounds/{year}-fall.html"
        text = re.sub("</?bdi>", "", (site / name).read_text(encoding="utf-8"))
        goals = text.partition('<ul class="goal-list">')[2].partition("</ul>")[0]
        assert "Behind: 51.1 percent on May 15, 2026, 0.9 below the path." in goals
        assert ANCHORED.findall(goals) == [("../../../priorities/priorities.html", "goal-1")]
    assert 'id="goal-1"' in (site / "priorities/priorities.html").read_text(encoding="utf-8")


def test_the_latest_round_is_judged_by_the_day_of_the_site_and_an_earlier_one_by_its_own(site: Path) -> None:
    latest, earlier = (page(site, f"reforms/literacy/rounds/{year}-fall.html").words for year in (2026, 2025))
    assert "20 actions are open on January 20, 2027: 4 are overdue" in latest
    assert "open on October 15, 2025" in earlier


def test_an_action_of_a_worksheet_leads_to_the_plan_and_back(site: Path) -> None:
    sheet = (site / "worksheets/worksheet.html").read_text(encoding="utf-8")
    plan = (site / "plan.html").read_text(encoding="utf-8")
    there = [place for way, place in ANCHORED.findall(sheet) if way == "../plan.html"]
    back = [place for way, place in ANCHORED.findall(plan) if way == "worksheets/worksheet.html"]
    assert len(there) == len(set(there)) == len(back) == 6
    assert all(f'id="{place}"' in plan for place in there)
    assert all(f'id="{place}"' in sheet for place in back)


@pytest.mark.parametrize("name", ["changes/2026-fall.html", "trend.html"])
def test_an_element_that_moved_leads_to_its_rating(site: Path, name: str) -> None:
    text = (site / "reforms/educator-evaluation" / name).read_text(encoding="utf-8")
    ways = {(way, place) for way, place in ANCHORED.findall(text) if way.endswith("rounds/2026-fall.html")}
    rated = (site / "reforms/educator-evaluation/rounds/2026-fall.html").read_text(encoding="utf-8")
    assert len(ways) >= 10
    assert all(f'id="{place}"' in rated for _, place in ways)
