"""A copy for the cabinet or the public: what its texts say of people is told, or refused, before it is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sustainrubric.base.errors import RefusedToWrite, WrongUsage
from sustainrubric.terminal.console import complain

if TYPE_CHECKING:
    from sustainrubric.check.names_in_text import KnownNames
    from sustainrubric.pages.frame import Audience
    from sustainrubric.records.load import Loaded

ACTIONS_SHOWN = frozenset({"reform", "actions", "gaps", "priorities"})
"""The parts of files whose texts a plan of action carries."""

NAMES_SHOWN = frozenset({"reform"})
"""The part of files whose texts a trend carries."""


class CopyCheck:
    """The files that one product is made of, and whom it is for; for the team nothing is looked for.

    `shown` are the parts of the files whose texts the product carries; all of them where it is None.
    """

    def __init__(self, audience: Audience, *, strict: bool, shown: frozenset[str] | None = None) -> None:
        if strict and audience == "team":
            raise WrongUsage("--strict has no effect without --audience cabinet or public")
        self._strict = strict
        self._shown = shown
        self._names = _names(audience)

    def add(self, loaded: Loaded) -> Loaded:
        """Take in a file, which is given back."""
        return self._names.add(loaded) if self._names is not None else loaded

    def finish(self) -> None:
        """Tell of every text that names somebody, at its place.

        Raises:
            RefusedToWrite: there is one, and the copy is to be strict.
        """
        if self._names is None:
            return
        # Imported late: most runs are for the team.
        from sustainrubric.base.text import counted
        from sustainrubric.check.text import as_text

        found = [
            one
            for one in self._names.problems()
            if self._shown is None or not self._shown.isdisjoint(map(str, one.problem.path))
        ]
        for one in found:
            complain(as_text(one), prefix="")
        if found and self._strict:
            places = counted(len(found), "place")
            raise RefusedToWrite(
                f"nothing was written: {places} named above would tell what this audience is not to see; "
                "reword them, or leave --strict out"
            )


def _names(audience: Audience) -> KnownNames | None:
    if audience == "team":
        return None
    from sustainrubric.check.names_in_text import KnownNames

    return KnownNames(audience)
