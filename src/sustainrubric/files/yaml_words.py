"""What libyaml and PyYAML say of broken YAML, in our words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yaml import MarkedYAMLError

# Beginnings of their messages, the first that fits.
_WORDS = (
    ("mapping values are not allowed", "a ':' followed by a space cannot stand inside plain text; quote the text"),
    ("could not find expected ':'", "a ':' and a space are missing after this key"),
    ("did not find expected key", "the indentation or a quotation mark is wrong here; a key was expected"),
    ("expected <block end>", "the indentation or a quotation mark is wrong here; a key was expected"),
    ("did not find expected '-' indicator", "the indentation is wrong here; a list item '- ' was expected"),
    ("did not find expected ',' or '}'", "a ',' or the closing '}' is missing here"),
    ("expected ',' or '}'", "a ',' or the closing '}' is missing here"),
    ("did not find expected ',' or ']'", "a ',' or the closing ']' is missing here"),
    ("expected ',' or ']'", "a ',' or the closing ']' is missing here"),
    ("found unexpected end of stream", "the quotation mark that opens this text is not closed"),
    ("found unexpected document indicator", "the quotation mark that opens this text is not closed"),
    ("block sequence entries are not allowed", "a list item '- ' cannot begin here; put it on a line of its own"),
    ("block mapping keys", "a key cannot begin here; put it on a line of its own"),
    ("mapping keys are not allowed", "a key cannot begin here; put it on a line of its own"),
    ("found unknown escape character", "this escape is not known; write \\\\ for a backslash, or use single quotes"),
    ("did not find expected hexdecimal", "this escape needs hexadecimal digits, such as \\x41"),
    ("expected escape sequence", "this escape needs hexadecimal digits, such as \\x41"),
    ("found invalid Unicode character escape", "this escape names no character"),
    ("did not find expected <document start>", "the text before this is a whole document; only one may stand in a file"),
    ("expected '<document start>'", "the text before this is a whole document; only one may stand in a file"),
    ("found undefined alias", "aliases are not allowed; write the value out"),
    ("found a tab character", "tabs are not allowed here; use spaces"),
    ("did not find expected node content", "a value was expected here"),
    ("did not find expected digit or letter", "'%', '@', '&', '*' and '!' cannot begin plain text; quote it"),
    ("while scanning", "this text cannot be read as YAML; quote it"),
)  # fmt: skip


_NOT_CLOSED = ("found unexpected end of stream", "found unexpected document indicator")


def place_of(error: MarkedYAMLError) -> int:
    """The offset at which to point: for a quotation mark that is not closed, where it opens."""
    mark = error.problem_mark or error.context_mark
    if error.problem in _NOT_CLOSED and error.context_mark is not None:
        mark = error.context_mark
    return mark.index if mark is not None else 0


def in_our_words(error: MarkedYAMLError, text: str) -> str:
    """Say what is wrong at the error's place, and what would be right."""
    place = place_of(error)
    problem = error.problem or ""
    here = text[place : place + 1]
    if here == "\t":
        return "a tab cannot be used to indent; use spaces"
    if "cannot start any token" in problem:
        return f"{here!a} cannot begin plain text; put the text in quotation marks"
    for beginning, words in _WORDS:
        if problem.startswith(beginning) or beginning in problem:
            return words
    return f"this is not YAML ({problem})"
