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


def in_our_words(error: MarkedYAMLError, text: str) -> str:
    """Say what is wrong at the error's mark, and what would be right."""
    mark = error.problem_mark or error.context_mark
    problem = error.problem or ""
    here = text[mark.index : mark.index + 1] if mark else ""
    if here == "\t":
        return "a tab cannot be used to indent; use spaces"
    if "cannot start any token" in problem:
        return f"{here!a} cannot begin plain text; put the text in quotation marks"
    for beginning, words in _WORDS:
        if problem.startswith(beginning) or beginning in problem:
            return words
    return f"this is not YAML ({problem})"
