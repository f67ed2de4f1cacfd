"""A draft of a mapping between two rubrics: what is plain is done, the rest are rows for people to decide."""

from __future__ import annotations

from collections.abc import Iterator

from sustainrubric.base.text import one_line
from sustainrubric.instruments.rubric import Element, Rubric
from sustainrubric.instruments.rubric_parts import element_words, holds_all_of
from sustainrubric.yaml.writer import flow

_HEAD = """\
# What became of each element. Elements with the same id and the same words need no row.
# relation: equal (the rating is carried as it is), reworded, subset (the new element is part of the old one),
#   superset (it is more), intersect (they overlap), none (left out: leave 'to' empty; new: leave 'from' empty)
# Every relation but equal needs a reason under 'why'. Several elements may stand on either side.
kind: mapping
format: 1
from: {old}
to: {new}
"""


def draft_mapping(old: Rubric, new: Rubric) -> str:
    """The text of a mapping's file; rows to be decided have a relation with nothing after it."""
    rows = [*_rows(old, new)]
    body = "".join(rows) if rows else ""
    return _HEAD.format(old=old.reference, new=new.reference) + (f"rows:\n{body}" if rows else "rows: []\n")


def _rows(old: Rubric, new: Rubric) -> Iterator[str]:
    renamed = _renamed(old, new)
    for element_id, element in new.elements.items():
        before = old.elements.get(element_id)
        if before is not None and element_words(before) != element_words(element):
            why = f"Other words: {', '.join(_changed(before, element))}."
            yield _row([before], [element], "reworded", why)
    for old_id, new_id in renamed.items():
        yield _row([old.elements[old_id]], [new.elements[new_id]], "equal", "")
    for element_id, element in old.elements.items():
        if element_id not in new.elements and element_id not in renamed:
            yield _row([element], [], "", "")
    for element_id, element in new.elements.items():
        if element_id not in old.elements and element_id not in renamed.values():
            yield _row([], [element], "", "")


def _renamed(old: Rubric, new: Rubric) -> dict[str, str]:
    """Elements that have another id and the same words, from the old id to the new one."""
    by_words: dict[tuple[str, ...], list[str]] = {}
    for element_id, element in new.elements.items():
        if element_id not in old.elements:
            by_words.setdefault(element_words(element), []).append(element_id)
    found = {}
    for element_id, element in old.elements.items():
        same = by_words.get(element_words(element), [])
        if element_id not in new.elements and same:
            found[element_id] = same.pop(0)
    return found


def _row(old: list[Element], new: list[Element], relation: str, why: str) -> str:
    titles = [f"    # {side}: {each.id} {one_line(each.title)}\n" for side, each in _sides(old, new)]
    sides = (flow([each.id for each in side]) for side in (old, new))
    lines = [f"  - from: {next(sides)}\n", *titles, f"    to: {next(sides)}\n"]
    lines.append(f"    relation: {relation}\n" if relation else "    relation:\n")
    if relation != "equal":
        lines.append(f"    why: {flow(why)}\n" if why else "    why:\n")
    return "".join(lines)


def _sides(old: list[Element], new: list[Element]) -> Iterator[tuple[str, Element]]:
    yield from (("from", each) for each in old)
    yield from (("to", each) for each in new)


def _changed(old: Element, new: Element) -> Iterator[str]:
    """What of an element has other words."""
    if _plain(old.title) != _plain(new.title):
        yield "the title"
    if [_plain(text) for text in old.questions] != [_plain(text) for text in new.questions]:
        yield "the questions"
    criteria = [
        number
        for number, each in new.criteria_by_number.items()
        if (before := old.criteria_by_number.get(number)) is not None and _said(each) != _said(before)
    ]
    look_fors = [
        number
        for number, each in new.look_fors_by_number.items()
        if (earlier := old.look_fors_by_number.get(number)) is not None
        and _plain(each.text) != _plain(earlier.text)
    ]
    for words, numbers in (
        ("criterion", criteria),
        ("look-for", look_fors),
        ("without", holds_all_of(new, old)),
        ("with", holds_all_of(old, new)),
    ):
        yield from (f"{words} {number}" for number in numbers)


def _said(criterion: object) -> list[str]:
    keys = ("name", "inadequate", "emerging", "strong", "exemplary")
    return [_plain(getattr(criterion, key) or "") for key in keys]


def _plain(text: str) -> str:
    return " ".join(text.split())
