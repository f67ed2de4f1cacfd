"""Hostile files, by the number of their item in hostile-inputs.md: what they hold, what is to be said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tests.small import HEAD

RATING = HEAD + "ratings:\n  1.A.i:\n    "
"""An assessment up to the first key of its first rating, which stands in line 11, column 5."""

FRONT = "---\n" + HEAD + "---\n# Notes\n"


class Case(NamedTuple):
    """A file, and one problem that has to be found in it: its code, its place, a part of its words."""

    item: int
    name: str
    content: bytes
    code: str
    line: int
    column: int
    words: str
    file: str = "a.yaml"

    @property
    def id(self) -> str:
        return f"item-{self.item:02}-{self.name}"


def case(item: int, name: str, content: str | bytes, where: str, words: str, file: str = "a.yaml") -> Case:
    """`where` is `code line:column`."""
    code, line, column = where.replace(":", " ").split()
    raw = content if isinstance(content, bytes) else content.encode()
    return Case(item, name, raw, code, int(line), int(column), words, file)


def cases() -> Iterator[Case]:
    yield from deep()
    yield from properties()
    yield from values()
    yield from shapes()
    yield from characters()
    yield from sizes()
    yield from ids_and_front_matter()


def deep() -> Iterator[Case]:
    words = "nested deeper than 64"
    yield case(1, "brackets", "[" * 30_000, "SR007 1:65", words)
    yield case(1, "brackets-after-a-repeated-key", "a: 1\na: 2\nb: " + "[" * 30_000, "SR007 3:67", words)
    yield case(2, "braces", "{a: " * 30_000, "SR007 1:257", words)
    yield case(2, "dashes", "- " * 30_000, "SR007 1:129", words)
    yield case(2, "block-maps", "".join(f"{' ' * n}a:\n" for n in range(2_000)), "SR007 65:65", words)


def properties() -> Iterator[Case]:
    anchors = "anchors are not allowed"
    bomb = "a: &a [lol, lol]\n" + "".join(
        f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    yield case(3, "alias-bomb", bomb, "SR005 1:4", anchors)
    yield case(4, "recursive-alias", "a: &x [*x]\n", "SR005 1:4", anchors)
    run = "a: !!python/object/apply:os.system ['touch pwn']\n"
    yield case(5, "python-tag", run, "SR006 1:4", "tags are not allowed")
    for tag in ("!foo bar", "!!binary x", "!!timestamp foo", "!!int xyz"):
        yield case(6, f"tag-{tag.split()[0].strip('!')}", f"a: {tag}\n", "SR006 1:4", tag.split()[0])
    twice = RATING + "level: inadequate\n    level: exemplary\n"
    yield case(7, "level-twice", twice, "SR004 12:5", "'level' stands already in line 11")


def values() -> Iterator[Case]:
    for word in ("yes", "no", "on", "y", "NO", "off"):
        yield case(8, word, f"{RATING}level: {word}\n", "SR107 11:12", f"'{word}' is not one of")
    for word in ("12:30:45", "010", "1_000", "0x1F", "1e3"):
        yield case(9, f"level-{word}", f"{RATING}level: {word}\n", "SR107 11:12", f"'{word}' is not one of")
    for word in ("010", "0x1F", "1e3"):
        text = HEAD.replace("id: literacy", f"id: {word}")
        yield case(9, f"id-{word}", text, "SR106 5:14", f"'{word}' is read as a number")
    for day in (
        "2026-02-30",
        "2026-13-45",
        "0",
        "20261015",
        "2026-10-15T00:00",
        "15.10.2026",
        "２０２６-10-15",
    ):
        text = HEAD.replace("2026-10-15", day)
        yield case(10, day, text, "SR108 6:30", "write the date as YYYY-MM-DD")
    digits = "9" * 5_000
    for word in ("true", '"3"', "3.0", "3.5", ".nan", "-1", "9" * 20, digits):
        quoted = word.strip('"')[:59]
        yield case(11, f"level-{named(word)}", f"{RATING}level: {word}\n", "SR107 11:12", f"'{quoted}")
    for word, code in [
        *(("true", "SR106"), ('"3"', "SR106"), (digits, "SR106")),
        *((".nan", "SR109"), ("-1", "SR109"), ("0", "SR109"), (".inf", "SR109"), ("9" * 20, "SR109")),
    ]:
        yield case(
            11, f"weight-{named(word)}", f"{HEAD}weights: {{1.A.i: {word}}}\n", f"{code} 9:18", "above 0"
        )
    for word in ("true", "1.0", '"1"', "2"):
        yield case(12, word, HEAD.replace("format: 1", f"format: {word}"), "SR103 2:9", "write format: 1")


def named(word: str) -> str:
    return word if len(word) < 10 else f"{len(word)}-digits"


def shapes() -> Iterator[Case]:
    yield case(13, "in-a-rating", f"{RATING}levle: strong\n", "SR104 11:5", "did you mean level?")
    yield case(13, "at-the-top", HEAD.replace("agency:", "agncy:"), "SR104 4:1", "did you mean agency?")
    yield case(14, "at-the-top", HEAD.replace("format: 1\n", ""), "SR105 1:1", "'format' is missing")
    yield case(
        14, "in-a-mapping", HEAD.replace(", name: Early literacy standards", ""), "SR105 5:9", "'name'"
    )
    for name, text, column in [
        *(("empty", "", 1), ("comments", "# a\n# b\n", 1), ("start", "---", 4), ("null", "null\n", 1)),
        *(("bare-text", "hello\n", 1), ("list", "- a\n- b\n", 1), ("number", "3\n", 1)),
    ]:
        yield case(15, name, text, f"SR101 1:{column}", "an assessment is a mapping")
    yield case(16, "second-document", HEAD + "---\n" + HEAD, "SR009 9:1", "a second document begins here")
    yield case(16, "after-dots", HEAD + "...\n---\n" + HEAD, "SR009 10:1", "a second document begins here")
    yield case(17, "tab", HEAD + "ratings:\n\t1.A.i: {}\n", "SR001 10:1", "use spaces")
    yield case(
        17, "tab-after-spaces", RATING + "level: strong\n  \ttarget: strong\n", "SR001 12:3", "use spaces"
    )
    for name, key, where in [
        *(("list", "? [a]\n: b\n", "SR010 9:3"), ("mapping", "? {a: b}\n: c\n", "SR010 9:3")),
        *(("number-and-truth", "1: a\ntrue: b\n", "SR104 9:1"), ("merge", "<<: {a: b}\n", "SR104 9:1")),
    ]:
        yield case(25, name, HEAD + key, where, "key")


def characters() -> Iterator[Case]:
    for point in (0x00, 0x07, 0x1B, 0x0B, 0x7F, 0x9B):
        text = f"{RATING}rationale: é {chr(point)}\n"
        yield case(18, f"U+{point:04X}", text, "SR003 11:18", f"U+{point:04X}")
    escape = f'{RATING}level: "\\e[31m\\u202E"\n'
    yield case(19, "escape-in-a-level", escape, "SR107 11:12", "\\x1b[31m\\u202e")
    for point in (0x85, 0x2028, 0x2029):
        words = f"U+{point:04X} is a line break that editors do not show"
        yield case(20, f"U+{point:04X}", f"{RATING}rationale: a{chr(point)}b\n", "SR003 11:17", words)
        yield case(20, f"U+{point:04X}-comment", f"# a{chr(point)}\r\n# b{chr(point)}\n", "SR003 1:4", words)
        yield case(20, f"U+{point:04X}-second", f"# a{chr(point)}\r# b{chr(point)}\n", "SR003 2:4", words)
    yield case(21, "soft-break-of-Word", f"{RATING}rationale: a\x0bb\n", "SR003 11:17", "U+000B")
    yield case(
        22, "byte-order-mark-inside", HEAD + "\ufeff# joined\n", "SR003 9:1", "U+FEFF is a byte order mark"
    )
    for name in ("utf-16", "utf-16-le", "utf-16-be"):
        text = HEAD if name == "utf-16" else "\ufeff" + HEAD
        yield case(23, name, text.encode(name), "SR002 1:1", "save it as UTF-8")
    windows = f"{RATING}rationale: “No”\n".encode("cp1252")
    yield case(23, "cp1252", windows, "SR002 11:16", "byte 0x93 is not UTF-8 text; save the file as UTF-8")
    yield case(23, "cut-off", HEAD.encode() + b"# \xe2\x82", "SR002 9:3", "save the file as UTF-8")
    for escape in ("UFFFFFFFF", "ud83d", "xZZ"):
        yield case(24, escape, f'{RATING}rationale: "\\{escape}"\n', "SR001 11:19", "escape")


def sizes() -> Iterator[Case]:
    yield case(26, "too-large", "#" * 5_000_001, "SR008 1:1", "larger than 5 MB")
    yield case(26, "five-million-zeros", b"\0" * 5_000_000, "SR003 1:1", "U+0000")
    keys = HEAD + "".join(f"k{number}: v\n" for number in range(2_000))
    yield case(27, "keys", keys, "SR104 9:1", "unknown key")
    yield case(27, "values", "a: [" + "1," * 600_000 + "]", "SR008 1:999993", "too many keys and values")


def ids_and_front_matter() -> Iterator[Case]:
    for name, element, words in [
        ("composed", "\u00e9", "'\u00e9'"),
        ("decomposed", "e\u0301", "'e<U+0301>'"),
        ("joiner", "1.A\u200d.i", "'1.A<U+200D>.i'"),
        ("no-break-space", "1.A.i\xa0", "'1.A.i<U+00A0>'"),
        ("cyrillic", "1.\u0410.i", "U+0410"),
    ]:
        yield case(30, name, f"{HEAD}ratings:\n  {element}: {{}}\n", "SR203 10:3", words)
    for name, text, where, words in [
        ("not-closed", "---\n" + HEAD, "SR011 1:1", "the line '---' that ends the YAML is missing"),
        (
            "closed-by-a-code-block",
            "---\nkind: assessment\n\n```\n---\n",
            "SR001 4:1",
            "cannot begin plain text",
        ),
        (
            "windows-fence",
            FRONT.replace("format: 1", "format: 2").replace("\n", "\r\n"),
            "SR103 3:9",
            "format",
        ),
        ("blank-lines", "\n" * 10_000 + FRONT.replace("format: 1", "format: 2"), "SR103 10003:9", "format"),
        ("no-fence", "# Title\n", "SR011 1:1", "begins with a line '---'"),
    ]:
        yield case(31, name, text, where, words, "a.md")


CASES = list(cases())

# Files that look odd and are fine.
ACCEPTED = {
    "item-19-escapes-in-a-note": f'{RATING}rationale: "\\e[31m \\u009b \\u202E \\a"\n'.encode(),
    "item-22-byte-order-mark": ("\ufeff" + HEAD).encode(),
    "item-22-crlf": HEAD.replace("\n", "\r\n").encode(),
    "item-22-cr": HEAD.replace("\n", "\r").encode(),
    "item-22-no-final-newline": HEAD.removesuffix("\n").encode(),
    "item-27-long-scalar": f"{RATING}rationale: {'x' * 1_000_000}\n".encode(),
    "item-27-long-block": (f"{RATING}rationale: |\n" + "      x\n" * 200_000).encode(),
}
