"""A file laid out as all of ours are, saying what it said, with its comments where they were.

The outcome is read again: where anything but the layout would differ, the file is left as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from sustainrubric.base.fields import Layout
from sustainrubric.base.problem import DocumentPath
from sustainrubric.yaml.comments import Comment, comments
from sustainrubric.yaml.difference import is_same
from sustainrubric.yaml.edit import Unsure
from sustainrubric.yaml.format_lines import Formatter
from sustainrubric.yaml.format_tree import Tree
from sustainrubric.yaml.front_matter import is_markdown, parse_front_matter
from sustainrubric.yaml.reader import Document, parse
from sustainrubric.yaml.rewrite import CannotEdit
from sustainrubric.yaml.text import YamlText


def formatted(document: Document, layout: Layout) -> Document:
    """The document laid out anew; itself where it already is.

    Raises:
        CannotEdit: it is written in a way that cannot be laid out without changing more.
    """
    if document.problems or not document.complete:
        raise CannotEdit(f"{document.source.file} has problems that must be mended before it can be laid out")
    text = YamlText(document.yaml, document.root)
    try:
        tree = Tree(text)
        lines = Formatter(tree, layout).lines()
    except Unsure:
        raise CannotEdit(_by_hand(document)) from None
    line_break = text.line_break
    while lines and not lines[-1]:
        lines.pop()
    body = line_break.join(lines)
    # A text in a `|` block at the very end may hang on the line break after it.
    for ending in (line_break, ""):
        outcome = _read_again(document, tree.top + body + ending + tree.bottom)
        if outcome is not None and _says_the_same(document, outcome):
            return outcome
    raise CannotEdit(_by_hand(document))


def _read_again(document: Document, yaml: str) -> Document | None:
    old = document.source
    below = old.text[document.base + len(document.yaml) :]
    source = replace(old, text=old.text[: document.base] + yaml + below)
    outcome = parse_front_matter(source) if is_markdown(old.file) else parse(source)
    in_order = outcome.complete and not outcome.problems and outcome.yaml == yaml
    return outcome if in_order else None


def _says_the_same(old: Document, new: Document) -> bool:
    if not is_same(old.data, new.data):
        return False
    return _number_of_comments(old) == _number_of_comments(new) and _keeps_comments(old, new)


def _number_of_comments(document: Document) -> int:
    """How many there are, those for tools and without words among them."""
    return len(YamlText(document.yaml, document.root).comments(0, len(document.yaml)))


def _keeps_comments(old: Document, new: Document) -> bool:
    """Whether people's comments stand by the entries they stood by.

    One above the first entry may be about the whole file, and stays at the top though another entry is first now.
    """
    first = old.locate(()).line
    before, after = comments(old), comments(new)
    fixed = Counter(_lines(found for found in before if found.line >= first))
    lines = Counter(_lines(after))
    return fixed <= lines and _texts(_lines(before)) == _texts(lines.elements())


def _lines(found: Iterable[Comment]) -> Iterator[tuple[DocumentPath, str]]:
    """Each line that people wrote with the entry it stands by; two comments that meet become one."""
    return ((each.path, line) for each in found for line in each.text.split("\n"))


def _texts(lines: Iterable[tuple[DocumentPath, str]]) -> list[str]:
    return sorted(text for _, text in lines if text)


def _by_hand(document: Document) -> str:
    return f"{document.source.file}: this is written in a way that cannot be laid out safely; it is left as it is"
