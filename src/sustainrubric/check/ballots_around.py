"""Ballots checked against the assessment beside them, and an assessment against its ballots; each is read once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sustainrubric.base.errors import Unreadable
from sustainrubric.records.find_ballots import assessment_of, files_beside, first_of_each, seal_file
from sustainrubric.records.load import Loaded, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sustainrubric.base.problem import Problem
    from sustainrubric.records.assessment import Assessment
    from sustainrubric.records.ballot import Ballot


class BallotsAround:
    """What lies beside each file: its ballots, or the assessment that it is a ballot of."""

    def __init__(self) -> None:
        self._assessments: dict[str, Assessment | None] = {}
        self._ballots: dict[str, dict[str, Ballot]] = {}

    def checked(self, loaded: Loaded) -> Loaded:
        """The file with what can only be said beside its neighbors."""
        if loaded.model is None or not os.path.lexists(loaded.file):
            return loaded
        if loaded.kind == "ballot":
            return loaded.with_problems(self._of_ballot(loaded))
        if loaded.kind == "assessment" and os.path.isdir(os.path.splitext(loaded.file)[0] + ".ballots"):
            return loaded.with_problems(self._of_assessment(loaded))
        return loaded

    def _of_ballot(self, loaded: Loaded) -> Iterator[Problem]:
        from sustainrubric.rating.check_ballot import check_ballot_of_panel, check_one_ballot_each
        from sustainrubric.rating.seal import check_seal
        from sustainrubric.records.ballot import Ballot, Seal

        ballot = loaded.model
        assert isinstance(ballot, Ballot)
        file = assessment_of(loaded.file)
        assessment = self._assessment(file) if file is not None else None
        if file is not None and assessment is not None:
            yield from check_ballot_of_panel(ballot, assessment, file)
            yield from check_one_ballot_each(ballot, loaded.file, self._files_by_rater(file))
        seal = _loaded(seal_file(loaded.file)) if os.path.isfile(seal_file(loaded.file)) else None
        if seal is not None and isinstance(seal.model, Seal):
            yield from check_seal(ballot, seal.model)

    def _of_assessment(self, loaded: Loaded) -> Iterator[Problem]:
        from sustainrubric.rating.check_panel import check_decided_counts
        from sustainrubric.rating.votes import panel_votes
        from sustainrubric.records.assessment import Assessment

        assessment = loaded.model
        assert isinstance(assessment, Assessment)
        rubric = loaded.instruments.rubric(assessment.rubric)
        if assessment.panel is not None and rubric is not None:
            ballots = self._ballots_of(loaded.file)
            counting = [ballots[file] for file in first_of_each(ballots).values()]
            votes = panel_votes(assessment.panel, counting, rubric)
            yield from check_decided_counts(assessment, votes, rubric)

    def _assessment(self, file: str) -> Assessment | None:
        from sustainrubric.records.assessment import Assessment

        if file not in self._assessments:
            found = _loaded(file)
            model = found.model if found is not None else None
            self._assessments[file] = model if isinstance(model, Assessment) else None
        return self._assessments[file]

    def _files_by_rater(self, assessment: str) -> dict[str, str]:
        return first_of_each(self._ballots_of(assessment))

    def _ballots_of(self, assessment: str) -> dict[str, Ballot]:
        from sustainrubric.records.ballot import Ballot

        if assessment not in self._ballots:
            loaded = [(file, _loaded(file)) for file in _files_beside(assessment)]
            self._ballots[assessment] = {
                file: found.model
                for file, found in loaded
                if found is not None and isinstance(found.model, Ballot)
            }
        return self._ballots[assessment]


def _files_beside(assessment: str) -> list[str]:
    try:
        return files_beside(assessment)
    except Unreadable:
        # `validate` says so where it looks into the folder itself.
        return []


def _loaded(file: str) -> Loaded | None:
    try:
        return load(file)
    except Unreadable:
        # `validate` says so where it looks at the file itself.
        return None
