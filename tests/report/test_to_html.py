"""The HTML report: whole, well-formed, for everybody, and inert."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from sustainrubric.report.make import to_html
from tests.report.hostile import ATTACKS, hostile
from tests.report.reports import example, rated, report_of

VOID = {"meta", "link", "br", "rect", "polygon", "path", "circle"}
URL_ATTRIBUTES = {
    "src",
    "srcset",
    "href",
    "action",
    "formaction",
    "data",
    "poster",
    "background",
    "ping",
    "xlink:href",
}


class Page(HTMLParser):
    """The elements of a page, its visible text, and whether every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def text() -> str:
    return to_html(example())


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    return Page(text)


def test_the_example_looks_as_it_did(text: str, golden: Callable[[str, str], None]) -> None:
    golden("literacy.html", text)


def test_a_page_is_the_same_every_time_and_small(text: str) -> None:
    assert to_html(example()) == text
    assert len(text.encode()) < 300_000


@pytest.mark.deep
def test_nothing_is_loaded_and_nothing_runs(page: Page) -> None:
    assert not {"script", "img", "iframe", "object", "embed", "base", "form"} & {
        tag for tag, _ in page.elements
    }
    (icon,) = page.all("link")
    assert (icon["rel"], icon["href"].partition(",")[0]) == ("icon", "data:image/svg+xml")
    for tag, attributes in page.elements:
        if tag == "link":
            continue
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        addresses = [attributes[name] for name in URL_ATTRIBUTES & set(attributes)]
        assert all(re.match(r"#|https://example\.(gov|org)/", address) for address in addresses)


def test_a_policy_forbids_what_should_not_be_there_anyway(page: Page) -> None:
    (policy,) = [
        meta["content"] for meta in page.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_every_element_is_closed_and_every_anchor_is_there_once(page: Page) -> None:
    assert page.open == []
    anchors = Counter(attributes["id"] for _, attributes in page.elements if "id" in attributes)
    assert max(anchors.values()) == 1
    assert {link["href"][1:] for link in page.all("a") if link["href"].startswith("#")} <= set(anchors)
    for _, attributes in page.elements:
        assert set(attributes.get("aria-labelledby", "").split()) <= set(anchors)


def test_elements_have_anchors_that_last(page: Page) -> None:
    anchors = [article["id"] for article in page.all("article")]
    assert (len(anchors), anchors[0], anchors[-1]) == (19, "element-1.A.i", "element-3.D.iii")


def test_the_page_says_its_language_and_lets_readers_skip(page: Page) -> None:
    assert page.all("html") == [{"lang": "en"}]
    assert page.all("a")[0] == {"class": "skip", "href": "#main"}


def test_headings_leave_no_step_out(page: Page) -> None:
    depths = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert depths[0] == 1
    assert depths.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(depths))


def test_tables_have_captions_and_headers_have_scopes(text: str, page: Page) -> None:
    for table in re.findall(r"<table.*?</table>", text, re.DOTALL):
        assert re.match(r"<table[^>]*>\s*<caption", table)
    assert {header["scope"] for header in page.all("th")} == {"col", "row"}


def test_pictures_have_a_name_and_a_description(text: str, page: Page) -> None:
    pictures = [
        svg for svg in page.all("svg") if svg.get("aria-hidden") != "true" and svg.get("class") != "mark"
    ]
    assert len(pictures) == 2 + 8 + 1 + 3 + 19
    assert {svg["role"] for svg in pictures} == {"img"}
    assert text.count("<title id=") == text.count("<desc id=") == len(pictures)


@pytest.mark.parametrize(
    "words",
    [
        "Jefferson State Department of Education",
        "Of 18 rated elements, 1 is exemplary, 5 are strong, 11 are emerging and 1 is inadequate.",
        "2.32 to 2.45",
        "derived from its criteria",
        "the team looked and could not tell",
        "Since round 2025-fall: 1 element declined, 1 is no longer rated, 6 improved and 11 are unchanged.",
        "In March the P-20 Council adopted one early literacy agenda",
        "Seen",
        "Partly seen",
        "took over from J. Whitehorse",
        "54 of 92 secured in June; was due 2026-06-30",
        "Same weights as in 2025, so that the rounds can be compared.",
        "Balinski",
        "Sustainability Rubric, version 1.0.0",
        "This document was developed by the Reform Support Network",
    ],
)
def test_the_content_is_complete(page: Page, words: str) -> None:
    assert words in page.text


def test_the_first_screen_says_what_matters_and_leads_to_the_rest(text: str) -> None:
    first = text[text.index("<h1>") : text.index('<nav class="contents"')]
    said = re.sub("<[^>]*>", "", first)
    for words in (
        "Early literacy standards",
        "Round 2026-fall",
        "Ratings as of October 14, 2026",
        "Of 18 rated elements, 1 is exemplary, 5 are strong, 11 are emerging and 1 is inadequate.",
        "more than half are emerging or better; 5 of 18 with a target have reached it.",
        "18 of 19 applicable elements rated (95%)",
        "18 of 19 elements are rated in both rounds; only these are compared.",
        "1 element declined, 1 is no longer rated, 6 improved",
        "3.B.ii Establish clear leadership of priority goals and reforms",
        "Up: Strong →to Exemplary",
        "Down: Strong →to Emerging",
        "3.C.ii Ensure quality data on implementation Emerging →to Strong: 1 level below target, high priority",
        "10 more are below target.",
        "20 actions are open on October 14, 2026: 3 are due by December 31, 2026, the end of the quarter.",
        "Adopt a learning agenda of at most ten questions Dec 18, 2026, R. Patel",
    ):
        assert words in " ".join(said.split()), words
    assert "<strong>95%" not in first
    assert first.count('class="dumbbell"') == 7
    assert len(re.findall('class="heat"', first)) == 8


def test_the_first_screen_without_a_round_before_says_nothing_of_it() -> None:
    text = to_html(rated("  1.A.i: {level: strong}\n  1.B.i: {level: emerging, target: strong}\n"))
    first = text[text.index('id="summary"') : text.index('id="map"')]
    assert "Since round" not in first
    assert "no earlier round is set beside it" in first
    assert first.count('class="bar"') == 1


@pytest.mark.deep
@pytest.mark.parametrize("attack", ATTACKS)
def test_hostile_text_changes_nothing_but_the_text(attack: str) -> None:
    calm = Page(to_html(report_of(hostile("calm"), hostile("calm"))))
    page = Page(to_html(report_of(hostile(attack), hostile(attack))))
    line_breaks = attack.count("\n")
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in calm.elements]
    assert [sorted(attributes) for _, attributes in page.elements] == [sorted(a) for _, a in calm.elements]
    links = {link["href"] for link in page.all("a") if not link["href"].startswith("#")}
    assert links == {"https://example.gov/a_(b)%7Cc*d?e=1&copy=2"}
    assert line_breaks or attack.split("\x1b")[0] in page.text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", page.text)


def test_hostile_text_does_not_leave_the_style_sheet() -> None:
    text = to_html(report_of(hostile('"}</style><script>x</script>')))
    assert text.count("</style>") == 1
    assert "\\000022 \\00007d \\00003c \\00002f style" in text


def test_an_element_not_begun_is_short() -> None:
    text = to_html(rated("  1.A.i: {level: strong}\n"))
    assert 'id="scale-1.A.i-t"' in text
    assert 'id="scale-1.B.i-t"' not in text
    assert "Not rated yet" in text


def test_where_nothing_applies_no_picture_or_figure_is_empty() -> None:
    levels = "".join(
        f"  {element.id}: {{level: not-applicable, rationale: No.}}\n" for element in example().elements
    )
    text = to_html(rated(levels))
    assert 'class="bar"' not in text
    assert 'class="scale"' not in text
    assert "Criteria not rated" not in text
    assert "No element of the rubric applies to this reform." in text
    assert '<dl class="figures">' not in text
    assert "– rated" not in text


def test_weights_are_told_only_where_some_differ(text: str) -> None:
    assert text.count("<dt>Weight</dt>") == 19
    assert "<dt>Weight</dt>" not in to_html(rated("  1.A.i: {level: strong}\n"))


def test_an_address_that_is_no_link_is_shown_as_text() -> None:
    text = to_html(rated("  1.A.i: {evidence: [{what: Minutes, where: 'shelf 3'}]}\n"))
    assert '<bdi>Minutes</bdi> <span class="source muted"><bdi>shelf 3</bdi></span>' in text
