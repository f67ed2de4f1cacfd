"""Random ways between two rubrics, and random assessments to go them: renamed, split, merged, dropped, added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from hypothesis import strategies as st

from sustainrubric.migration.alignment import Alignment, Row
from sustainrubric.records.mapping import Relation
from tests.rating.build import LEVELS

OLD, NEW = "small@1.0.0", "ours@2.0.0"
IDS = [f"1.A.{number}" for number in range(1, 9)]
NEW_IDS = [*IDS, "n.1", "n.2", "n.3"]
THIRD_IDS = [*NEW_IDS, "m.1"]

_TEXTS = st.sampled_from(["a", "b", "c d", "ä\nsecond line", "=x", "<b>"])
_EVIDENCE = st.fixed_dictionaries({"what": _TEXTS}, optional={"where": _TEXTS, "sensitive": st.booleans()})
_ACTIONS = st.fixed_dictionaries(
    {"what": _TEXTS},
    optional={
        "status": st.sampled_from(["planned", "under-way", "done", "dropped"]),
        "owner": _TEXTS,
        "id": st.sampled_from(["x", "y"]),
    },
)
_LEVEL = st.sampled_from([*LEVELS, "not-applicable", "unknown", None])
_RATING = st.none() | st.fixed_dictionaries(
    {},
    optional={
        "level": _LEVEL,
        "rationale": st.none() | _TEXTS,
        "dissent": _TEXTS,
        "criteria": st.none() | st.dictionaries(st.sampled_from("123"), st.sampled_from([*LEVELS, None])),
        "look_fors": st.dictionaries(st.sampled_from(["L1", "L2"]), st.sampled_from(["seen", "not-seen"])),
        "target": st.none() | st.sampled_from(LEVELS),
        "priority": st.none() | st.sampled_from(["high", "medium", "low"]),
        "evidence": st.none() | st.lists(_EVIDENCE, max_size=3),
        "actions": st.none() | st.lists(_ACTIONS, max_size=3),
    },
)
_PREVIOUS = st.none() | st.fixed_dictionaries(
    {"round": _TEXTS},
    optional={
        "levels": st.dictionaries(st.sampled_from(IDS), st.sampled_from(LEVELS)),
        "rationales": st.dictionaries(st.sampled_from(IDS), _TEXTS),
    },
)


@st.composite
def assessments(draw: st.DrawFn) -> dict[str, Any]:
    """The data of an assessment that is in order."""
    ids = st.sampled_from(IDS)
    optional = {
        "ratings": st.none() | st.dictionaries(ids, _RATING),
        "weights": st.none() | st.dictionaries(ids, st.sampled_from([1, 2, 0.5, 0.1, 1_000_000])),
        "previous": _PREVIOUS,
        "team": st.just([{"id": "a", "name": "A"}]),
        # What another part of the tool, or a later one, keeps in a file goes along untouched.
        "panel": st.just({"raters": ["a", "b"]}),
    }
    head = {
        "kind": "assessment",
        "format": 1,
        "rubric": OLD,
        "agency": {"name": "Example"},
        "reform": {"id": "literacy", "name": "Literacy"},
        "round": {"id": "2026-fall", "date": "2026-10-15"},
    }
    return head | draw(st.fixed_dictionaries({}, optional=optional))


@st.composite
def alignments(
    draw: st.DrawFn,
    old: str = OLD,
    new: str = NEW,
    old_ids: Sequence[str] = IDS,
    new_ids: Sequence[str] = NEW_IDS,
) -> Alignment:
    """A way on which every element of the old rubric has its place, or none."""
    sources = draw(st.permutations(old_ids))
    # The first few go as they are; the others are renamed, reworded, split, merged, dropped or made anew.
    unchanged = set(sources[: draw(st.integers(0, len(old_ids)))])
    sources = [one for one in sources if one not in unchanged]
    targets = [one for one in draw(st.permutations(new_ids)) if one not in unchanged]
    rows = []
    while sources:
        many = draw(st.integers(0, 3))
        mine, sources = sources[: many or 1], sources[many or 1 :]
        relation = draw(st.sampled_from(["equal", "reworded", "subset", "superset", "intersect", "none"]))
        if relation == "none":
            rows.append(Row(tuple(mine), (), "none", "left out"))
            continue
        wide = 1 if relation in ("equal", "reworded") else draw(st.integers(1, 3))
        if relation in ("equal", "reworded"):
            sources = mine[1:] + sources
            mine = mine[:1]
        theirs, targets = targets[:wide], targets[wide:]
        if not theirs:
            relation = "none"
        rows.append(Row(tuple(mine), tuple(theirs), cast("Relation", relation), "because"))
    rows += [Row((), (one,), "none", "new") for one in targets if draw(st.booleans())]
    return Alignment(
        old, new, tuple(row for row in rows if not (row.is_equal and row.sources == row.targets))
    )
