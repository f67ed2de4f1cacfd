"""The words in which a comparison of two rounds is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sustainrubric.base.phrase import joined, moved_phrase, own, phrase
from sustainrubric.base.text import counted, listed, normalized, one_line
from sustainrubric.pages.credits import instrument_words
from sustainrubric.pages.parts import Standing, Step
from sustainrubric.pages.phrases import NOT_APPLICABLE, NOT_RATED, UNKNOWN, day_view, standing_at
from sustainrubric.records.assessment import Action, Evidence, TeamMember
from sustainrubric.rounds.model import (
    ActionKind,
    ActionMove,
    Changed,
    MoveKind,
    Reading,
    Reason,
    RoundDiff,
    Trend,
)

# What got worse comes before what got better.
HEADINGS: dict[MoveKind, str] = {
    "declined": "Declined",
    "no_longer_rated": "No longer rated",
    "improved": "Improved",
    "newly_rated": "Newly rated",
    "not_comparable": "Not comparable",
    "unchanged": "Unchanged",
}

REASONS: dict[Reason, str] = {
    "became-not-applicable": "became not applicable",
    "ceased-to-be-not-applicable": "was not applicable, and is now",
    "not-applicable-in-both": "not applicable in either round",
    "rated-in-neither": "rated in neither round",
    "added-to-the-rubric": "added to the rubric",
    "removed-from-the-rubric": "removed from the rubric",
    "levels-worth-other-points": "a level is worth other points in the other rubric",
    "reworded": "reworded in the other rubric",
    "split": "split in the other rubric",
    "merged": "merged with another in the other rubric",
}

ACTIONS: dict[ActionKind, str] = {
    "overdue": "Actions overdue",
    "done": "Actions done",
    "new": "New actions",
    "carried": "Actions carried on",
    "reopened": "Actions taken up again",
    "dropped": "Actions dropped",
}
"""In the order in which they are told; what was settled before says nothing new."""

NOT_COMPARABLE = Standing(
    "not-rated", "Not comparable", remark="its words are others in the rubric of that round"
)

NOT_IN_RUBRIC = Standing("not-rated", "Not in this rubric")


class ReadingView(NamedTuple):
    """How an element stood in one round: the level's id, or what was given in place of one."""

    level: str | None
    given: str | None
    derived: bool


def headline(diff: RoundDiff) -> str:
    """What moved, in a sentence."""
    counts, compared = diff.overall.counts, diff.overall.compared
    if not compared:
        return "No element is rated in both rounds, so no level can be compared."
    if compared == 1:
        way = "improved" if counts["improved"] else "declined" if counts["declined"] else "did not move"
        moved = f"The one element rated in both rounds {way}"
    elif counts["unchanged"] == compared:
        moved = f"None of the {compared} elements rated in both rounds moved"
    else:
        of_all = f"{counts['declined'] or 'None'} of the {compared} elements rated in both rounds declined"
        moved = f"{of_all}, {counts['improved'] or 'none'} improved"
    old, new = diff.overall.old.majority, diff.overall.new.majority
    majority = f"is {new}, as before" if old == new else f"moved from {old} to {new}"
    return f"{moved}; the majority level {majority}."


def span_headline(trend: Trend) -> str:
    """What moved from the first point of a trend to the last."""
    if len(trend.points) == 1:
        return f"There is one point, {one_line(trend.points[0].name)}, and nothing to compare it with yet."
    return headline(trend.span)


def remarks(diff: RoundDiff, subject: str | None) -> Iterator[str]:
    """What a reader must know beside the headline; `subject` says why these are not rounds of one reform."""
    if subject:
        yield f"These are not two rounds of one reform: {one_line(subject)}."
    others = _others(diff)
    if others:
        yield f"{others}."
    if diff.overall.compared:
        rated = f"{diff.overall.compared} of {diff.overall.elements} elements rated in both rounds"
        yield f"The table compares only the {rated}."
    derived = sum(1 for e in diff.elements for side in (e.old, e.new) if side and side.derived)
    if derived:
        yield f"Levels marked derived ({derived}) are worked out from rated criteria, and count as levels."
    if diff.weights:
        changed = counted(len(diff.weights), "weight")
        yield f"{changed} changed, which by itself can move a majority level or a mean."
    if diff.old.rubric.reference != diff.new.rubric.reference:
        yield _versions(diff)


def reading_words(reading: Reading | None) -> str:
    """A level as a line of text has it; derived, unknown, not applicable and not rated are said."""
    if reading is None:
        return "not in this rubric"
    if reading.level is not None:
        return f"{reading.level} (derived)" if reading.derived else reading.level
    return {"not-applicable": "not applicable", "unknown": "unknown"}.get(reading.given or "", "not rated")


def action_words(move: ActionMove, names: dict[str, str]) -> str:
    """An action with who, when and how far, and what of that is other than it was."""
    now = move.new or move.old
    assert now is not None
    facts = [part for part in (_fact(move, names, key) for key in ("owner", "due", "status")) if part]
    if move.new is None:
        facts.append("no longer in the file")
    what: str = own(now.what)
    if move.old is not None and normalized(move.old.what) != normalized(now.what):
        what = moved_phrase(own(move.old.what), what)
    return phrase(what, " (", joined(", ", facts), ")")


def evidence_words(item: Evidence) -> str:
    """Evidence with its place and day."""
    beside: list[str] = [own(item.where)] if item.where else []
    beside += [day_view(item.date).short] if item.date else []
    return phrase(own(item.what), " (", joined(", ", beside), ")") if beside else own(item.what)


def evidence_change(change: Changed[Evidence]) -> str:
    if change.old is None or change.new is None:
        some = change.new or change.old
        assert some is not None
        return phrase("added: " if change.old is None else "removed: ", evidence_words(some))
    return phrase("changed: ", evidence_words(change.old), " → ", evidence_words(change.new))


def member_words(change: Changed[TeamMember]) -> str:
    old, new = (_member(member) for member in (change.old, change.new))
    if change.old is None:
        return phrase(new, " joined")
    return phrase(old, " left") if change.new is None else phrase(old, " → ", new)


def _member(member: TeamMember | None) -> str:
    if member is None:
        return ""
    return phrase(own(member.name), " (", own(member.role), ")") if member.role else own(member.name)


def _fact(move: ActionMove, names: dict[str, str], key: str) -> str:
    old, new = (_value(action, names, key) for action in (move.old, move.new))
    if move.old is None or move.new is None:
        words = new or old
    else:
        words = moved_phrase(old or "none", new or "none") if old or new else ""
    return f"due {words}" if words and key == "due" else words


def _value(action: Action | None, names: dict[str, str], key: str) -> str:
    if action is None:
        return ""
    if key == "owner":
        return own(names.get(action.owner, action.owner)) if action.owner else ""
    if key == "due":
        return day_view(action.due).short if action.due else ""
    return action.status.replace("-", " ")


def _others(diff: RoundDiff) -> str:
    """How many elements cannot be compared, and why."""
    counts = {
        "newly rated": diff.overall.counts["newly_rated"],
        "no longer rated": diff.overall.counts["no_longer_rated"],
    }
    for element in diff.elements:
        if element.reason:
            words = REASONS[element.reason]
            counts[words] = counts.get(words, 0) + 1
    phrases = [f"{count} {words}" for words, count in counts.items() if count]
    if not phrases:
        return ""
    return f"Apart from these: {listed(phrases)}" if diff.overall.compared else listed(phrases)


def _versions(diff: RoundDiff) -> str:
    added = sum(change.old is None for change in diff.wording)
    removed = sum(change.new is None for change in diff.wording)
    reworded = len(diff.wording) - added - removed
    versions = f"from {instrument_words(diff.old.rubric)} to {instrument_words(diff.new.rubric)}"
    parts = f"{counted(added, 'part')} added, {removed} removed, {reworded} reworded"
    return f"The rubric changed {versions} ({parts}); only elements that are equal in both are compared."


def standing(reading: Reading | ReadingView | None, steps: Sequence[Step]) -> Standing:
    """A level, or why there is none."""
    if reading is None:
        return NOT_IN_RUBRIC
    if reading.level is not None:
        return standing_at(reading.level, steps, "derived from its criteria" if reading.derived else "")
    if reading.given == "not-applicable":
        return NOT_APPLICABLE
    return UNKNOWN if reading.given == "unknown" else NOT_RATED
