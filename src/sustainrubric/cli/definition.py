"""What `sustain rubric show` does with the worksheet's definition."""

from __future__ import annotations

from collections.abc import Sequence

from sustainrubric.errors import WrongUsage
from sustainrubric.files.packaged import load_worksheet_definition
from sustainrubric.model.clean import quoted
from sustainrubric.model.nearest import did_you_mean
from sustainrubric.report.definition_text import definition_lines, recommended_lines, step_lines
from sustainrubric.report.rubric_text import Line


def lines_of_definition(reference: str, words: Sequence[str]) -> list[Line]:
    """The whole definition, or the step that is named by number, id or title.

    Raises:
        WrongUsage: there is no such step.
    """
    definition = load_worksheet_definition(reference)
    assert definition is not None, "the caller found its version"
    wanted = " ".join(words).strip().casefold()
    if not wanted:
        return list(definition_lines(definition))
    for step in definition.steps:
        if wanted in (str(step.number), step.id, step.title.casefold()):
            return list(step_lines(step, definition))
    for recommended in definition.process:
        if wanted in (recommended.id, recommended.name.casefold()):
            return list(recommended_lines(recommended))
    known = [*definition.steps_by_id, *definition.process_names]
    hint = did_you_mean(wanted, known) or f"; there are 1 to {len(definition.steps)}, {', '.join(known)}"
    raise WrongUsage(f"{definition.reference} has no step {quoted(wanted)}{hint}")
