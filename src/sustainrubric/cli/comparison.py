"""What `sustain diff` does, free of how its arguments were read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sustainrubric.cli.console import note
from sustainrubric.cli.deliver import deliver, form_for, in_signs_known
from sustainrubric.cli.rounds import named_apart, round_from, rounds_between
from sustainrubric.engine.diff import diff, why_not_one_subject
from sustainrubric.errors import WrongUsage
from sustainrubric.files.load import STANDARD_INPUT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sustainrubric.model.rated_round import RatedRound
    from sustainrubric.model.round_diff import RoundDiff
    from sustainrubric.report.diff_parts import DiffView

FORMS = ("table", "json", "markdown", "html")
DIFFERENT = 1


def run_diff(
    paths: Sequence[str],
    *,
    revisions: str | None = None,
    form: str | None = None,
    exit_code: bool = False,
    force: bool = False,
    output: str | None = None,
) -> int:
    """Compare two rounds and print what moved; gives 1 where something did and that was asked for."""
    chosen = form_for(form, output, FORMS)
    old, new = _rounds(paths, revisions)
    why = why_not_one_subject(old, new)
    if why and not force:
        raise WrongUsage(f"these are not two rounds of one reform: {why}; --force compares them all the same")
    if old.assessment.round.date > new.assessment.round.date:
        note(f"the first round ({old.assessment.round.date}) is the later one; is the order as you meant it?")
    found = diff(old, new)
    if chosen == "table" and output is None:
        _print(found)
    else:
        deliver(_rendered(found, chosen), output, inputs=paths, force=force)
    return DIFFERENT if exit_code and not found.is_empty else 0


def _rounds(paths: Sequence[str], revisions: str | None) -> tuple[RatedRound, RatedRound]:
    if revisions is not None:
        if len(paths) != 1:
            raise WrongUsage(f"--git compares one file at two revisions; {len(paths)} files are named")
        return named_apart(*rounds_between(revisions, paths[0]))
    if len(paths) != 2:
        raise WrongUsage(f"two rounds are compared, OLD and NEW; {len(paths)} named")
    if paths[0] == paths[1] == STANDARD_INPUT:
        raise WrongUsage("standard input can be one of the two rounds, not both")
    return named_apart(round_from(paths[0]), round_from(paths[1]))


def _rendered(found: RoundDiff, form: str) -> str:
    if form == "json":
        from sustainrubric.report.diff_json import diff_to_json

        return diff_to_json(found)
    from sustainrubric.report.diff_view import diff_view

    view = diff_view(found)
    if form == "table":
        return "\n".join(_plain_lines(view))
    from sustainrubric.report.rounds_page import diff_to_html, diff_to_markdown

    return diff_to_html(view, found.new.rubric) if form == "html" else diff_to_markdown(view)


def _plain_lines(view: DiffView) -> list[str]:
    from sustainrubric.cli.console import plain_table
    from sustainrubric.report import diff_text as shown

    lines = [line.wrapped(None) for line in shown.opening(view)]
    lines += ["", plain_table([shown.ROLLUP_HEADERS, *shown.rollup_rows(view)], shown.ROLLUP_NUMBERS)]
    return lines + [line.wrapped(None) for line in shown.details(view, None)]


def _print(found: RoundDiff) -> None:
    """On a terminal the lines are folded to its width."""
    from sustainrubric.cli.console import table, terminal_width, write
    from sustainrubric.report import diff_text as shown
    from sustainrubric.report.diff_view import diff_view

    view = diff_view(found)
    width = terminal_width()
    for line in shown.opening(view):
        write(in_signs_known(line.wrapped(width)))
    write("")
    rows = [[in_signs_known(cell) for cell in row] for row in shown.rollup_rows(view)]
    table(shown.ROLLUP_HEADERS, rows, shown.ROLLUP_NUMBERS)
    for line in shown.details(view, width):
        write(in_signs_known(line.wrapped(width)))
