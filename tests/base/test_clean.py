"""Whatever a user's text holds, it can be shown in a terminal without steering it."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sustainrubric.base.text import NearWords, clean, did_you_mean, one_line, quoted, tidied

ANY_TEXT = st.text(st.characters(), max_size=60)  # lone surrogates among them
STEERING = st.text(
    st.sampled_from("\x1b\x9b\x07\r\x7f\u202e\u2066\u061c\u200f\ufeff\u2028\udc80ab[ \n\t"), max_size=20
)


def steers(character: str) -> bool:
    """Whether a terminal would act on a character, by its Unicode category and its direction."""
    direction = unicodedata.bidirectional(character)
    return (
        unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") and character not in "\t\n"
    ) or direction in (*("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"),)


@given(ANY_TEXT | STEERING)
def test_clean_text_holds_nothing_that_steers_a_terminal(text: str) -> None:
    assert not [character for character in clean(text) if steers(character)]


@given(ANY_TEXT | STEERING)
def test_cleaning_what_is_clean_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT | STEERING)
def test_one_line_is_one_line(text: str) -> None:
    assert not re.search("[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", one_line(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 漢 😀 שלום", "plain é 漢 😀 שלום"),
        ("a\tb\nc", "a\tb\nc"),
        ("\x1b]0;pwn\x07", r"\x1b]0;pwn\x07"),
        ("\x1b[2J", r"\x1b[2J"),
        ("\x9b31m", r"\x9b31m"),
        ("a\rb", r"a\x0db"),
        ("\x00\x7f", r"\x00\x7f"),
        ("\u202egpj.exe", r"\u202egpj.exe"),
        ("\u2066x\u2069", r"\u2066x\u2069"),
        ("a\u2028b", r"a\u2028b"),
        ("\ufeffa", r"\ufeffa"),
        ("\udcff", r"\udcff"),
        ("[/bold] [link=x] :smile:", "[/bold] [link=x] :smile:"),
    ],
)
def test_a_sign_that_could_steer_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"), [("a\n  b\tc", "a b c"), ("a\r\nb", "a b"), ("a  b", "a  b"), ("\x1b\n", r"\x1b")]
)
def test_line_breaks_and_tabs_become_spaces_on_one_line(text: str, shown: str) -> None:
    assert one_line(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "'plain'"),
        ("", "''"),
        ("a\nb\tc\rd", r"'a\nb\tc\x0dd'"),
        ("\x1b[2J", r"'\x1b[2J'"),
        ("é", "'é'"),
        ("e\u0301", "'e<U+0301>'"),
        ("1.A\u200d.i", "'1.A<U+200D>.i'"),
        ("strong\xa0", "'strong<U+00A0>'"),
        ("a\u200bb\u2060c\xadd\u3000e\ufe0f", "'a<U+200B>b<U+2060>c<U+00AD>d<U+3000>e<U+FE0F>'"),
        # No sign has this number, it is for private use, it is none at all, it changes how letters stand.
        ("a\u0378\ue000\ufdd0\u206a", "'a<U+0378><U+E000><U+FDD0>\\u206a'"),
        ("x" * 60, f"'{'x' * 60}'"),
        ("x" * 61, f"'{'x' * 59}…'"),
    ],
)
def test_a_quotation_shows_what_an_eye_would_miss(text: str, shown: str) -> None:
    assert quoted(text) == shown


@given(ANY_TEXT | STEERING)
def test_a_quotation_is_one_line_with_nothing_hidden_in_it(text: str) -> None:
    shown = quoted(text)
    assert shown.isprintable()
    assert not set(shown) & set("\u0301\ufe0f\u3164")


@pytest.mark.parametrize("hidden", ["\u202e", "\u200b", "\xad", "\u0378", "\x1b", "\n"])
def test_a_word_that_is_proposed_has_nothing_hidden_in_it(hidden: str) -> None:
    hint = did_you_mean("council of districts", [f"council{hidden} of districts"])
    assert hint.startswith("; did you mean council")
    assert hint.isprintable()


@pytest.mark.deep
@given(st.text(min_size=1_000))
def test_a_quotation_of_a_long_text_is_short(text: str) -> None:
    assert len(quoted(text)) <= 60 * len("<U+10FFFF>") + 2


@given(ANY_TEXT | STEERING)
def test_tidied_text_is_tidy_and_keeps_all_that_can_be_seen(text: str) -> None:
    once = tidied(text)
    assert tidied(once) == once
    assert "".join(once.split()) == "".join(text.replace("\ufeff", "").split())
    if "\n" in once:
        assert not [
            line for line in once.split("\n") if line != line.rstrip() or line.lstrip(" ")[:1] == "\t"
        ]


@pytest.mark.deep
def test_a_hint_costs_no_more_than_so_many_words_are_worth() -> None:
    """A file may be full of wrong words, and each is compared with all that are known."""
    known = [f"word{number}" for number in range(500)]
    assert did_you_mean("wrod7", known) == "; did you mean word7?"
    assert did_you_mean("wrod7", [*known, "one more"]) == ""
    assert did_you_mean("wrod7", [*known, "one more"], most=501) == "; did you mean word7?"
    near = NearWords(known)
    said = [near.hint(f"wrod{number}") for number in range(150)]
    assert all(said[:100])
    assert not any(said[100:])
    # A word that was asked about is answered again.
    assert near.hint("wrod7") == "; did you mean word7?"
