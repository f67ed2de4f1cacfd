"""The `#` comments that people wrote in a YAML file, each with the entry it stands by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sustainrubric.base.problem import DocumentPath
from sustainrubric.yaml.entries import Remark, entries_around_comments, remarks
from sustainrubric.yaml.reader import Document
from sustainrubric.yaml.text import YamlText

# Written by our own skeletons, or for a tool: no person's words.
_NOT_A_PERSON = re.compile(r"#:|#\s*yaml-language-server\b|#\s*yamllint\b|#\s*-\*-|#\s*vim?:")


@dataclass(frozen=True, slots=True)
class Comment:
    """What a person wrote beside the entry at `path`; `line` counts from 1 in the whole file."""

    path: DocumentPath
    text: str
    line: int


def comments(document: Document) -> tuple[Comment, ...]:
    """All comments of a document, in the order of the file; none where it cannot be read."""
    if "#" not in document.yaml or not document.complete or document.root is None:
        return ()
    text = YamlText(document.yaml, document.root)
    found = list(remarks(text, entries_around_comments(text)))
    return tuple(
        Comment(_path(run[0]), words, document.source.location(document.base + run[0].offset).line)
        for run in _runs(text, found)
        if (words := _words([remark.text for remark in run]))
    )


def _path(remark: Remark) -> DocumentPath:
    return remark.owner.path if remark.owner is not None else ()


def _runs(text: YamlText, found: list[Remark]) -> Iterator[list[Remark]]:
    """Comments that belong together: one behind something, or lines that follow each other at one column."""
    run: list[Remark] = []
    for remark in found:
        lines = all(text.is_first_on_line(each.offset) for each in (*run[-1:], remark))
        if run and not (lines and run[-1].is_above(text, remark.offset)):
            yield run
            run = []
        run.append(remark)
    if run:
        yield run


def _words(lines: list[str]) -> str:
    """What a run says: without the `#`, without rules such as `# -----`, without lines for tools."""
    kept = [line.lstrip("#").strip() for line in lines if not _NOT_A_PERSON.match(line)]
    return "\n".join(line if any(map(str.isalnum, line)) else "" for line in kept).strip("\n")
