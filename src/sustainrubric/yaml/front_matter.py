"""YAML at the head of a Markdown file."""

from __future__ import annotations

import re

from sustainrubric.base.problem import Code, LocatedProblem, Problem
from sustainrubric.yaml.reader import Document, has_conflict, parse
from sustainrubric.yaml.source import TextSource

MARKDOWN_SUFFIXES = (".md", ".markdown")

_OPENING = re.compile(r"\s*(?<![^\r\n])---[ \t]*(?:\r\n|\n|\r)")

_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)


def is_markdown(file: str) -> bool:
    return file.lower().endswith(MARKDOWN_SUFFIXES)


def parse_front_matter(source: TextSource) -> Document:
    """Read the YAML at the head of a Markdown file; the text below it becomes the document's body."""
    unsettled = Document(source)
    if has_conflict(unsettled):
        return unsettled
    opening = _OPENING.match(source.text)
    if opening is None:
        return _refused(source, 0, "a Markdown file of ours begins with a line '---' and YAML")
    closing = _CLOSING.search(_with_plain_breaks(source.text), opening.end())
    if closing is None:
        offset = opening.end() - len(opening.group().lstrip())
        return _refused(source, offset, "the line '---' that ends the YAML is missing")
    document = parse(source, opening.end(), closing.start())
    document.body = source.text[closing.end() :].strip()
    return document


def _with_plain_breaks(text: str) -> str:
    """The text with every line break as one that `$` knows, each character keeping its offset."""
    return text.replace("\r\n", " \n").replace("\r", "\n")


def _refused(source: TextSource, offset: int, message: str) -> Document:
    problem = LocatedProblem(source.location(offset), Problem(Code.FRONT_MATTER, message))
    return Document(source, offset, problems=[problem], complete=False)
