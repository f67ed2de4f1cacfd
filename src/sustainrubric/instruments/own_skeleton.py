"""The first text of an own instrument: changes of another one, or the same tree with texts to type in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sustainrubric.instruments.rubric import Criterion, Element, Rubric
from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
from sustainrubric.yaml.writer import flow


class OwnHead(NamedTuple):
    """What an own instrument is called, and who wrote it; `published` is a year and a month."""

    id: str
    version: str
    publisher: str
    published: str


_CHANGES = """\

# 1. What does not apply, by its id: leave_out: [2.B.ii, 1.B.ii.L4]
leave_out: []

# 2. Other words, by id. Of an element: title, questions. Of a criterion: name, inadequate, emerging, strong,
#    exemplary, note. Of a look-for: text. Of a category or a variable: title, description. Of a level: name.
reword: {}
#  1.A.i: {title: Align our policy agenda with priority reforms}
#  1.A.i.3: {strong: "...", note: District boards instead of state agencies.}

# 3. New parts, each after another one: an element, a criterion, a look_for, a variable or a category.
add: []
#  - after: 1.A.i
#    look_for: {id: 1.A.i.L99, text: "..."}
"""
_WORKSHEET_CHANGES = """\

# 1. Questions that do not apply: leave_out: [context.products]
leave_out: []

# 2. Other words: of a step (title, overview, instructions), a question (text), a table, a column, a field (title).
reword: {}
#  context.framework: {text: "Which model guides this work?"}

# 3. New questions, each after another one or after the step, to be the first.
add: []
#  - after: context.framework
#    question: {id: districts, text: "..."}
"""


def extending_text(base: Rubric | WorksheetDefinition, head: OwnHead) -> str:
    """An own instrument that extends another one and changes nothing yet."""
    kind = "rubric" if isinstance(base, Rubric) else "worksheet-definition"
    changes = _CHANGES if isinstance(base, Rubric) else _WORKSHEET_CHANGES
    return (
        f"kind: {kind}\nformat: 1\nid: {head.id}\nversion: {flow(head.version, chr(34))}\n"
        f"extends: {base.reference}\n"
        f"title: {flow(f'{base.title}, our wording')}\n{_source(head, 'Adapted; our changes CC0.')}{changes}"
    )


def like_text(model: Rubric, head: OwnHead) -> str:
    """An own rubric with the parts of another one and none of its texts: to type in an edition from paper."""
    return "".join(_like(model, head))


def _like(model: Rubric, head: OwnHead) -> Iterator[str]:
    yield "# Type in the texts; `sustain validate` says where one is missing. Take out what your edition lacks,\n"
    yield "# and give what it adds an id of its own. Of a criterion and a look-for the last part is its number.\n"
    yield f"kind: rubric\nformat: 1\nid: {head.id}\nversion: {flow(head.version, chr(34))}\n"
    yield f"title:\nsubtitle:\n{_source(head, '')}levels:\n"
    for level in model.levels:
        yield f"  - {{id: {level.id}, name: {flow(level.name)}, points: {level.points}}}\n"
    yield "introduction: []\ncategories:\n"
    for category in model.categories:
        yield f"  - id: {flow(category.id)}\n    title:\n    description:\n    variables:\n"
        for variable in category.variables:
            yield f"      - id: {flow(variable.id)}\n        title:\n        description:\n        elements:\n"
            for element in variable.elements:
                yield from _element(element)
    yield "glossary: []\n"


def _element(element: Element) -> Iterator[str]:
    inner = " " * 12
    yield f"          - id: {flow(element.id)}\n{inner}title:\n{inner}questions:\n"
    yield f"{inner}  -\n" * len(element.questions)
    yield f"{inner}criteria:\n" if element.criteria else f"{inner}criteria: []\n"
    for criterion in element.criteria:
        yield from _criterion(criterion, f"{inner}  ")
    yield f"{inner}look_fors:\n" if element.look_fors else f"{inner}look_fors: []\n"
    for look_for in element.look_fors:
        yield f"{inner}  - id: {flow(look_for.id)}\n{inner}    text:\n"


def _criterion(criterion: Criterion, margin: str) -> Iterator[str]:
    yield f"{margin}- id: {flow(criterion.id)}\n{margin}  name:\n"
    for level in ("inadequate", "emerging", "strong", "exemplary"):
        yield f"{margin}  {level}:\n"


def _source(head: OwnHead, rights: str) -> str:
    said = f" {flow(rights)}" if rights else ""
    return (
        f"source:\n  publisher: {flow(head.publisher)}\n"
        f"  published: {flow(head.published, chr(34))}\n  rights:{said}\n"
    )
