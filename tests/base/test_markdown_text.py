"""Whatever people write stays text in Markdown, wherever it is placed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sustainrubric.base.escaping import destination, inert

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

HOSTILE = [
    "# a",
    "- a",
    "+ a",
    "1. a",
    "1) a",
    "---",
    "===",
    "- - -",
    "> a",
    "    a",
    "`a`",
    "```",
    "~~~",
    "~~a~~",
]
HOSTILE += [
    "*a*",
    "_a_",
    "a | b",
    "|---|",
    ":--",
    "[a](javascript:x)",
    "![a](b)",
    "[a]: b",
    "[^1]",
    "<b>",
    "</td>",
]
HOSTILE += [
    "&amp;",
    "&#35;",
    "<!-- a",
    "<http://a>",
    "\\",
    "a\\",
    "a\nb",
    "a\n\nb",
    "a\n# b",
    "{{ a }}",
    "{% a %}",
]
HOSTILE += [
    "$a$",
    "\ta",
    "[ ] a",
    "- [ ] a",
    "12345678901. a",
    "a  \nb",
    "*",
    "_ _ _",
    "<?a?>",
    "<![CDATA[a]]>",
    "--> a",
]

texts = st.text(st.sampled_from("ab1.)-+*_`~#|[]()<>!&;:\\=${}% \n\t\"'/@^"), max_size=24)


def shown(tokens: list[Token]) -> str:
    """What a reader sees: text, and our own line breaks; anything else is shown as what it is."""
    words = []
    for token in tokens:
        if token.children is not None:
            words.append(shown(token.children))
        elif token.type == "text" or (token.type == "text_special"):
            words.append(token.content)
        elif token.type == "html_inline" and token.content == "<br>":
            words.append("\n")
        else:
            words.append(f"<<{token.type}>>")
    return "".join(words)


def plain(text: str) -> str:
    """`text` as it should be read: each line without the space around it, tabs as spaces."""
    lines = text.strip(" \t\n").split("\n")
    return "\n".join(line.strip(" \t").replace("\t", " ") for line in lines)


def squeezed(text: str) -> str:
    return " ".join(text.replace("\n", " \n ").split(" "))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_was_written(text: str) -> None:
    (inline,) = [token for token in PARSER.parse(f"{inert(text)}\n") if token.type == "inline"]
    assert shown([inline]) == plain(text)


@given(texts)
@example("a\n---")
def test_a_paragraph_stays_one_paragraph(text: str) -> None:
    tokens = PARSER.parse(f"before\n\n{inert(text)}\n\nafter\n")
    kinds = [token.type for token in tokens if token.type != "inline"]
    expected = 3 if plain(text) else 2
    assert kinds == ["paragraph_open", "paragraph_close"] * expected
    if plain(text):
        assert shown([tokens[4]]) == plain(text)


@given(texts, texts)
def test_a_table_keeps_its_cells(one: str, other: str) -> None:
    tokens = PARSER.parse(f"| a | b |\n|---|---|\n| {inert(one)} | {inert(other)} |\n\nafter\n")
    cells = [tokens[index + 1] for index, token in enumerate(tokens) if token.type == "td_open"]
    assert [shown([cell]) for cell in cells] == [plain(one), plain(other)]
    assert tokens[-2].content == "after"


@given(texts)
def test_a_list_item_and_a_heading_keep_their_place(text: str) -> None:
    tokens = PARSER.parse(f"- x{inert('a' + text)}\n\n# x{inert('a' + text)}\n")
    kinds = [token.type for token in tokens]
    assert kinds.count("list_item_open") == kinds.count("heading_open") == 1
    assert [shown([token]) for token in tokens if token.type == "inline"] == [f"x{plain('a' + text)}"] * 2


@given(texts)
def test_emphasis_and_links_hold_their_text(text: str) -> None:
    line = (
        f"**{inert('a' + text + 'a')}** [{inert('a' + text)}](https://example.gov/{destination('(*_~[&]')})"
    )
    (inline,) = [token for token in PARSER.parse(line) if token.type == "inline"]
    kinds = [child.type for child in inline.children or [] if child.type not in ("text", "html_inline")]
    assert kinds == ["strong_open", "strong_close", "link_open", "link_close"]


def test_an_address_leads_where_it_led() -> None:
    (inline,) = [
        t for t in PARSER.parse(f"[a]({destination('https://a.gov/x?b=1&copy;=2')})") if t.type == "inline"
    ]
    assert inline.children is not None
    assert inline.children[0].attrs["href"] == "https://a.gov/x?b=1&copy;=2"


@pytest.mark.parametrize("text", ["1.A.i", "2.38", "-5 points", "a - b", "1990s", "3.D.iii, 1.A.i", "A: b"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert inert(text) == text
