"""The Markdown report keeps its structure, whatever people write in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sustainrubric.report.make import to_markdown
from tests.report.hostile import ATTACKS, hostile
from tests.report.reports import example, rated, report_of

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
FOLDED = r"<details>\n<summary>[0-9a-z, -]+</summary>\n|</details>\n"
OURS = re.compile(rf'<br>|<a id="[A-Za-z0-9.-]+">|</a>|{FOLDED}')


def tokens_of(text: str) -> list[Token]:
    def flat(tokens: list[Token]) -> Iterator[Token]:
        for token in tokens:
            yield token
            yield from flat(token.children or [])

    return list(flat(PARSER.parse(text)))


def structure(tokens: list[Token]) -> list[str]:
    """The kinds of all tokens but text and our line breaks."""
    left_out = ("text", "text_special", "softbreak")
    return [token.type for token in tokens if token.type not in left_out and token.content != "<br>"]


@pytest.fixture(scope="module")
def text() -> str:
    return to_markdown(example())


def test_the_example_reads_as_it_did(text: str, golden: Callable[[str, str], None]) -> None:
    golden("literacy.md", text)


def test_the_text_is_the_same_every_time_and_tidy(text: str) -> None:
    assert to_markdown(example()) == text
    assert "\n\n\n" not in text
    assert not [line for line in text.split("\n") if line != line.rstrip()]


def test_headings_leave_no_step_out(text: str) -> None:
    depths = [int(token.tag[1]) for token in tokens_of(text) if token.type == "heading_open"]
    assert depths[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(depths))
    assert depths.count(4) == 19


def test_tables_are_whole(text: str) -> None:
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        rows = [re.sub(r"\\.", "", row).count("|") for row in table.splitlines()]
        assert len(set(rows)) == 1
    assert [token.type for token in tokens_of(text)].count("table_open") == len(
        re.findall(r"^\|-", text, re.MULTILINE)
    )


def test_links_within_lead_somewhere(text: str) -> None:
    hrefs = [str(token.attrs["href"]) for token in tokens_of(text) if token.type == "link_open"]
    assert {href[1:] for href in hrefs if href.startswith("#")} <= set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.parametrize(
    "words",
    [
        "# Early literacy standards: how well it will last",
        "Of 18 rated elements, 1 is exemplary",
        "**Emerging** (derived from its criteria). Target: strong (1 level below target).",
        "- *Partly seen:* ",
        "[House Bill 1306 as signed](https://example.gov/laws/hb-1306), Apr 2, 2026",
        "(T. Nguyen, due Apr 30, 2027): under way\n  - *Note:* 54 of 92 secured in June; was due 2026-06-30",
        "> *Note on weights:* Same weights as in 2025",
        "(M. Balinski and R. Laraki,",
        "Sustainability Rubric, version 1.0.0",
    ],
)
def test_the_content_is_complete(text: str, words: str) -> None:
    assert words in text


@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_changes_nothing_but_the_text(attack: str) -> None:
    calm = tokens_of(to_markdown(report_of(hostile("calm"), hostile("calm"))))
    tokens = tokens_of(to_markdown(report_of(hostile(attack), hostile(attack))))
    assert structure(tokens) == structure(calm)
    raw = [token.content for token in tokens if token.type in ("html_inline", "html_block")]
    assert all(OURS.fullmatch(piece) for piece in raw)
    links = {str(token.attrs["href"]) for token in tokens if token.type == "link_open"}
    assert {link for link in links if not link.startswith("#")} == {
        "https://example.gov/a%5F%28b%29%7Cc%2Ad?e=1&copy=2"
    }


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_notes_below_front_matter_are_paragraphs(attack: str) -> None:
    front = "---\n" + hostile("calm").replace("  # calm", "").replace("# calm\n", "") + "---\n"
    body = attack.replace("\x1b", "").replace("\x07", "")
    calm = structure(tokens_of(to_markdown(report_of(f"{front}calm", file="a.md"))))
    assert structure(tokens_of(to_markdown(report_of(f"{front}{body}", file="a.md")))) == calm


def test_what_is_long_about_an_element_is_folded(text: str) -> None:
    assert text.count("<details>") == text.count("</details>") == 19
    (first, *_) = re.findall(r"#### 1\.A\.i (.*?)</details>", text, re.DOTALL)
    open_part, folded = first.split("<details>\n")
    assert "In March the P-20 Council adopted one early literacy agenda" in open_part
    assert folded.startswith(
        "<summary>5 criteria, 7 look-fors, 3 pieces of evidence, 3 actions</summary>\n\n|"
    )


def test_what_is_folded_is_markdown_still(text: str) -> None:
    tokens = tokens_of(text)
    blocks = [index for index, token in enumerate(tokens) if token.content.startswith("<details>")]
    kinds = {kind for index in blocks for kind in (token.type for token in tokens[index : index + 40])}
    assert {"table_open", "bullet_list_open"} <= kinds
    assert len(blocks) == 19


@pytest.mark.parametrize("attack", ["</details>", "</details>\n\n# out", "<details open>", "</summary><b>"])
def test_nothing_that_people_wrote_ends_what_is_folded(attack: str) -> None:
    text = to_markdown(report_of(hostile(attack), hostile(attack)))
    tokens = tokens_of(text)
    opened = [token.content for token in tokens if token.type == "html_block" and "details" in token.content]
    assert all(re.fullmatch(FOLDED, piece) for piece in opened)
    assert [piece.startswith("</") for piece in opened] == [False, True] * (len(opened) // 2)
    assert opened


def test_nothing_is_folded_where_there_is_only_a_reason() -> None:
    text = to_markdown(rated("  1.A.i: {level: strong, rationale: Because.}\n"))
    assert "<details>" not in text
    assert "Because." in text
    assert "Criteria not rated: " in text


def test_template_signs_are_inert_for_those_who_read_them_later() -> None:
    text = to_markdown(report_of(hostile("{{ site.secret }}{% include x %}")))
    assert "{{" not in text
    assert "{%" not in text


def test_nothing_planned_and_nobody_named_is_said() -> None:
    head = "kind: assessment\nformat: 1\nrubric: sustainability@1.0.0\nagency: {name: A}\n"
    head += "reform: {id: r, name: R}\nround: {id: x, date: 2026-10-15}\n"
    text = to_markdown(rated("  1.A.i: {level: strong}\n", head))
    assert "No action is planned." in text
    assert "The file names no team." in text
