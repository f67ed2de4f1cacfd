"""The nearest of the words we know to one we do not."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean ...?` where something known is close to `word`, else nothing."""
    # Imported late: few files need it, and it costs a start-up.
    from difflib import get_close_matches

    by_lower = {name.lower(): name for name in sorted(known)}
    close = get_close_matches(word.lower()[:100], by_lower, n=1, cutoff=0.6)
    return f"; did you mean {by_lower[close[0]]}?" if close else ""
