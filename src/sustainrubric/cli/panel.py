"""`sustain panel`: several raters, their ballots, and what they agree on."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from sustainrubric.cli.command_names import SETTINGS
from sustainrubric.cli.shared_options import Force, Only, Output, Plain

app = typer.Typer(
    help="Several raters: ballots, their spread, one recorded agreement.",
    no_args_is_help=True,
    **SETTINGS,
)

_Assessment = Annotated[str, typer.Argument(metavar="FILE", help="The assessment with a `panel:`.")]

_Rater = Annotated[
    str, typer.Option("--rater", metavar="CODE", help="The rater, by the short name in the panel.")
]

_Reveal = Annotated[bool, typer.Option("--reveal", help="Show levels before all ballots are in.")]


class BallotFormat(StrEnum):
    HTML = "html"
    YAML = "yaml"


class SpreadFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


class How(StrEnum):
    UNANIMOUS = "unanimous"
    CONSENSUS = "consensus"
    TWO_THIRDS = "two-thirds"
    MAJORITY = "majority"
    CHAIR = "chair"


@app.command("ballot")
def ballot(
    file: _Assessment,
    rater: _Rater,
    output: Output = None,
    form: Annotated[
        BallotFormat | None, typer.Option("--format", help="A page to fill in, or a YAML file.")
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="The page for the second vote; the first one stands beside it.")
    ] = False,
    force: Force = False,
) -> None:
    """Make an empty ballot for one rater: a page that works without a network, or a YAML file."""
    from sustainrubric.editing.ballots import ballot_text
    from sustainrubric.pages.frame import framed
    from sustainrubric.report.style import frame_for
    from sustainrubric.terminal.output import form_for, print_or_write

    chosen = form_for(form, output, BallotFormat, BallotFormat.HTML)
    with framed(frame_for(file, "team")):
        text = ballot_text(file, rater, chosen, again=again)
    print_or_write(text, output, inputs=[file], force=force)


@app.command("vote")
def vote(
    file: _Assessment,
    rater: _Rater,
    again: Annotated[bool, typer.Option("--again", help="The second vote, after the discussion.")] = False,
    only: Only = None,
    plain: Plain = False,
) -> int:
    """Vote at the terminal, element by element; it shows nobody else's vote. Every answer is saved at once."""
    from sustainrubric.editing.vote_session import run_vote

    return run_vote(file, rater, again=again, only=tuple(only or ()), plain=plain)


@app.command("collect")
def collect(
    file: _Assessment,
    ballots: Annotated[
        list[str],
        typer.Argument(
            metavar="BALLOT...",
            help="Ballots that came by mail, or folders of them: YAML files, workbooks, or a CSV of KoboToolbox or "
            "ODK; - is standard input.",
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a rater's ballot that is there.")
    ] = False,
) -> None:
    """Put ballots in place beside the assessment; each is checked first, and none is overwritten."""
    from sustainrubric.cli.one_file import ballots_in
    from sustainrubric.editing.ballots import collect_ballots
    from sustainrubric.terminal.console import note
    from sustainrubric.yaml.source import STANDARD_INPUT, read_input

    ballots = ballots_in(ballots)
    tables = [ballot for ballot in ballots if ballot.lower().endswith(".csv")]
    workbooks = [ballot for ballot in ballots if ballot.lower().endswith((".xlsx", ".xlsm", ".xls"))]
    contents = [each for table in tables for each in _ballots_of_table(file, table)]
    contents += [_ballot_of_workbook(file, workbook) for workbook in workbooks]
    if STANDARD_INPUT in ballots:
        contents.append(read_input(STANDARD_INPUT))
    files = [ballot for ballot in ballots if ballot not in (*tables, *workbooks, STANDARD_INPUT)]
    for line in collect_ballots(file, files, dry_run=dry_run, replace=replace, contents=contents):
        note(line)


def _ballot_of_workbook(file: str, workbook: str) -> tuple[str, bytes]:
    """The ballot in a workbook that `sustain form --rater` made, with a name for messages."""
    from sustainrubric.exchange.archive_check import MAX_FORM_BYTES
    from sustainrubric.exchange.ballot_workbook import returned_ballot
    from sustainrubric.terminal.console import note
    from sustainrubric.yaml.source import read_bytes

    found = returned_ballot(read_bytes(workbook, MAX_FORM_BYTES), workbook, file)
    for message in found.notes:
        note(message)
    return f"{workbook} ({found.rater})", found.content


def _ballots_of_table(file: str, table: str) -> list[tuple[str, bytes]]:
    """The ballots in a table of KoboToolbox or ODK, each with a name for messages."""
    from sustainrubric.check.file import needed_assessment
    from sustainrubric.exchange.ballot_csv import ballots_in_csv
    from sustainrubric.panel.skeleton import ballot_head
    from sustainrubric.terminal.console import note
    from sustainrubric.yaml.source import read_bytes, text_of

    _, assessment, rubric = needed_assessment(file)
    found = ballots_in_csv(text_of(read_bytes(table), table), assessment, rubric, ballot_head(assessment, ""))
    for warning in found.warnings:
        note(warning)
    return [(f"{table} ({rater})", text.encode()) for rater, text in found.texts.items()]


@app.command("spread")
def spread(
    file: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help="The assessment with a `panel:`.")
    ] = None,
    form: Annotated[
        SpreadFormat | None, typer.Option("--format", help="Default: as the name of OUT says, else table.")
    ] = None,
    reveal: _Reveal = False,
    names: Annotated[bool, typer.Option("--names", help="Call raters by name, not by code.")] = False,
    element: Annotated[
        str | None, typer.Option("--element", metavar="ID", help="One element, with the reasons given.")
    ] = None,
    table: Annotated[
        str | None,
        typer.Option(
            "--table",
            metavar="CSV",
            help="The figures of any table: a line for each rater, a column for each item.",
        ),
    ] = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Show how the votes lie and how far the raters agree; not one level before all ballots are in."""
    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.cli.panel_spread import show_spread, show_table
    from sustainrubric.terminal.output import form_for, written_to

    if (file is None) == (table is None):
        raise WrongUsage("name an assessment, or a table with --table")
    if table is not None and (reveal or names or element):
        raise WrongUsage("--reveal, --names and --element have no meaning beside --table")
    chosen = form_for(form, output, list(SpreadFormat))
    with written_to(output, inputs=[file or table or ""], force=force):
        if table is not None:
            show_table(table, chosen)
        elif file is not None:
            show_spread(file, chosen, reveal=reveal, names=names, element=element)


@app.command("decide")
def decide(
    file: _Assessment,
    element: Annotated[
        str | None, typer.Argument(metavar="[ELEMENT]", help="The element; without one, the discussion list.")
    ] = None,
    level: Annotated[str | None, typer.Argument(metavar="[LEVEL]", help="What the team agreed on.")] = None,
    rationale: Annotated[str | None, typer.Option(metavar="TEXT", help="Why, in the team's words.")] = None,
    dissent: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What those say who see it differently.")
    ] = None,
    how: Annotated[
        How | None, typer.Option("--how", help="How it was agreed; by the panel's rule if left out.")
    ] = None,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="The day of the meeting (default: today)."),
    ] = None,
    unanimous: Annotated[
        bool,
        typer.Option(
            "--unanimous",
            help="Take every element on which all votes, two or more, are equal; they are listed first.",
        ),
    ] = False,
    reveal: _Reveal = False,
    plain: Plain = False,
) -> int:
    """Record what the team agrees, with the counts of the votes; alone it walks the discussion list."""
    from datetime import date

    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.cli.options import day_given
    from sustainrubric.editing.decide import decide_one, decide_unanimous, hold_decisions

    meeting = day_given("--date", day) or date.today()
    of_one = (level, rationale, dissent, how)
    if unanimous and (element is not None or any(of_one)):
        raise WrongUsage("--unanimous takes whole elements; leave the element and the other options out")
    if element is not None:
        if level is None:
            raise WrongUsage(
                "name the level that the team agreed on, or leave the element out for the whole list"
            )
        return decide_one(
            file, element, level, meeting,
            rationale=rationale, dissent=dissent, how=how.value if how is not None else None, reveal=reveal,
        )  # fmt: skip
    if any(of_one):
        raise WrongUsage("name the element that this is about")
    if unanimous:
        return decide_unanimous(file, meeting, reveal=reveal)
    return hold_decisions(file, meeting, reveal=reveal, plain=plain)


@app.command("card")
def card(
    file: _Assessment, rater: _Rater, output: Output = None, force: Force = False, reveal: _Reveal = False
) -> None:
    """Make a card for the second vote: one rater's own votes inside the group's distribution."""
    from sustainrubric.editing.ballots import card_text
    from sustainrubric.pages.frame import framed
    from sustainrubric.report.style import frame_for
    from sustainrubric.terminal.output import form_for, print_or_write

    form_for(None, output, ["html"], "html")
    with framed(frame_for(file, "team")):
        text = card_text(file, rater, reveal=reveal)
    print_or_write(text, output, inputs=[file], force=force)


@app.command("seal")
def seal(
    file: Annotated[str, typer.Argument(metavar="BALLOT", help="The ballot to seal.")],
) -> None:
    """Seal a ballot: a fingerprint that shows later that it was not changed. Push that, keep the ballot."""
    from sustainrubric.editing.seal_ballot import seal_ballot
    from sustainrubric.terminal.console import note

    for line in seal_ballot(file):
        note(line)
