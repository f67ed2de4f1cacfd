"""One file -> a model with all that is wrong with it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from sustainrubric.base.errors import InvalidFile
from sustainrubric.base.problem import Code, LocatedProblem, Problem
from sustainrubric.base.text import did_you_mean, one_line
from sustainrubric.disk.read import checked_content
from sustainrubric.instruments.catalog import SHIPPED, Catalog
from sustainrubric.records.check_comments import cut_texts
from sustainrubric.yaml.front_matter import is_markdown, parse_front_matter
from sustainrubric.yaml.reader import Document, parse
from sustainrubric.yaml.source import (
    STANDARD_INPUT,
    STANDARD_INPUT_SHOWN,
    TextSource,
    decode,
    read_input,
    text_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sustainrubric.base.model import Model
    from sustainrubric.records.partial import Partial

MAX_PROBLEMS = 200
"""Wrong shapes told of one file; who has more has one mistake many times, and each takes time to word."""

M = TypeVar("M", bound="Model")

# Kind -> the module and the name of its model; imported when a file of that kind is met.
KINDS = {
    "assessment": ("sustainrubric.records.assessment", "Assessment"),
    "settings": ("sustainrubric.records.settings", "Settings"),
    "rubric": ("sustainrubric.instruments.rubric", "Rubric"),
    "worksheet": ("sustainrubric.records.worksheet", "Worksheet"),
    "worksheet-definition": ("sustainrubric.instruments.worksheet_definition", "WorksheetDefinition"),
    "priorities": ("sustainrubric.records.priorities", "Priorities"),
    "ballot": ("sustainrubric.records.ballot", "Ballot"),
    "seal": ("sustainrubric.records.ballot", "Seal"),
    "mapping": ("sustainrubric.records.mapping", "Mapping"),
    "instrument-lock": ("sustainrubric.instruments.release_lock", "ReleaseLock"),
}

# The same for an instrument that is written as changes of another one.
EXTENSIONS = {
    "rubric": ("sustainrubric.instruments.extension", "RubricExtension"),
    "worksheet-definition": ("sustainrubric.instruments.extension", "WorksheetExtension"),
}

# Kind -> a command that shows or uses such a file, for who named it to another.
_TAKEN_BY = {
    "assessment": "status {}",
    "worksheet": "score {}",
    "priorities": "report {}",
    "settings": "validate {}",
    "rubric": "validate {}",
    "worksheet-definition": "validate {}",
    "ballot": "validate {}",
    "mapping": "validate {}",
}

Shaped = TypeVar("Shaped", bound=BaseModel)


class Misshapen(NamedTuple):
    """Why data is no model, and the model of its sound parts, where they make one."""

    problems: list[Problem]
    partial: Partial | None = None


def shaped(document: Document, model: type[Shaped]) -> Shaped | Misshapen:
    """The document as a model, or everything that keeps it from being one."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        # Imported late: most files are in good shape.
        from sustainrubric.records.partial import partial_model
        from sustainrubric.records.shape import problem_of

        details = error.errors(include_url=False)
        problems = list(dict.fromkeys(problem_of(found, document, model) for found in details[:MAX_PROBLEMS]))
        if len(details) > MAX_PROBLEMS:
            last = problems[-1]
            problems[-1] = last._replace(
                message=f"{last.message}; and {len(details) - MAX_PROBLEMS} more like it"
            )
            return Misshapen(problems)
        return Misshapen(problems, partial_model(document.data, model, error))


@dataclass(frozen=True)
class Loaded:
    """A file as we read it.

    `model` is None where problems kept it from being one; then `partial` may hold its sound parts,
    for finding more problems in the same run and for nothing else.
    """

    file: str
    document: Document
    model: Model | None
    problems: tuple[LocatedProblem, ...]
    partial: Partial | None = None
    instruments: Catalog = SHIPPED
    """The instruments that the file may name; those of its folder as soon as it was inspected."""

    @property
    def kind(self) -> str | None:
        """What the file says it is, where it says so."""
        data = self.document.data
        kind = data.get("kind") if isinstance(data, dict) else None
        return kind if isinstance(kind, str) else None

    def with_problems(self, problems: Iterable[Problem]) -> Loaded:
        """The same file with more found in it, sorted by place."""
        found = [self.document.located(problem) for problem in problems]
        return replace(self, problems=_sorted([*self.problems, *found])) if found else self

    def model_as(self, model: type[M]) -> M:
        """The model, where it is of the class `model` and the file has no error.

        Raises:
            InvalidFile: it is another kind of file, or has errors.
        """
        errors = [found for found in self.problems if found.problem.code.severity == "error"]
        if isinstance(self.model, model) and not errors:
            return self.model
        if self.model is not None and not isinstance(self.model, model):
            wanted = model.__name__.lower()
            message = f"this is a file of the kind {self.kind}; {_a(wanted)} is needed here{elsewhere(self)}"
            errors.append(self.document.located(Problem(Code.UNKNOWN_KIND, message, ("kind",))))
        raise InvalidFile(self.file, errors)


def elsewhere(loaded: Loaded) -> str:
    """What to say of a file of a kind that a command does not take: which command does."""
    template = _TAKEN_BY.get(loaded.kind or "")
    if template is None or loaded.file == STANDARD_INPUT_SHOWN:
        return ""
    return f"; `sustain {template.format(shlex.quote(one_line(loaded.file)))}` takes it"


def load(path: str) -> Loaded:
    """Read and shape one file; `-` is standard input.

    Raises:
        Unreadable: the file cannot be opened.
    """
    file, content = read_input(path)
    return load_bytes(content if path == STANDARD_INPUT else checked_content(content, path), file)


def load_bytes(raw: bytes, file: str) -> Loaded:
    """As `load`, of content already in hand; `file` is the name that problems carry."""
    source = decode(raw, file)
    if not isinstance(source, TextSource):
        document = Document(TextSource(file, ""), problems=[source], complete=False)
    elif is_markdown(file):
        document = parse_front_matter(source)
    else:
        document = parse(source)
    return load_document(document)


def load_document(document: Document) -> Loaded:
    """As `load`, of what was parsed already."""
    file = document.source.file
    if not document.complete:
        return Loaded(file, document, None, _sorted(document.problems))
    outcome = _model(document)
    if isinstance(outcome, Misshapen):
        found = [document.located(problem) for problem in outcome.problems]
        every = [*document.problems, *found, *cut_texts(document)]
        return Loaded(file, document, None, _sorted(every), outcome.partial)
    return Loaded(file, document, outcome, _sorted([*document.problems, *cut_texts(document)]))


def read_data(path: str) -> Document:
    """The plain data of a YAML file that is of none of our kinds, such as answers to record.

    Raises:
        Unreadable: the file cannot be opened.
        InvalidFile: it is not YAML as we read it.
    """
    file, content = read_input(path)
    document = parse(text_of(content, file))
    if document.problems:
        raise InvalidFile(file, document.problems)
    return document


def _model(document: Document) -> Model | Misshapen:
    data = document.data
    if not isinstance(data, dict):
        what = "the file is empty" if data is None else "this is not a mapping"
        message = f"{what}; an assessment is a mapping of keys and values that begins with 'kind: assessment'"
        return Misshapen([Problem(Code.NOT_A_MAPPING, message)])
    model = model_for(data)
    if model is None:
        return Misshapen([_kind_problem(document, data.get("kind"))])
    return shaped(document, model)


def model_for(data: dict[str, Any]) -> type[Model] | None:
    """The model of a file with this data, by its kind; None for a kind that we do not know."""
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        return None
    extends = kind in EXTENSIONS and "extends" in data
    module, name = EXTENSIONS[kind] if extends else KINDS[kind]
    model: type[Model] = getattr(import_module(module), name)
    return model


def _kind_problem(document: Document, kind: Any) -> Problem:
    if "kind" not in document.data:
        return Problem(Code.MISSING_KEY, "the key 'kind' is missing; write 'kind: assessment' first")
    if kind is None:
        return Problem(Code.UNKNOWN_KIND, "the kind is not given; write kind: assessment", ("kind",))
    # Imported late, as for every file in a wrong shape.
    from sustainrubric.records.shape import shown

    hint = did_you_mean(kind, KINDS) if isinstance(kind, str) else ""
    written = shown(document, ("kind",), kind)
    message = f"{written} is not a kind of file we know: {', '.join(KINDS)}{hint}"
    return Problem(Code.UNKNOWN_KIND, message, ("kind",))


def _sorted(problems: Iterable[LocatedProblem]) -> tuple[LocatedProblem, ...]:
    return tuple(sorted(set(problems), key=lambda found: found.sort_key))


def _a(noun: str) -> str:
    return f"an {noun}" if noun[:1] in "aeiou" else f"a {noun}"
