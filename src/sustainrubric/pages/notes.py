"""Comments from a file as notes beside the part of a page they are about, and an instrument's text as blocks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from sustainrubric.base.problem import DocumentPath
from sustainrubric.base.text import clean
from sustainrubric.pages.parts import Block, Note, Paragraphs
from sustainrubric.yaml.comments import Comment

_GAP = re.compile(r"\n[ \t]*\n\s*")

_NOT_WORD = re.compile(r"[^\w]+")


def blocks(markdown: str) -> Iterator[Block]:
    """The paragraphs and lists of an instrument's text, which knows no other Markdown."""
    for part in re.split(r"\n\s*\n", markdown.strip()):
        lines = part.splitlines()
        if all(line.startswith("- ") for line in lines):
            yield Block("list", tuple(line[2:] for line in lines))
        else:
            yield Block("text", (" ".join(lines),))


def paragraphs(text: str | None) -> Paragraphs:
    """Text of several lines, cleaned, cut where a line is empty; single line breaks stay."""
    plain = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return tuple(part for part in _GAP.split(clean(plain).strip()) if part)


class Notes:
    """The comments of a file, each handed out once, to the part of the report that asks for it."""

    def __init__(self, comments: Iterable[Comment], titles: Collection[str]) -> None:
        # A comment that only repeats a title, at the head or to divide a long file, says nothing here.
        dividers = {_words(title) for title in titles}
        self._below: dict[DocumentPath, list[tuple[int, Comment]]] = {}
        self._taken: set[int] = set()
        for number, comment in enumerate(comments):
            if _words(comment.text) not in dividers:
                for depth in range(len(comment.path) + 1):
                    self._below.setdefault(comment.path[:depth], []).append((number, comment))

    def take(self, *path: str | int) -> tuple[Note, ...]:
        """The notes at `path` and below it."""
        found = [one for one in self._below.pop(path, ()) if one[0] not in self._taken]
        self._taken.update(number for number, _ in found)
        return tuple(_note(comment, len(path)) for _, comment in found)

    def rest(self) -> tuple[Note, ...]:
        """The notes that nobody asked for: those of the file as a whole."""
        return self.take()


def _note(comment: Comment, depth: int) -> Note:
    return Note(_about(comment.path[depth:]), paragraphs(comment.text), comment.line)


def _about(path: DocumentPath) -> str:
    """What a note is beside, in the words of the file: `target`, `criteria 2`."""
    words = " ".join(clean(str(part)).replace("_", "-") for part in path)
    return "" if words in ("kind", "what") else words


def _words(text: str) -> frozenset[str]:
    return frozenset(_NOT_WORD.sub(" ", text).casefold().split())
