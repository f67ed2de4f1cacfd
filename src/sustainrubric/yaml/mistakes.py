"""What libyaml and PyYAML say of broken YAML, in our words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yaml import MarkedYAMLError

_QUOTE = "put the text in quotation marks"

_KEY = "the indentation or a quotation mark is wrong here; a key was expected"

_NO_COLON = (
    "a ':' and a space are missing after this key; if this line goes on with the text above, indent it "
    "further than that text's key"
)

_PAIR = "a ',' or the closing '}' is missing here or above"

_ITEM = "a ',' or the closing ']' is missing here or above"

_OPEN = "the quotation mark that opens this text is not closed"

_HEX = (
    "this escape needs hexadecimal digits, such as \\x41; for a backslash as in C:\\\\Users write \\\\, "
    "or use single quotes"
)

_SECOND = "the text before this is a whole document; only one may stand in a file"

_DASH = "a list item '- ' cannot begin here; put it on a line of its own"

_ALONE = "a key cannot begin here; put it on a line of its own"

_DASH_BESIDE_KEYS = "a list item '- ' cannot stand beside keys; put it below the key that it belongs to"

_NOT_ALIGNED = "this line is indented like no key above it; line it up with the key that it stands beside"

_SWALLOWED = "this line reads as part of the one above; indent both keys alike, each with ':' and a space"

_NEXT_LINE = "the text after a '|' or a '>' begins on the next line"

# Parts of their messages, the first that fits.
_WORDS = (
    ("mapping values are not allowed", f"a ':' followed by a space cannot stand inside plain text; {_QUOTE}"),
    ("could not find expected ':'", _NO_COLON),
    ("did not find expected key", _KEY),
    ("expected <block end>", _KEY),
    ("did not find expected '-' indicator", "the indentation is wrong here; a list item '- ' was expected"),
    ("expected ',' or '}'", _PAIR),
    ("expected ',' or ']'", _ITEM),
    ("found unexpected end of stream", _OPEN),
    ("found unexpected document indicator", _OPEN),
    ("found unexpected ':'", f"a space is missing after this ':'; if it belongs to the text, {_QUOTE}"),
    ("sequence entries are not allowed", _DASH),
    ("mapping keys", _ALONE),
    ("did not find expected comment or line break", _NEXT_LINE),
    ("expected chomping or indentation", _NEXT_LINE),
    ("found unknown escape character", "this escape is not known; write \\\\ for \\, or use single quotes"),
    ("did not find expected hexdecimal", _HEX),
    ("expected escape sequence", _HEX),
    ("found invalid Unicode character escape", "this escape names no character"),
    ("expected <document start>", _SECOND),
    ("expected '<document start>'", _SECOND),
    ("found undefined alias", "aliases are not allowed; write the value out"),
    ("found a tab character", "tabs are not allowed here; use spaces"),
    ("node content", "a value was expected here"),
)

_NOT_CLOSED = ("found unexpected end of stream", "found unexpected document indicator")

_NO_NAME = "expected alphabetic or numeric character"

# A key alone before its ':', so that the line above has swallowed it.
_LONE_KEY = re.compile(r"\s*(- +)?[\w.-]+")

_AFTER_ALIAS = re.compile(r"(^|[:\-,\[{]) *([*&])\S* *")


def place_of(error: MarkedYAMLError) -> int:
    """The offset at which to point: for what is wrong from its beginning, where it begins."""
    mark = error.problem_mark or error.context_mark
    problem = error.problem or ""
    if error.context_mark is not None and (problem in _NOT_CLOSED or _NO_NAME in problem):
        mark = error.context_mark
    return mark.index if mark is not None else 0


def line_of(error: MarkedYAMLError, text: str) -> str:
    """The line that an error is about, as far as a sign in it may have caused it: up to its value's end."""
    place = place_of(error)
    begin = max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1
    return re.split(r"[\r\n]", text[begin:], maxsplit=1)[0]


def in_our_words(error: MarkedYAMLError, text: str) -> str:
    """Say what is wrong at the error's place, and what would be right."""
    place = place_of(error)
    problem = error.problem or ""
    here = text[place : place + 1]
    if here == "\t":
        return "a tab cannot be used to indent; use spaces"
    if "cannot start any token" in problem or _NO_NAME in problem:
        return f"{here!a} cannot begin plain text; {_QUOTE}"
    words = next((words for part, words in _WORDS if part in problem), None)
    if words is None:
        return "this cannot be read as YAML; compare it with the lines around it, or put the text in quotation marks"
    before = text[max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1 : place]
    return _from_the_line(words, before, here) or words


def _from_the_line(words: str, before: str, here: str) -> str | None:
    """Better words where the line up to the error's place shows what went wrong."""
    if words.startswith("a ':'"):
        return _SWALLOWED if _LONE_KEY.fullmatch(before) else None
    if words not in (_KEY, _PAIR, _ITEM):
        return None
    found = _AFTER_ALIAS.search(before)
    if found is not None and found.end() == len(before):
        return f"'{found[2]}' cannot begin plain text; {_QUOTE}"
    if words == _KEY and not before.strip():
        return _DASH_BESIDE_KEYS if here == "-" else _NOT_ALIGNED
    return _ENDED.get(before.rstrip()[-1:])


_ENDED = {
    "'": "the text in quotation marks ends before this; write '' for an apostrophe inside '...'",
    '"': 'the text in quotation marks ends before this; write \\" for a quotation mark inside "..."',
}


CONFLICT = (
    "a merge conflict begins here: keep one of the two versions, or parts of both, and remove the lines "
    "that begin with <<<<<<<, ======= and >>>>>>>"
)

# Git writes them at the beginning of a line; an editor or a layout may have set them in since.
_CONFLICT_BEGINS = re.compile(r"(?:(?<=[\r\n])|\A)[ \t]*(<{7})(?=[ \r\n]|\Z)")

_CONFLICT_PARTS = re.compile(r"[\r\n][ \t]*={7}(?=[ \r\n]|\Z)")

_CONFLICT_ENDS = re.compile(r"[\r\n][ \t]*>{7}(?=[ \r\n]|\Z)")


def conflict_in(text: str) -> int | None:
    """Where two versions begin that git left for somebody to choose from; None where it left none."""
    begins = _CONFLICT_BEGINS.search(text) if "<<<<<<<" in text else None
    while begins is not None:
        ends = _CONFLICT_ENDS.search(text, begins.end())
        if ends is None:
            return None
        # Set in, the marks may be a text about arrows: git writes the line between the versions, too.
        is_set_in = begins.start() < begins.start(1)
        if not is_set_in or _CONFLICT_PARTS.search(text, begins.end(), ends.start() + 1):
            return begins.start(1)
        begins = _CONFLICT_BEGINS.search(text, ends.end())
    return None
