"""`sustain report FOLDER`: a static site, the same to the byte each time, in its own folder alone."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from sustainrubric.exchange.table_schema import TABLES
from tests.conftest import ROOT, Result
from tests.report.hostile import ATTACKS, hostile
from tests.report.test_audience import ASSESSMENT, DISSENT, NAMES, NOTES, SENSITIVE, WORKSHEET, found
from tests.small import HEAD, RATED

Sustain = Callable[..., Result]
EXAMPLES = str(ROOT / "examples")


def pages(root: str | Path = "site") -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(Path(root).rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.fixture
def rated(folder: Path) -> Path:
    """A folder with two rounds of a reform."""
    (folder / "in").mkdir()
    (folder / "in" / "new.yaml").write_text(RATED)
    (folder / "in" / "old.yaml").write_text(RATED.replace("2026", "2025").replace("emerging", "inadequate"))
    return folder / "in"


@pytest.mark.deep
def test_every_kind_of_page_is_there(sustain: Sustain, folder: Path) -> None:
    result = sustain("report", EXAMPLES, "-o", "site")
    assert set(pages()) == {
        "index.html",
        "plan.html",
        "priorities/priorities.html",
        "rubric/sustainability-1.0.0.html",
        "worksheets/worksheet.html",
        *(
            f"reforms/{reform}/{page}.html"
            for reform in ("educator-evaluation", "literacy")
            for page in ("trend", "changes/2026-fall", "rounds/2025-fall", "rounds/2026-fall")
        ),
        *(f"reforms/{reform}/actions.html" for reform in ("educator-evaluation", "literacy")),
        "data/index.html",
        "data/site.json",
        *(f"data/{table}.csv" for table in TABLES if table != "problems"),
        # The first round was rated by an instrument of the agency's own.
        "reforms/educator-evaluation/rounds/2024-fall.html",
        "reforms/educator-evaluation/changes/2025-fall.html",
        "rubric/jf-sustainability-1.0.0.html",
    }
    assert result.err == "wrote 27 of 27 pages to site; open site/index.html\n"
    assert max(map(len, pages().values())) < 300_000


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href"):
            self.hrefs.append(str(given["href"]))
        if given.get("id"):
            self.ids.add(str(given["id"]))


@pytest.mark.deep
def test_every_link_leads_to_a_place_that_is_there_and_every_page_can_be_reached(
    sustain: Sustain, folder: Path
) -> None:
    sustain("report", EXAMPLES, "-o", "site")
    read = {}
    for name, content in pages().items():
        if not name.endswith(".html"):
            continue
        read[name] = Links()
        read[name].feed(content.decode())
    reached = {"index.html"}
    for name, links in read.items():
        for href in links.hrefs:
            parts = urlsplit(href)
            if parts.scheme or href.endswith((".csv", ".json")):
                continue
            target = (
                os.path.normpath(os.path.join(os.path.dirname(name), unquote(parts.path)))
                if parts.path
                else name
            )
            assert target in read, f"{name}: {href}"
            assert not parts.fragment or parts.fragment in read[target].ids, f"{name}: {href}"
            reached.add(target)
    assert reached == set(read)
    data = {href for href in read["data/index.html"].hrefs if href.endswith((".csv", ".json"))}
    assert {f"data/{name}" for name in data} == {name for name in pages() if name.endswith((".csv", ".json"))}


@pytest.mark.deep
def test_the_same_folder_gives_the_same_bytes(sustain: Sustain, folder: Path) -> None:
    sustain("report", EXAMPLES, "-o", "one")
    sustain("report", EXAMPLES, "-o", "two")
    assert pages("one") == pages("two")
    assert Path("one/.sustain-site.json").read_bytes() == Path("two/.sustain-site.json").read_bytes()


def test_only_what_changed_is_written(sustain: Sustain, rated: Path) -> None:
    sustain("report", "in", "-o", "site")
    for path in Path("site").rglob("*.html"):
        os.utime(path, (0, 0))
    assert sustain("report", "in", "-o", "site").err.startswith(
        "site is up to date: its 17 pages have not changed; "
    )
    (rated / "old.yaml").write_text((rated / "old.yaml").read_text().replace("Two of five", "One of five"))
    assert sustain("report", "in", "-o", "site").err.startswith(
        "wrote 1 of 17 pages to site: the others have not changed"
    )
    touched = [path.as_posix() for path in Path("site").rglob("*.html") if path.stat().st_mtime]
    assert touched == ["site/reforms/literacy/rounds/2025-fall.html"]


def test_pages_that_are_no_longer_made_are_removed_and_other_files_are_left_alone(
    sustain: Sustain, rated: Path
) -> None:
    sustain("report", "in", "-o", "site")
    Path("site/CNAME").write_text("mine")
    Path("site/reforms/literacy/mine.html").write_text("mine")
    Path("site/reforms/literacy/trend.html").write_text("changed by hand")
    (rated / "old.yaml").unlink()
    assert "2 removed" in sustain("report", "in", "-o", "site").err
    assert Path("site/CNAME").read_text() == "mine"
    assert Path("site/reforms/literacy/mine.html").read_text() == "mine"
    assert Path("site/reforms/literacy/trend.html").read_text() == "changed by hand"
    assert not Path("site/reforms/literacy/rounds/2025-fall.html").exists()


@pytest.mark.deep
def test_a_file_of_somebody_else_is_replaced_only_when_forced(sustain: Sustain, rated: Path) -> None:
    Path("site").mkdir()
    Path("site/index.html").write_text("mine")
    assert "is in the way" in sustain("report", "in", "-o", "site", code=4).err
    assert pages() == {"index.html": b"mine"}
    sustain("report", "in", "-o", "site", "--force")
    assert Path("site/index.html").read_text().startswith("<!doctype html>")


@pytest.mark.deep
def test_a_page_changed_by_hand_is_not_written_over_without_a_word(sustain: Sustain, rated: Path) -> None:
    sustain("report", "in", "-o", "site")
    pages = {path: path.read_bytes() for path in Path("site").rglob("*.html")}
    for page, before in pages.items():
        page.write_bytes(before + b"<!-- mine -->")
        refused = sustain("report", "in", "-o", "site", code=4).err
        assert f"{page} was changed by hand since it was written" in refused
        assert page.read_bytes().endswith(b"<!-- mine -->")
        assert "wrote 1 of" in sustain("report", "in", "-o", "site", "--force").err
        assert page.read_bytes() == before
    for page, before in pages.items():
        page.write_bytes(before.replace(b"\n", b"\r\n"))
    sustain("report", "in", "-o", "site")


@pytest.mark.deep
def test_a_site_that_could_not_be_finished_is_not_taken_for_one_changed_by_hand(
    sustain: Sustain, rated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sustain("report", "in", "-o", "site")
    (rated / "new.yaml").write_text(RATED.replace("emerging", "strong"))
    writes = iter([None, None])
    replace = os.replace

    def until_the_disk_is_full(source: str, target: str) -> None:
        if str(target).endswith(".html") and next(writes, "full") == "full":
            raise OSError(28, "No space left on device")
        replace(source, target)

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", until_the_disk_is_full)
        sustain("report", "in", "-o", "site", code=4)
    sustain("report", "in", "-o", "site")


@pytest.mark.deep
@pytest.mark.parametrize(
    "note",
    [
        '{"pages": {"a\\u0000b": "x", "a\\ud800": "x", "index.html": null}}',
        '{"pages": {"../a.yaml": "x", "/etc/passwd": "x", "": "x", "' + "9" * 5000 + '": "x"}}',
        '{"pages": ' + "9" * 5000 + "}",
        '{"pages": [1, "a"]}',
        "\0",
        "[" * 100_000,
    ],
    ids=range(6),
)
def test_a_note_of_any_content_is_no_bug(note: str, sustain: Sustain, rated: Path) -> None:
    Path("site").mkdir()
    Path("site/.sustain-site.json").write_text(note)
    assert sustain("report", "in", "-o", "site", code=None).code in (0, 4)
    assert (rated / "new.yaml").read_text() == RATED


def test_nothing_is_written_through_a_link_to_elsewhere(sustain: Sustain, rated: Path) -> None:
    Path("elsewhere").mkdir()
    Path("site").mkdir()
    Path("site/reforms").symlink_to("../elsewhere")
    assert "is a link" in sustain("report", "in", "-o", "site", "--force", code=4).err
    assert list(Path("elsewhere").iterdir()) == []
    Path("site/reforms").unlink()
    Path("precious").write_text("mine")
    Path("site/index.html").symlink_to("../precious")
    sustain("report", "in", "-o", "site", "--force")
    assert Path("precious").read_text() == "mine"


def test_a_note_that_somebody_changed_removes_nothing_elsewhere(sustain: Sustain, rated: Path) -> None:
    sustain("report", "in", "-o", "site")
    Path("precious").write_text("")
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    Path("site/.sustain-site.json").write_text(f'{{"pages": {{"../precious": "{empty}"}}}}')
    sustain("report", "in", "-o", "site", "--force", code=4)
    assert Path("precious").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["in", "-o", "in"], 4, "holds the files the site is made from"),
        (["in", "-o", "in/new.yaml"], 4, "is not a folder"),
        (["in", "-o", "-"], 2, "a site is a folder of pages"),
        (["in", "-o", "site", "--format", "pdf"], 2, "leave --format out"),
        (["in", "-o", "site", "--previous", "in/old.yaml"], 2, "--previous is for one assessment"),
        (["in", "-o", "site", "--today", "soon"], 2, "--today"),
        (["empty", "-o", "site"], 3, "no assessment or worksheet was found there"),
    ],
)
def test_what_does_not_go_with_a_folder(
    sustain: Sustain, rated: Path, arguments: list[str], code: int, words: str
) -> None:
    Path("empty").mkdir()
    assert words in sustain("report", *arguments, code=code).err
    assert not Path("site").exists()


def test_a_file_with_errors_stops_the_site_and_all_are_named(sustain: Sustain, rated: Path) -> None:
    for name in ("bad", "worse"):
        (rated / f"{name}.yaml").write_text(RATED.replace("emerging", "emergent"))
    said = sustain("report", "in", "-o", "site", code=3).err
    assert said.count("SR107") == 2
    assert "2 files are missing from it" in said
    assert not Path("site").exists()


@pytest.mark.deep
def test_ids_of_any_kind_make_addresses_that_work_everywhere(sustain: Sustain, folder: Path) -> None:
    for index, name in enumerate(["../../up", "CON", "con", "a/b", "ä", "x" * 300, *ATTACKS]):
        text = hostile(name) if name in ATTACKS else HEAD.replace("id: literacy", f"id: {name}")
        Path(f"{index}.yaml").write_text(text)
    sustain("report", ".", "-o", "site")
    parts = {part for name in pages() for part in Path(name).parts}
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,80}", part) for part in parts)
    assert len([name for name in pages() if "/rounds/" in name]) == 6 + len(ATTACKS)
    assert [path.name for path in folder.iterdir() if not path.name.endswith(".yaml")] == ["site"]


def test_two_agencies_with_the_same_reform_have_pages_of_their_own(sustain: Sustain, rated: Path) -> None:
    (rated / "other.yaml").write_text(RATED.replace("Example Department", "Other Department"))
    sustain("report", "in", "-o", "site")
    assert len([name for name in pages() if name.endswith("rounds/2026-fall.html")]) == 2


def test_two_files_of_one_round_have_pages_of_their_own(sustain: Sustain, rated: Path) -> None:
    (rated / "again.yaml").write_text(RATED)
    sustain("report", "in", "-o", "site")
    assert len([name for name in pages() if "/rounds/" in name]) == 3


@pytest.mark.deep
def test_a_large_portfolio_is_paged_and_every_page_is_small(sustain: Sustain, folder: Path) -> None:
    reforms = 120
    for number in range(reforms):
        name = f"id: r{number:03d}, name: Reform {number:03d} of a state agency"
        for year in ("2025", "2026"):
            text = RATED.replace("id: literacy, name: Early literacy", name).replace("2026", year)
            Path(f"{number}-{year}.yaml").write_text(text)
    sustain("report", ".", "-o", "one")
    made = pages("one")
    parts = ["index.html", "reforms-2.html", "reforms-3.html", "reforms-4.html"]
    orders = [f"plan-by-{order}.html" for order in ("level", "month", "owner")]
    assert [name for name in made if "/" not in name] == ["index.html", *orders, "plan.html", *parts[1:]]
    sizes = {name: len(content) for name, content in made.items()}
    # Only the tables of data grow with the portfolio: they are for other programs, not for a reader.
    assert {name for name in sizes if not name.endswith(".html")} == {
        "data/site.json",
        *(f"data/{table}.csv" for table in TABLES if table != "problems"),
    }
    assert max(size for name, size in sizes.items() if name.endswith(".html")) < 300_000
    shown = [re.findall(r"<h3[^>]*><a [^>]*><bdi>Reform (\d+)", made[name].decode()) for name in parts]
    assert [len(one) for one in shown] == [30, 30, 30, 30]
    assert [int(one) for page in shown for one in page] == list(range(reforms))
    for number, name in enumerate(parts):
        text = made[name].decode()
        assert re.findall(r'<li><a href="([^"]+)"(?: aria-current="page")?>Reforms ', text) == parts
        assert f'href="{name}" aria-current="page">Reforms {30 * number + 1} to ' in text
        assert ("Overdue actions" in text) == (name == "index.html")
        assert "<script" not in text
    sustain("report", ".", "-o", "two")
    assert pages("two") == made


@pytest.mark.deep
def test_a_site_for_the_public_names_nobody(sustain: Sustain, folder: Path) -> None:
    Path("in").mkdir()
    Path("in/a.md").write_text(ASSESSMENT)
    earlier = ASSESSMENT.replace("2026", "2025").replace("Qteamname", "Qnamed").replace("Qdissent", "Qowner")
    Path("in/b.md").write_text(earlier)
    Path("in/w.yaml").write_text(WORKSHEET)
    sustain("report", "in", "-o", "site", "--audience", "public")
    hidden = (*NAMES, *SENSITIVE, *DISSENT, *NOTES, "Qprevious", "Qcontact", "Qrole", "Qlogistics")
    for name, content in pages().items():
        assert found(hidden, content.decode()) == [], name
    sustain("report", "in", "-o", "all", "--contacts")
    everything = b"".join(pages("all").values()).decode()
    unseen = set(hidden) - set(found(hidden, everything))
    assert unseen <= {"Qteamid", "Qprevious"}


def test_overdue_is_judged_by_the_day_given(sustain: Sustain, folder: Path) -> None:
    action = "    actions:\n      - {what: Convene the council, owner: mlopez, due: 2026-12-01}\n"
    Path("a.yaml").write_text(RATED + action)
    sustain("report", ".", "-o", "site")
    assert b"No open action was due before October 15, 2026" in pages()["index.html"]
    sustain("report", ".", "-o", "site", "--today", "2027-01-20")
    assert b"Convene the council" in pages()["index.html"]


@pytest.mark.deep
def test_own_templates_and_colors_hold_for_every_page(sustain: Sustain, rated: Path) -> None:
    (rated / "sustain.yaml").write_text('kind: settings\nformat: 1\nreport:\n  colors: {band: "#5a1230"}\n')
    Path("own/html").mkdir(parents=True)
    Path("own/html/style.css.j2").write_text("body { color: {{ frame().light.band }} }")
    sustain("report", "in", "-o", "site", "--template", "own")
    made = [content for name, content in pages().items() if name.endswith(".html")]
    assert all(b"body { color: #5a1230 }" in content for content in made)


def test_a_reform_whose_elements_fell_does_not_rise_on_the_first_page(sustain: Sustain, folder: Path) -> None:
    """What was rated well fell, and what was rated badly became unknown: all that is rated has a higher mean."""
    (folder / "in").mkdir()
    then = {"1.A.i": "exemplary", "1.B.i": "inadequate", "2.A.i": "inadequate"}
    now = {"1.A.i": "strong", "1.B.i": "unknown", "2.A.i": "unknown"}
    for year, levels in ((2025, then), (2026, now)):
        rated = "".join(f"  {one}: {{level: {level}, rationale: x}}\n" for one, level in levels.items())
        (folder / "in" / f"{year}.yaml").write_text(f"{HEAD.replace('2026', str(year))}ratings:\n{rated}")
    sustain("report", "in", "-o", "site")
    card = pages()["index.html"].decode().partition('<article class="reform"')[2].partition("</article>")[0]
    assert "of 1 element rated in both rounds" in card
    assert re.search("mean 4.00 .*→.* 3.00", card)
    assert re.search("1 down.*0 up", card)
    # Both bars are of that one element: the lower level now, the higher one before.
    assert re.findall(r'class="fill-(\w+)"', card) == ["strong", "exemplary"]
    beside = pages()["reforms/literacy/rounds/2026-fall.html"].decode().partition('id="since"')[2]
    assert "over the 1 of 19 elements rated in both" in beside
    assert '<td class="number">4.00</td><td class="number">3.00</td>' in beside
    (folder / "in" / "2026.yaml").write_text(HEAD + "ratings: {1.B.ii: {level: strong, rationale: x}}\n")
    sustain("report", "in", "-o", "site")
    card = pages()["index.html"].decode().partition('<article class="reform"')[2].partition("</article>")[0]
    assert "no element is rated in both of the last two rounds" in card
    assert "→" not in card.partition('<ul class="pages">')[0]
