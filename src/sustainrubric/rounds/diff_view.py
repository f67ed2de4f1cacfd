"""What moved between two rounds -> the plain view that every readable format is made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from sustainrubric.base.numbers import two_places
from sustainrubric.base.phrase import moved_phrase, own
from sustainrubric.base.text import DASH, listed, moved_words, one_line
from sustainrubric.pages.credits import instrument_words, own_credits
from sustainrubric.rounds import words
from sustainrubric.rounds.model import (
    MOVE_KINDS,
    ActionMove,
    Changed,
    ElementMove,
    MoveKind,
    RatedRound,
    Reading,
    Rollup,
    RoundDiff,
)
from sustainrubric.rounds.subject import why_not_one_subject
from sustainrubric.rounds.view_parts import (
    ChangeRow,
    DiffSection,
    DiffView,
    MoveGroup,
    MoveRow,
    RollupRow,
    RoundView,
)
from sustainrubric.rounds.words import ReadingView

_EXPLAINED = frozenset[MoveKind](MOVE_KINDS) - {"unchanged"}


def diff_view(diff: RoundDiff) -> DiffView:
    new = diff.new.assessment
    return DiffView(
        title=f"What moved: {one_line(new.reform.name)}",
        agency=one_line(new.agency.name),
        reform=one_line(new.reform.name),
        old=_round(diff.old),
        new=_round(diff.new),
        headline=words.headline(diff),
        remarks=tuple(words.remarks(diff, why_not_one_subject(diff.old, diff.new))),
        credits=own_credits([diff.old.rubric, diff.new.rubric]),
        rollups=tuple(_rollups(diff)),
        groups=tuple(_groups(diff)),
        sections=tuple(section for section in _sections(diff) if section.rows),
    )


def _round(one: RatedRound) -> RoundView:
    return RoundView(one_line(one.shown_name), one.assessment.round.date.isoformat(), one.assessment.rubric)


def _rollups(diff: RoundDiff) -> Iterator[RollupRow]:
    yield _rollup(diff.overall, 0, "Overall")
    for category in diff.categories:
        yield _rollup(category.rollup, 1, f"{category.rollup.id}. {category.rollup.title}")
        for variable in category.variables:
            yield _rollup(variable, 2, f"{variable.id} {variable.title}")


def _rollup(rollup: Rollup, depth: int, name: str) -> RollupRow:
    return RollupRow(
        depth=depth,
        name=name,
        compared=f"{rollup.compared} of {rollup.elements}",
        majority=moved_words(rollup.old.majority or DASH, rollup.new.majority or DASH),
        mean=moved_words(two_places(rollup.old.mean, DASH), two_places(rollup.new.mean, DASH)),
        improved=rollup.counts["improved"],
        declined=rollup.counts["declined"],
    )


def _groups(diff: RoundDiff) -> Iterator[MoveGroup]:
    for kind, heading in words.HEADINGS.items():
        moves = [move for move in diff.elements if move.kind == kind]
        if kind == "not_comparable":
            still = [move for move in moves if not move.differs]
            yield from _group(kind, heading, [move for move in moves if move.differs], diff)
            yield from _group(kind, "No level in either round", still, diff, quiet=True)
        else:
            yield from _group(kind, heading, moves, diff, quiet=kind == "unchanged")


def _group(
    kind: MoveKind, heading: str, moves: Sequence[ElementMove], diff: RoundDiff, *, quiet: bool = False
) -> Iterator[MoveGroup]:
    if moves:
        yield MoveGroup(kind, heading, tuple(_move(move, diff) for move in moves), quiet)


def _move(move: ElementMove, diff: RoundDiff) -> MoveRow:
    rating = diff.new.assessment.ratings.get(move.id)
    explained = move.kind in _EXPLAINED and rating is not None
    return MoveRow(
        id=move.id,
        title=move.title,
        old=_reading(move.old),
        new=_reading(move.new),
        words=moved_words(words.reading_words(move.old), words.reading_words(move.new)),
        remark=words.REASONS[move.reason] if move.reason else "",
        why=(rating.rationale or "") if explained and rating else "",
    )


def _reading(reading: Reading | None) -> ReadingView | None:
    return ReadingView(reading.level, reading.given, reading.derived) if reading is not None else None


def _sections(diff: RoundDiff) -> Iterator[DiffSection]:
    yield from _actions(diff)
    yield DiffSection("Targets", tuple(_pairs(diff.targets)))
    yield DiffSection("Priorities", tuple(_pairs(diff.priorities)))
    yield DiffSection("How a panel agreed", tuple(_pairs(diff.decisions)))
    yield DiffSection("Criteria", tuple(_by_element(diff.criteria)))
    yield DiffSection("Look-fors", tuple(_by_element(diff.look_fors)))
    yield DiffSection("Evidence", tuple(_evidence(diff)))
    moved = {move.id for move in diff.elements if move.kind in _EXPLAINED}
    rewritten = [change.id for change in diff.rationales if change.id not in moved]
    yield DiffSection("Rationales rewritten, level unchanged", tuple(ChangeRow(i, "") for i in rewritten))
    yield DiffSection("Weights", tuple(_pairs(_weight_words(diff))))
    yield DiffSection("Team", tuple(ChangeRow(one_line(c.id), words.member_words(c)) for c in diff.team))
    yield DiffSection("Names and rubric", tuple(_subject(diff)))
    yield DiffSection("Wording of the rubric", tuple(_wording(diff.wording)))


def _actions(diff: RoundDiff) -> Iterator[DiffSection]:
    names = {m.id: m.name for side in (diff.old, diff.new) for m in side.assessment.team}
    for kind, heading in words.ACTIONS.items():
        moves = [move for move in diff.actions if move.kind == kind]
        told = [move for move in moves if _is_told(move)]
        rows = (ChangeRow(move.id, words.action_words(move, names)) for move in told)
        yield DiffSection(heading, tuple(rows), kind)
        as_they_were = (ChangeRow(move.id, "") for move in moves if not _is_told(move))
        yield DiffSection(f"{heading} as they were", tuple(as_they_were), kind)


def _is_told(move: ActionMove) -> bool:
    return move.differs or move.kind != "carried"


def _pairs(changes: Iterable[Changed[str]]) -> Iterator[ChangeRow]:
    for change in changes:
        yield ChangeRow(change.id, moved_words(change.old or "none", change.new or "none"))


def _by_element(changes: Sequence[Changed[str]]) -> Iterator[ChangeRow]:
    for element_id, group in groupby(changes, key=lambda change: change.id):
        parts = tuple((change.part, _part_words(change)) for change in group)
        yield ChangeRow(element_id, ", ".join(map(" ".join, parts)), parts=parts)


def _part_words(change: Changed[str]) -> str:
    old, new = ((value or "none").replace("not-seen", "not seen") for value in (change.old, change.new))
    return moved_words(old, new)


def _evidence(diff: RoundDiff) -> Iterator[ChangeRow]:
    for element_id, group in groupby(diff.evidence, key=lambda change: change.id):
        changes = list(group)
        added = sum(change.old is None for change in changes)
        removed = sum(change.new is None for change in changes)
        counts = {"added": added, "removed": removed, "changed": len(changes) - added - removed}
        said = listed([f"{count} {word}" for word, count in counts.items() if count])
        yield ChangeRow(element_id, said, tuple(words.evidence_change(change) for change in changes))


def _weight_words(diff: RoundDiff) -> Iterator[Changed[str]]:
    for change in diff.weights:
        old, new = (f"{float(weight or 1):g}" for weight in (change.old, change.new))
        yield Changed(change.id, "", old, new)


def _subject(diff: RoundDiff) -> Iterator[ChangeRow]:
    for change in diff.subject:
        if change.part == "rubric":
            old, new = (instrument_words(one.rubric) for one in (diff.old, diff.new))
            yield ChangeRow(change.part, moved_words(old, new))
        else:
            theirs = (own(text) if text else "none" for text in (change.old, change.new))
            yield ChangeRow(change.part, moved_phrase(*theirs))


def _wording(changes: Sequence[Changed[str]]) -> Iterator[ChangeRow]:
    for change in changes:
        what = "added" if change.old is None else "removed" if change.new is None else "reworded"
        yield ChangeRow(change.id, f"{change.part} {what}", tuple(_texts(change)))


def _texts(change: Changed[str]) -> Iterator[str]:
    if change.old is not None:
        yield f"before: {one_line(change.old)}"
    if change.new is not None:
        yield f"now: {one_line(change.new)}"
