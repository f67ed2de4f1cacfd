"""What changed between the last round and this one, element by element."""

from __future__ import annotations

from collections.abc import Sequence

from sustainrubric.report.parts import Day, Element, MoveKind, Scores, Since, Standing
from sustainrubric.report.wording import counted, listed

# In the order in which a report tells them: the kind, its heading, and the words for one and for several.
_KINDS: tuple[tuple[MoveKind, str, str, str], ...] = (
    ("improved", "Moved up", "moved up", "moved up"),
    ("declined", "Moved down", "moved down", "moved down"),
    ("newly-rated", "Newly rated", "is newly rated", "are newly rated"),
    ("no-longer-rated", "No longer rated", "is no longer rated", "are no longer rated"),
    ("unchanged", "Unchanged", "is unchanged", "are unchanged"),
)


def move_of(last: Standing | None, now: Standing) -> MoveKind | None:
    """How an element moved; None where there is no last round, or no rating in either."""
    if last is None or last.points is now.points is None:
        return None
    if last.points is None:
        return "newly-rated"
    if now.points is None:
        return "no-longer-rated"
    if now.points == last.points:
        return "unchanged"
    return "improved" if now.points > last.points else "declined"


def move_words(move: MoveKind | None, last: Standing | None, now: Standing) -> str:
    if move is None or last is None:
        return ""
    if move == "unchanged":
        return "Unchanged"
    return f"{_heading(move)} from {last.name.lower()}" if last.points else _heading(move)


def since_view(round_id: str, day: Day, scores: Scores, elements: Sequence[Element]) -> Since:
    """The change as a whole, against the round `round_id`."""
    groups = [(kind, tuple(element for element in elements if element.move == kind)) for kind, *_ in _KINDS]
    moves = tuple((kind, _heading(kind), moved) for kind, moved in groups if moved)
    return Since(round_id, day, _sentence([(kind, len(moved)) for kind, _, moved in moves]), scores, moves)


def _heading(move: MoveKind) -> str:
    return next(heading for kind, heading, *_ in _KINDS if kind == move)


def _sentence(counts: Sequence[tuple[MoveKind, int]]) -> str:
    if not counts:
        return "No element is rated in either round."
    words = {kind: (one, several) for kind, _, one, several in _KINDS}
    phrases = [f"{count} {words[kind][count != 1]}" for kind, count in counts]
    first, count = phrases[0], counts[0][1]
    phrases[0] = first.replace(f"{count} ", f"{counted(count, 'element')} ", 1)
    return f"{listed(phrases)}."
