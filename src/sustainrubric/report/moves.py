"""What changed between the last round and this one, element by element."""

from __future__ import annotations

from collections.abc import Sequence

from sustainrubric.model.round_diff import MoveKind
from sustainrubric.report.diff_words import HEADINGS
from sustainrubric.report.parts import Day, Element, Scores, Since, Standing
from sustainrubric.report.phrases import counted, listed

# The words for one element and for several.
_VERBS: dict[MoveKind, tuple[str, str]] = {
    "improved": ("improved", "improved"),
    "declined": ("declined", "declined"),
    "newly_rated": ("is newly rated", "are newly rated"),
    "no_longer_rated": ("is no longer rated", "are no longer rated"),
    "not_comparable": ("cannot be compared", "cannot be compared"),
    "unchanged": ("is unchanged", "are unchanged"),
}


def move_words(move: MoveKind | None, last: Standing | None) -> str:
    """`Improved from emerging`; nothing where there is no last round, or no rating in either."""
    if move is None or last is None:
        return ""
    heading = HEADINGS[move]
    return f"{heading} from {last.name.lower()}" if last.points and move != "unchanged" else heading


def since_view(round_id: str, day: Day, scores: Scores, elements: Sequence[Element]) -> Since:
    """The change as a whole, against the round `round_id`."""
    groups = [(kind, tuple(element for element in elements if element.move == kind)) for kind in HEADINGS]
    moves = tuple((kind, HEADINGS[kind], moved) for kind, moved in groups if moved)
    return Since(round_id, day, _sentence([(kind, len(moved)) for kind, _, moved in moves]), scores, moves)


def _sentence(counts: Sequence[tuple[MoveKind, int]]) -> str:
    if not counts:
        return "No element is rated in either round."
    phrases = [f"{count} {_VERBS[kind][count != 1]}" for kind, count in counts]
    first, count = phrases[0], counts[0][1]
    phrases[0] = first.replace(f"{count} ", f"{counted(count, 'element')} ", 1)
    return f"{listed(phrases)}."
