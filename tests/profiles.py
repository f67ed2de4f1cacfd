"""How many examples a property is tried with: few in the quick tests, as many as it needs in all tests.

`make test` asks for the profile "quick". No example has a time limit in either profile, since a busy machine
is no defect.
"""

from __future__ import annotations

from hypothesis import settings

QUICK = 20
"""The most examples that a property is tried with in the quick tests."""

_FEW = 8
"""So many at least, also of a property that takes long for each."""

settings.register_profile("quick", max_examples=QUICK, deadline=None)
settings.register_profile("deep", max_examples=100, deadline=None)
settings.load_profile("deep")


def examples(number: int) -> int:
    """The `max_examples` of a property that wants `number` of them; in the quick tests a quarter."""
    if settings().max_examples != QUICK:
        return number
    return min(max(number // 4, _FEW), number, QUICK)
