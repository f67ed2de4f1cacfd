"""The `#` comments that people wrote in a YAML file, each with the entry it stands by."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sustainrubric.base.problem import DocumentPath
from sustainrubric.yaml.entries import Entry, entries_of, open_flow, out_of_closed_flow
from sustainrubric.yaml.places import Node
from sustainrubric.yaml.reader import Document

_BREAK = re.compile(r"\r\n|\n|\r")

_COMMENT = re.compile(r"(?:(?<=[ \t\r\n])|\A)#[^\r\n]*")

_BLOCK_HEADER = re.compile(r"[|>][^\r\n]*(?:\r\n|\n|\r|\Z)")

# Written by our own skeletons, or for a tool: no person's words.
_NOT_A_PERSON = re.compile(r"#:|#\s*yaml-language-server\b|#\s*yamllint\b|#\s*-\*-|#\s*vim?:")


@dataclass(frozen=True, slots=True)
class Comment:
    """What a person wrote beside the entry at `path`; `line` counts from 1 in the whole file."""

    path: DocumentPath
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class _Run:
    """Comment lines that belong together: one trailing comment, or own lines with no gap between."""

    offset: int
    column: int
    trailing: bool
    lines: tuple[str, ...]


def comments(document: Document) -> tuple[Comment, ...]:
    """All comments of a document, in the order of the file; none where it cannot be read."""
    text = document.yaml
    if "#" not in text or not document.complete or document.root is None:
        return ()
    scalars = _scalar_spans(document.root, text)
    found = list(_comment_spans(text, scalars))
    if not found:
        return ()
    bare = _blanked(text, [*found, *scalars])
    entries = entries_of(document.root, bare)
    return tuple(
        Comment(_path(run, entries), words, document.source.location(document.base + run.offset).line)
        for run in _runs(text, found)
        if (words := _words(run.lines))
    )


def _scalar_spans(root: Any, text: str) -> list[tuple[int, int]]:
    """Where the scalars are, keys among them: a `#` in there is text."""
    spans: list[tuple[int, int]] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Node):
            spans.append(_scalar_span(node, text))
        elif isinstance(node.children, dict):
            for key, value in node.children.values():
                waiting += [key, value]
        else:
            waiting += node.children
    return sorted(spans)


def _scalar_span(event: Any, text: str) -> tuple[int, int]:
    start, end = event.start_mark.index, event.end_mark.index
    # The line that opens a block scalar may end in a comment: `key: | # why`.
    header = _BLOCK_HEADER.match(text, start) if event.style in ("|", ">") else None
    return (header.end() if header else start), end


def _comment_spans(text: str, scalars: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    position = 0
    for start, end in [*scalars, (len(text), len(text))]:
        for match in _COMMENT.finditer(text, position, max(position, start)):
            yield match.span()
        position = max(position, end)


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with nothing but its indicators: what is in `spans` is blank, offsets stay."""
    parts, position = [], 0
    for start, end in sorted(spans):
        parts += [text[position:start], " " * (end - start)]
        position = end
    return "".join([*parts, text[position:]])


def _runs(text: str, found: list[tuple[int, int]]) -> Iterator[_Run]:
    """Comments gathered into runs: own lines follow each other at one column without a gap."""
    open_run: _Run | None = None
    lines: list[str] = []
    end = line_start = 0
    for start, stop in found:
        # From the last line on: to look back through the whole text each time takes long.
        line_start = max(line_start, text.rfind("\n", line_start, start) + 1)
        line_start = max(line_start, text.rfind("\r", line_start, start) + 1)
        trailing = not text[line_start:start].isspace() and start > line_start
        line = text[start:stop]
        run = _Run(start, start - line_start, trailing, ())
        if open_run is not None:
            adjacent = len(_BREAK.findall(text, end, start)) == 1
            if adjacent and run.column == open_run.column and not (run.trailing or open_run.trailing):
                run = open_run
            else:
                yield replace(open_run, lines=tuple(lines))
                lines = []
        lines.append(line)
        open_run, end = run, stop
    if open_run is not None:
        yield replace(open_run, lines=tuple(lines))


def _words(lines: tuple[str, ...]) -> str:
    """What a run says: without the `#`, without rules such as `# -----`, without lines for tools."""
    kept = [line.lstrip("#").strip() for line in lines if not _NOT_A_PERSON.match(line)]
    return "\n".join(line if any(map(str.isalnum, line)) else "" for line in kept).strip("\n")


def _path(run: _Run, entries: list[Entry]) -> DocumentPath:
    """The entry that a run belongs to."""
    index = bisect_right(entries, run.offset, key=lambda entry: entry.start)
    before = entries[index - 1] if index else None
    after = entries[index] if index < len(entries) else None
    around = open_flow(before, run.offset)
    if run.trailing and before is not None:
        return out_of_closed_flow(before, run.offset).path
    if around is not None:
        return after.path if after and after.start < around.end else around.path
    if after is not None and after.column >= run.column:
        return after.path
    while before is not None and (before.in_flow or before.column >= run.column):
        before = before.parent
    return before.path if before is not None else ()
