"""Four rounds of one reform, the last two by an own rubric in which words changed: what each command says of them.

The outputs are kept whole, so that a change in the wrong place, a wrong count or another way between the rubrics is
seen.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from sustainrubric.pages.parts import Step
from sustainrubric.rounds.picture import columns, line
from sustainrubric.rounds.textconv import lines
from sustainrubric.rounds.trend_view import TrendColumn
from tests.conftest import Result
from tests.small import NEW_ELEMENT, OWN_RUBRIC_HEAD

Sustain = Callable[..., Result]
Golden = Callable[[str, str], None]

OWN = f"""\
{OWN_RUBRIC_HEAD}leave_out: [2.B.ii, 3.B.i.L1]
reword:
  1.A.i: {{title: Align ours}}
  1.B.i: {{title: "Another title"}}
add:
{NEW_ELEMENT}  - after: 3.D.iv
    element:
      id: 3.D.v
      title: Read the record
      questions: [Who reads it?]
      criteria:
        - {{id: 3.D.v.1, name: Reading, inadequate: None., emerging: Some., strong: Most., exemplary: All.}}
      look_fors: [{{id: 3.D.v.L1, text: A reader.}}]
"""
WAY = """\
kind: mapping
format: 1
from: FROM
to: TO
rows:
  - {from: [1.A.i], to: [1.A.i], relation: reworded, why: Other words.}
  - {from: [1.B.i], to: [1.B.i], relation: reworded, why: Other words.}
  - {from: [3.B.i], to: [3.B.i], relation: superset, why: It asks less.}
  - ROW
"""
THERE = WAY.replace("FROM", "sustainability@1.0.0").replace("TO", "ours@1.0.0")
THERE = THERE.replace(
    "ROW", "{from: [2.B.ii], to: [3.D.iv, 3.D.v], relation: intersect, why: It is two now.}"
)
BACK = WAY.replace("FROM", "ours@1.0.0").replace("TO", "sustainability@1.0.0").replace("superset", "subset")
BACK = BACK.replace(
    "ROW", "{from: [3.D.iv, 3.D.v], to: [2.B.ii], relation: intersect, why: It is one again.}"
)
HEAD = """\
kind: assessment
format: 1
rubric: RUBRIC
agency: {name: Jefferson, state: JF}
reform: {id: literacy, name: Early literacy}
round: {id: YEAR-fall, date: YEAR-10-15}
team: [TEAM]
weights: {WEIGHTS}
ratings:
"""
ROUNDS = {
    2025: (
        "sustainability@1.0.0",
        "{id: m, name: M. L., role: Chief}, {id: gone, name: G. O.}",
        "1.A.i: 2",
        """\
  1.A.i: {level: emerging, rationale: Some., target: strong, priority: low, criteria: {1: emerging, 2: strong},
    look_fors: {L1: seen, L2: partly}, evidence: [{what: Law, date: 2025-01-01}, {what: Old list, where: shelf}],
    actions: [{id: a1, what: Ask, owner: m, due: 2026-01-01}, {what: Forget, owner: gone, status: under-way}]}
  1.B.i: {level: strong, rationale: Yes.}
  2.B.ii: {level: strong, rationale: Everywhere.}
  3.A.i: {criteria: {1: strong}, rationale: So.}
  3.B.i: {level: exemplary, rationale: All.}
  3.C.i: {level: unknown}
  2.A.i: {level: not-applicable, rationale: Nobody has it.}
""",
    ),
    2026: (
        "sustainability@1.0.0",
        "{id: m, name: M. Lopez, role: Chief}, {id: new, name: N. N.}",
        "1.A.i: 2",
        """\
  1.A.i: {level: strong, rationale: "More.\\nAnd more.", target: exemplary, criteria: {1: strong, 3: strong},
    look_fors: {L1: partly, L2: partly}, evidence: [{what: Law, date: 2025-01-01}, {what: New list, where: shelf}],
    actions: [{id: a1, what: Ask, owner: m, due: 2026-02-01, status: done}, {what: Write, owner: new}]}
  1.B.i: {level: emerging, rationale: Less., priority: high}
  2.B.ii: {level: strong, rationale: Everywhere., decided: {how: unanimous, votes: {strong: 2}}}
  3.A.i: {level: strong, rationale: So.}
  3.B.i: {level: exemplary, rationale: All.}
  3.C.i: {level: inadequate, rationale: None.}
  2.A.i: {level: strong, rationale: Now it is there.}
""",
    ),
    2027: (
        "ours@1.0.0",
        "{id: m, name: M. Lopez}",
        "1.A.i: 2, 1.B.i: 0.5",
        """\
  1.A.i: {level: exemplary, rationale: All of it.}
  1.B.i: {level: emerging, rationale: Less.}
  3.A.i: {level: emerging, rationale: So.}
  3.B.i: {level: strong, rationale: Most.}
  3.C.i: {level: not-applicable, rationale: Gone.}
  3.D.iv: {level: strong, rationale: Kept.}
""",
    ),
    2028: (
        "ours@1.0.0",
        "{id: m, name: M. Lopez}",
        "1.A.i: 2, 1.B.i: 0.5",
        """\
  1.A.i: {level: exemplary, rationale: All of it.}
  1.B.i: {level: strong, rationale: More.}
  3.A.i: {level: emerging, rationale: So.}
  3.B.i: {level: strong, rationale: Most.}
  3.D.iv: {level: inadequate, rationale: Lost.}
  3.D.v: {level: strong, rationale: Read.}
""",
    ),
}
ALL = ("2025.yaml", "2026.yaml", "2027.yaml", "2028.yaml")

COMMANDS: dict[str, tuple[str, ...]] = {
    **{
        f"diff.{form}": ("diff", *ALL[:2], "--format", form) for form in ("table", "json", "markdown", "html")
    },
    "diff-of-one.txt": ("diff", "2026.yaml", "2026.yaml"),
    **{f"diff-there.{form}": ("diff", *ALL[1:3], "--format", form) for form in ("table", "json", "markdown")},
    "diff-back.json": ("diff", "2027.yaml", "2026.yaml", "--format", "json"),
    "diff-backwards.txt": ("diff", "2026.yaml", "2025.yaml"),
    **{
        f"trend.{form}": ("trend", *ALL, "--format", form)
        for form in ("table", "json", "csv", "markdown", "html")
    },
    "trend-of-one.txt": ("trend", "2026.yaml"),
    "trend-of-one.markdown": ("trend", "2026.yaml", "--format", "markdown"),
    "trend-of-two.markdown": ("trend", *ALL[2:], "--format", "markdown"),
    **{
        f"rubrics.{form}": ("rubric", "diff", "sustainability@1.0.0", "ours@1.0.0", "--format", form)
        for form in ("table", "json", "markdown")
    },
    "rubrics-back.json": ("rubric", "diff", "ours@1.0.0", "sustainability@1.0.0", "--format", "json"),
    "textconv.txt": ("textconv", "2025.yaml"),
    "textconv-own.txt": ("textconv", "2028.yaml"),
}


def fill(folder: Path) -> None:
    texts = {f"{year}.yaml": round_text(year) for year in ROUNDS}
    texts |= {"sustain.yaml": "kind: settings\nformat: 1\n", "instruments/ours.yaml": OWN}
    texts |= {"instruments/there.yaml": THERE, "back.yaml": BACK}
    for name, text in texts.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def round_text(year: int) -> str:
    rubric, team, weights, ratings = ROUNDS[year]
    head = HEAD.replace("YEAR", str(year)).replace("RUBRIC", rubric)
    return head.replace("TEAM", team).replace("WEIGHTS", weights) + ratings


def kept(text: str) -> str:
    """What does not change with a release or with the looks of pages."""
    text = re.sub(r"<style>.*?</style>", "<style>", text, flags=re.DOTALL)
    return re.sub(r"sustain(rubric)? [0-9]+\.[0-9.]+", "sustain X", text)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_of_the_rounds_what_it_said(
    sustain: Sustain, golden: Golden, folder: Path, name: str
) -> None:
    fill(folder)
    to_file = ("-o", "-") if name.endswith("html") else ()
    result = sustain(*COMMANDS[name], *to_file)
    golden(f"rounds/{name}", kept(f"{result.out}{result.err}"))


@pytest.mark.parametrize("command", ["diff", "trend"])
def test_a_mapping_is_the_way_there_and_back_wherever_it_is_named(
    sustain: Sustain, folder: Path, command: str
) -> None:
    fill(folder)
    rounds = [command, "2026.yaml", "2027.yaml", "--format", "json"]
    own = sustain(*rounds).out
    (folder / "instruments" / "there.yaml").rename(folder / "there.yaml")
    without = sustain(*rounds).out
    assert without != own
    assert sustain(*rounds, "--mapping", "there.yaml").out == own
    assert sustain(*rounds, "--mapping", "back.yaml").out == own
    (folder / "back.yaml").rename(folder / "instruments" / "back.yaml")
    assert sustain(*rounds).out == own
    (folder / "instruments" / "back.yaml").write_text(BACK.replace("1.B.i], rel", "1.B.ii], rel"))
    assert sustain(*rounds).out == without


def test_a_mapping_that_is_wrong_or_of_no_use_is_refused(sustain: Sustain, folder: Path) -> None:
    fill(folder)
    same = sustain("diff", "2025.yaml", "2026.yaml", "--mapping", "back.yaml", code=2).err
    assert (
        "--mapping back.yaml is from ours@1.0.0 to sustainability@1.0.0, and no rounds here go that way"
        in same
    )
    (folder / "unknown.yaml").write_text(BACK.replace("ours@1.0.0", "theirs@1.0.0"))
    unknown = sustain("diff", "2026.yaml", "2027.yaml", "--mapping", "unknown.yaml", code=3).err
    assert re.search(r"^unknown.yaml:3:7: error SR201 there is no rubric 'theirs'", unknown, re.MULTILINE)
    (folder / "both.yaml").write_text(
        BACK.replace("ours@1.0.0", "a@1.0.0").replace("sustainability@1.0.0", "b@1.0.0")
    )
    both = sustain("diff", "2026.yaml", "2027.yaml", "--mapping", "both.yaml", code=3).err
    assert [row.split(":")[1] for row in both.splitlines()[:2]] == ["3", "4"]
    (folder / "partial.yaml").write_text("\n".join(BACK.splitlines()[:-1]) + "\n")
    partial = sustain("diff", "2026.yaml", "2027.yaml", "--mapping", "partial.yaml", code=3).err
    assert "partial.yaml" in partial
    assert "2.B.ii" in partial


LEVELS = "inadequate: None., emerging: Some., strong: Most., exemplary: All."


def element(name: str, after: str, criteria: int, look_fors: int) -> str:
    """An element that an own rubric adds."""
    rows = "".join(
        f"        - {{id: {name}.{number}, name: C{number}, {LEVELS}}}\n" for number in range(1, criteria + 1)
    )
    seen = ", ".join(f"{{id: {name}.L{number}, text: Sign {number}.}}" for number in range(1, look_fors + 1))
    return (
        f"  - after: {after}\n    element:\n      id: {name}\n      title: Now {name}\n      questions: [What?]\n"
        f"      criteria:\n{rows}      look_fors: [{seen}]\n"
    )


THIRD = OWN.replace("id: ours", "id: third").replace("title: Our wording", "title: Third wording")
THIRD = THIRD.replace("[2.B.ii,", "[2.B.ii, 3.A.i, 3.A.ii,")
THIRD += element("3.A.y", "3.A.iii", 1, 1) + element("3.A.z", "3.A.y", 4, 5)
RENAMED = """\
kind: mapping
format: 1
from: ours@1.0.0
to: third@1.0.0
rows:
  - {from: [3.A.i], to: [3.A.z], relation: equal, why: It asks the same.}
  - {from: [3.A.ii], to: [3.A.y], relation: superset, why: It asks less.}
"""


@pytest.mark.parametrize("form", ["table", "json"])
def test_an_element_is_followed_through_two_rubrics_and_another_name(
    sustain: Sustain, golden: Golden, folder: Path, form: str
) -> None:
    fill(folder)
    (folder / "instruments" / "third.yaml").write_text(THIRD)
    (folder / "instruments" / "renamed.yaml").write_text(RENAMED)
    third = round_text(2028).replace("2028", "2029").replace("ours@1.0.0", "third@1.0.0")
    (folder / "2029.yaml").write_text(
        third.replace("  3.A.i: {level: emerging", "  3.A.z: {level: exemplary")
    )
    shown = sustain("trend", *ALL, "2029.yaml", "--format", form)
    golden(f"rounds/three-rubrics.{form}", kept(shown.out + shown.err))


STEPS = (
    Step("inadequate", "Inadequate", "Inad.", 1),
    Step("emerging", "Emerging", "Emerg.", 2),
    Step("strong", "Strong", "Strong", 3),
    Step("exemplary", "Exemplary", "Exem.", 4),
)


def test_the_picture_of_a_trend_is_what_it_was(golden: Golden) -> None:
    shown = [
        TrendColumn(f"20{place:02}-round" * (1 + place % 3), (place % 4, 3, 0, 19 - place % 7), place % 3)
        for place in range(20)
    ]
    pictures = [columns(shown[:number], STEPS, number) for number in (0, 1, 8, 9, 12, 13)]
    pictures.append(
        columns([TrendColumn("small", (1, 0, 0, 1), 0), TrendColumn("empty", (0, 0, 0, 0), 2)], STEPS, 3)
    )
    golden("rounds/columns.svg", "\n".join(pictures).replace("><", ">\n<") + "\n")


def test_the_lines_beside_numbers_are_what_they_were(golden: Golden) -> None:
    rows: list[tuple[list[Fraction | int | None], tuple[int, ...]]] = [
        ([], ()),
        ([2], ()),
        ([1, 2, 3], ()),
        ([1, None, 3, 4], ()),
        ([None, 1, 2, 3, 4], (2,)),
        ([1, 2, 3, 4], (1, 3)),
        ([Fraction(5, 2), Fraction(7, 3), 4], ()),
        ([3] * 20, ()),
        ([3] * 21, ()),
        ([*[3] * 20, None, 1], (21,)),
    ]
    golden("rounds/lines.svg", "".join(f"{line(numbers, 1, 4, breaks)}\n" for numbers, breaks in rows))


HALF_EDITED: tuple[Mapping[str, Any], ...] = (
    {},
    {"kind": "worksheet"},
    {"kind": "assessment"},
    {"kind": "assessment", "ratings": []},
    {"kind": "assessment", "ratings": None, "rubric": None, "reform": {"id": None, "name": "N"}},
    {"kind": "assessment", "team": "m", "weights": [1], "round": "r\n2", "agency": ["a", "b"]},
    {"kind": "assessment", "team": [{"id": "m", "name": None}, "x"], "weights": {"1.A.i": 2, "b": None}},
    {"kind": "assessment", "ratings": {"z": None, "1.B.i": "strong", "a\nb": {"level": 3}, "1.A.i": {"criteria": {}}}},
    {
        "kind": "assessment",
        "ratings": {
            "1.A.i": {
                "target": "strong", "priority": 1, "rationale": " so\n so ",
                "criteria": {"10": "a", "9": "b", "x": "c"},
                "look_fors": {"L2": "seen", "L10": "partly", "L1": "not-seen"},
                "evidence": ["bare", {"what": "W", "where": "w", "date": "d"}, {"date": "d"}, {"what": "W"}],
                "actions": ["bare", {"what": "W", "owner": "o", "due": "d", "status": "done"}, {"status": None}],
            },
            "1.B.i": {"criteria": "all", "evidence": "law", "actions": {"what": "W"}, "look_fors": None},
        },
    },
)  # fmt: skip


def test_a_half_edited_file_is_shown_as_it_stands(golden: Golden) -> None:
    shown = []
    for data in HALF_EDITED:
        for titles, body in (({}, ""), ({"1.B.i": "Second", "1.A.i": "First"}, "the\nbody\n")):
            found = lines(dict(data), titles, body)
            shown.append("".join(f"{row}\n" for row in found) if found is not None else "no words\n")
    golden("rounds/half-edited.txt", "==\n".join(shown))
