"""Text that ends before a `#`: YAML takes what follows as a comment, and few people mean that (SR311)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sustainrubric.base.problem import Code, DocumentPath, LocatedProblem, Problem
from sustainrubric.yaml.places import Node

if TYPE_CHECKING:
    from sustainrubric.yaml.reader import Document

# A line that may hold such a text; to find the places of all values takes longer than to read a file.
_SUSPECT = re.compile(r"[ \t-]*+(?:[\w-]+:[ \t]+)?[^\s\"'|>#\[{][^\r\n#]*[ \t]#")

_COMMENT = re.compile(r"[ \t]+#")

# What people write sentences in, in any kind of file.
_SENTENCES = frozenset(
    {
        "rationale", "dissent", "what", "why", "how", "description", "communication", "logistics", "resources",
        "evidence", "reason", "title", "name", "role", "area", "scale", "theory_of_action", "text", "context",
        "framework", "required-supports", "products", "when", "support", "note",
    }
)  # fmt: skip


def cut_texts(document: Document) -> Iterator[LocatedProblem]:
    """Unquoted texts that a comment follows on their line, in places for sentences."""
    text = document.yaml
    if " #" not in text or not _has_suspect_line(text):
        return
    for path, event in _scalars(document.root, ()):
        if event.style or not _is_sentence(path):
            continue
        found = _COMMENT.match(text, event.end_mark.index)
        if found is not None:
            message = (
                "the text ends before this '#', and what follows is taken as a comment: put the text in "
                "quotation marks if it belongs to it, or the comment on a line of its own"
            )
            location = document.source.location(document.base + found.end() - 1)
            yield LocatedProblem(location, Problem(Code.TEXT_CUT, message, path))


def _has_suspect_line(text: str) -> bool:
    """Whether a line may hold a text that is cut; only the few lines with a `#` are matched, as all take long."""
    sign = text.find("#")
    while sign >= 0:
        if _SUSPECT.match(text, text.rfind("\n", 0, sign) + 1):
            return True
        end = text.find("\n", sign)
        sign = text.find("#", end) if end >= 0 else -1
    return False


def _is_sentence(path: DocumentPath) -> bool:
    words = [part for part in path if isinstance(part, str)]
    return bool(words) and (words[-1] in _SENTENCES or "gaps" in words or words[0] == "answers")


def _scalars(root: Any, path: DocumentPath) -> Iterator[tuple[DocumentPath, Any]]:
    """The values of a document that are text or numbers, each with its path."""
    waiting = [(path, root)]
    while waiting:
        path, node = waiting.pop()
        if not isinstance(node, Node):
            yield path, node
        elif isinstance(node.children, dict):
            waiting += [((*path, key), value) for key, (_, value) in node.children.items()]
        else:
            waiting += [((*path, index), value) for index, value in enumerate(node.children)]
