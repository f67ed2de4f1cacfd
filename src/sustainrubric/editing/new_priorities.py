"""A new file of priorities: its places in order, each with the glossary's definition.

Guidance stands behind `#:`, so that reports can tell it from a person's own comments.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterator
from pathlib import Path

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.fields import Layout
from sustainrubric.base.text import missing_words
from sustainrubric.check.text import told
from sustainrubric.disk.save import write_new
from sustainrubric.editing.files_around import agency_of_new
from sustainrubric.instruments.rubric import Rubric
from sustainrubric.instruments.shipped import newest_rubric
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.find import candidates, check_new_name
from sustainrubric.records.priorities import SUPPORT_LEVELS, Priorities
from sustainrubric.records.read_folder import Unread, read_folder, refuse_what_looks_whole
from sustainrubric.records.schema_line import editor_line
from sustainrubric.terminal.console import note
from sustainrubric.yaml.writer import Writer, dump

_WIDTH = 104

_HEAD = """\
#: Priorities: what the agency wants to achieve and how, in one place for all of its assessments.
#: Lines that begin with #: are guidance and can be deleted. `sustain validate` checks the file, and
#: `sustain report` makes a page of it. Definitions are quoted from the glossary of the rubric.
"""

_GOAL = """\
- id: grade-3-reading
  name: More grade 3 students read proficiently
  target:
    metric: Grade 3 students at or above proficient on the state reading test
    unit: percent
    baseline: {date: 2024-05-15, level: 48.2}
    interim:
      - {date: 2026-05-15, level: 52.0}
    end: {date: 2030-05-15, level: 62.0}
    measurements:
      - {date: 2025-05-15, level: 49.6}
"""

_REFORM = "- {id: literacy, name: Early literacy standards, goals: [grade-3-reading]}\n"

_STRATEGY = """\
- id: coaches
  reform: literacy
  name: Literacy coaches in LEAs
  start: 2024-08-15
  end: 2029-06-30
  scale: In 141 of 168 LEAs by 2027, and by video in the others.
"""

_THEORY = """\
theory_of_action: >-
  If literacy coaches in LEAs show teachers how to teach by the early literacy standards, then more
  grade 3 students read proficiently.
"""


_STAKEHOLDERS = (
    "Whose support the goals and reforms need (variable 1.B of the rubric), and who in the agency engages them. "
    f"Support is one of: {', '.join(SUPPORT_LEVELS)}. Pages for the public leave this out."
)

_STAKEHOLDER = """\
- name: State Teachers' Association
  group: unions
  support: {now: neutral, wanted: supportive}
  lead: Deputy commissioner
"""


def priorities_skeleton(head: str, reforms: str, rubric: Rubric, left_out: str = "") -> str:
    """A new file: `head` is its YAML up to the goals, `reforms` the YAML of those already known.

    `left_out` says where these are not all, and why.
    """
    definitions = {term.term: term.definition for term in rubric.glossary}
    parts = [
        _HEAD,
        head,
        *_chapter("Priority goals", definitions["Priority goal"]),
        *_said(f"Target: {definitions['Target']}"),
        "#: Add measurements as they come in; the report says whether the goal is on track.\n",
        *_like(_GOAL),
        "goals:\n",
        *_chapter("Priority reforms", definitions["Priority reform"]),
        "#: Assessments name a reform by its id.\n",
        *_like(_REFORM),
        *_said(left_out),
        "reforms:\n",
        reforms,
        *_chapter("Strategies", definitions["Strategy"]),
        *_like(_STRATEGY),
        "strategies:\n",
        *_chapter("Theory of action", definitions["Theory of action"]),
        "#: Name every goal, reform and strategy, by its name or by its id in brackets: [coaches].\n",
        *_like(_THEORY),
        "theory_of_action:\n",
        "\n#: Stakeholders\n",
        *_said(_STAKEHOLDERS),
        *_like(_STAKEHOLDER),
        "stakeholders:\n",
    ]
    return "".join(parts)


def _chapter(title: str, definition: str) -> Iterator[str]:
    yield f"\n#: {title}\n"
    yield from _said(definition)


def _said(text: str) -> Iterator[str]:
    for paragraph in text.split("\n"):
        if paragraph.strip():
            yield from (f"#:   {line}\n" for line in textwrap.wrap(paragraph, _WIDTH))


def _like(example: str) -> Iterator[str]:
    yield "#: Such as:\n"
    yield from (f"#:     {line}\n" for line in example.splitlines())


def make(file: str, agency: str | None, state: str | None, *, partial: bool = False) -> Iterator[str]:
    """Write a new file of priorities, with the reforms that assessments beside it are about.

    Raises:
        WrongUsage: a state is given, and no agency is known that it could be the state of.
        RefusedToWrite: it is there already, or cannot be written.
        Unreadable: a file beside it cannot be read, and `partial` is not set.
    """
    check_new_name(file)
    its_agency = agency_of_new(file, agency, state)
    if state and not its_agency:
        raise WrongUsage("--state is the agency's; name that, too: --agency NAME")
    reforms, missing = _reforms_around(Path(file).parent)
    if not partial:
        refuse_what_looks_whole(missing, f"{file} was not written")
    left_out = missing_words([one.file for one in missing], "reforms")
    head = {"kind": "priorities", "format": 1, **({"agency": its_agency} if its_agency else {})}
    text = priorities_skeleton(dump(head, Layout(Priorities)), _rows(reforms), newest_rubric(), left_out)
    text = editor_line(file, "priorities") + text
    write_new(file, text.encode("utf-8"))
    yield f"wrote {file}"
    if reforms:
        found = "1 reform" if len(reforms) == 1 else f"{len(reforms)} reforms"
        yield f"it has {found} that assessments beside it are about; name the goals they serve"


def _reforms_around(folder: Path) -> tuple[dict[str, str], list[Unread]]:
    """The names of the reforms that assessments in a folder are about, by id; the newest name counts.

    Beside them the files that cannot be read, each of which is told of and may be about one more.
    """
    found: list[Assessment] = []
    missing: list[Unread] = []
    around = candidates([str(folder)]) if os.path.isdir(folder) else ()
    for one in read_folder(around, ("assessment",)):
        if isinstance(one, Unread):
            for line in told(one):
                note(line)
            missing.append(one)
        elif isinstance(one.model, Assessment):
            found.append(one.model)
    found.sort(key=lambda assessment: assessment.round.date)
    return {assessment.reform.id: assessment.reform.name for assessment in found}, missing


def _rows(reforms: dict[str, str]) -> str:
    writer = Writer(Layout(Priorities))
    rows = [{"id": id_, "name": name, "goals": []} for id_, name in sorted(reforms.items())]
    return "".join(
        f"  -{writer.item(row, 2, ('reforms', index), in_one_line=True)}\n" for index, row in enumerate(rows)
    )
