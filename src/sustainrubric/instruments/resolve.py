"""A rubric and the changes of an own one -> the own rubric, whole: left out, then reworded, then added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.instruments.canonical import base_of
from sustainrubric.instruments.check_changes import (
    check_place,
    check_words,
    given_parts,
    holder_of,
    not_one_part,
    used_before,
)
from sustainrubric.instruments.extension import OwnRubric, RubricExtension
from sustainrubric.instruments.part_ids import check_part_id
from sustainrubric.instruments.rubric import Category, Element, GlossaryTerm, Rubric, Variable
from sustainrubric.instruments.rubric_parts import PartAt, PartKind, parts_below, parts_of

P = TypeVar("P", bound=BaseModel)


class Resolution(NamedTuple):
    """The whole rubric, or None where there are problems; `retired` are ids that nothing may be called any more."""

    rubric: OwnRubric | None
    problems: tuple[Problem, ...]
    retired: frozenset[str] = frozenset()


def resolve_rubric(
    extension: RubricExtension, base: Rubric, retired: frozenset[str] = frozenset()
) -> Resolution:
    """The rubric that an extension makes of its base; `retired` are ids left out further down.

    The outcome depends on its arguments alone: no file is read here.
    """
    changes = _Changes(extension, base)
    problems = [*changes.check_names(), *changes.check_additions(retired)]
    if problems:
        return Resolution(None, tuple(problems))
    return Resolution(changes.applied(), (), retired | changes.left_out())


@dataclass
class _Changes:
    extension: RubricExtension
    base: Rubric
    parts: dict[str, PartAt] = field(init=False)
    additions: dict[str, list[tuple[PartKind, Any]]] = field(init=False)
    gone: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.parts = {part.id: part for part in parts_of(self.base)}
        self.parts.update({level.id: PartAt(level.id, "level", (), "") for level in self.base.levels})
        for term in self.base.glossary:
            self.parts.setdefault(term.term, PartAt(term.term, "term", (), ""))
        self.gone = frozenset(self.extension.leave_out)
        self.additions = {}
        for added in self.extension.add:
            for kind, part in given_parts(added):
                self.additions.setdefault(added.after, []).append((kind, part))

    def left_out(self) -> frozenset[str]:
        """Every id that goes, with those of the parts inside of what is left out."""
        found: set[str] = set()
        for part in self.parts.values():
            if part.id in self.gone or part.holder in found:
                found.add(part.id)
        return frozenset(found)

    def check_names(self) -> Iterator[Problem]:
        """Say what `leave_out` and `reword` name that is not there, or cannot be said of it."""
        gone = self.left_out()
        for index, part_id in enumerate(self.extension.leave_out):
            part = self.parts.get(part_id)
            if part is None:
                yield self._names_nothing(part_id, ("leave_out", index))
            elif part.kind == "level":
                message = f"{part_id} is a level; the four levels stay, and may only be reworded"
                yield Problem(Code.NAMES_NO_PART, message, ("leave_out", index))
        for part_id, words in self.extension.reword.items():
            path: DocumentPath = ("reword", part_id)
            if part_id not in self.parts:
                yield self._names_nothing(part_id, path, anchor="key")
            elif part_id in gone:
                message = f"{quoted(part_id)} is left out, so there is nothing of it to reword"
                yield Problem(Code.NAMES_NO_PART, message, path, "key")
            else:
                yield from check_words(words, self.parts[part_id], path)

    def check_additions(self, retired: frozenset[str]) -> Iterator[Problem]:
        """Say what is wrong with the new parts: their place, their kind, and ids that were used before."""
        gone = self.left_out()
        known = dict(self.parts)
        for index, added in enumerate(self.extension.add):
            path: DocumentPath = ("add", index)
            given = given_parts(added)
            if len(given) != 1:
                yield not_one_part(given, path)
                continue
            kind, part = given[0]
            yield from check_place(added.after, kind, known, gone, path)
            holder = holder_of(added.after, kind, known)
            for new in parts_below(part, kind, (*path, kind), holder):
                yield from check_part_id(new)
                if new.id in known or new.id in retired:
                    yield used_before(new, gone | retired)
                known[new.id] = new

    def _names_nothing(self, part_id: str, path: DocumentPath, anchor: Any = "value") -> Problem:
        hint = did_you_mean(part_id, self.parts) or "; `sustain rubric show` prints its parts"
        message = f"{self.base.reference} has no part {quoted(part_id)}{hint}"
        return Problem(Code.NAMES_NO_PART, message, path, anchor)

    def applied(self) -> OwnRubric:
        """The whole rubric; nothing is wrong with the changes."""
        own, base = self.extension, self.base
        values = {name: getattr(base, name) for name in Rubric.model_fields}
        values |= {
            "id": own.id,
            "version": own.version,
            "title": own.title,
            "subtitle": own.subtitle or base.subtitle,
            "source": own.source,
            "levels": tuple(self._reworded(level, level.id) for level in base.levels),
            "introduction": own.introduction or base.introduction,
            "categories": tuple(self._categories()),
            "glossary": tuple(self._terms(base.glossary)),
            "rests_on": (base_of(base), *base.bases),
            "draft": True,
        }
        return OwnRubric.model_construct(None, **values)

    def _categories(self) -> Iterator[Category]:
        for category in self._kept(self.base.categories):
            yield self._category(category)
            yield from (self._category(new) for new in self._after(category.id, "category"))

    def _category(self, category: Category) -> Category:
        variables = tuple(map(self._variable, self._children(category.id, "variable", category.variables)))
        return self._reworded(category, category.id, variables=variables)

    def _variable(self, variable: Variable) -> Variable:
        elements = tuple(map(self._element, self._children(variable.id, "element", variable.elements)))
        return self._reworded(variable, variable.id, elements=elements)

    def _element(self, element: Element) -> Element:
        criteria = self._children(element.id, "criterion", element.criteria)
        look_fors = self._children(element.id, "look_for", element.look_fors)
        return self._reworded(
            element,
            element.id,
            criteria=tuple(self._reworded(each, each.id) for each in criteria),
            look_fors=tuple(self._reworded(each, each.id) for each in look_fors),
        )

    def _terms(self, terms: Sequence[GlossaryTerm]) -> Iterator[GlossaryTerm]:
        for term in terms:
            if self.parts[term.term].kind != "term":
                yield term
            elif term.term not in self.gone:
                yield self._reworded(term, term.term)

    def _children(self, holder: str, kind: PartKind, old: Iterable[P]) -> Iterator[P]:
        """What a part holds now: what comes first, then each old part and what comes after it."""
        yield from self._after(holder, kind)
        for part in self._kept(old):
            yield part
            yield from self._after(part.id, kind)  # type: ignore[attr-defined]

    def _kept(self, parts: Iterable[P]) -> Iterator[P]:
        return (part for part in parts if part.id not in self.gone)  # type: ignore[attr-defined]

    def _after(self, part_id: str, kind: PartKind) -> Iterator[Any]:
        """The new parts that follow a part, each with those that follow it in turn."""
        for added_kind, part in self.additions.get(part_id, ()):
            if added_kind == kind:
                yield part
                yield from self._after(part.id, kind)

    def _reworded(self, part: P, part_id: str, **held: Any) -> P:
        """The part with its new words and what it holds; the very object where nothing changes."""
        words = self.extension.reword.get(part_id)
        new = {name: value for name, value in held.items() if value != getattr(part, name)}
        if words is not None and part_id in self.parts:
            new |= {name: getattr(words, name) for name in words.model_fields_set}
        return part.model_copy(update=new) if new else part
