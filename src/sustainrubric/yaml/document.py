"""A document that was read: its data, and the place in the text of every key and value."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sustainrubric.base.problem import OF_A_WORD, Code, DocumentPath, LocatedProblem, Location, Problem
from sustainrubric.base.text import lookalike, with_hidden_signs
from sustainrubric.yaml.events import ScalarEvent
from sustainrubric.yaml.places import child, offset_of, places
from sustainrubric.yaml.source import TextSource


@dataclass
class Document:
    """One YAML document: its data, and where each part of it stands.

    The YAML is `source.text[base:end]`, all of it but for front matter, where `body` is the
    Markdown below; `problems` are those of reading it, and `complete` says whether `data` holds
    all that the text says.
    """

    source: TextSource
    base: int = 0
    end: int | None = None
    data: Any = None
    problems: list[LocatedProblem] = field(default_factory=list)
    complete: bool = True
    body: str = ""

    @cached_property
    def root(self) -> Any:
        """The tree of places: nodes and scalar events; None where there is no value to place."""
        return places(self.yaml).root

    @property
    def yaml(self) -> str:
        """The part of the text that is YAML."""
        text = self.source.text
        return text if not self.base and self.end is None else text[self.base : self.end]

    def locate(self, path: DocumentPath, anchor: str = "value") -> Location:
        """Where the value (or the key) at `path` stands; the nearest part above where it is missing."""
        return self.source.location(self.offset(path, anchor))

    def offset(self, path: DocumentPath, anchor: str = "value") -> int:
        """As `locate`, as an offset in the source's text."""
        return self.base + (offset_of(self.root, path, anchor) if self.root is not None else 0)

    def written(self, path: DocumentPath) -> str | None:
        """The text of the scalar at `path` as the file has it, or None for anything else."""
        node = self.root
        for part in path:
            found = child(node, part)
            if found is None:
                return None
            node = found[1]
        return node.value if isinstance(node, ScalarEvent) else None

    def located(self, problem: Problem) -> LocatedProblem:
        if not self.source.text.isascii() and problem.code in OF_A_WORD and problem.path:
            word = str(problem.path[-1]) if problem.anchor == "key" else self.written(problem.path)
            problem = problem._replace(message=problem.message + lookalike(word or ""))
        if not problem.message.isprintable():
            # A message may propose a word of the file, which then shows what is hidden in it.
            problem = problem._replace(message=with_hidden_signs(problem.message))
        return LocatedProblem(self.locate(problem.path, problem.anchor), problem)


def add_problem(document: Document, code: Code, index: int, message: str) -> None:
    location = document.source.location(document.base + index)
    document.problems.append(LocatedProblem(location, Problem(code, message)))
