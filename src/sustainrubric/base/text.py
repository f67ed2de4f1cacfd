"""User text made safe to show, near words for a typing error, and counting and listing in words.

Imports next to nothing: commands that must start fast use it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import islice

# C0 but TAB and LF, DEL, C1, line separators, bidirectional controls, surrogates, the byte order mark.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)

# What looks like nothing, like a plain space or like a part of the letter before it. Compiled when needed.
_INVISIBLE = (
    "[\u00a0\u00ad\u0300-\u036f\u115f\u1160\u180e\u2000-\u200d\u202f\u205f-\u2064\u3000\u3164"
    "\ufe00-\ufe0f\uffa0\U000e0000-\U000e01ff]"
)

_QUOTED_LIMIT = 60

DASH = "–"

IN_ASCII = {"→": "->", "–": "-", "—": "-", "…": "...", "·": "-", "‘": "'", "’": "'", "“": '"', "”": '"'}
"""Signs of ours and of the instruments in signs that every console has."""


def normalized(text: str) -> str:
    """`text` as it is compared: without regard to capitals and spaces."""
    return " ".join(text.casefold().split())


def as_known(typed: str, known: Iterable[str]) -> str:
    """The one of the known words that somebody means, in any case and with blanks around; else what was typed."""
    words = list(dict.fromkeys(known))
    if typed in words:
        return typed
    meant = [word for word in words if normalized(word) == normalized(typed)]
    return meant[0] if len(meant) == 1 else typed


def clean(text: str) -> str:
    """`text` with every character that could steer a terminal shown as an escape such as `\\x1b`."""
    return _UNSAFE.sub(_escape, text) if not text.isprintable() else text


def one_line(text: str) -> str:
    """As `clean`, with line breaks and tabs shown as single spaces."""
    if text.isprintable():
        return text
    return clean(" ".join(text.split()) if "\n" in text or "\t" in text or "\r" in text else text)


_SOFT_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_LEADING_TABS = re.compile(r"^ *\t[ \t]*", re.MULTILINE)


def tidied(text: str) -> str:
    """Pasted text as a file keeps it, so that it can be read there: only what nobody sees is changed.

    Soft breaks of word processors and line ends of other systems become line breaks. Blanks at line ends,
    empty lines around the text and marks of no width go; tabs at the beginning of a line become blanks.
    """
    text = _SOFT_BREAKS.sub("\n", text.replace("\ufeff", ""))
    if "\n" not in text:
        return text.strip() if "\t" in text else text
    whole = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    if "\n" not in whole:
        return whole.strip()
    return _LEADING_TABS.sub(lambda blanks: blanks.group().expandtabs(4), whole)


def quoted(text: str) -> str:
    """`text` as a problem quotes it: on one line, cut where it is long, with nothing hidden in it."""
    if len(text) > _QUOTED_LIMIT:
        text = text[: _QUOTED_LIMIT - 1] + "…"
    return f"'{with_hidden_signs(text)}'"


def with_hidden_signs(text: str) -> str:
    """`text` on one line; what an eye would miss, and what Unicode gives no name to, by its number."""
    shown = clean(text.replace("\n", "\\n").replace("\t", "\\t"))
    if shown.isascii():
        return shown
    shown = re.sub(_INVISIBLE, _code_point, shown)
    if shown.isprintable():
        return shown
    return "".join(sign if sign.isprintable() else f"<U+{ord(sign):04X}>" for sign in shown)


def _escape(match: re.Match[str]) -> str:
    number = ord(match.group())
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}"


def _code_point(match: re.Match[str]) -> str:
    return f"<U+{ord(match.group()):04X}>"


# What word processors and other keyboards put in the place of a plain sign, and the sign to type.
_LOOKALIKES = {
    "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2007": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ",
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u00ad": "",
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
    "\u2024": ".", "\uff1a": ":", "\uff0d": "-", "\uff0e": ".", "\u200b": "", "\u200c": "", "\u200d": "",
    "\u2060": "",
}  # fmt: skip


def lookalike(text: str) -> str:
    """What to say of the first character that looks like a plain one and is another; empty where there is none.

    These are blanks, dashes and quotation marks of word processors, what cannot be seen, accents stored apart
    from their letter, and letters of another alphabet among Latin ones.
    """
    if text.isascii():
        return ""
    # Imported late: few texts need it.
    import unicodedata

    latin = any("a" <= sign.lower() <= "z" for sign in text)
    for sign in text:
        plain = _LOOKALIKES.get(sign)
        named = f"U+{ord(sign):04X} ({unicodedata.name(sign, 'a character without a name').lower()})"
        if plain is not None:
            return f"; {named} stands in it: {f'type a plain {plain!r}' if plain.strip() else _PLAIN[plain]}"
        if unicodedata.combining(sign):
            return f"; {named} stands in it, an accent apart from its letter: type the letter anew"
        if latin and sign.isalpha() and not unicodedata.name(sign, "LATIN").startswith(("LATIN", "MODIFIER")):
            return f"; {named} stands in it, a letter of another alphabet: type the letter anew"
    return ""


_PLAIN = {" ": "type a plain space", "": "delete it"}


_MOST_KNOWN = 500

_MOST_HINTS = 100


def did_you_mean(word: str, known: Iterable[str], most: int = _MOST_KNOWN) -> str:
    """`; did you mean ...?` where something known is close to `word`, else nothing; nothing of more than `most`."""
    # Imported late: few files need it, and it costs a start-up.
    from difflib import get_close_matches

    few = list(islice(known, most + 1))
    if len(few) > most:
        return ""
    by_lower = {name.lower(): name for name in sorted(few)}
    close = get_close_matches(word.lower()[:100], by_lower, n=1, cutoff=0.6)
    return f"; did you mean {with_hidden_signs(by_lower[close[0]])}?" if close else ""


class NearWords:
    """As `did_you_mean`, for a file that may be full of wrong words: each is compared with all that are known.

    The first hundred wrong words get a hint, so that a check takes no longer than the file is long.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = known
        self._said: dict[str, str] = {}

    def hint(self, word: str) -> str:
        if word not in self._said:
            if len(self._said) >= _MOST_HINTS:
                return ""
            self._said[word] = did_you_mean(word, self._known)
        return self._said[word]


_SHORT_NAME = re.compile(r"[^\W_][\w.-]*")


def is_short_name(text: str) -> bool:
    """Whether an id can be the name of a page or a file: letters, digits, `-`, `_`, `.`, a letter or digit first."""
    return _SHORT_NAME.fullmatch(text) is not None and len(text) <= 100


def short_name(text: str) -> str:
    """`José Núñez` -> `jose-nunez`: what is left of a name as an id, at most 40 characters; maybe nothing."""
    return re.sub(r"[^a-z0-9]+", "-", plain_letters(text)).strip("-")[:40].strip("-")


def counted(count: int, noun: str) -> str:
    """`1 element`, `2 elements`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def moved_words(old: str, new: str) -> str:
    """`emerging → strong`, or one word where both are the same."""
    return old if old == new else f"{old} → {new}"


def missing_words(files: Sequence[str], what: str) -> str:
    """What a product that is not whole says of the files that it was made without; `what` they would add."""
    if not files:
        return ""

    one = len(files) == 1
    return (
        f"Not whole: {counted(len(files), 'file')} could not be read, and "
        f"{'its' if one else 'their'} {what} are missing: {', '.join(map(one_line, files))}."
    )


def nothing_there(paths: Sequence[str], what: str) -> str:
    """That folders hold no file of the kind that a command needs, and what makes one."""
    return (
        f"{', '.join(map(one_line, paths))}: no {what} was found there; "
        "name another folder, or `sustain new assessment FILE` makes a first one"
    )


# Letters that no decomposition takes apart.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})


def plain_letters(text: str) -> str:
    """Text in small letters without accents, for ids made of names: `José Núñez` is `jose nunez`."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_LETTERS)
