"""What may be wrong with a change that an own rubric makes: its place, its kind, its words, its id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sustainrubric.base.problem import Code, DocumentPath, Problem
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.instruments.extension import Addition, PartWords
from sustainrubric.instruments.rubric_parts import PART_NAMES, PartAt, PartKind

# What may be reworded of a part, by its kind.
_WORDS: dict[PartKind, tuple[str, ...]] = {
    "category": ("title", "description", "variables_introduction", "variables_conclusion"),
    "variable": ("title", "description"),
    "element": ("title", "questions"),
    "criterion": ("name", "inadequate", "emerging", "strong", "exemplary", "note"),
    "look_for": ("text",),
    "level": ("name",),
    "term": ("group", "definition"),
}


# What may be nothing: a criterion without a descriptor for a level, and the texts that a part can do without.
_MAY_BE_NOTHING = frozenset(
    [
        "inadequate",
        "emerging",
        "strong",
        "exemplary",
        "note",
        "variables_introduction",
        "variables_conclusion",
    ]
)


_ADDED: tuple[PartKind, ...] = ("category", "variable", "element", "criterion", "look_for")


_HOLDERS: dict[PartKind, PartKind] = {
    "variable": "category",
    "element": "variable",
    "criterion": "element",
    "look_for": "element",
}


def given_parts(added: Addition) -> list[tuple[PartKind, Any]]:
    return [(kind, part) for kind in _ADDED if (part := getattr(added, kind)) is not None]


def check_words(words: PartWords, part: PartAt, path: DocumentPath) -> Iterator[Problem]:
    known = _WORDS[part.kind]
    for name in PartWords.model_fields:
        if name not in words.model_fields_set:
            continue
        if name not in known:
            message = f"{PART_NAMES[part.kind]} has no {name!r}; it has {', '.join(known)}"
            yield Problem(Code.NAMES_NO_PART, message, (*path, name), "key")
        elif getattr(words, name) is None and name not in _MAY_BE_NOTHING:
            message = f"the new {name} of {quoted(part.id)} is empty; write it, or leave the key out"
            yield Problem(Code.EMPTY_TEXT, message, (*path, name))


def not_one_part(given: Sequence[object], path: DocumentPath) -> Problem:
    kinds = ", ".join(_ADDED)
    if not given:
        return Problem(Code.MISSING_KEY, f"nothing is added here; write one of {kinds}", path)
    return Problem(Code.UNKNOWN_KEY, f"one part is added at a time; write one of {kinds}", path)


def check_place(
    after: str, kind: PartKind, known: dict[str, PartAt], gone: frozenset[str], path: DocumentPath
) -> Iterator[Problem]:
    place = known.get(after)
    path = (*path, "after")
    holder = _HOLDERS.get(kind)
    allowed = [PART_NAMES[kind]] + ([f"{PART_NAMES[holder]} to be first in"] if holder else [])
    if place is None or after in gone:
        why = "is left out" if place else "is no part of it"
        hint = "" if place else did_you_mean(after, known)
        message = f"{quoted(after)} {why}{hint}; name {' or '.join(allowed)}"
        yield Problem(Code.NAMES_NO_PART, message, path)
    elif place.kind not in (kind, holder):
        message = f"{quoted(after)} is {PART_NAMES[place.kind]}; name {' or '.join(allowed)}"
        yield Problem(Code.NAMES_NO_PART, message, path)


def holder_of(after: str, kind: PartKind, known: dict[str, PartAt]) -> str:
    place = known.get(after)
    if place is None or place.kind not in (kind, _HOLDERS.get(kind)):
        return ""
    return place.holder if place.kind == kind else place.id


def used_before(new: PartAt, retired: frozenset[str]) -> Problem:
    why = "was given to a part that is left out" if new.id in retired else "is given to another part"
    message = f"the id {quoted(new.id)} {why}; an id is never given twice"
    return Problem(Code.ID_USED_BEFORE, message, (*new.path, "id"))
