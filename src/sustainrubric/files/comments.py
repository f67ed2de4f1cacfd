"""The `#` comments that people wrote in a YAML file, each with the entry it stands by."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sustainrubric.files.yaml_source import Document, Node
from sustainrubric.model.problem import DocumentPath

_BREAK = re.compile(r"\r\n|\n|\r")
_COMMENT = re.compile(r"(?:(?<=[ \t\r\n])|\A)#[^\r\n]*")
_BLOCK_HEADER = re.compile(r"[|>][^\r\n]*(?:\r\n|\n|\r|\Z)")
# Ends front matter; the same line that the reader of front matter looks for.
_CLOSING = re.compile(r"(?:(?<=[\r\n])|\A)(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)")
# Written by our own skeletons, or for a tool: no person's words.
_NOT_A_PERSON = re.compile(r"#:|#\s*yaml-language-server\b|#\s*yamllint\b|#\s*-\*-|#\s*vim?:")
# Before a comment on its line: nothing, or only the '-' of a list item that goes on below.
_NOTHING_BEFORE = re.compile(r"[ \t]*(?:-[ \t]+)*")


@dataclass(frozen=True, slots=True)
class Comment:
    """What a person wrote beside the entry at `path`; `line` counts from 1 in the whole file."""

    path: DocumentPath
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key with its value, or a list item: from where to where it goes, and what holds it."""

    path: DocumentPath
    start: int
    end: int
    column: int
    parent: _Entry | None
    in_flow: bool
    is_flow: bool


@dataclass(frozen=True, slots=True)
class _Run:
    """Comment lines that belong together: one trailing comment, or own lines with no gap between."""

    offset: int
    column: int
    trailing: bool
    lines: tuple[str, ...]


def comments(document: Document) -> tuple[Comment, ...]:
    """All comments of a complete document, in the order of the file."""
    text = _yaml_text(document)
    if "#" not in text or document.root is None:
        return ()
    scalars = _scalar_spans(document.root, text)
    found = list(_comment_spans(text, scalars))
    if not found:
        return ()
    bare = _blanked(text, [*found, *scalars])
    entries = _entries(document.root, bare)
    return tuple(
        Comment(_path(run, entries), words, document.source.location(document.base + run.offset).line)
        for run in _runs(text, found)
        if (words := _words(run.lines))
    )


def _yaml_text(document: Document) -> str:
    """The YAML alone; in a Markdown file it ends where the body begins."""
    text = document.source.text
    if not document.base:
        return text
    closing = _CLOSING.search(text, document.base)
    return text[document.base : closing.start() if closing else len(text)]


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
    end = 0
    for start, stop in found:
        line_start = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
        trailing = _NOTHING_BEFORE.fullmatch(text, line_start, start) is None
        line = text[start:stop]
        if open_run and not trailing and not open_run.trailing and open_run.column == start - line_start:
            if len(_BREAK.findall(text, end, start)) == 1:
                open_run = _Run(open_run.offset, open_run.column, False, (*open_run.lines, line))
                end = stop
                continue
        if open_run:
            yield open_run
        open_run, end = _Run(start, start - line_start, trailing, (line,)), stop
    if open_run:
        yield open_run


def _words(lines: tuple[str, ...]) -> str:
    """What a run says: without the `#`, without rules such as `# -----`, without lines for tools."""
    kept = [line.lstrip("#").strip() for line in lines if not _NOT_A_PERSON.match(line)]
    return "\n".join(line if any(map(str.isalnum, line)) else "" for line in kept).strip("\n")


def _entries(root: Any, bare: str) -> list[_Entry]:
    """Every entry of the document in the order of the text."""
    entries: list[_Entry] = []
    waiting: list[tuple[Any, DocumentPath, _Entry | None]] = [(root, (), None)]
    while waiting:
        node, path, parent = waiting.pop()
        if not isinstance(node, Node):
            continue
        for part, start, child in _children(node, bare):
            entry = _entry(node, (*path, part), start, child, parent, bare)
            entries.append(entry)
            waiting.append((child, entry.path, entry))
    return sorted(entries, key=lambda entry: (entry.start, len(entry.path)))


def _children(node: Node, bare: str) -> Iterator[tuple[str | int, int, Any]]:
    if isinstance(node.children, dict):
        for name, (key, value) in node.children.items():
            yield name, key.start_mark.index, value
        return
    position = node.start.start_mark.index
    for index, child in enumerate(node.children):
        start = _first_event(child).start_mark.index
        # A block item begins at its '-', which no event marks.
        dash = -1 if node.start.flow_style else bare.rfind("-", position, start)
        yield index, (dash if dash >= 0 else start), child
        position = _last_event(child).end_mark.index


def _entry(
    node: Node, path: DocumentPath, start: int, child: Any, parent: _Entry | None, bare: str
) -> _Entry:
    line_start = max(bare.rfind("\n", 0, start), bare.rfind("\r", 0, start)) + 1
    return _Entry(
        path=path,
        start=start,
        end=_last_event(child).end_mark.index,
        column=start - line_start,
        parent=parent,
        in_flow=bool(node.start.flow_style),
        is_flow=isinstance(child, Node) and bool(child.start.flow_style),
    )


def _first_event(child: Any) -> Any:
    return child.start if isinstance(child, Node) else child


def _last_event(child: Any) -> Any:
    return child.end if isinstance(child, Node) else child


def _path(run: _Run, entries: list[_Entry]) -> DocumentPath:
    """The entry that a run belongs to."""
    index = bisect_right(entries, run.offset, key=lambda entry: entry.start)
    before = entries[index - 1] if index else None
    after = entries[index] if index < len(entries) else None
    around = _open_flow(before, run.offset)
    if run.trailing and before is not None:
        return _out_of_closed_flow(before, run.offset).path
    if around is not None:
        return after.path if after and after.start < around.end else around.path
    if after is not None and after.column >= run.column:
        return after.path
    while before is not None and (before.in_flow or before.column >= run.column):
        before = before.parent
    return before.path if before is not None else ()


def _open_flow(entry: _Entry | None, offset: int) -> _Entry | None:
    """The innermost `{ }` or `[ ]` that is open at `offset`."""
    while entry is not None and not (entry.is_flow and offset < entry.end):
        entry = entry.parent
    return entry


def _out_of_closed_flow(entry: _Entry, offset: int) -> _Entry:
    """The entry itself, or the outermost `{ }` or `[ ]` it is in that closed before `offset`."""
    outermost = entry
    parent = entry.parent
    while parent is not None and parent.is_flow and parent.end <= offset:
        outermost, parent = parent, parent.parent
    return outermost
