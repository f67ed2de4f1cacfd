"""One line of a .gitignore as git reads it: which paths it is about, and whether it takes them back.

After git's dir.c and wildmatch.c, on bytes as they do; a test compares us with `git check-ignore`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_SPECIAL = re.compile(rb"[*?\[\\]")

_ANY_BYTE = frozenset(range(1, 256))

_CLASSES = {
    b"alnum": rb"[0-9A-Za-z]", b"alpha": rb"[A-Za-z]", b"blank": rb"[ \t]", b"cntrl": rb"[\x00-\x1f\x7f]",
    b"digit": rb"[0-9]", b"graph": rb"[!-~]", b"lower": rb"[a-z]", b"print": rb"[ -~]",
    b"punct": rb"[!-/:-@\[-`{-~]", b"space": rb"[ \t-\r]", b"upper": rb"[A-Z]", b"xdigit": rb"[0-9A-Fa-f]",
}  # fmt: skip


class IgnorePattern(NamedTuple):
    """A pattern; `regex` is matched with the base name where `by_name` says so, else with the path."""

    regex: re.Pattern[bytes]
    negated: bool
    folders_only: bool
    by_name: bool

    def matches(self, path: bytes, *, is_folder: bool) -> bool:
        """Whether it is about `path`, which is relative to the folder of its file."""
        if self.folders_only and not is_folder:
            return False
        return self.regex.fullmatch(path.rpartition(b"/")[2] if self.by_name else path) is not None


def ignore_patterns(content: bytes) -> list[IgnorePattern]:
    """The patterns of a whole .gitignore, in its order."""
    lines = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return [pattern for line in lines if (pattern := _pattern(line)) is not None]


def decision(patterns: list[IgnorePattern], path: bytes, *, is_folder: bool) -> bool | None:
    """Whether the patterns of one file ignore `path`; None where none is about it. The last one counts."""
    for pattern in reversed(patterns):
        if pattern.matches(path, is_folder=is_folder):
            return not pattern.negated
    return None


def _pattern(line: bytes) -> IgnorePattern | None:
    if line.startswith(b"#"):
        return None
    text = _without_trailing_spaces(line.removesuffix(b"\r"))
    negated = text.startswith(b"!")
    text = text[negated:]
    folders_only = text.endswith(b"/")
    text = text[: len(text) - folders_only]
    by_name = b"/" not in text
    if not text:
        return None
    regex = _translate(text, 0, in_path=False) if by_name else _path_regex(text.removeprefix(b"/"))
    return IgnorePattern(re.compile(regex, re.DOTALL), negated, folders_only, by_name) if regex else None


def _without_trailing_spaces(text: bytes) -> bytes:
    bare = text.rstrip(b" ")
    escapes = len(bare) - len(bare.rstrip(b"\\"))
    # A space behind a backslash that is none itself is part of the pattern.
    return bare + b" " if escapes % 2 and len(bare) < len(text) else bare


def _path_regex(text: bytes) -> bytes | None:
    # git compares what stands before the first special sign apart from the rest, so `a**/b` is `a` and `**/b`.
    special = _SPECIAL.search(text)
    length = special.start() if special else len(text)
    rest = _translate(text, length, in_path=True)
    return re.escape(text[:length]) + rest if rest is not None else None


def _translate(text: bytes, position: int, *, in_path: bool) -> bytes | None:
    """The regular expression of a pattern from `position` on; None where it can match nothing."""
    begin, parts = position, [b""]
    while position < len(text):
        sign = text[position : position + 1]
        if sign == b"*":
            end = position + len(text[position:]) - len(text[position:].lstrip(b"*"))
            parts.append(_star(text, begin, position, end) if in_path else b"*")
            # `**/` takes its slash along: it also stands for no folder at all.
            position = end + (parts[-1] == b"(?:.*/)?")
            parts.append(b"")
            continue
        one, position = _one(text, position, in_path=in_path)
        if one is None:
            return None
        parts[-1] += one
    return _joined(parts)


def _star(text: bytes, begin: int, position: int, end: int) -> bytes:
    """What a run of stars stands for: `*`, or folders where it is `**` between slashes."""
    alone = position == begin or text[position - 1 : position] == b"/"
    following = text[end : end + 1]
    if end - position < 2 or not alone or not (following in (b"", b"/") or text.startswith(rb"\/", end)):
        return b"*"
    return b"(?:.*/)?" if following == b"/" else b".*"


def _joined(parts: list[bytes]) -> bytes:
    """Stars and what stands between them, such that no star is tried twice for what follows it.

    What stands between two `**` is best matched where it first can be: what follows has the most room then.
    """
    groups: list[tuple[bytes, list[bytes]]] = [(b"", [parts[0]])]
    for star, text in zip(parts[1::2], parts[2::2], strict=True):
        if star == b"*":
            groups[-1][1].extend((star, text))
        else:
            groups.append((star, [text]))
    result = b""
    for index, (star, inner) in enumerate(groups):
        text = _with_single_stars(inner)
        if star and index + 1 < len(groups):
            lazy = b"(?:.*?/)??" if star == b"(?:.*/)?" else b".*?"
            result += b"(?>" + lazy + text + b")"
        else:
            result += star + text
    return result


def _with_single_stars(parts: list[bytes]) -> bytes:
    result = parts[0]
    texts = parts[2::2]
    for index, text in enumerate(texts):
        last = index + 1 == len(texts)
        result += b"[^/]*" + text if last else b"(?>[^/]*?" + text + b")"
    return result


def _one(text: bytes, position: int, *, in_path: bool) -> tuple[bytes | None, int]:
    """The regular expression of one sign that is no star, and where the next begins."""
    sign = text[position : position + 1]
    if sign == b"?":
        return b"[^/]", position + 1
    if sign == b"[":
        return _bracket(text, position)
    if sign == b"\\":
        position += 1
        sign = text[position : position + 1]
    return (re.escape(sign) if sign else None), position + 1


def _bracket(text: bytes, position: int) -> tuple[bytes | None, int]:
    """`[a-z]`, `[!x]`, `[[:digit:]]` as the set of bytes it stands for; a slash is never among them."""
    position += 1
    negated = text[position : position + 1] in (b"!", b"^")
    position += negated
    found: set[int] = set()
    previous = 0
    first = True
    while first or text[position : position + 1] != b"]":
        first = False
        if position >= len(text):
            return None, position
        members, previous, position = _member(text, position, previous)
        if members is None:
            return None, position
        found |= members
    wanted = (_ANY_BYTE - found if negated else found) - {ord("/")}
    if not wanted:
        return None, position
    return b"[" + b"".join(re.escape(bytes([byte])) for byte in sorted(wanted)) + b"]", position + 1


def _member(text: bytes, position: int, previous: int) -> tuple[set[int] | None, int, int]:
    """One member of a bracket: what it adds (None where it spoils the pattern), its last byte, the next place."""
    sign = text[position]
    ahead = text[position + 1 : position + 2]
    if sign == ord("-") and previous and ahead and ahead != b"]":
        escaped = ahead == b"\\"
        last = text[position + 1 + escaped : position + 2 + escaped]
        return (set(range(previous, last[0] + 1)) if last else None), 0, position + 2 + escaped
    if sign == ord("\\"):
        return ({ahead[0]} if ahead else None), (ahead[0] if ahead else 0), position + 2
    if sign == ord("[") and ahead == b":":
        end = text.find(b"]", position + 2)
        if end < 0:
            return None, 0, position
        if text[end - 1 : end] == b":" and end - 1 >= position + 2:
            return _class(text[position + 2 : end - 1]), 0, end + 1
    return {sign}, sign, position + 1


@cache
def _class(name: bytes) -> set[int] | None:
    if name not in _CLASSES:
        return None
    return {byte for byte in _ANY_BYTE if re.fullmatch(_CLASSES[name], bytes([byte]))}
