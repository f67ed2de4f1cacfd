"""One value -> YAML that every reader takes for that value: YAML 1.1 and 1.2 disagree on much plain text."""

from __future__ import annotations

import re
from datetime import date

Scalar = str | int | float | bool | date | None

# What may not stand in a file as it is: controls, what reorders the text around it, a byte order mark.
_ESCAPED = re.compile(
    "[^\n\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)

_ESCAPES = {"\0": "\\0", "\a": "\\a", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\v": "\\v", "\f": "\\f",
            "\r": "\\r", "\x1b": "\\e", '"': '\\"', "\\": "\\\\"}  # fmt: skip

_WORDS = frozenset(
    ("", "~", "=", "<<", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", ".nan")
)

_NUMBER = re.compile(
    r"[-+]?(0b[01_]+|0o[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*(:[0-9]+)*(\.[0-9_]*)?(e[-+]?[0-9]+)?"
    r"|\.[0-9_]+(e[-+]?[0-9]+)?|\.inf)",
    re.IGNORECASE,
)

_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt \t].*)?")

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`")

_FLOW_INDICATORS = frozenset(",[]{}")

_PLAIN_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")

# A line of text beyond this is folded, to lines that end about here.
_LONG = 100

_FOLD = re.compile(r"(?<=[^ ]) (?=[^ ])")

_NOT_IN_BLOCK = re.compile(r"[ \t]$|^\t", re.MULTILINE)


def scalar(
    value: Scalar,
    *,
    indent: int = 0,
    step: int = 2,
    in_flow: bool = False,
    quote: str = "",
    one_line: bool = False,
) -> str:
    """`value` as YAML; `quote` is kept where it can be.

    `indent` is the column of the key or the dash before it, `step` how far lines below stand in.
    Text of several lines or with a tab becomes a literal block and a long line a folded one, unless in flow style
    or asked for on `one_line`.
    """
    if isinstance(value, date):
        return _quoted(value.isoformat(), quote) if quote else value.isoformat()
    if not isinstance(value, str):
        return _constant(value)
    if needs_block(value) and not (in_flow or one_line) and _fits_literal(value):
        return _literal(value, indent, step)
    if len(value) > _LONG and not (in_flow or one_line or quote) and _fits_folded(value):
        return _folded(value, indent, step)
    if quote or not _is_plain(value, in_flow):
        return _quoted(value, quote)
    return value


def key(name: str, quote: str = "") -> str:
    """A key as YAML; digits stay bare, as people write them: our reader takes every key for text."""
    if quote or not (_PLAIN_NUMBER.fullmatch(name) or _is_plain(name, in_flow=True)):
        return _quoted(name, quote)
    return name


def _constant(value: int | float | bool | None) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        return str(value)
    text = repr(value)
    if text in ("inf", "-inf", "nan"):
        return text.replace("inf", ".inf").replace("nan", ".nan")
    # YAML 1.1 wants the point: it takes 1e+16 for text.
    return text if "." in text else text.replace("e", ".0e")


def _is_plain(text: str, in_flow: bool) -> bool:
    """Whether every reader takes the bare `text` for this very text."""
    if text.lower() in _WORDS or text[0] in _INDICATORS or text != text.strip():
        return False
    if ": " in text or " #" in text or text.endswith(":") or text.startswith("..."):
        return False
    if "\n" in text or _ESCAPED.search(text) or (in_flow and not _FLOW_INDICATORS.isdisjoint(text)):
        return False
    return not (_NUMBER.fullmatch(text) or _DATE.fullmatch(text))


def _quoted(text: str, quote: str) -> str:
    """`text` in the quotation marks asked for where they will do, else in those that need fewer escapes."""
    must_escape = "\n" in text or _ESCAPED.search(text) is not None
    if not must_escape and (quote == "'" or (not quote and ("'" not in text or '"' in text or "\\" in text))):
        return "'" + text.replace("'", "''") + "'"
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    return '"' + _ESCAPED.sub(_escape, escaped) + '"'


def _escape(match: re.Match[str]) -> str:
    number = ord(match.group())
    return f"\\x{number:02X}" if number < 0x100 else f"\\u{number:04X}"


def needs_block(text: str) -> bool:
    """Whether a line of its own would hold `text` with escapes only."""
    return "\n" in text or "\t" in text


def _fits_literal(text: str) -> bool:
    """Whether a literal block can carry `text` so that no editor spoils it."""
    return bool(text.strip()) and not (
        text.endswith("\n\n") or _ESCAPED.search(text.replace("\t", " ")) or _NOT_IN_BLOCK.search(text)
    )


def _literal(text: str, indent: int, step: int) -> str:
    # The first line's own indentation would be taken for the block's.
    indicator = str(step) if text.lstrip("\n").startswith(" ") else ""
    chomping = "" if text.endswith("\n") else "-"
    margin = " " * (indent + step)
    lines = (margin + line if line else "" for line in text.removesuffix("\n").split("\n"))
    return "\n".join([f"|{indicator}{chomping}", *lines])


def _fits_folded(text: str) -> bool:
    return (
        text == text.strip() and not _ESCAPED.search(text) and "\n" not in text and bool(_FOLD.search(text))
    )


def _folded(text: str, indent: int, step: int) -> str:
    margin = " " * (indent + step)
    lines = [">-"]
    line = ""
    for piece in _FOLD.split(text):
        if line and len(margin) + len(line) + 1 + len(piece) > _LONG:
            lines.append(margin + line)
            line = piece
        else:
            line = f"{line} {piece}" if line else piece
    return "\n".join([*lines, margin + line])
