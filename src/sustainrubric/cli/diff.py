"""`sustain diff`: what moved between two rounds."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from sustainrubric.base.errors import WrongUsage
from sustainrubric.cli.options import AUDIENCE_HELP, STRICT_HELP, Readers, said_of_readers
from sustainrubric.terminal.console import note
from sustainrubric.terminal.output import form_for, in_signs_known, print_or_write

if TYPE_CHECKING:
    from collections.abc import Sequence

    import typer

    from sustainrubric.migration.alignment import Alignment
    from sustainrubric.pages.frame import Audience
    from sustainrubric.records.instrument_finder import InstrumentFinder
    from sustainrubric.rounds.model import RatedRound, RoundDiff
    from sustainrubric.rounds.sources import Side
    from sustainrubric.rounds.view_parts import DiffView

FORMS = ("table", "json", "markdown", "html")

DIFFERENT = 1


def run_diff(
    paths: Sequence[str],
    *,
    revisions: str | None = None,
    form: str | None = None,
    exit_code: bool = False,
    any_reform: bool = False,
    force: bool = False,
    output: str | None = None,
    mapping: str | None = None,
    audience: Audience = "team",
    strict: bool = False,
) -> int:
    """Compare two rounds and print what moved; gives 1 where something did and that was asked for."""
    from sustainrubric.records.instrument_finder import InstrumentFinder
    from sustainrubric.rounds.diff import diff as compare
    from sustainrubric.rounds.subject import why_not_one_subject

    chosen = form_for(form, output, FORMS)
    finder = InstrumentFinder()
    sides = _sides(paths, revisions, finder)
    before, after = _named_apart(*sides)
    alignment = _way(before, after, mapping, finder, paths[-1])
    why = why_not_one_subject(before, after, alignment)
    # --force said this too before it had a word of its own.
    if why and not (any_reform or force):
        from sustainrubric.records.agency_names import RENAMED

        renamed = RENAMED if before.agency.key != after.agency.key else ""
        raise WrongUsage(
            f"these are not two rounds of one reform: {why}{renamed}; --any-reform compares them all the same"
        )
    if before.assessment.round.date > after.assessment.round.date:
        note(
            f"the first round ({before.assessment.round.date}) is the later one; is the order as you meant it?"
        )
    (old, new), parts = _for_readers(sides, (before, after), audience, strict=strict)
    found = compare(old, new, alignment)
    with _frame(audience, parts, paths[-1] if chosen == "html" else ""):
        if chosen == "table" and output is None:
            _print_diff(found)
        else:
            text = _rendered_diff(found, chosen)
            print_or_write(text, output, inputs=paths, force=force, for_people=chosen == "table")
    return DIFFERENT if exit_code and not found.is_empty else 0


def _way(
    old: RatedRound, new: RatedRound, mapping: str | None, finder: InstrumentFinder, file: str
) -> Alignment | None:
    """How rounds of two rubrics are aligned; None where both have one, or nobody said how."""
    if mapping is None and old.rubric.reference == new.rubric.reference:
        return None
    # Imported late: most rounds are of one rubric.
    from sustainrubric.rounds.sources import ways_for

    ways = ways_for([mapping] if mapping is not None else [], finder, file)
    alignment = ways.between(old, new)
    ways.check_used()
    return alignment


def _frame(audience: Audience, parts: tuple[str, ...], file: str) -> AbstractContextManager[None]:
    """The frame of a page about `file` for an audience; what is no page needs none where it is for the team."""
    if audience == "team" and not file:
        return nullcontext()
    from sustainrubric.pages.frame import PLAIN, framed
    from sustainrubric.records.settings import language_around

    language = language_around(Path(file)) if file else "en"
    return framed(replace(PLAIN, audience=audience, parts=parts, language=language))


def _for_readers(
    sides: Sequence[Side], rounds: Sequence[RatedRound], audience: Audience, *, strict: bool
) -> tuple[Sequence[RatedRound], tuple[str, ...]]:
    """Both rounds as an audience may see them, and which parts are left out."""
    if audience == "team" and not strict:
        return rounds, ()
    # Imported late: most comparisons are for the team, and should start fast.
    from sustainrubric.report.audience import left_out_of_assessments, rounds_for, secrets_of
    from sustainrubric.report.copy_check import CopyCheck

    check = CopyCheck(audience, strict=strict)
    for side in sides:
        check.add(side.loaded)
    check.finish()
    assessments = [one.assessment for one in rounds]
    parts = left_out_of_assessments(audience, assessments, secrets_of(assessments))
    return rounds_for(audience, rounds), parts


def _sides(paths: Sequence[str], revisions: str | None, finder: InstrumentFinder) -> tuple[Side, Side]:
    from sustainrubric.rounds.sources import round_from, rounds_between
    from sustainrubric.yaml.source import STANDARD_INPUT

    if revisions is not None:
        if len(paths) != 1:
            raise WrongUsage(f"--git compares one file at two revisions; {len(paths)} files are named")
        return rounds_between(revisions, paths[0], finder)
    if len(paths) == 1 and paths[0] != STANDARD_INPUT:
        from sustainrubric.cli.round_files import newest_two

        paths = newest_two(paths[0], finder)
        note(f"comparing {paths[0]} and {paths[1]}")
    if len(paths) != 2:
        instead = "name the other one, too" if len(paths) < 2 else "`sustain trend` follows more"
        raise WrongUsage(f"two rounds are compared, OLD and NEW, not {len(paths)}; {instead}")
    if paths[0] == paths[1] == STANDARD_INPUT:
        raise WrongUsage("standard input can be one of the two rounds, not both")
    return round_from(paths[0], finder), round_from(paths[1], finder)


def _named_apart(old: Side, new: Side) -> tuple[RatedRound, RatedRound]:
    from sustainrubric.rounds.sources import named_apart

    for side in (old, new):
        if side.remark:
            note(f"git: {side.remark}")
    return named_apart(old, new)


def _rendered_diff(found: RoundDiff, form: str) -> str:
    if form == "json":
        from sustainrubric.rounds.export import diff_to_json

        return diff_to_json(found)
    from sustainrubric.rounds.diff_view import diff_view

    view = diff_view(found)
    if form == "table":
        return "\n".join(_plain_diff(view))
    from sustainrubric.rounds.page import diff_to_html, diff_to_markdown

    return diff_to_html(view, found.new.rubric) if form == "html" else diff_to_markdown(view)


def _plain_diff(view: DiffView) -> list[str]:
    from sustainrubric.rounds import text as shown
    from sustainrubric.terminal.console import plain_table

    lines = [line.wrapped(None) for line in (*shown.opening(view), *shown.news(view, None))]
    lines += ["", plain_table([shown.ROLLUP_HEADERS, *shown.rollup_rows(view)], shown.ROLLUP_NUMBERS)]
    lines += [line.wrapped(None) for line in shown.details(view)]
    return [*lines, *said_of_readers()]


def _print_diff(found: RoundDiff) -> None:
    """On a terminal the lines are folded to its width."""
    from sustainrubric.rounds import text as shown
    from sustainrubric.rounds.diff_view import diff_view
    from sustainrubric.terminal.console import table, terminal_width, write

    view = diff_view(found)
    width = terminal_width()
    for line in (*shown.opening(view), *shown.news(view, width)):
        write(in_signs_known(line.wrapped(width)))
    write("")
    rows = [[in_signs_known(cell) for cell in row] for row in shown.rollup_rows(view)]
    table(shown.ROLLUP_HEADERS, rows, shown.ROLLUP_NUMBERS)
    for line in shown.details(view):
        write(in_signs_known(line.wrapped(width)))
    for words in said_of_readers():
        write(words)


class DiffFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"
    HTML = "html"


def diff(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="OLD NEW | FILE | FOLDER",
            help="Two assessments: files, or REV:PATH from git. One alone: its reform's last two rounds.",
        ),
    ],
    revisions: Annotated[
        str | None,
        typer.Option(
            "--git", metavar="A..B", help="Compare one file at two revisions, or at one and as it is now."
        ),
    ] = None,
    form: Annotated[
        DiffFormat | None, typer.Option("--format", help="Default: as the name of OUT says, else table.")
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option(
            "--mapping", metavar="FILE", help="Between two rubrics: the mapping that says what is equal."
        ),
    ] = None,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 1 where something differs.")
    ] = False,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="OUT", help="Where to write it; - is standard output."),
    ] = None,
    audience: Annotated[Readers, typer.Option("--audience", help=AUDIENCE_HELP)] = Readers.TEAM,
    strict: Annotated[bool, typer.Option("--strict", help=STRICT_HELP)] = False,
    any_reform: Annotated[
        bool,
        typer.Option("--any-reform", help="Compare different reforms or agencies, too (--force before)."),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT where it exists.")] = False,
) -> int:
    """Compare two rounds: which ratings, targets, evidence and actions moved, and what that adds up to.

    `sustain diff 2025.yaml 2026.yaml`, `sustain diff v2025:a.yaml a.yaml`, or
    `sustain diff --git v2025..HEAD a.yaml`. Levels are compared where both rounds have one.
    """
    chosen = form.value if form else None
    return run_diff(
        paths,
        revisions=revisions,
        form=chosen,
        exit_code=exit_code,
        any_reform=any_reform,
        force=force,
        output=output,
        mapping=mapping,
        audience=audience.value,
        strict=strict,
    )
